import { edtf } from "#model";
import { object, type Thing } from "./json.ts";

/** One line of a manifest. All but `path` may be missing; `path` is relative to the manifest. */
export type ManifestEntry = {
  line: number;
  path: string;
  published?: string;
  lang?: string;
  title?: string;
  url?: string;
  outlet?: string;
};
export type ManifestNotice = { line: number; rule: string; reason: string };

const optional = ["published", "lang", "title", "url", "outlet"] as const;

function objectIn(line: string): Thing | null {
  try {
    return object(JSON.parse(line));
  } catch {
    return null;
  }
}

/** The fields of one line that can be used, and what is wrong with the rest. */
function entryOf(fields: Record<string, unknown>, line: number, notices: ManifestNotice[]): ManifestEntry {
  const entry: ManifestEntry = { line, path: fields.path as string };
  for (const key of optional) {
    const value = fields[key];
    if (value === undefined || value === null || value === "") continue;
    if (typeof value !== "string")
      notices.push({ line, rule: "manifest", reason: `"${key}" on line ${line} is no string and is left out.` });
    else if (key === "published" && !edtf.safeParse(value).success)
      notices.push({
        line,
        rule: "manifest",
        reason: `"published" on line ${line} is no EDTF date (such as 2023-01-13) and is left out: ${value}`,
      });
    else entry[key] = value;
  }
  return entry;
}

/**
 * Reads a manifest: JSON Lines, one report a line. A line that cannot be used gives a notice with its number (from 1); the others are read.
 * Paths are given as they stand. A path named twice counts once.
 */
export function parseManifest(text: string): { entries: ManifestEntry[]; notices: ManifestNotice[] } {
  const entries: ManifestEntry[] = [];
  const notices: ManifestNotice[] = [];
  const seen = new Set<string>();
  for (const [at, content] of text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .entries()) {
    if (content.trim() === "") continue;
    const line = at + 1;
    const fields = objectIn(content);
    if (!fields) notices.push({ line, rule: "manifest", reason: `Line ${line} is no JSON object and is passed over.` });
    else if (typeof fields.path !== "string" || fields.path === "")
      notices.push({ line, rule: "manifest", reason: `Line ${line} has no "path" and is passed over.` });
    else if (seen.has(fields.path))
      notices.push({ line, rule: "manifest", reason: `Line ${line} names ${fields.path} again and is passed over.` });
    else {
      seen.add(fields.path);
      entries.push(entryOf(fields, line, notices));
    }
  }
  return { entries, notices };
}
