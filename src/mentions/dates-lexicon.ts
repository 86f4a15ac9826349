import type { CompiledCalendar, CompiledNumbers } from "#knowledge";
import { type State, stateOf } from "./dates-states.ts";

export type CalendarRule = CompiledCalendar["rules"][number];
export type CalendarModifier = CompiledCalendar["modifiers"][number];
type PatternNode = CompiledCalendar["nodes"][number];
type WordSense = CompiledCalendar["words"][string][number];

/** What a word can be: its classes, and whether a number or an ordinal begins with it. */
export type WordInfo = {
  readonly senses: readonly WordSense[];
  readonly number: boolean;
  readonly ordinal: boolean /** a date can begin with it */;
  readonly starts: boolean;
};

/** The compiled tables made quick to look up in. */
export type Lexicon = {
  readonly calendar: CompiledCalendar;
  readonly numbers: CompiledNumbers;
  readonly words: ReadonlyMap<string, WordInfo>;
  readonly cardinals: ReadonlyMap<string, number>;
  readonly tens: ReadonlyMap<string, number>;
  readonly ordinals: ReadonlyMap<string, number>;
  readonly scales: ReadonlyMap<string, number>;
  readonly abbreviations: ReadonlySet<string>;
  readonly root: State;
  /** modifiers by their last token, the longest first */
  readonly modifiers: ReadonlyMap<string, CalendarModifier[]>;
  readonly past: ReadonlySet<string>;
  readonly future: ReadonlySet<string>;
  readonly pastExceptions: ReadonlySet<string>;
  readonly boundaries: ReadonlySet<string>;
  readonly auxiliaries: ReadonlySet<string>;
};

const made = new WeakMap<CompiledCalendar, WeakMap<CompiledNumbers, Lexicon>>();

/** The lexicon of two tables; made once for each pair. */
export function lexiconOf(calendar: CompiledCalendar, numbers: CompiledNumbers): Lexicon {
  let inner = made.get(calendar);
  if (!inner) made.set(calendar, (inner = new WeakMap()));
  let lexicon = inner.get(numbers);
  if (!lexicon) inner.set(numbers, (lexicon = make(calendar, numbers)));
  return lexicon;
}

function make(calendar: CompiledCalendar, numbers: CompiledNumbers): Lexicon {
  const maps = {
    cardinals: new Map(Object.entries(numbers.cardinals)),
    tens: new Map(Object.entries(numbers.tens)),
    ordinals: new Map(Object.entries(numbers.ordinals)),
    scales: new Map(Object.entries(numbers.scales)),
  };
  const { tense } = calendar;
  return {
    calendar,
    numbers,
    words: wordsOf(calendar, numbers),
    ...maps,
    abbreviations: new Set(calendar.abbreviations),
    root: stateOf(calendar.nodes),
    modifiers: byLast(calendar.modifiers),
    past: new Set(tense.past),
    future: new Set([...tense.future, ...tense.present]),
    pastExceptions: new Set(tense.pastExceptions),
    boundaries: new Set(tense.boundaries),
    auxiliaries: new Set(tense.auxiliaries),
  };
}

function wordsOf(calendar: CompiledCalendar, numbers: CompiledNumbers): Map<string, WordInfo> {
  const root = calendar.nodes[0] as PatternNode;
  const classes = new Set(root.slots.map((edge) => edge[0]));
  const literals = new Set(root.words.map((edge) => edge[0]));
  const counts = new Set([numbers.cardinals, numbers.tens, numbers.scales].flatMap(Object.keys));
  const ordinals = new Set([numbers.ordinals, numbers.tens].flatMap(Object.keys));
  const found = new Map<string, WordInfo>();
  for (const word of new Set([...literals, ...counts, ...ordinals, ...Object.keys(calendar.words)])) {
    const senses = Object.hasOwn(calendar.words, word) ? (calendar.words[word] as WordSense[]) : [];
    const [number, ordinal] = [counts.has(word), ordinals.has(word)];
    const starts =
      literals.has(word) || senses.some(([name]) => classes.has(name)) || (number && classes.has("num")) || (ordinal && classes.has("ord"));
    found.set(word, { senses, number, ordinal, starts });
  }
  return found;
}

function byLast(modifiers: CalendarModifier[]): Map<string, CalendarModifier[]> {
  const found = new Map<string, CalendarModifier[]>();
  for (const modifier of modifiers) {
    const last = modifier.tokens.at(-1) as string;
    found.set(last, [...(found.get(last) ?? []), modifier]);
  }
  for (const list of found.values()) list.sort((a, b) => b.tokens.length - a.tokens.length);
  return found;
}
