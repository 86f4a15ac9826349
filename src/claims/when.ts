import type { Analysis, DateMention, Phrase, Predicate } from "#mentions";
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

const EVENTS = ["meeting", "visit", "exercise", "attack", "test", "trial", "delivery", "deployment", "withdrawal"];

/** The date that an event bears itself: "Friday's summit", "das im Mai geplante Treffen", "the drills planned for May". */
export function ownTime(a: Analysis, event: Phrase | null): DateMention | null {
  if (!event || !EVENTS.some((c) => event.head.has(c))) return null;
  const own = [...(event.attribute?.units ?? []), ...event.units].find((u) => u.date?.edtf)?.date;
  if (own) return own;
  const beside = a.predicates.find((q) => q.subject === event && !q.finite && q.form === "participle");
  const after = beside ? a.units.slice(beside.at + 1, beside.at + 4) : [];
  return after.find((u) => u.date?.edtf)?.date ?? null;
}

/** True for a date that is a limit: "by 2027", "bis Ende Mai". */
export const isLimit = (d: DateMention | null): boolean => d?.edtf?.startsWith("../") === true;
