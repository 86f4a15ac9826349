import type { CompiledCalendar, CompiledNumbers } from "#knowledge";
import { civil, type DaySpan, type Direction, spanOf, type Unit, units } from "#time";
import { type Draft, joinRange, limitBefore, partsOf, takeLimit, takeParts } from "./dates-join.ts";
import { type Lexicon, lexiconOf } from "./dates-lexicon.ts";
import { type Match, matchAt } from "./dates-match.ts";
import { tenseAround } from "./dates-tense.ts";
import { DIGITS, type Tokens, tokenize, WORD } from "./dates-tokens.ts";
import { evaluate } from "./dates-values.ts";

/** A date, period, duration or set in a text. Offsets are string indices into the whole text. */
export type DateMention = {
  start: number;
  end: number;
  /** EDTF with the limit that the text sets (`../2027`, `2014/..`); null for a duration or set that is tied to no date */
  edtf: string | null;
  /** EDTF of the bare expression, without the limit */
  plain: string | null;
  kind: "date" | "period" | "duration" | "set";
  limit?: "by" | "until" | "since" | "from" | "before" | "after";
  /** the part of `edtf` that is meant: "early 2024" is 2024, part `start` */
  part?: "start" | "mid" | "end";
  /** what a relative value was reckoned from; null where the text gives the date in full */
  anchor: string | null;
  relative: boolean;
  /** true for a fiscal year, whose first month the text does not tell */
  fiscal?: boolean;
  /** true where an event stands for its date ("since the Second World War") */
  named?: boolean;
  /** ISO 8601 duration */
  duration?: string;
  /** the two dates of a range, each by itself */
  parts?: { start: number; end: number; edtf: string }[];
  /** name of the rule in calendar.yaml */
  rule: string;
};
export type DateOptions = {
  /** part of the text to read; the rest is not looked at */
  from?: number;
  to?: number;
  /** whether `4/3` is the 4th of March; by default the order of the language */
  dayFirst?: boolean;
  /** the tense of the clause, where the caller knows it; else it is told by the words around */
  tense?: (start: number, end: number) => Direction | undefined;
};

type Reading = {
  lexicon: Lexicon;
  tokens: Tokens;
  anchor: DaySpan | null;
  options: DateOptions;
  dates: string[];
  year: { value: number; at: number } | null;
};

/**
 * All dates of a text in its order, resolved against the report's date (`anchor`, an EDTF value or interval, or null).
 * Values follow ISO 8601-2; relative values take the tense of their clause, or the last date of the text ("the following day").
 * Example: "by the end of March 2025" gives `{edtf: "../2025-03", plain: "2025-03", limit: "by", part: "end"}`.
 */
export function findDates(
  text: string,
  calendar: CompiledCalendar,
  numbers: CompiledNumbers,
  anchor: string | null,
  options: DateOptions = {},
): DateMention[] {
  const lexicon = lexiconOf(calendar, numbers);
  const tokens = tokenize(text, options.from ?? 0, options.to ?? text.length, lexicon.abbreviations);
  const span = spanOf(anchor);
  const known = span && Number.isFinite(span.first) && Number.isFinite(span.last) ? span : null;
  const state: Reading = { lexicon, tokens, anchor: known, options, dates: [], year: null };
  const drafts = collect(state);
  return merged(drafts, state).map((draft) =>
    mention(
      draft,
      state,
      draft.match.rule.gives.from === "text" ? draft.setting.last(units.find((u) => u === draft.match.slots.unit)) : anchor,
    ),
  );
}

function collect(state: Reading): Draft[] {
  const { tokens, lexicon } = state;
  const drafts: Draft[] = [];
  let floor = 0;
  for (let at = 0; at < tokens.starts.length; ) {
    const starts =
      tokens.kinds[at] === DIGITS || (tokens.kinds[at] === WORD && lexicon.words.get(tokens.words[at] as string)?.starts === true);
    const match = starts ? matchAt(tokens, at, lexicon) : null;
    if (!match) {
      at += 1;
      continue;
    }
    const draft = drafted(match, state);
    if (draft) {
      takeParts(draft, tokens, lexicon, floor);
      remember(draft, state);
      drafts.push(draft);
      floor = match.to;
      at = match.to;
    } else at = match.rule.gives.as === "none" ? match.next : at + 1;
  }
  return drafts;
}

function drafted(match: Match, state: Reading): Draft | null {
  const { tokens, options, lexicon } = state;
  let told: Direction | undefined;
  const direction = () => {
    if (told === undefined) told = directionOf(match, tokens, lexicon, options);
    return told;
  };
  const swapped = options.dayFirst !== undefined && options.dayFirst !== (lexicon.calendar.numericOrder === "day-month");
  const setting = {
    swapped,
    usual: lexicon.calendar.tense.default,
    anchor: state.anchor,
    last: (unit: Unit | undefined) => lastWithin(state.dates, unit),
    year: null as number | null,
    direction,
  };
  const near = match.rule.gives.as === "date" ? yearNear(match, state) : null;
  if (near !== null && direction() === "past") setting.year = near;
  const value = evaluate(match.rule, match.slots, setting);
  if (!value) return null;
  const { part, fiscal, limit } = match.rule.gives;
  const draft: Draft = { from: match.from, to: match.to, match, setting, value };
  if (part) draft.part = part;
  if (fiscal) draft.fiscal = true;
  if (limit || match.rule.gives.as === "since" || (match.rule.gives.as === "within" && value.edtf))
    draft.limit = limit ?? (match.rule.gives.as === "since" ? "since" : "by");
  return draft;
}

const longest: Partial<Record<Unit, number>> = { day: 7, week: 7, weekend: 7, month: 31, quarter: 92, season: 92, half: 184 };

/** The last date before that is no coarser than the unit: "a day earlier" does not count from a year. */
function lastWithin(dates: readonly string[], unit: Unit | undefined): string | null {
  const most = (unit && longest[unit]) ?? 366;
  for (let i = dates.length - 1; i >= 0; i -= 1) {
    const span = spanOf(dates[i]);
    if (span && span.last - span.first < most) return dates[i] as string;
  }
  return null;
}

/** "Since Monday" looks back whatever the tense; "by Monday" looks ahead where no tense tells. */
function directionOf(match: Match, tokens: Tokens, lexicon: Lexicon, options: DateOptions): Direction {
  const given = options.tense?.(tokens.starts[match.from] as number, tokens.ends[match.to - 1] as number);
  if (given !== undefined) return given;
  const limit = limitBefore(match.from, tokens, lexicon);
  if (limit === "since") return "past";
  return (
    tenseAround(tokens, match.first, match.next, lexicon) ?? (limit === "by" || limit === "until" || limit === "from" ? "future" : null)
  );
}

/** In a passage about a year long past, a month without a year is one of that year. */
function yearNear({ from }: Match, { year, anchor, tokens }: Reading): number | null {
  if (!year || !anchor || from - year.at > 30 || civil(anchor.last).year - year.value < 2) return null;
  for (let i = year.at; i < from; i += 1) if (tokens.gaps[i] === 3) return null;
  return year.value;
}

function remember(draft: Draft, state: Reading): void {
  const { plain, kind } = draft.value;
  if (!plain || kind === "duration" || kind === "set") return;
  state.dates.push(plain);
  const { slots, rule } = draft.match;
  if (rule.gives.as === "date" && slots.year !== undefined && Number(slots.year) > 1000)
    state.year = { value: Number(slots.year), at: draft.to };
}

function merged(drafts: Draft[], { tokens, lexicon, anchor }: Reading): Draft[] {
  const out: Draft[] = [];
  for (const draft of drafts) {
    const previous = out.at(-1);
    const joined = previous ? joinRange(previous, draft, tokens, lexicon) : null;
    if (joined) out[out.length - 1] = joined;
    else out.push(draft);
  }
  out.forEach((draft, i) => {
    takeLimit(draft, tokens, lexicon, out[i - 1]?.to ?? 0, anchor ? anchor.last : null);
  });
  return out;
}

function mention(draft: Draft, { tokens, lexicon }: Reading, anchor: string | null): DateMention {
  const { value, match } = draft;
  const found: DateMention = {
    start: tokens.starts[draft.from] as number,
    end: tokens.ends[draft.to - 1] as number,
    edtf: value.edtf,
    plain: value.plain,
    kind: value.kind,
    anchor: value.relative ? anchor : null,
    relative: value.relative,
    rule: match.rule.rule,
  };
  if (draft.limit) found.limit = draft.limit;
  if (draft.part) found.part = draft.part;
  if (draft.fiscal) found.fiscal = true;
  if (match.rule.gives.as === "event" && match.rule.gives.part) found.named = true;
  if (value.duration) found.duration = value.duration;
  const parts = draft.parts ?? partsOf(draft, tokens, lexicon);
  if (parts)
    found.parts = parts.map((p) => ({
      start: tokens.starts[p.from] as number,
      end: tokens.ends[p.to - 1] as number,
      edtf: p.value.plain as string,
    }));
  return found;
}

/**
 * Dates as annotators of time expressions mark them: each by itself, without the limit that stands before it, the two ends of a range apart,
 * and neither durations nor sets nor events. Example: "from 3 to 7 May 2023" gives `2023-05-03` and `2023-05-07`.
 */
export function bareDates(mentions: readonly DateMention[]): { start: number; end: number; edtf: string }[] {
  return mentions.flatMap(({ start, end, plain, kind, duration, named, parts }) => {
    if (!plain || kind === "duration" || kind === "set" || duration || named) return [];
    return parts ?? [{ start, end, edtf: plain }];
  });
}
