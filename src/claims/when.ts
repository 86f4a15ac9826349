import type { Analysis, DateMention, Predicate } from "#mentions";
import { isoDay, spanOf } from "#time";
import { datesNear } from "./context.ts";

const day = (n: number): string | null => (Number.isFinite(n) ? isoDay(n) : null);

/** First and last day of an EDTF value as `yyyy-mm-dd`, null where the end is open. */
export function firstDayOf(edtf: string | null): string | null {
  const span = spanOf(edtf);
  return span ? day(span.first) : null;
}
export function lastDayOf(edtf: string | null): string | null {
  const span = spanOf(edtf);
  return span ? day(span.last) : null;
}

/** The date that belongs to a predicate: the nearest one in its clause. */
export function timeOf(a: Analysis, p: Predicate | null): DateMention | null {
  const near = datesNear(a, p);
  if (near.length === 0) return null;
  const at = p ? (a.units[p.at]?.start ?? 0) : 0;
  return [...near].sort((x, y) => Math.abs(x.start - at) - Math.abs(y.start - at))[0] ?? null;
}

/** True for a date that is a limit: "by 2027", "bis Ende Mai". */
export const isLimit = (d: DateMention | null): boolean => d?.edtf?.startsWith("../") === true;
