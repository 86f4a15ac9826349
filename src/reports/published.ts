import { type Hit, Patterns, type PublicationTable } from "#knowledge";
import { daysIn, pad } from "#time";
import { once, type ReportTables } from "./tables.ts";

/** A report's own date and where it was found, or null and what is missing. */
export type Published = { published: string | null; why: string };
type Months = Record<string, number>;
type Found = { value: string; why: string; weight: number };

/** A report gives its own date at its top or its foot, if anywhere. */
const EDGE = 1500;
/** A line that is little but a date, or a dateline before the first sentence, is no longer than this. */
const SHORT = 70;

/** A day of the years 1900 to 2099 as `YYYY-MM-DD`; null where the calendar has none such. */
export function isoDate(year: number, month: number, day: number): string | null {
  const valid = year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return valid ? `${year}-${pad(month)}-${pad(day)}` : null;
}

/** Full dates in the shapes that a line of a page has: 2023-01-13, 13.01.2023, 13. January 2023, January 13, 2023. */
function fullDate(words: string, months: Months): string | null {
  const numeric = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/.exec(words);
  if (numeric) return isoDate(Number(numeric[1]), Number(numeric[2]), Number(numeric[3]));
  const dotted = /(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/.exec(words);
  if (dotted) return isoDate(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const month = (name: string) => months[name.toLowerCase()] ?? months[`${name.toLowerCase()}.`] ?? 0;
  const dayFirst = /(?<!\d)(\d{1,2})(?:\.|\p{Ll}{2})?\s+(\p{L}+)\.?,?\s+(\d{4})(?!\d)/u.exec(words);
  if (dayFirst && month(dayFirst[2]!)) return isoDate(Number(dayFirst[3]), month(dayFirst[2]!), Number(dayFirst[1]));
  const monthFirst = /(\p{L}+)\.?\s+(\d{1,2})(?:\p{Ll}{2})?,?\s+(\d{4})(?!\d)/u.exec(words);
  return monthFirst && month(monthFirst[1]!) ? isoDate(Number(monthFirst[3]), month(monthFirst[1]!), Number(monthFirst[2])) : null;
}

/** True where words name a month and a day, with or without a year. */
function partDate(words: string, months: Months): boolean {
  const near = words.match(/\d{1,2}\.?\s+\p{L}+|\p{L}+\.?\s+\d{1,2}/gu) ?? [];
  return near.some((pair) => months[pair.replace(/[^\p{L}]/gu, "").toLowerCase()] !== undefined);
}

const labelled = (hit: Hit<"first" | "changed">, text: string, months: Months): Found[] => {
  const value = fullDate(hit.slot ?? "", months);
  const words = text.slice(hit.start, hit.end).trim();
  return value ? [{ value, why: `the text says "${words}"`, weight: hit.value === "first" ? 3 : 1 }] : [];
};

/** Of the lines at the top of a text: short ones whole, of others what stands before the first sentence ("LONDON, Jan 11 (Reuters) -"). */
function openings(text: string): string[] {
  const lines = text.slice(0, EDGE).split("\n").slice(0, 8);
  const lead = /^[^.\n]{0,30}\.?[^.\n]{0,40}?(?:\s[-\u2013\u2014]{1,2}\s|:\s)/u;
  return lines.map((line) => lead.exec(line)?.[0] ?? (line.length <= SHORT ? line : ""));
}

/** The date of a line of little else, or of the place and date before a first sentence; not that under a quotation or in a headline. */
function dateline(text: string, months: Months): Found[] {
  return openings(text).flatMap((opening) => {
    const leads = /(?:\s[-\u2013\u2014]{1,2}|:)\s*$/u.test(opening);
    const few = (opening.match(/\p{L}{2,}/gu) ?? []).length <= (leads ? 8 : 3);
    const value = few && !/^\s*[-\u2013\u2014"\u201e\u201c]/u.test(opening) ? fullDate(opening, months) : null;
    return value ? [{ value, why: `the line "${opening.trim()}" at the top`, weight: 2 }] : [];
  });
}

/**
 * The date that a text gives itself: "Published ...", a byline, a dateline. A day on which it was changed counts only where no other stands.
 * Without one, `published` is null and `why` says what is missing. Numbers alone are read day first ("13.01.2023") or as ISO 8601.
 */
export function publishedOf(text: string, tables: ReportTables): Published {
  const ranges = text.length <= 2 * EDGE ? [[0, text.length] as const] : [[0, EDGE] as const, [text.length - EDGE, text.length] as const];
  const found = Object.entries(tables.publication).flatMap(([lang, table]) => {
    const months = tables.months[lang] ?? {};
    const patterns = once<Patterns<PublicationTable[number]["value"]>>(table, "publication", () => new Patterns(table));
    return [
      ...ranges.flatMap(([from, to]) => patterns.find(text, from, to)).flatMap((hit) => labelled(hit, text, months)),
      ...dateline(text, months),
    ];
  });
  const best = found.reduce<Found | undefined>((kept, one) => (kept === undefined || one.weight > kept.weight ? one : kept), undefined);
  if (best) return { published: best.value, why: best.why };
  const head = openings(text).find((opening) => Object.values(tables.months).some((months) => partDate(opening, months)));
  const missing = head === undefined ? "the text gives no date of its own" : `"${head.trim()}" gives a day and month but no year`;
  return { published: null, why: `${missing}; give one with --published or in a manifest` };
}
