import type { Command } from "commander";
import { isoDay, parseEdtf, spanOf } from "#time";
import { wrongCall } from "./errors.ts";
import type { Io } from "./io.ts";

/** The options of a call by their long names; each command reads those it declares. */
export type Options = {
  ledger?: string;
  database?: string;
  json?: boolean;
  known?: string;
  asOf?: string;
  party?: string[];
  type?: string;
  status?: string;
  stage?: string;
  manifest?: string[];
  published?: string;
  lang?: string;
  mentions?: boolean;
  text?: boolean;
  allowHost?: string[];
  every?: string;
  once?: boolean;
  state?: string;
  since?: string;
  attacked?: string;
  domain?: string;
  exercise?: string;
  supplies?: string;
  information?: string;
  from?: string[];
  why?: string;
  who?: string;
  on?: string;
  field?: string;
  limit?: string;
  format?: string;
  out?: string;
  host?: string;
  port?: string;
  jobs?: string;
  users?: string;
  addUser?: string;
  name?: string[];
  behindProxy?: boolean;
  nats?: string;
  queue?: string;
  ackWait?: string;
  over?: string;
  same?: boolean;
  all?: boolean;
};

/** One call of a command. */
export type Call = { args: string[]; options: Options; io: Io };

/** What a command does; it throws a CommandError where it cannot. */
export type Run = (call: Call) => Promise<void>;

const collect = (value: string, all: string[] = []): string[] => [...all, value];

type Add = (command: Command) => Command;

/** Options that several commands share. */
export const shared = {
  place: (c) =>
    c
      .option("--ledger <dir>", "folder of the ledger (default: $FOEDERA_LEDGER or ./.foedera)")
      .option("--database <address>", "ledger in PostgreSQL instead, postgres://user@host/name (default: $FOEDERA_DATABASE)"),
  json: (c) => c.option("--json", "JSON Lines instead of a table"),
  clocks: (c) =>
    c
      .option("--known <date>", "as known on that day: only reports published by then count")
      .option(
        "--as-of <date>",
        "as it held on that day: what was due by then counts as overdue (default: the day known, or that of the last report)",
      ),
  party: (c) => c.option("--party <code>", "only what this state or organisation is a party to; twice: both", collect),
  type: (c) => c.option("--type <type>", "only this type"),
  status: (c) => c.option("--status <status>", "only this status"),
  stage: (c) => c.option("--stage <stage>", "only agreements at this stage"),
  intake: (c) =>
    c
      .option(
        "--manifest <file>",
        "JSON Lines of {path, published, lang, title, url, outlet}, paths relative to it; may be repeated",
        collect,
      )
      .option("--published <edtf>", "date of publication of reports that have none in a manifest")
      .option("--lang <code>", "language of reports that have none in a manifest"),
  hosts: (c) =>
    c.option("--allow-host <name>", "fetch from this host though it is on a private or local network; may be repeated", collect),
} satisfies Record<string, Add>;

/** Checks a date given in a call; null where none was given. */
export function edtfOption(name: string, value: string | undefined): string | null {
  if (value === undefined) return null;
  if (!parseEdtf(value)) throw wrongCall(`--${name} is no date: write 2023-01-13, 2023-01 or 2023 (EDTF), not ${value}`);
  return value;
}

/** The last day of a date given in a call, `YYYY-MM-DD`. */
export function dayOption(name: string, value: string | undefined): string | null {
  const last = spanOf(edtfOption(name, value))?.last;
  if (last === undefined) return null;
  if (!Number.isFinite(last)) throw wrongCall(`--${name} has no last day: write a date such as 2023-01-13`);
  return isoDay(last);
}

/** The days that a call asks about: those given with commas, or the last day of each year of an interval and its own last day. */
export function daysOption(name: string, value: string): string[] {
  const interval = /^[^,/]+\/[^,/]+$/.test(value) ? value.split("/") : null;
  if (!interval) return value.split(",").map((one) => dayOption(name, one.trim()) as string);
  const [first, last] = interval.map((one) => dayOption(name, one) as string) as [string, string];
  const years = Number(last.slice(0, 4)) - Number(first.slice(0, 4)) + 1;
  if (first > last || years > MOST_YEARS)
    throw wrongCall(`--${name} takes an interval of up to ${MOST_YEARS} years, the earlier date first, such as 2015/2024`);
  const ends = Array.from({ length: years }, (_, at) => `${Number(first.slice(0, 4)) + at}-12-31`);
  return [...new Set([...ends.filter((day) => day >= first && day < last), last])];
}

const MOST_YEARS = 200;

export const today = (io: Io): string => io.now().toISOString().slice(0, 10);

/** The two clocks of a call: what was known by when (null: all), and the day that is asked for (null: that of the last report). */
export function clocksOf({ options }: Call): { known: string | null; asOf: string | null } {
  const known = dayOption("known", options.known);
  return { known, asOf: dayOption("as-of", options.asOf) ?? known };
}

/** A code of a state or organisation, in capital letters. */
export function codeOf(name: string, typed: string): string {
  const code = typed.trim().toUpperCase();
  if (!/^[A-Z0-9][A-Z0-9_-]+$/.test(code)) throw wrongCall(`--${name} takes a code such as JP, US or NATO`);
  return code;
}

/** The codes of the parties asked for, in capital letters. */
export function partiesOf({ options }: Call): string[] {
  return (options.party ?? []).flatMap((p) => p.split(",")).map((p) => codeOf("party", p));
}

/** Checks that a word is one of a list. */
export function oneOf<T extends string>(name: string, value: string | undefined, list: readonly T[]): T | null {
  if (value === undefined) return null;
  if (!(list as readonly string[]).includes(value)) throw wrongCall(`--${name} has no value ${value}: use one of ${list.join(", ")}`);
  return value as T;
}
