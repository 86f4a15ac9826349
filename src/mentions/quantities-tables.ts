import type { CompiledNumbers } from "#knowledge";
import type { NumberTables } from "./dates-numbers.ts";
import { type Tokens, WORD } from "./dates-tokens.ts";

type Phrase = CompiledNumbers["phrases"]["units"][number];
type Index = ReadonlyMap<string, Phrase[]>;

/** The tables of numbers made quick to look up in. */
export type QuantityTables = NumberTables & {
  readonly percent: Index;
  readonly shares: Index;
  readonly currencies: Index;
  readonly units: Index;
  /** by their last token, for what stands before a figure */
  readonly signs: Index;
  readonly comparators: Index;
  readonly moneyScales: ReadonlyMap<string, number>;
  readonly notCounted: ReadonlySet<string>;
  readonly designators: ReadonlySet<string>;
  readonly articles: ReadonlySet<string>;
  readonly plurals: ReadonlySet<string>;
  readonly abbreviations: ReadonlySet<string>;
};

const made = new WeakMap<CompiledNumbers, QuantityTables>();

/** The tables of a language; made once. */
export function tablesOf(numbers: CompiledNumbers): QuantityTables {
  let tables = made.get(numbers);
  if (!tables) made.set(numbers, (tables = make(numbers)));
  return tables;
}

function make(numbers: CompiledNumbers): QuantityTables {
  const { phrases } = numbers;
  return {
    numbers,
    cardinals: new Map(Object.entries(numbers.cardinals)),
    tens: new Map(Object.entries(numbers.tens)),
    ordinals: new Map(Object.entries(numbers.ordinals)),
    scales: new Map(Object.entries(numbers.scales)),
    percent: indexed(phrases.percent, 0),
    shares: indexed(phrases.shares, 0),
    currencies: indexed(phrases.currencies, 0),
    units: indexed(phrases.units, 0),
    signs: indexed(phrases.currencies, -1),
    comparators: indexed(phrases.comparators, -1),
    moneyScales: new Map(Object.entries(numbers.moneyScales)),
    notCounted: new Set(numbers.notCounted),
    designators: new Set(numbers.designators),
    articles: new Set(numbers.articles),
    plurals: new Set(numbers.plural.words),
    abbreviations: new Set(numbers.abbreviations),
  };
}

function indexed(phrases: readonly Phrase[], key: 0 | -1): Index {
  const found = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    const word = phrase.tokens.at(key) as string;
    found.set(word, [...(found.get(word) ?? []), phrase]);
  }
  for (const list of found.values()) list.sort((a, b) => b.tokens.length - a.tokens.length);
  return found;
}

/** The longest phrase that begins at a token. */
export function phraseAt(tokens: Tokens, at: number, index: Index): { means: string; next: number } | null {
  const found = index.get(tokens.words[at] as string)?.find((phrase) => stands(tokens, at, phrase));
  return found ? { means: found.means, next: at + found.tokens.length } : null;
}

/** The longest phrase that ends before a token. */
export function phraseBefore(tokens: Tokens, at: number, index: Index): { means: string; first: number } | null {
  const found =
    at > 0 ? index.get(tokens.words[at - 1] as string)?.find((phrase) => stands(tokens, at - phrase.tokens.length, phrase)) : undefined;
  return found ? { means: found.means, first: at - found.tokens.length } : null;
}

function stands(tokens: Tokens, at: number, { tokens: wanted }: Phrase): boolean {
  if (at < 0) return false;
  return wanted.every(
    (word, i) =>
      (word === "<any>" ? tokens.kinds[at + i] === WORD : tokens.words[at + i] === word) &&
      (i === 0 || (tokens.gaps[at + i] as number) < 3),
  );
}
