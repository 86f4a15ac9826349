import { civil, dayNumber, daysIn, easter, isoDay, mondayOf, nthWeekday, pad } from "./days.ts";
import { type DaySpan, spanOf } from "./edtf.ts";
import { addUnits, join, nearestWeekday, type Unit, unitAt } from "./units.ts";

/** Which way from the anchor an incomplete date lies; null where the text does not tell. */
export type Direction = "past" | "future" | null;

/** The unit that lies n units from the anchor; an anchor of several days may give an interval. */
export function unitFrom(anchor: DaySpan, unit: Unit, n: number): string {
  const a = unitAt(unit, addUnits(anchor.first, unit, n));
  const b = unitAt(unit, addUnits(anchor.last, unit, n));
  return a === b ? a : join(a, b);
}

/** A weekday without a date: the last one up to the anchor, or the next one from it; the anchor's own day counts. Not told means past. */
export function weekdayFrom(anchor: DaySpan, weekday: number, direction: Direction): string {
  return isoDay(direction === "future" ? nearestWeekday(anchor.first, weekday, "future") : nearestWeekday(anchor.last, weekday, "past"));
}

/** A weekday counted by weeks from the anchor's week: 0 this week, 1 the next, -1 the last. */
export function weekdayInWeek(anchor: DaySpan, weekday: number, weeks: number): string {
  return isoDay(mondayOf(anchor.first) + weeks * 7 + weekday - 1);
}

/** The year of a month, season or quarter that the text gives without one; `month` is its first month, `length` how many it has. */
export function yearOfMonth(anchor: DaySpan, month: number, direction: Direction, length = 1): number {
  const at = civil(direction === "future" ? anchor.first : anchor.last);
  const distance = (year: number) => (year - at.year) * 12 + month - at.month;
  const candidates = [at.year - 1, at.year, at.year + 1];
  const now = candidates.find((y) => distance(y) <= 0 && distance(y) > -length);
  if (now !== undefined) return now;
  if (direction === "past") return distance(at.year) <= 0 ? at.year : at.year - 1;
  if (direction === "future") return distance(at.year) >= 0 ? at.year : at.year + 1;
  return candidates.reduce((best, y) => (Math.abs(distance(y)) < Math.abs(distance(best)) ? y : best));
}

/** The year of a day and month that the text gives without one. A date near the anchor is nearer than any tense is sure. */
export function yearOfDay(anchor: DaySpan, month: number, day: number, direction: Direction): number {
  const at = civil(anchor.last).year;
  const distance = (y: number) => {
    const n = dayNumber(y, month, day);
    return n < anchor.first ? n - anchor.first : n > anchor.last ? n - anchor.last : 0;
  };
  const candidates = [at - 1, at, at + 1].filter((y) => day <= daysIn(y, month));
  const pool = candidates.length ? candidates : [at];
  const best = pool.reduce((b, y) => (Math.abs(distance(y)) < Math.abs(distance(b)) ? y : b));
  if (!direction || Math.abs(distance(best)) <= 60) return best;
  const fits = pool.filter((y) => (direction === "past" ? distance(y) <= 0 : distance(y) >= 0));
  return fits.length ? fits.reduce((b, y) => (Math.abs(distance(y)) < Math.abs(distance(b)) ? y : b)) : best;
}

/** Years that begin in the anchor's: "within five years" of 2023 is `2023/2027`. Shorter units run from the anchor's day. */
export function within(anchor: DaySpan, n: number, unit: Unit): string {
  const at = civil(anchor.last);
  if (unit === "year" || unit === "decade") return join(pad(at.year, 4), pad(at.year + n * (unit === "decade" ? 10 : 1) - 1, 4));
  if (unit === "month" || unit === "quarter" || unit === "half")
    return join(unitAt("month", anchor.last), unitAt("month", addUnits(anchor.last, unit, n)));
  return join(isoDay(anchor.first), isoDay(addUnits(anchor.last, unit, n)));
}

/** The last or next n units up to or from the anchor: "the past two years" of November 2022 is `2020-11/2022-11`. */
export function stretch(anchor: DaySpan, n: number, unit: Unit): string {
  const grain: Unit = unit === "year" || unit === "decade" || unit === "century" ? (unit === "year" ? "month" : "year") : "day";
  const ends = [n < 0 ? anchor.last : anchor.first, addUnits(n < 0 ? anchor.first : anchor.last, unit, n)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  const first = n > 0 && grain === "day" ? ends[0] + 1 : ends[0];
  return join(unitAt(grain, first), unitAt(grain, ends[1]));
}

/** What is left of the anchor's unit: "the rest of the year" of 7 November is `2023-11-07/2023-12-31`. */
export function restOf(anchor: DaySpan, unit: Unit): string {
  const span = spanOf(unitAt(unit, anchor.first)) as DaySpan;
  return join(isoDay(anchor.first), isoDay(span.last));
}

/**
 * The day of a feast in a year, from its rule: `12-25` (fixed), `easter+49`, `11-4-4` (fourth Thursday of November),
 * `5--1-1` (last Monday of May). Throws on any other text.
 */
export function feast(rule: string, year: number): string {
  const moving = /^easter([+-]\d+)?$/.exec(rule);
  if (moving) return isoDay(easter(year) + Number(moving[1] ?? 0));
  const nth = /^(\d+)-(-?\d)-(\d)$/.exec(rule);
  if (nth) return isoDay(nthWeekday(year, Number(nth[1]), Number(nth[3]), Number(nth[2])));
  const fixed = /^(\d+)-(\d+)$/.exec(rule);
  if (!fixed) throw new Error(`invalid feast: ${rule}; write it as 12-25, easter+49, 11-4-4 or 5--1-1`);
  return `${pad(year, 4)}-${pad(Number(fixed[1]))}-${pad(Number(fixed[2]))}`;
}

/** A value as a limit: by or until it (`../X`), or from it on (`X/..`). */
export function limited(value: string, side: "end" | "start"): string {
  if (value.startsWith("../") || value.endsWith("/..")) return value;
  const slash = value.indexOf("/");
  if (side === "end") return `../${slash < 0 ? value : value.slice(slash + 1)}`;
  return `${slash < 0 ? value : value.slice(0, slash)}/..`;
}
