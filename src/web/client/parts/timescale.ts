import { civil, type Day, dayNumber, spanOf } from "#time";
import type { Lang } from "~/words/messages.ts";

/** A stretch of days that is shown. */
export type Window = { from: Day; to: Day };
export type Tick = { day: Day; text: string; major: boolean };

/** The days that a time may lie on. An end that is open fades out over `fade` days. */
export function stretch(edtf: string | null, fade: number): (Window & { openStart: boolean; openEnd: boolean }) | null {
  const span = spanOf(edtf);
  if (!span || (!Number.isFinite(span.first) && !Number.isFinite(span.last))) return null;
  const openStart = !Number.isFinite(span.first);
  const openEnd = !Number.isFinite(span.last);
  return { from: openStart ? span.last - fade : span.first, to: openEnd ? span.first + fade : span.last, openStart, openEnd };
}

type Unit = { months?: number; days?: number };
const units: (Unit & { least: number })[] = [
  { days: 1, least: 0 },
  { days: 7, least: 7 },
  { months: 1, least: 20 },
  { months: 3, least: 80 },
  { months: 12, least: 300 },
  { months: 60, least: 1500 },
  { months: 120, least: 3000 },
];

function textOf(day: Day, unit: Unit, lang: Lang): string {
  const { year, month, day: d } = civil(day);
  const at = Date.UTC(year, month - 1, d);
  const say = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { ...options, timeZone: "UTC" }).format(at);
  if (unit.days) return d === 1 || unit.days === 7 ? say({ day: "numeric", month: "short" }) : String(d);
  if ((unit.months ?? 0) >= 12 || month === 1) return String(year);
  return say({ month: "short" });
}

/** The ticks of a window, so many that they stand about 70 pixels apart: decades, years, months, weeks or days. */
export function ticksOf({ from, to }: Window, width: number, lang: Lang): Tick[] {
  const wanted = ((to - from) / Math.max(1, width)) * 70;
  const unit = units.find((u) => (u.days ?? (u.months ?? 1) * 30.4) >= wanted) ?? units[units.length - 1]!;
  const ticks: Tick[] = [];
  if (unit.days) {
    const first = unit.days === 7 ? from + ((4 - (from % 7) + 7) % 7) : from;
    for (let d = first; d <= to; d += unit.days) ticks.push({ day: d, text: textOf(d, unit, lang), major: civil(d).day === 1 });
    return ticks;
  }
  const step = unit.months ?? 12;
  const start = civil(from);
  const index = Math.ceil((start.year * 12 + start.month - 1) / step) * step;
  for (let m = index; ; m += step) {
    const d = dayNumber(Math.floor(m / 12), (m % 12) + 1, 1);
    if (d > to) break;
    if (d >= from) ticks.push({ day: d, text: textOf(d, unit, lang), major: m % 12 === 0 });
  }
  return ticks;
}

/** Puts stretches into rows so that none lies over another; the row of each, in their order. */
export function packed(list: readonly { from: number; to: number }[], gap: number): number[] {
  const ends: number[] = [];
  return list.map(({ from, to }) => {
    const row = ends.findIndex((end) => end + gap <= from);
    const at = row < 0 ? ends.length : row;
    ends[at] = to;
    return at;
  });
}

/** A window that is moved and widened, kept between one week and three centuries. */
export function zoomed(window: Window, factor: number, at = 0.5): Window {
  const wide = window.to - window.from;
  const next = Math.min(110_000, Math.max(7, Math.round(wide * factor)));
  const from = Math.round(window.from + (wide - next) * at);
  return { from, to: from + next };
}
