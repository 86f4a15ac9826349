import type { Extracted } from "./extracted.ts";
import { dayOf } from "./html-dates.ts";
import { object, said, strings } from "./json.ts";
import type { ReportTables } from "./tables.ts";

const front = /^\ufeff?---[ \t]*\r?\n([\s\S]{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

/** The fields above a Markdown text, where it has any. Aliases are not followed, so that they cannot grow. */
async function fieldsOf(text: string): Promise<Record<string, unknown>> {
  const written = front.exec(text)?.[1];
  if (written === undefined) return {};
  try {
    const { parse } = await import("yaml");
    return object(parse(written, { maxAliasCount: 0, schema: "failsafe" })) ?? {};
  } catch {
    return {};
  }
}

/** The marks inside a line: links and images give their words, emphasis its text. */
function inline(text: string): string {
  return text
    .replace(/!\[[^\]\n]{0,300}\]\([^()\s]{0,2000}(?:\s"[^"\n]{0,300}")?\)/g, "")
    .replace(/\[([^\]\n]{1,500})\]\([^()\s]{0,2000}(?:\s"[^"\n]{0,300}")?\)/g, "$1")
    .replace(/\[([^\]\n]{1,500})\]\[[^\]\n]{0,100}\]/g, "$1")
    .replace(/\[\^[^\]\n]{1,30}\]/g, "")
    .replace(/<(https?:\/\/[^<>\s]{1,2000})>/g, "$1")
    .replace(/<\/?[a-z][a-z0-9-]{0,20}(?:\s[^<>]{0,500})?>/gi, "")
    .replace(/(\*\*\*|\*\*|__|~~)(?=\S)([^\n]{1,1000}?\S?)\1/g, "$2")
    .replace(/(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{1,500}?[^\s*_]|[^\s*_])\1(?![\w*])/g, "$2")
    .replace(/`([^`\n]{1,500})`/g, "$1")
    .replace(/\\([\\`*_{}[\]()#+\-.!>~|])/g, "$1");
}

/** A line without the marks at its start, and what it is. */
function plainLine(written: string): { text: string; kind: "heading" | "rule" | "line" } {
  if (
    /^\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}|={3,})$/.test(written) ||
    /^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*$/.test(written)
  )
    return { text: "", kind: "rule" };
  const heading = /^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$/.exec(written);
  if (heading) return { text: heading[1]!, kind: "heading" };
  const bare = written.replace(/^\s{0,3}(?:>\s?)+/, "").replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+(?=\S)/, "");
  const row = /^\s*\|(.*)\|\s*$/.exec(bare);
  return {
    text: row
      ? row[1]!
          .split("|")
          .map((cell) => cell.trim())
          .join("\t")
      : bare,
    kind: "line",
  };
}

/** The text of a Markdown file without its marks, and what its front matter says. Line ends inside a paragraph stay. */
export async function readMarkdown(text: string, tables: ReportTables): Promise<Extracted> {
  const fields = await fieldsOf(text);
  let fenced = false;
  let heading: string | null = null;
  const lines = text
    .replace(front, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .split(/\r?\n/)
    .flatMap((written) => {
      if (/^\s{0,3}(?:```|~~~)/.test(written)) {
        fenced = !fenced;
        return [];
      }
      if (fenced) return [written];
      if (/^\s{0,3}\[[^\]\n]{1,100}\]:\s+\S+/.test(written)) return [];
      const { text: bare, kind } = plainLine(written);
      const clean = inline(bare).trimEnd();
      if (kind === "heading") heading ??= clean;
      return kind === "rule" ? [""] : [clean];
    });
  const day = dayOf(said(fields.date) ?? said(fields.published) ?? "", tables);
  const changed = dayOf(said(fields.updated) ?? said(fields.lastmod) ?? "", tables);
  return {
    text: lines
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim(),
    extractor: "markdown",
    title: said(fields.title) ?? heading,
    published: day === null ? null : { day, why: "the front matter gives the date" },
    modified: changed === null ? null : { day: changed, why: "the front matter gives the date" },
    lang: said(fields.lang) ?? said(fields.language) ?? null,
    url: said(fields.url) ?? said(fields.canonical) ?? null,
    outlet: said(fields.outlet) ?? said(fields.source) ?? null,
    credits: [...strings(fields.author), ...strings(fields.authors)],
  };
}
