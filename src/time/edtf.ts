import { type Day, dayNumber, daysIn, pad } from "./days.ts";

/** One date of EDTF levels 0-1. `month` is 1-12, a season 21-24, a quarter 33-36 or a half-year 40-41; `XX` is null with `unspecified`. */
export type EdtfDate = {
  readonly kind: "date";
  /** four characters, digits or `X` from the right */
  readonly year: string;
  readonly month?: number | "XX";
  readonly day?: number | "XX";
  readonly qualifier?: "~" | "?" | "%";
};
/** An interval; `null` is an open end (`..`). */
export type EdtfInterval = { readonly kind: "interval"; readonly start: EdtfDate | null; readonly end: EdtfDate | null };
export type EdtfValue = EdtfDate | EdtfInterval;
/** First and last day that a value may cover; open ends are infinite. */
export type DaySpan = { readonly first: Day; readonly last: Day };

const shape = /^(\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?([~?%])?$/;
const isMonth = (m: number) => (m >= 1 && m <= 12) || (m >= 21 && m <= 24) || (m >= 33 && m <= 36) || m === 40 || m === 41;

/** Reads an EDTF value (ISO 8601-2, levels 0-1); `null` where the text is none. Example: `2024-33` is the first quarter of 2024. */
export function parseEdtf(text: string): EdtfValue | null {
  const slash = text.indexOf("/");
  if (slash < 0) return parseDate(text);
  const [a, b] = [text.slice(0, slash), text.slice(slash + 1)];
  const open = (s: string) => s === ".." || s === "";
  const start = open(a) ? null : parseDate(a);
  const end = open(b) ? null : parseDate(b);
  if ((!start && !open(a)) || (!end && !open(b)) || (!start && !end)) return null;
  return { kind: "interval", start, end };
}

function parseDate(text: string): EdtfDate | null {
  const found = shape.exec(text);
  if (!found) return null;
  const [, year, month, day, qualifier] = found as unknown as [string, string, string?, string?, ("~" | "?" | "%")?];
  const part = (s: string | undefined) => (s === undefined ? undefined : s === "XX" ? ("XX" as const) : Number(s));
  const m = part(month);
  const d = part(day);
  if (typeof m === "number" && (!isMonth(m) || (m > 12 && day !== undefined))) return null;
  if (typeof d === "number" && (d < 1 || d > longest(year, m))) return null;
  const value: { -readonly [K in keyof EdtfDate]: EdtfDate[K] } = { kind: "date", year };
  if (m !== undefined) value.month = m;
  if (d !== undefined) value.day = d;
  if (qualifier) value.qualifier = qualifier;
  return value;
}

function longest(year: string, month: unknown): number {
  if (typeof month !== "number") return 31;
  return daysIn(year.includes("X") ? 2000 : Number(year), month);
}

const two = (n: number | "XX") => (n === "XX" ? n : pad(n));

/** Writes a value as EDTF; `printEdtf(parseEdtf(x))` is `x`. */
export function printEdtf(value: EdtfValue): string {
  if (value.kind === "interval") return `${value.start ? printEdtf(value.start) : ".."}/${value.end ? printEdtf(value.end) : ".."}`;
  let text = value.year;
  if (value.month !== undefined) text += `-${two(value.month)}`;
  if (value.day !== undefined) text += `-${two(value.day)}`;
  return text + (value.qualifier ?? "");
}

/** First and last month of a month code: a season (the northern one; winter runs into the next year), a quarter, a half-year. */
function months(code: number): [number, number] {
  if (code <= 12) return [code, code];
  if (code <= 24) return [(code - 20) * 3, (code - 20) * 3 + 2];
  if (code <= 36) return [(code - 33) * 3 + 1, (code - 33) * 3 + 3];
  return code === 40 ? [1, 6] : [7, 12];
}

function spanOfDate(date: EdtfDate): DaySpan {
  const low = Number(date.year.replaceAll("X", "0"));
  const high = Number(date.year.replaceAll("X", "9"));
  if (date.year === "XXXX") return { first: -Infinity, last: Infinity };
  const [from, to] = typeof date.month === "number" ? months(date.month) : [1, 12];
  if (typeof date.day === "number") return { first: dayNumber(low, from, date.day), last: dayNumber(high, to, date.day) };
  return { first: dayNumber(low, from, 1), last: dayNumber(high, to + 1, 1) - 1 };
}

/** The days that an EDTF text covers, `null` where it is none. Example: `2024-02` covers 1 to 29 February. */
export function spanOf(text: string | null | undefined): DaySpan | null {
  const value = text ? parseEdtf(text) : null;
  if (!value) return null;
  if (value.kind === "date") return spanOfDate(value);
  return { first: value.start ? spanOfDate(value.start).first : -Infinity, last: value.end ? spanOfDate(value.end).last : Infinity };
}

/** Whether two values can mean the same time: their spans share a day. */
export function overlaps(a: string | null, b: string | null): boolean {
  const [x, y] = [spanOf(a), spanOf(b)];
  return !!x && !!y && x.first <= y.last && y.first <= x.last;
}

/** Whether every day of `inner` lies in `outer`. */
export function covers(outer: string, inner: string): boolean {
  const [x, y] = [spanOf(outer), spanOf(inner)];
  return !!x && !!y && x.first <= y.first && y.last <= x.last;
}

/** Order by first day, then by last day; values that are no EDTF come last. */
export function compareEdtf(a: string, b: string): number {
  const [x, y] = [spanOf(a), spanOf(b)];
  if (!x || !y) return (x ? 0 : 1) - (y ? 0 : 1);
  if (x.first !== y.first) return x.first < y.first ? -1 : 1;
  return x.last === y.last ? 0 : x.last < y.last ? -1 : 1;
}
