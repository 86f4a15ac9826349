/** Days since 1970-01-01; the open ends of time are infinite. */
export type Period = { from: number; to: number };

const DAY = 86_400_000;
const day = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date) / DAY;

/** First months of the seasons (21-24) and quarters (33-36) of EDTF, and how many months they last. */
function span(code: number): [number, number] | null {
  if (code >= 1 && code <= 12) return [code, 1];
  if (code >= 21 && code <= 24) return [3 * (code - 20), 3];
  if (code >= 33 && code <= 36) return [3 * (code - 33) + 1, 3];
  if (code >= 37 && code <= 39) return [4 * (code - 37) + 1, 4];
  if (code === 40 || code === 41) return [6 * (code - 40) + 1, 6];
  return null;
}

function single(text: string): Period | null {
  const [year, month, date] = text.replace(/[~?%]/g, "").split("-");
  if (!year || !/^[\dX]{4}$/.test(year)) return null;
  const first = Number(year.replaceAll("X", "0"));
  const last = Number(year.replaceAll("X", "9"));
  if (!month || month.includes("X")) return { from: day(first, 1, 1), to: day(last + 1, 1, 0) };
  const months = span(Number(month));
  if (!months) return null;
  if (!date || date.includes("X")) return { from: day(first, months[0], 1), to: day(last, months[0] + months[1], 0) };
  return { from: day(first, months[0], Number(date)), to: day(last, months[0], Number(date)) };
}

const cache = new Map<string, Period | null>();

/** The days that an EDTF value covers; null for no value or one that cannot be read. */
export function period(edtf: string | null | undefined): Period | null {
  if (!edtf) return null;
  const known = cache.get(edtf);
  if (known !== undefined) return known;
  const value = parse(edtf);
  if (cache.size > 50_000) cache.clear();
  cache.set(edtf, value);
  return value;
}

function parse(edtf: string): Period | null {
  if (!edtf.includes("/")) return single(edtf);
  const [a = "", b = ""] = edtf.split("/");
  const open = (x: string) => x === "" || x === "..";
  const left = open(a) ? { from: -Infinity, to: -Infinity } : single(a);
  const right = open(b) ? { from: Infinity, to: Infinity } : single(b);
  return left && right && left.from <= right.to ? { from: left.from, to: right.to } : null;
}

/** Days between two periods; 0 where they touch or overlap. */
export const gap = (a: Period, b: Period) => Math.max(0, b.from - a.to, a.from - b.to);
export const length = (p: Period) => p.to - p.from + 1;
export const within = (a: Period, b: Period) => a.from >= b.from && a.to <= b.to;

/** A day as ISO 8601; null for an open end. */
export const iso = (day: number) => (Number.isFinite(day) ? new Date(day * DAY).toISOString().slice(0, 10) : null);

/** The last possible day of an EDTF value as a number, or null where there is none. */
export function lastDay(edtf: string | null | undefined): number | null {
  const p = period(edtf);
  return p ? (Number.isFinite(p.to) ? p.to : null) : null;
}
