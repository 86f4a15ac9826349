import type { CompiledCalendar, CompiledNumbers } from "#knowledge";

export type CalendarRule = CompiledCalendar["rules"][number];
export type CalendarModifier = CompiledCalendar["modifiers"][number];
type PatternNode = CompiledCalendar["nodes"][number];
type WordSense = CompiledCalendar["words"][string][number];

/** The compiled tables made quick to look up in. */
export type Lexicon = {
  readonly calendar: CompiledCalendar;
  readonly numbers: CompiledNumbers;
  readonly senses: ReadonlyMap<string, readonly WordSense[]>;
  readonly cardinals: ReadonlyMap<string, number>;
  readonly tens: ReadonlyMap<string, number>;
  readonly ordinals: ReadonlyMap<string, number>;
  readonly scales: ReadonlyMap<string, number>;
  readonly abbreviations: ReadonlySet<string>;
  readonly nodes: readonly Node[];
  /** words that a date can begin with */
  readonly starters: ReadonlySet<string>;
  /** modifiers by their last token, the longest first */
  readonly modifiers: ReadonlyMap<string, CalendarModifier[]>;
  readonly past: ReadonlySet<string>;
  readonly future: ReadonlySet<string>;
  readonly present: ReadonlySet<string>;
  readonly pastExceptions: ReadonlySet<string>;
};
type Edges = ReadonlyMap<string, PatternNode["words"]>;
/** A state of the patterns' graph, its edges by word and by class. */
export type Node = { readonly words: Edges; readonly slots: Edges; readonly ends: PatternNode["ends"] };

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
  const senses = new Map(Object.entries(calendar.words));
  const maps = {
    cardinals: new Map(Object.entries(numbers.cardinals)),
    tens: new Map(Object.entries(numbers.tens)),
    ordinals: new Map(Object.entries(numbers.ordinals)),
    scales: new Map(Object.entries(numbers.scales)),
  };
  const nodes = calendar.nodes.map((node) => ({ words: byLabel(node.words), slots: byLabel(node.slots), ends: node.ends }));
  const { tense } = calendar;
  return {
    calendar,
    numbers,
    senses,
    ...maps,
    abbreviations: new Set(calendar.abbreviations),
    nodes,
    starters: starters(calendar, senses, maps),
    modifiers: byLast(calendar.modifiers),
    past: new Set(tense.past),
    future: new Set(tense.future),
    present: new Set(tense.present),
    pastExceptions: new Set(tense.pastExceptions),
  };
}

function byLabel(edges: PatternNode["words"]): Map<string, PatternNode["words"]> {
  const found = new Map<string, PatternNode["words"]>();
  for (const edge of edges) {
    const list = found.get(edge[0]);
    if (list) list.push(edge);
    else found.set(edge[0], [edge]);
  }
  return found;
}

function starters(calendar: CompiledCalendar, senses: Map<string, WordSense[]>, maps: { [k in "cardinals" | "tens" | "ordinals" | "scales"]: Map<string, number> }) {
  const root = calendar.nodes[0] as PatternNode;
  const classes = new Set(root.slots.map((edge) => edge[0]));
  const found = new Set(root.words.map((edge) => edge[0]));
  for (const [word, list] of senses) if (list.some(([name]) => classes.has(name))) found.add(word);
  if (classes.has("num")) for (const word of [...maps.cardinals.keys(), ...maps.tens.keys(), ...maps.scales.keys()]) found.add(word);
  if (classes.has("ord")) for (const word of maps.ordinals.keys()) found.add(word);
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
