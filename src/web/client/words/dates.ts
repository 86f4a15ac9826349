import { type EdtfDate, parseEdtf } from "#time";
import type { Lang } from "./messages.ts";

type Say = (key: string, values: Record<string, string>) => string;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(lang: Lang, options: Intl.DateTimeFormatOptions, year: number, month: number, day: number): string {
  const key = `${lang}${JSON.stringify(options)}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { ...options, timeZone: "UTC" });
  formats.set(key, made);
  return made.format(Date.UTC(year, month - 1, day));
}

const coarse: Record<number, [string, string]> = {
  21: ["spring", ""],
  22: ["summer", ""],
  23: ["autumn", ""],
  24: ["winter", ""],
  33: ["quarter", "1"],
  34: ["quarter", "2"],
  35: ["quarter", "3"],
  36: ["quarter", "4"],
  40: ["half", "1"],
  41: ["half", "2"],
};

function plain(date: EdtfDate, lang: Lang, say: Say, short: boolean): string {
  const { year, month, day } = date;
  if (year.endsWith("X")) return say(year.endsWith("XX") ? "century" : "decade", { year: year.replaceAll("X", "0") });
  if (typeof month !== "number") return year;
  const part = coarse[month];
  if (part) return say(part[0], { n: part[1], year });
  const name = short ? "short" : "long";
  return typeof day === "number"
    ? format(lang, { day: "numeric", month: name, year: "numeric" }, Number(year), month, day)
    : format(lang, { month: name, year: "numeric" }, Number(year), month, 1);
}

function one(date: EdtfDate, lang: Lang, say: Say, short: boolean): string {
  const text = plain(date, lang, say, short);
  return date.qualifier ? say(date.qualifier === "?" ? "perhaps" : "about", { date: text }) : text;
}

/** A time as one says it: `../2025-03` is "by March 2025". What is no EDTF comes back as it is. */
export function humanDate(edtf: string, lang: Lang, say: Say, short = false): string {
  const value = parseEdtf(edtf);
  if (!value) return edtf;
  if (value.kind === "date") return one(value, lang, say, short);
  const { start, end } = value;
  if (!start) return say("by", { date: end ? one(end, lang, say, short) : "" });
  if (!end) return say("from", { date: one(start, lang, say, short) });
  return say("between", { from: one(start, lang, say, short), to: one(end, lang, say, short) });
}

/** True where a value names a day: it reads "on 3 May", a wider one "in May". */
export const isDay = (edtf: string): boolean => /^\d{4}-\d\d-\d\d$/.test(edtf);
