import type { Notice, Report } from "#model";
import { decode } from "./decode.ts";
import { detectLanguage } from "./language.ts";
import { originsOf } from "./origins.ts";
import { publishedOf } from "./published.ts";
import type { ReportTables } from "./tables.ts";

/** What is known of a report from outside its text: a manifest's line, options, an address. */
export type Meta = {
  /** a path or address; `doc` is made from it where none is given */
  path?: string | null;
  doc?: string | null;
  published?: string | null;
  lang?: string | null;
  title?: string | null;
  url?: string | null;
  outlet?: string | null;
};

/** A report's short name: the file's name without folder and ending. */
export const docOf = (path: string) =>
  path
    .replace(/[/\\]+$/, "")
    .replace(/^.*[/\\]/, "")
    .replace(/\.[A-Za-z0-9]{1,5}$/, "") || path;

const tracking = /^(?:utm_\w+|fbclid|gclid|mc_[ce]id|wt_\w+|at_\w+|xtor|ref|cmpid)$/i;

/** An address without fragment and without the parameters that only count visitors. */
export function plainAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.hash = "";
  for (const key of [...url.searchParams.keys()]) if (tracking.test(key)) url.searchParams.delete(key);
  return url.href.replace(/\?$/, "");
}

/** The name of the outlet that publishes at an address, where it is known. */
export function outletAt(url: string, { outlets }: Pick<ReportTables, "outlets">): string | null {
  const host = /^[a-z]+:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? "";
  const parts = host.split(".");
  const sites = parts.map((_, at) => parts.slice(at).join("."));
  const id = sites.map((site) => (Object.hasOwn(outlets.sites, site) ? outlets.sites[site] : undefined)).find(Boolean);
  return id === undefined ? null : outlets.entries[id]!.name;
}

const readable = (lang: string, tables: ReportTables) => Object.hasOwn(tables.functionWords, lang.toLowerCase().split("-")[0]!);

function languageNotices(lang: string | null, because: string, tables: ReportTables): Notice[] {
  const known = Object.keys(tables.functionWords).sort().join(", ");
  if (lang === null)
    return [
      { rule: "language", reason: `The language could not be told (${because}), so no claims are read; name it with --lang (${known}).` },
    ];
  if (readable(lang, tables)) return [];
  return [{ rule: "language", reason: `Texts in "${lang}" are not read yet, so there are no claims; Foedera reads ${known}.` }];
}

/**
 * A report from its text and what is known of it. What `meta` does not say is read from the text: language, date, outlet, origin;
 * what cannot be told is null, with a notice where reading suffers. The text itself is kept as it is.
 */
export async function reportFromText(text: string, meta: Meta, tables: ReportTables): Promise<Report> {
  const blank = text.trim() === "";
  const told = meta.lang
    ? { lang: meta.lang, because: "given" }
    : blank
      ? { lang: null, because: "no text" }
      : await detectLanguage(text, tables);
  const dated = meta.published ? { published: meta.published, why: null } : publishedOf(text, tables);
  const outlet = meta.outlet ?? (meta.url ? outletAt(meta.url, tables) : null);
  const undated: Notice[] = dated.published === null && !blank ? [{ rule: "date", reason: `Relative dates stay open: ${dated.why}.` }] : [];
  return {
    doc: meta.doc ?? docOf(meta.path ?? meta.url ?? "report"),
    text,
    lang: told.lang,
    published: dated.published,
    publishedWhy: dated.why,
    title: meta.title ?? null,
    url: meta.url ?? null,
    outlet,
    origin: originsOf(text, tables, { lang: told.lang, outlet }),
    notices: blank ? [] : [...languageNotices(told.lang, told.because, tables), ...undated],
  };
}

/** A report from the bytes of a plain text file; see `decode` for what becomes of them and `reportFromText` for the rest. */
export async function reportFromBytes(bytes: Uint8Array, meta: Meta, tables: ReportTables): Promise<Report> {
  const { text, notices } = decode(bytes);
  const report = await reportFromText(text, meta, tables);
  return { ...report, notices: [...notices, ...report.notices] };
}
