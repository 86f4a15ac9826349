type Operation = {
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: string; description?: string; required?: boolean }[];
};
type Document = { info: { version: string }; paths?: Record<string, Record<string, Operation>> };

const html = (text: string): string => text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`);

export const style = `:root{color-scheme:light dark;font:16px/1.5 Georgia,serif}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1,h2{font-weight:normal}h2{margin:2rem 0 .5rem;border-bottom:1px solid}
dt{font-family:ui-monospace,monospace;margin-top:1rem}dd{margin:0 0 0 1.5rem}
small{opacity:.8}code{font-family:ui-monospace,monospace}`;

function entry(path: string, method: string, { summary = "", parameters = [] }: Operation): string {
  const asked = parameters.map((p) => `<li><code>${html(p.name)}</code> <small>${html(p.description ?? "")}</small></li>`).join("");
  const plain = method === "get" && !path.includes("{") ? `<a href="${html(path)}">${html(path)}</a>` : html(path);
  return `<dt>${method.toUpperCase()} ${plain}</dt><dd>${html(summary)}${asked ? `<ul>${asked}</ul>` : ""}</dd>`;
}

/** The page for people, made from the document for programs; no script, nothing from elsewhere. */
export function apiPage(document: Document): string {
  const groups = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(document.paths ?? {}))
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? "other";
      groups.set(tag, [...(groups.get(tag) ?? []), entry(path, method, operation)]);
    }
  const parts = [...groups].map(([tag, entries]) => `<h2 id="${html(tag)}">${html(tag)}</h2><dl>${entries.join("")}</dl>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Foedera API</title><link rel="stylesheet" href="/api/style.css"></head><body><h1>Foedera API ${html(document.info.version)}</h1>
<p>For programs: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1). Refusals look like <code>{"error": {"code", "message", "hint"}}</code>.
Answers have an ETag. Lists are pages: hand <code>next</code> back as <code>cursor</code>.</p>
${parts.join("\n")}</body></html>`;
}
