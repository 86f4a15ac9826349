import { attr, type Document, line } from "./dom.ts";
import type { Dated } from "./extracted.ts";
import type { Linked } from "./html-jsonld.ts";
import { isMarked } from "./page-words.ts";
import { isoDate, publishedOf } from "./published.ts";
import type { ReportTables } from "./tables.ts";

const first = "first";
const changed = "changed";
type Sense = typeof first | typeof changed;

/** What meta elements call the day, in the order in which they are trusted; names of vocabularies and of widespread systems. */
const metaNames: [Sense, string[]][] = [
  [
    first,
    [
      ..."article:published_time og:article:published_time og:published_time datepublished parsely-pub-date sailthru.date".split(" "),
      ..."cxenseparse:recs:publishtime citation_publication_date publish-date publish_date publishdate published-date pubdate".split(" "),
      ..."publication_date article.published dcterms.issued dc.date.issued dcterms.created dc.date.created dcterms.date dc.date".split(" "),
      ..."rnews:datepublished shareaholic:article_published_time originalpublicationdate last-published date".split(" "),
    ],
  ],
  [
    changed,
    [
      ..."article:modified_time og:updated_time og:modified_time datemodified dcterms.modified dc.date.modified last-modified".split(" "),
      ..."article.updated lastmod revised cxenseparse:recs:modifiedtime".split(" "),
    ],
  ],
];

/** The day in what a machine wrote: ISO 8601, 20230113, seconds or milliseconds since 1970, "Fri, 13 Jan 2023 08:00 GMT", 13.01.2023. */
export function dayOf(written: string, tables: ReportTables): string | null {
  const text = line(written).slice(0, 80);
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$/.exec(text);
  if (iso) return isoDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  if (/^(?:1\d{9}|1\d{12})$/.test(text)) return new Date(Number(text.slice(0, 10)) * 1000).toISOString().slice(0, 10);
  const dotted = /(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/.exec(text);
  if (dotted) return isoDate(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const slashed = /(?<!\d)(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/.exec(text);
  if (slashed) return slashedDay(Number(slashed[1]), Number(slashed[2]), Number(slashed[3]));
  const words = /(?<!\d)\d{1,2}\.?[ -]\p{L}{3,12}\.?[ -]\d{4}(?!\d)|\p{L}{3,12}\.? \d{1,2},? \d{4}(?!\d)/u
    .exec(text)?.[0]
    .replace(/-/g, " ");
  const day = words === undefined ? null : publishedOf(words, tables).published;
  return day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null;
}

/** 13/01/2023 and 01/13/2023 say which number is the day; 02/03/2023 does not. */
function slashedDay(a: number, b: number, year: number): string | null {
  if (a > 12) return isoDate(year, b, a);
  return b > 12 || a === b ? isoDate(year, a, b) : null;
}

type Read = (written: string | null | undefined, why: string) => Dated | null;

const reader =
  (tables: ReportTables): Read =>
  (written, why) => {
    const day = written ? dayOf(written, tables) : null;
    return day === null ? null : { day, why: `${why} says "${line(written).slice(0, 40)}"` };
  };

/** What the meta elements of a page say, by their names in small letters. */
export function metasOf(document: Document): Map<string, string> {
  const found = new Map<string, string>();
  for (const meta of document.querySelectorAll("meta")) {
    const content = attr(meta, "content");
    for (const key of ["property", "name", "itemprop", "http-equiv"]) {
      const name = attr(meta, key)?.toLowerCase();
      if (name && content && !found.has(name)) found.set(name, content);
    }
  }
  return found;
}

function inMeta(named: Map<string, string>, sense: Sense, read: Read): Dated | null {
  const names = metaNames.find(([one]) => one === sense)?.[1] ?? [];
  return names.reduce<Dated | null>((found, name) => found ?? read(named.get(name), `the meta element ${name}`), null);
}

/** Places whose days are those of other articles. */
const elsewhere =
  "aside, footer, nav, [class*=related], [class*=teaser], [class*=sidebar], [class*=comment], [class*=recommend], [class*=card], [class*=latest]";

/** The day of a `time` element or of one that microdata marks, in the page's own order, leaving out those of other articles. */
function inMarkup(document: Document, sense: Sense, read: Read, tables: ReportTables): Dated | null {
  const property = sense === first ? "datePublished" : "dateModified";
  for (const element of document.querySelectorAll(`[itemprop~="${property}"], [property="schema:${property}"]`)) {
    const found = read(attr(element, "content") ?? attr(element, "datetime") ?? element.textContent, `the page's ${property}`);
    if (found) return found;
  }
  for (const element of document.querySelectorAll("time")) {
    const around = [element, element.parentNode].filter((one) => one !== null);
    const wanted = around.some((one) => isMarked(one, changed, tables)) ? changed : first;
    if (wanted !== sense || element.closest(elsewhere)) continue;
    const found = read(attr(element, "datetime"), "the page's time element") ?? read(element.textContent, "the page's time element");
    if (found) return found;
  }
  return null;
}

/** A short line that a reader sees under the headline, whose class speaks of a date or which is little but a date. */
function inLines(document: Document, tables: ReportTables): Dated | null {
  const lines: { text: string; marked: boolean }[] = [];
  for (const element of document.querySelectorAll("p, div, span, li, dd, td, small, strong, em, font, b, i, center")) {
    if (lines.length > 3000) break;
    if (element.firstElementChild?.firstElementChild) continue;
    const text = line(element.textContent);
    if (text.length < 6 || text.length > 160 || !/\d/.test(text) || element.closest(elsewhere)) continue;
    lines.push({ text, marked: isMarked(element, "date", tables) });
  }
  for (const { text, marked } of lines.sort((a, b) => Number(b.marked) - Number(a.marked))) {
    const day = publishedOf(text, tables).published ?? (marked ? dayOf(text, tables) : null);
    if (day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day)) return { day, why: `the page shows "${text.slice(0, 60)}"` };
  }
  return null;
}

function inAddress(url: string | null): Dated | null {
  const found = /\/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-])/.exec(url ?? "");
  const day = found ? isoDate(Number(found[1]), Number(found[2]), Number(found[3])) : null;
  return day === null ? null : { day, why: `its address has ${day.replaceAll("-", "/")}` };
}

export type PageDates = { published: Dated | null; modified: Dated | null };

/**
 * The days on which a page came out and was last changed. Trusted in this order: JSON-LD, meta elements, microdata and `time`, a line that
 * shows a date, the address. The day is that of the place where the page was written: its own offset is not turned into another.
 */
export function pageDates(
  document: Document,
  from: { linked: Linked | null; metas: Map<string, string>; url: string | null },
  tables: ReportTables,
): PageDates {
  const read = reader(tables);
  const published =
    read(from.linked?.published, "the page's JSON-LD") ??
    inMeta(from.metas, first, read) ??
    inMarkup(document, first, read, tables) ??
    inLines(document, tables) ??
    inAddress(from.url);
  const modified =
    read(from.linked?.modified, "the page's JSON-LD") ?? inMeta(from.metas, changed, read) ?? inMarkup(document, changed, read, tables);
  return { published, modified: modified && published && modified.day < published.day ? null : modified };
}
