import type { CalendarRule, Lexicon, WordInfo } from "./dates-lexicon.ts";
import { readNumber, readOrdinal } from "./dates-numbers.ts";
import type { State } from "./dates-states.ts";
import { capital, DIGITS, SIGN, type Tokens, WORD } from "./dates-tokens.ts";

const none: readonly never[] = [];

export type Slots = Readonly<Record<string, string | number>>;
/** The slot that holds the token at which the second end of a range begins. */
export const second = "@";
/** A pattern found: the rule, its slots, and the tokens of the whole and of the date's extent (ends exclusive). */
export type Match = {
  readonly rule: CalendarRule;
  readonly slots: Slots;
  readonly first: number;
  readonly next: number;
  readonly from: number;
  readonly to: number;
};

type Search = { tokens: Tokens; lexicon: Lexicon; first: number; best: Match | null; bestRule: number };
/** Where the extent began and ended so far; -1 not yet. */
type Extent = { from: number; to: number };

/** The longest pattern that begins at a token; the earlier rule wins among equals. */
export function matchAt(tokens: Tokens, first: number, lexicon: Lexicon): Match | null {
  const search: Search = { tokens, lexicon, first, best: null, bestRule: -1 };
  descend(search, lexicon.root, first, {}, { from: -1, to: -1 });
  return search.best;
}

function descend(search: Search, state: State, at: number, slots: Slots, extent: Extent): void {
  const { tokens, lexicon, first } = search;
  for (const [rule, marks] of state.ends) offer(search, rule, at, slots, marked(extent, marks, at));
  if (at >= tokens.starts.length || (at > first && tokens.gaps[at] === 3)) return;
  const touches = at === first || tokens.gaps[at] === 0;
  const word = tokens.words[at] as string;
  const ways = state.words.get(word);
  if (ways) for (const way of ways) if (!way.glued || touches) descend(search, way.to, at + 1, slots, marked(extent, way.marks, at));
  if (tokens.kinds[at] === SIGN || state.slots.size === 0) return;
  const along = (name: string, value: string | number, next: number) => {
    for (const way of state.slots.get(name) ?? none) {
      if (!way.glued || touches) descend(search, way.to, next, filled(slots, way.slot, value, at), marked(extent, way.marks, at));
    }
  };
  const info = tokens.kinds[at] === DIGITS ? undefined : lexicon.words.get(word);
  if (tokens.kinds[at] === DIGITS) digits(tokens, at, lexicon, along);
  else if (info) named(tokens, at, info, lexicon, along);
}

function filled(slots: Slots, slot: string, value: string | number, at: number): Slots {
  return slot.endsWith("to") && slots[second] === undefined ? { ...slots, [slot]: value, [second]: at } : { ...slots, [slot]: value };
}

type Along = (name: string, value: string | number, next: number) => void;

/** The classes of a figure: `d` 1-31, `m` 1-12, `year` four digits, `yy` two, `n` up to four, `num` any number. */
function digits(tokens: Tokens, at: number, lexicon: Lexicon, along: Along): void {
  const word = tokens.words[at] as string;
  const value = Number(word);
  if (word.length <= 2 && value >= 1 && value <= 31) along("d", value, at + 1);
  if (word.length <= 2 && value >= 1 && value <= 12) along("m", value, at + 1);
  if (word.length === 4 && value >= 1000 && value <= 2199) along("year", value, at + 1);
  if (word.length === 2) along("yy", value, at + 1);
  if (word.length <= 4) along("n", value, at + 1);
  const number = readNumber(tokens, at, lexicon);
  if (number) along("num", number.value, number.next);
}

/** The classes of a word. */
function named(tokens: Tokens, at: number, info: WordInfo, lexicon: Lexicon, along: Along): void {
  for (const [name, value, letter] of info.senses) if (letter === 0 || (letter === 1) === capital(tokens, at)) along(name, value, at + 1);
  const number = info.number ? readNumber(tokens, at, lexicon) : null;
  if (number) along("num", number.value, number.next);
  const ordinal = info.ordinal ? readOrdinal(tokens, at, lexicon) : null;
  if (ordinal) along("ord", ordinal.value, ordinal.next);
}

function marked(extent: Extent, marks: number, at: number): Extent {
  return marks === 0 ? extent : { from: marks & 1 ? at : extent.from, to: marks & 2 ? at : extent.to };
}

function offer(search: Search, ruleAt: number, next: number, slots: Slots, extent: Extent): void {
  const { tokens, lexicon, first, best } = search;
  if (best && (next < best.next || (next === best.next && search.bestRule <= ruleAt))) return;
  const rule = lexicon.calendar.rules[ruleAt] as CalendarRule;
  if (rule.years && (Number(slots.year) < rule.years[0] || Number(slots.year) > rule.years[1])) return;
  if (!clear(tokens, first, next, lexicon) || !fits(search, rule, next)) return;
  search.bestRule = ruleAt;
  search.best = { rule, slots, first, next, from: extent.from < 0 ? first : extent.from, to: extent.to < 0 ? next : extent.to };
}

function fits({ tokens, lexicon, first }: Search, rule: CalendarRule, next: number): boolean {
  const before = first > 0 && (tokens.gaps[first] as number) < 3 ? first - 1 : -1;
  const behind = next < tokens.starts.length && (tokens.gaps[next] as number) < 3 ? next : -1;
  const has = (list: string[], at: number) => list.some((wanted) => is(tokens, at, wanted, lexicon));
  if (rule.after && !has(rule.after, before)) return false;
  if (rule.notAfter && has(rule.notAfter, before)) return false;
  if (rule.before && !has(rule.before, behind)) return false;
  return !rule.notBefore || !has(rule.notBefore, behind);
}

/** Whether a token is what a condition wants: a word, `<class>`, `^` a capital letter, `_` a small one, `#` digits, `|` nothing (the edge of the text). */
export function is(tokens: Tokens, at: number, wanted: string, lexicon: Lexicon): boolean {
  if (wanted === "|") return at < 0;
  if (at < 0) return false;
  if (wanted === "^") return capital(tokens, at);
  if (wanted === "_") return tokens.kinds[at] === WORD && !capital(tokens, at);
  if (wanted === "#") return tokens.kinds[at] === DIGITS;
  if (wanted[0] === "<" && wanted.length > 2) return belongs(tokens, at, wanted.slice(1, -1), lexicon);
  return tokens.words[at] === wanted;
}

function belongs(tokens: Tokens, at: number, name: string, lexicon: Lexicon): boolean {
  let found = false;
  const along: Along = (other) => {
    if (other === name) found = true;
  };
  if (tokens.kinds[at] === DIGITS) digits(tokens, at, lexicon, along);
  const info = lexicon.words.get(tokens.words[at] as string);
  if (info) named(tokens, at, info, lexicon, along);
  return found;
}

/** No date begins or ends within a word, a figure, a designator or an address. */
function clear(tokens: Tokens, first: number, next: number, lexicon: Lexicon): boolean {
  const { kinds, gaps, words } = tokens;
  if (first > 0 && gaps[first] === 0) {
    if (kinds[first - 1] !== 3) return false;
    const sign = words[first - 1] as string;
    const glued = first > 1 && gaps[first - 1] === 0 && kinds[first - 2] !== 3;
    if (kinds[first] === DIGITS && (glued ? "-./,:'’+_@#" : "$€£¥#@+").includes(sign))
      return glued && sign === "-" && dated(tokens, first - 2, lexicon);
    if (glued && "@_#./".includes(sign)) return sign === "/" && dated(tokens, first - 2, lexicon);
  }
  if (next < kinds.length && gaps[next] === 0) {
    if (kinds[next] !== 3) return kinds[next] === WORD && kinds[next - 1] !== WORD ? false : kinds[next - 1] === 3;
    const sign = words[next] as string;
    const follows = next + 1 < kinds.length && gaps[next + 1] === 0 ? kinds[next + 1] : 0;
    if ("%@_€$£".includes(sign)) return false;
    if (follows === DIGITS && ".,:".includes(sign) && kinds[next - 1] === DIGITS) return false;
    if (follows === WORD && sign === "-" && capital(tokens, next + 1))
      return dated(tokens, next + 1, lexicon) || kinds[next - 1] === DIGITS;
  }
  return true;
}

function dated(tokens: Tokens, at: number, lexicon: Lexicon): boolean {
  if (tokens.kinds[at] === DIGITS) return (tokens.words[at] as string).length === 4 || Number(tokens.words[at]) <= 31;
  return lexicon.words.get(tokens.words[at] as string)?.starts === true;
}
