import {
  civil,
  type DaySpan,
  type Direction,
  dayNumber,
  feast,
  isoWeek,
  nthWeekday,
  pad,
  unitAt,
  weekdayOf,
  yearOfDay,
  yearOfMonth,
} from "#time";
import type { Slots } from "./dates-match.ts";

/** What an incomplete date is completed from. */
export type Around = {
  readonly anchor: DaySpan | null;
  /** a year that the passage speaks of, where it is not the anchor's */
  readonly year: number | null;
  readonly direction: () => Direction;
};

/** Two digits of a year: up to twenty years past the anchor they belong to its century, else to the one before. */
export function fullYear(year: number, anchor: DaySpan | null): number {
  if (year >= 100) return year;
  const now = anchor ? civil(anchor.last).year : 2020;
  const century = now - (now % 100);
  return century + year > now + 20 ? century - 100 + year : century + year;
}

function yearOf(slots: Slots, around: Around): number | null {
  if (slots.year !== undefined) return fullYear(Number(slots.year), around.anchor);
  if (slots.rel !== undefined && around.anchor) return civil(around.anchor.last).year + Number(slots.rel);
  return around.year;
}

/** A date from the calendar fields that the text gives: year, month, day, weekday, season, quarter, half, decade, century, feast. */
export function fromFields(slots: Slots, around: Around): string | null {
  if (slots.decade !== undefined) return decade(Number(slots.decade));
  if (slots.century !== undefined)
    return Number(slots.century) > 21 || Number(slots.century) < 1 ? null : `${pad(Number(slots.century) - 1)}XX`;
  const year = yearOf(slots, around);
  if (slots.feast !== undefined) return feastOf(String(slots.feast), year, around);
  if (slots.month !== undefined && slots.day !== undefined) return monthDay(slots, year, around);
  if (slots.day !== undefined) return dayOnly(slots, around);
  if (slots.month !== undefined) return coded(year, Number(slots.month), 1, around, Number(slots.month));
  if (slots.season !== undefined) return coded(year, Number(slots.season), 3, around, (Number(slots.season) - 20) * 3);
  if (slots.quarter !== undefined)
    return Number(slots.quarter) > 4 ? null : coded(year, 32 + Number(slots.quarter), 3, around, Number(slots.quarter) * 3 - 2);
  if (slots.half !== undefined) return halfOf(Number(slots.half), year, around);
  if (slots.week !== undefined) return weekOf(Number(slots.week), year, around);
  return year === null ? null : pad(year, 4);
}

function decade(value: number): string {
  const year = value >= 100 ? value : value < 20 ? 2000 + value : 1900 + value;
  return `${String(year).slice(0, 3)}X`;
}

function coded(year: number | null, code: number, months: number, { anchor, direction }: Around, first: number): string | null {
  const y = year ?? (anchor ? yearOfMonth(anchor, first, direction(), months) : null);
  return `${y === null ? "XXXX" : pad(y, 4)}-${pad(code)}`;
}

function halfOf(half: number, year: number | null, { anchor, direction }: Around): string | null {
  const y = year ?? (anchor ? yearOfMonth(anchor, half === 1 ? 1 : 7, direction(), 6) : null);
  if (y === null || half > 2) return null;
  return half === 1 ? `${pad(y, 4)}-01/${pad(y, 4)}-06` : `${pad(y, 4)}-07/${pad(y, 4)}-12`;
}

function weekOf(week: number, year: number | null, { anchor }: Around): string | null {
  const y = year ?? (anchor ? civil(anchor.last).year : null);
  return y === null || week < 1 || week > 53 ? null : unitAt("week", isoWeek(y, week));
}

function feastOf(rule: string, year: number | null, { anchor, direction }: Around): string | null {
  if (year !== null) return feast(rule, year);
  if (!anchor) return /^\d+-\d+$/.test(rule) ? `XXXX-${feast(rule, 2000).slice(5)}` : null;
  const [, month, day] = feast(rule, civil(anchor.last).year).split("-").map(Number) as [number, number, number];
  return feast(rule, yearOfDay(anchor, month, day, direction()));
}

function monthDay(slots: Slots, year: number | null, around: Around): string | null {
  const [month, day] = [Number(slots.month), Number(slots.day)];
  if (month > 12 || day > (month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31)) return null;
  const y = year ?? withoutYear(month, day, slots, around);
  if (y !== null && month === 2 && day === 29 && civil(dayNumber(y, 2, 29)).month !== 2) return null;
  return `${y === null ? "XXXX" : pad(y, 4)}-${pad(month)}-${pad(day)}`;
}

/** The weekday, where the text gives it, tells the year better than the tense. */
function withoutYear(month: number, day: number, slots: Slots, { anchor, direction }: Around): number | null {
  if (!anchor) return null;
  const near = yearOfDay(anchor, month, day, direction());
  if (slots.weekday === undefined) return near;
  return [near, near - 1, near + 1].find((y) => weekdayOf(dayNumber(y, month, day)) === Number(slots.weekday)) ?? near;
}

/** "The 13th": in the anchor's month or the one beside it that fits best. */
function dayOnly(slots: Slots, { anchor, direction }: Around): string | null {
  const day = Number(slots.day);
  if (!anchor) return `XXXX-XX-${pad(day)}`;
  const at = civil(anchor.last);
  const way = direction();
  const days = [0, -1, 1, -2, 2].map((n) => dayNumber(at.year, at.month + n, day)).filter((n) => civil(n).day === day);
  const byWeekday = slots.weekday === undefined ? undefined : days.find((n) => weekdayOf(n) === Number(slots.weekday));
  const fits = days.filter((n) => (way === "past" ? n <= anchor.last : way === "future" ? n >= anchor.first : true));
  const nearest = (fits.length ? fits : days).reduce((a, b) => (Math.abs(b - anchor.last) < Math.abs(a - anchor.last) ? b : a));
  return unitAt("day", byWeekday ?? nearest);
}

/** The n-th (or last, below zero) weekday or week of a month or year. A week belongs to the month that its Thursday lies in. */
export function nthIn(n: number, item: string | number, within: string): string | null {
  const [year, month] = within.split("-").map(Number) as [number, number?];
  if (!Number.isFinite(year) || (month ?? 1) > 12) return null;
  const [first, last] = [month ?? 1, month ?? 12];
  if (typeof item === "number") return unitAt("day", nthWeekday(year, n > 0 ? first : last, item, n));
  if (item === "week") return unitAt("week", nthWeekday(year, n > 0 ? first : last, 4, n));
  if (item === "day") return unitAt("day", n > 0 ? dayNumber(year, first, n) : dayNumber(year, last + 1, 1) + n);
  if (item === "month" && month === undefined) return `${pad(year, 4)}-${pad(n > 0 ? n : 13 + n)}`;
  if (item === "weekend") return unitAt("weekend", nthWeekday(year, n > 0 ? first : last, 6, n));
  return null;
}
