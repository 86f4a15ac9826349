import { civil, type Day, dayNumber, daysIn, isoDay, mondayOf, pad, weekdayOf } from "./days.ts";
import { type DaySpan, parseEdtf, spanOf } from "./edtf.ts";

export const units = ["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"] as const;
/** A stretch of the calendar, from the finest to the coarsest. */
export type Unit = (typeof units)[number];

const season = (month: number) => 21 + (Math.floor((month + 9) / 3) % 4);

/** The unit of the calendar that a day lies in, as EDTF. A week is Monday to Sunday; January and February belong to the winter before. */
export function unitAt(unit: Unit, day: Day): string {
  const { year, month } = civil(day);
  const y = pad(year, 4);
  switch (unit) {
    case "day":
      return isoDay(day);
    case "week":
      return `${isoDay(mondayOf(day))}/${isoDay(mondayOf(day) + 6)}`;
    case "weekend":
      return `${isoDay(mondayOf(day) + 5)}/${isoDay(mondayOf(day) + 6)}`;
    case "month":
      return `${y}-${pad(month)}`;
    case "quarter":
      return `${y}-${33 + Math.floor((month - 1) / 3)}`;
    case "half":
      return month <= 6 ? `${y}-01/${y}-06` : `${y}-07/${y}-12`;
    case "season":
      return `${pad(month <= 2 ? year - 1 : year, 4)}-${season(month)}`;
    case "year":
      return y;
    case "decade":
      return `${y.slice(0, 3)}X`;
    case "century":
      return `${y.slice(0, 2)}XX`;
  }
}

const monthsIn: Partial<Record<Unit, number>> = { month: 1, quarter: 3, half: 6, season: 3, year: 12, decade: 120, century: 1200 };

/** A day moved by n units; the day of the month is kept where the month has it. */
export function addUnits(day: Day, unit: Unit, n: number): Day {
  if (unit === "day") return day + Math.round(n);
  if (unit === "week" || unit === "weekend") return day + Math.round(n * 7);
  const from = civil(day);
  const month = from.month + Math.round((monthsIn[unit] ?? 1) * n);
  return dayNumber(from.year, month, Math.min(from.day, daysIn(from.year, month)));
}

/** EDTF of the days from first to last, as coarse as it can be said exactly: a day, a month, a year, or an interval of days. */
export function ofDays(first: Day, last: Day): string {
  for (const unit of ["day", "month", "year"] as const) {
    const value = unitAt(unit, first);
    const span = spanOf(value);
    if (span?.first === first && span.last === last) return value;
  }
  return `${isoDay(first)}/${isoDay(last)}`;
}

/** An interval from the beginning of a to the end of b, without its inner ends. Example: `2023-01/2023-02` and `2023-05` give `2023-01/2023-05`. */
export function join(a: string, b: string): string {
  if (a === b) return a;
  return `${a.includes("/") ? a.slice(0, a.indexOf("/")) : a}/${b.includes("/") ? b.slice(b.indexOf("/") + 1) : b}`;
}

/** The coarsest unit that exactly fits a value; an interval counts as week, weekend or half-year where it is one, else by its length. */
export function grainOf(text: string): Unit {
  const value = parseEdtf(text);
  if (value?.kind === "date") {
    if (value.day !== undefined) return "day";
    if (value.month === undefined || value.month === "XX")
      return value.year.endsWith("XX") ? "century" : value.year.endsWith("X") ? "decade" : "year";
    return value.month <= 12 ? "month" : value.month <= 24 ? "season" : value.month <= 36 ? "quarter" : "half";
  }
  const span = spanOf(text);
  if (!span) return "day";
  for (const unit of ["weekend", "week", "half"] as const)
    if (Number.isFinite(span.first) && unitAt(unit, span.first) === text) return unit;
  return length(span);
}

function length({ first, last }: DaySpan): Unit {
  const n = last - first + 1;
  return n < 7 ? "day" : n < 28 ? "week" : n < 360 ? "month" : n < 3650 ? "year" : "decade";
}

/** The units around a value's first and last day. Example: widened to months, `2023-01-30/2023-02-02` is `2023-01/2023-02`. */
export function widen(text: string, unit: Unit): string {
  const span = spanOf(text);
  if (!span || !Number.isFinite(span.first) || !Number.isFinite(span.last)) return text;
  return join(unitAt(unit, span.first), unitAt(unit, span.last));
}

/** A value moved by n of its own or of other units, said at the coarser of both grains. Example: `2023-01` and three years is `2026`. */
export function shift(text: string, n: number, unit: Unit): string {
  const span = spanOf(text);
  if (!span || !Number.isFinite(span.first) || !Number.isFinite(span.last)) return text;
  return join(unitAt(unit, addUnits(span.first, unit, n)), unitAt(unit, addUnits(span.last, unit, n)));
}

/** A fiscal year: `startMonth` is its first month; `named` says whether the year's number is that of its first or its last day. */
export function fiscalYear(year: number, startMonth: number, named: "start" | "end"): string {
  if (startMonth === 1) return pad(year, 4);
  const first = named === "start" ? year : year - 1;
  return `${pad(first, 4)}-${pad(startMonth)}/${pad(first + 1, 4)}-${pad(startMonth - 1)}`;
}

/** The nearest day with this ISO weekday at or before (`past`) or at or after (`future`) a day. */
export function nearestWeekday(day: Day, weekday: number, direction: "past" | "future"): Day {
  const back = (weekdayOf(day) - weekday + 7) % 7;
  return direction === "past" ? day - back : day + ((7 - back) % 7);
}
