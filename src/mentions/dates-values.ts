import {
  addUnits,
  civil,
  type DaySpan,
  type Direction,
  join,
  limited,
  pad,
  restOf,
  spanOf,
  stretch,
  type Unit,
  unitAt,
  unitFrom,
  units,
  weekdayFrom,
  weekdayInWeek,
  within,
} from "#time";
import { type Around, fromFields, fullYear, nthIn } from "./dates-fields.ts";
import type { CalendarRule } from "./dates-lexicon.ts";
import { type Slots, second } from "./dates-match.ts";

/** What a pattern stands for. `edtf` is null for a plain duration or set. */
export type Value = {
  edtf: string | null;
  kind: "date" | "period" | "duration" | "set";
  plain: string | null;
  relative: boolean;
  duration?: string;
};
export type Setting = Around & {
  /** the last date of the text that is no coarser than a unit */
  readonly last: (unit: Unit | undefined) => string | null;
  /** what a bare weekday means where nothing tells */
  readonly usual: Direction;
  /** the order of day and month in figures is not the language's own */
  readonly swapped: boolean;
};

const finite = (span: DaySpan | null): DaySpan | null => (span && Number.isFinite(span.first) && Number.isFinite(span.last) ? span : null);

/** The value of a found pattern; null where it is no date after all, or cannot be told without an anchor. */
export function evaluate(rule: CalendarRule, slots: Slots, setting: Setting): Value | null {
  const { gives } = rule;
  const given = supplied(gives, slots, setting);
  const anchor =
    gives.from === "text" ? (finite(spanOf(setting.last(units.find((u) => u === given.unit)))) ?? setting.anchor) : setting.anchor;
  const n = given.n ?? gives.n;
  switch (gives.as) {
    case "none":
      return null;
    case "set":
      return { edtf: null, kind: "set", plain: null, relative: false };
    case "duration":
      return { edtf: null, kind: "duration", plain: null, relative: false, duration: iso(n, given.unit) };
    case "date":
      return dated(fromFields(given, setting), given.year === undefined && given.decade === undefined && given.century === undefined);
    case "feast":
      return dated(fromFields(given, setting), given.year === undefined);
    case "event":
      return dated(eventOf(String(given.event), gives.part), false);
    case "range":
      return dated(rangeOf(given, setting), given.year === undefined);
    case "weekof": {
      const day = spanOf(fromFields(given, setting));
      return dated(finite(day) && unitAt("week", (day as DaySpan).first), given.year === undefined);
    }
    case "nth": {
      const base = baseOf(given, setting, anchor);
      return dated(base && nthIn(Number(n), given.weekday ?? given.item ?? "", base), true);
    }
  }
  return anchor ? relativeTo(anchor, rule, given, n, setting) : null;
}

/** Slots and what the rule itself supplies. */
function supplied(gives: CalendarRule["gives"], slots: Slots, { swapped }: Setting): Slots {
  const given: Record<string, string | number> = {};
  for (const name of ["rel", "unit", "feast", "event", "item"] as const)
    if (gives[name] !== undefined) given[name] = gives[name] as string | number;
  Object.assign(given, slots);
  const [month, day] = [Number(given.month), Number(given.day)];
  if (gives.numeric && swapped && day <= 12) Object.assign(given, { month: day, day: month });
  return given;
}

function relativeTo(
  anchor: DaySpan,
  { gives }: CalendarRule,
  slots: Slots,
  n: string | number | undefined,
  setting: Setting,
): Value | null {
  const unit = units.find((u) => u === slots.unit);
  const count = Number(n ?? 1);
  const finer = units.find((u) => u === slots.finer);
  switch (gives.as) {
    case "next":
      return dated(nextOf(anchor, slots), true);
    case "weekday":
      return dated(
        weekdayOf(anchor, slots, gives.sign === 1 ? "future" : gives.sign === -1 ? "past" : (setting.direction() ?? setting.usual)),
        true,
      );
    case "week":
      return dated(weekdayInWeek(anchor, Number(slots.weekday), Number(slots.rel ?? count)), true);
    case "rest":
      return unit ? dated(restOf(anchor, unit), true) : null;
    case "shift":
      if (gives.ahead && (setting.direction() ?? (gives.ahead === "future" ? "past" : "future")) === "past")
        return { edtf: null, kind: "duration", plain: null, relative: false, duration: iso(n, slots.unit) };
      if (unit && finer)
        return dated(unitFrom(movedSpan(anchor, unit, count * (gives.sign ?? 1)), finer, Number(slots.plus) * (gives.sign ?? 1)), true);
      return unit && !gives.vague
        ? dated(moved(anchor, unit, n === undefined ? Number(slots.rel ?? 0) : count, gives.sign ?? 1), true)
        : null;
    case "span": {
      const edtf = unit && !gives.vague ? stretch(anchor, count * (gives.sign ?? Math.sign(Number(slots.rel ?? 1))), unit) : null;
      return { edtf, kind: "duration", plain: edtf, relative: true, duration: iso(n, slots.unit) };
    }
    case "since": {
      const edtf = unit && !gives.vague ? since(anchor, unit, count) : null;
      return { edtf: edtf && limited(edtf, "start"), kind: "duration", plain: edtf, relative: true, duration: iso(n, slots.unit) };
    }
    case "within": {
      const edtf = unit && !gives.vague ? within(anchor, count, unit) : null;
      return {
        edtf: edtf && limited(edtf, "end"),
        kind: edtf ? "period" : "duration",
        plain: edtf,
        relative: true,
        duration: iso(n, slots.unit),
      };
    }
  }
  return null;
}

function weekdayOf(anchor: DaySpan, slots: Slots, direction: Direction): string {
  const day = weekdayFrom(anchor, Number(slots.weekday ?? 6), direction);
  return slots.unit === "weekend" ? unitAt("weekend", spanOf(day)?.first ?? anchor.first) : day;
}

function dated(edtf: string | null, relative: boolean): Value | null {
  if (!edtf) return null;
  const span = spanOf(edtf);
  if (!span) return null;
  return { edtf, plain: edtf, kind: span.first === span.last ? "date" : "period", relative };
}

const movedSpan = ({ first, last }: DaySpan, unit: Unit, n: number): DaySpan => ({
  first: addUnits(first, unit, n),
  last: addUnits(last, unit, n),
});

/** "For more than a decade" tells the year it began. */
function since(anchor: DaySpan, unit: Unit, n: number): string {
  return unit === "decade" || unit === "century"
    ? moved(anchor, "year", n * (unit === "decade" ? 10 : 100), -1)
    : moved(anchor, unit, n, -1);
}

/** Half a year more than whole years is told by the month. */
function moved(anchor: DaySpan, unit: Unit, n: number, sign: number): string {
  if (Number.isInteger(n)) return unitFrom(anchor, unit, n * sign);
  const [months, finer]: [number, Unit] = unit === "year" ? [n * 12, "month"] : unit === "month" ? [n * 30, "day"] : [n * 7, "day"];
  return unitFrom(anchor, finer, Math.round(months) * sign);
}

/** "Next December", "last Friday", "this spring": the nearest one before or after the anchor, which itself does not count. */
function nextOf(anchor: DaySpan, slots: Slots): string | null {
  const rel = Number(slots.rel ?? 0);
  const way: Direction = rel < 0 ? "past" : "future";
  if (slots.weekday !== undefined) {
    if (rel === 0) return weekdayInWeek(anchor, Number(slots.weekday), 0);
    const day = way === "past" ? { first: anchor.first - 1, last: anchor.last - 1 } : { first: anchor.first + 1, last: anchor.last + 1 };
    return weekdayFrom(day, Number(slots.weekday), way);
  }
  const { year, month } = civil(rel < 0 ? anchor.first : anchor.last);
  const field = slots.month ?? slots.season;
  if (field === undefined) return null;
  const code = Number(field);
  const first = code > 20 ? (code - 20) * 3 : code;
  const length = code > 20 ? 3 : 1;
  const y = rel === 0 ? year : rel < 0 ? (first + length - 1 < month ? year : year - 1) : first > month ? year : year + 1;
  return `${pad(y, 4)}-${pad(code)}`;
}

function baseOf(slots: Slots, setting: Setting, anchor: DaySpan | null): string | null {
  if (slots.month !== undefined || slots.year !== undefined) return fromFields(slots, setting);
  const unit = units.find((u) => u === slots.unit);
  return unit && anchor ? unitFrom(anchor, unit, Number(slots.rel ?? 0)) : null;
}

function eventOf(event: string, part: string | undefined): string {
  const [start, end] = event.split("/") as [string, string?];
  if (!part || part === "mid") return event;
  return part === "start" ? start : (end ?? start);
}

/** `3 to 7 May`: what the first end does not say it takes from the second, and the other way round. */
function rangeOf(slots: Slots, setting: Setting): string | null {
  const ends: Record<string, string | number> = {};
  const starts: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(slots))
    if (name !== second) (name.endsWith("to") ? ends : starts)[name.replace(/to$/, "")] = value;
  if (typeof ends.year === "number" && ends.year < 100 && Number(starts.year) >= 100)
    ends.year += Math.floor(Number(starts.year) / 100) * 100;
  const year = ends.year ?? starts.year;
  const b = fromFields(
    {
      ...starts,
      ...ends,
      ...(starts.weekday === undefined ? {} : { weekday: ends.weekday ?? "" }),
      ...(year === undefined ? {} : { year }),
    },
    setting,
  );
  const yearOfB = b ? Number(b.slice(0, 4)) : Number.NaN;
  const guess = Number.isNaN(yearOfB) ? {} : { year: yearOfB };
  let a = fromFields(
    {
      ...only(ends, "month"),
      ...guess,
      ...starts,
      ...(starts.year === undefined ? {} : { year: fullYear(Number(starts.year), setting.anchor) }),
    },
    setting,
  );
  if (a && b && starts.year === undefined && a > b) a = `${pad(yearOfB - 1, 4)}${a.slice(4)}`;
  return a && b && a < b ? join(a, b) : null;
}

const only = (slots: Record<string, string | number>, name: string) => (slots[name] === undefined ? {} : { [name]: slots[name] as number });

const letters: Record<string, string> = {
  year: "Y",
  month: "M",
  week: "W",
  day: "D",
  decade: "0Y",
  century: "00Y",
  quarter: "Q",
  hour: "H",
  minute: "M",
  second: "S",
};

/** ISO 8601 duration; `X` where the text counts nothing. */
function iso(n: string | number | undefined, unit: string | number | undefined): string {
  const time = unit === "hour" || unit === "minute" || unit === "second" ? "T" : "";
  const count = unit === "quarter" ? Number(n) * 3 : unit === "half" ? Number(n) * 6 : n;
  return `P${time}${count === undefined || Number.isNaN(count) ? "X" : count}${unit === "quarter" || unit === "half" ? "M" : (letters[String(unit)] ?? "D")}`;
}
