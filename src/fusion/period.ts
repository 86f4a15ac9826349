import { isoDay, spanOf } from "#time";

/** Days since 1970-01-01; the open ends of time are infinite. */
export type Period = { from: number; to: number };

const cache = new Map<string, Period | null>();

/** The days that an EDTF value covers; null for no value or one that cannot be read. */
export function period(edtf: string | null | undefined): Period | null {
  if (!edtf) return null;
  const known = cache.get(edtf);
  if (known !== undefined) return known;
  const days = spanOf(edtf);
  const found = days && days.first <= days.last ? { from: days.first, to: days.last } : null;
  if (cache.size > 50_000) cache.clear();
  cache.set(edtf, found);
  return found;
}

/** Days between two periods; 0 where they touch or overlap. */
export const gap = (a: Period, b: Period) => Math.max(0, b.from - a.to, a.from - b.to);
export const length = (p: Period) => p.to - p.from + 1;
export const within = (a: Period, b: Period) => a.from >= b.from && a.to <= b.to;

/** A day as ISO 8601; null for an open end. */
export const iso = (day: number) => (Number.isFinite(day) ? isoDay(day) : null);

/** The last possible day of an EDTF value as a number, or null where there is none. */
export function lastDay(edtf: string | null | undefined): number | null {
  const p = period(edtf);
  return p && Number.isFinite(p.to) ? p.to : null;
}
