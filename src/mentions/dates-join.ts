import { join, limited, spanOf } from "#time";
import type { CalendarModifier, Lexicon } from "./dates-lexicon.ts";
import { is, type Match, second } from "./dates-match.ts";
import { DIGITS, type Tokens, WORD } from "./dates-tokens.ts";
import { evaluate, type Setting, type Value } from "./dates-values.ts";

/** A date on its way: its tokens and what it was read from. */
export type Draft = {
  from: number;
  to: number;
  match: Match;
  setting: Setting;
  value: Value;
  part?: "start" | "mid" | "end";
  limit?: CalendarModifier["limit"];
  fiscal?: boolean;
  parts?: Draft[];
};

function matches(tokens: Tokens, pattern: readonly string[], end: number, lexicon: Lexicon): boolean {
  const start = end - pattern.length;
  if (start < 0) return false;
  for (let i = 0; i < pattern.length; i += 1) {
    if (!is(tokens, start + i, pattern[i] as string, lexicon)) return false;
    if (tokens.gaps[start + i + 1] === 3) return false;
  }
  return true;
}

/** Takes in the words before a date that say which part of it is meant ("early", "the end of"). */
export function takeParts(draft: Draft, tokens: Tokens, lexicon: Lexicon, floor: number): void {
  for (const modifier of before(draft, tokens, lexicon, floor)) {
    if (!modifier.part) continue;
    draft.part = modifier.part;
    draft.from -= modifier.tokens.length;
    return;
  }
}

/** Makes a date a limit where the word before it says so ("by", "since"). */
export function takeLimit(draft: Draft, tokens: Tokens, lexicon: Lexicon, floor: number, published: number | null): void {
  if (
    draft.limit ||
    draft.parts ||
    draft.match.rule.gives.as === "range" ||
    draft.value.kind === "duration" ||
    draft.value.kind === "set" ||
    !draft.value.plain
  )
    return;
  for (const modifier of before(draft, tokens, lexicon, floor)) {
    if (!modifier.limit) continue;
    if (modifier.ahead && !(published !== null && (spanOf(draft.value.plain)?.first ?? 0) > published)) continue;
    draft.limit = modifier.limit;
    draft.value = { ...draft.value, edtf: limited(draft.value.plain, backwards(modifier.limit) ? "end" : "start") };
    return;
  }
}

const backwards = (limit: CalendarModifier["limit"]) => limit === "by" || limit === "until" || limit === "before";

/** The limit that the words before a token set. */
export function limitBefore(from: number, tokens: Tokens, lexicon: Lexicon): CalendarModifier["limit"] {
  for (const modifier of before({ from }, tokens, lexicon, 0)) if (modifier.limit) return modifier.limit;
  return undefined;
}

/** The two ends of a range that one pattern holds, each with its own words. */
export function partsOf({ from, to, match, value, setting }: Draft, tokens: Tokens, lexicon: Lexicon): Draft[] | undefined {
  const begin = match.slots[second];
  if (match.rule.gives.as !== "range" || typeof begin !== "number" || !value.plain?.includes("/")) return undefined;
  const [start, end] = value.plain.split("/") as [string, string];
  let last = begin - 1;
  while (last > from && !ofDate(tokens, last, lexicon)) last -= 1;
  const part = (a: number, b: number, edtf: string): Draft => ({ from: a, to: b, match, setting, value: { ...value, edtf, plain: edtf } });
  return [part(from, last + 1, start), part(begin, to, end)];
}

function ofDate(tokens: Tokens, at: number, lexicon: Lexicon): boolean {
  if (tokens.words[at] === ".") return tokens.gaps[at] === 0;
  return (
    tokens.kinds[at] === DIGITS ||
    (tokens.kinds[at] === WORD &&
      (lexicon.words.get(tokens.words[at] as string)?.senses ?? []).some(([name]) => name === "month" || name === "weekday"))
  );
}

function* before(draft: Pick<Draft, "from">, tokens: Tokens, lexicon: Lexicon, floor: number): Generator<CalendarModifier> {
  if (draft.from <= floor || tokens.gaps[draft.from] === 3) return;
  for (const modifier of lexicon.modifiers.get(tokens.words[draft.from - 1] as string) ?? []) {
    if (draft.from - modifier.tokens.length >= floor && matches(tokens, modifier.tokens, draft.from, lexicon)) yield modifier;
  }
}

/** Two dates with a word of range between them become one; the ends complete each other. */
export function joinRange(a: Draft, b: Draft, tokens: Tokens, lexicon: Lexicon): Draft | null {
  if (!a.value.plain || !b.value.plain || a.value.kind === "duration" || b.value.kind === "duration" || a.parts || b.parts) return null;
  if (b.match.first - a.to > 4 || a.value.plain.includes("..")) return null;
  const found = lexicon.calendar.connectors.some(({ between, before: wanted, days }) => {
    if (days && (a.match.slots.day === undefined || b.match.slots.day === undefined || a.match.slots.month === undefined)) return false;
    if (
      wanted.length &&
      !wanted.some((word) => is(tokens, a.from - 1, word, lexicon) || (is(tokens, a.from - 2, word, lexicon) && a.from > 1))
    )
      return false;
    return between.some((pattern) => pattern.length === b.from - a.to && matches(tokens, pattern, b.from, lexicon));
  });
  if (!found) return null;
  const [start, end] = completed(a, b);
  if (!start || !end || (spanOf(start)?.first ?? 0) > (spanOf(end)?.first ?? 0)) return null;
  const edtf = join(start, end);
  const parts = [
    { ...a, value: { ...a.value, plain: start, edtf: start } },
    { ...b, value: { ...b.value, plain: end, edtf: end } },
  ];
  return {
    ...a,
    to: b.to,
    value: { ...a.value, edtf, plain: edtf, kind: "period", relative: a.value.relative || b.value.relative },
    parts,
  };
}

function completed(a: Draft, b: Draft): [string | null, string | null] {
  const [x, y] = [a.value.plain as string, b.value.plain as string];
  if (a.value.relative && !b.value.relative && a.match.rule.gives.as === "date")
    return [again(a, Number(y.slice(0, 4)), (v) => v <= y, -1), y];
  if (b.value.relative && b.match.rule.gives.as === "date" && a.match.rule.gives.as === "date")
    return [x, again(b, Number(x.slice(0, 4)), (v) => v >= x, 1)];
  if (b.match.rule.gives.as === "weekday" && (spanOf(y)?.first ?? 0) < (spanOf(x)?.first ?? 0)) {
    return [x, evaluate(b.match.rule, b.match.slots, { ...b.setting, anchor: spanOf(x), direction: () => "future" })?.plain ?? null];
  }
  return [x, y];
}

/** Reads a date once more with a year, or with the year beside it where the first does not fit. */
function again(draft: Draft, year: number, fits: (value: string) => boolean, step: number): string | null {
  if (!Number.isFinite(year)) return draft.value.plain;
  for (const y of [year, year + step]) {
    const value = evaluate(draft.match.rule, { ...draft.match.slots, year: y }, draft.setting)?.plain;
    if (value && fits(value)) return value;
  }
  return null;
}
