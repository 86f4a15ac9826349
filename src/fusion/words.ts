/** Ideas found in a text, with their weights. */
export type Ideas = ReadonlyMap<string, number>;

type Concept = { weight: number; is: string[] } & Record<string, unknown>;
type Source = {
  concepts: Record<string, Concept>;
  titles: Record<string, string[]>;
  stopwords: Record<string, string[]>;
  quotes: string[];
};
type Stem = { text: string; whole: boolean; inside: boolean };
type Phrase = { stems: Stem[]; concept: string };

/** The index of words: stems to ideas across languages, titles, stop words, and a memory of words already looked up. */
export type Words = {
  weight: Map<string, number>;
  implies: Map<string, string[]>;
  prefix: Map<string, Phrase[]>;
  inside: Map<string, Phrase[]>;
  titles: Set<string>;
  stopwords: Set<string>;
  quotes: Set<string>;
  seen: Map<string, Phrase[]>;
};

/** Small letters without marks, for comparing words of different spellings. */
export const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("\u00df", "ss");

/** The words of a text in its order: runs of letters and digits, with inner hyphens. */
export const tokens = (text: string): string[] => plain(text).match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [];

export function compileWords(source: Source): Words {
  const words: Words = {
    weight: new Map(Object.entries(source.concepts).map(([id, c]) => [id, c.weight])),
    implies: new Map(Object.entries(source.concepts).map(([id, c]) => [id, c.is])),
    prefix: new Map(),
    inside: new Map(),
    titles: new Set(Object.values(source.titles).flat().map(plain)),
    stopwords: new Set(Object.values(source.stopwords).flat().map(plain)),
    quotes: new Set(source.quotes),
    seen: new Map(),
  };
  for (const [id, entry] of Object.entries(source.concepts))
    for (const [key, list] of Object.entries(entry))
      if (key !== "is" && Array.isArray(list)) for (const text of list) addStem(words, id, String(text));
  return words;
}

function addStem(words: Words, concept: string, text: string): void {
  const inside = text.startsWith("*");
  const whole = text.startsWith("=");
  const body = inside || whole ? text.slice(1) : text;
  const parts = tokens(body).map((t) => ({ text: t, whole, inside }));
  const first = parts[0];
  if (!first) return;
  const map = inside ? words.inside : words.prefix;
  const key = first.text.slice(0, 2);
  map.set(key, [...(map.get(key) ?? []), { stems: parts, concept }]);
}

const fits = (token: string, stem: Stem) =>
  stem.whole ? token === stem.text : stem.inside ? token.includes(stem.text) : token.startsWith(stem.text);

/** The phrases whose first word a token can be; hyphenated words are also looked up part by part. */
function phrasesOf(words: Words, token: string): Phrase[] {
  const known = words.seen.get(token);
  if (known) return known;
  const found = new Set<Phrase>();
  for (const part of token.includes("-") ? [token, ...token.split("-")] : [token]) {
    for (const p of words.prefix.get(part.slice(0, 2)) ?? []) if (p.stems[0] && fits(part, p.stems[0])) found.add(p);
    for (let i = 0; i + 1 < part.length; i++)
      for (const p of words.inside.get(part.slice(i, i + 2)) ?? []) if (p.stems[0] && part.startsWith(p.stems[0].text, i)) found.add(p);
  }
  const list = [...found];
  if (words.seen.size < 200_000) words.seen.set(token, list);
  return list;
}

/** The ideas that a text speaks of, in any of the languages of the table, the wider ideas with half their weight. */
export function ideas(words: Words, text: string | null | undefined): Ideas {
  const found = new Map<string, number>();
  if (!text) return found;
  const list = tokens(text);
  list.forEach((token, i) => {
    for (const phrase of phrasesOf(words, token))
      if (phrase.stems.every((stem, k) => k === 0 || follows(list, i + k, stem))) add(words, found, phrase.concept, 1);
  });
  return found;
}

function follows(list: string[], at: number, stem: Stem): boolean {
  const token = list[at];
  return token !== undefined && fits(token, stem);
}

function add(words: Words, found: Map<string, number>, concept: string, share: number): void {
  const weight = (words.weight.get(concept) ?? 0) * share;
  if ((found.get(concept) ?? -1) >= weight) return;
  found.set(concept, weight);
  for (const wider of words.implies.get(concept) ?? []) add(words, found, wider, share * 0.6);
}

/**
 * Likeness of two sets of ideas, 0..1, leaving out those that say nothing here; null where one of them is empty.
 * Much in common counts for something even where one of the texts speaks of many other things.
 */
export function likeness(a: Ideas, b: Ideas, generic: ReadonlySet<string>): number | null {
  let shared = 0;
  let left = 0;
  let right = 0;
  for (const [id, w] of a)
    if (!generic.has(id)) {
      left += w;
      const other = b.get(id);
      if (other !== undefined) shared += Math.min(w, other);
    }
  for (const [id, w] of b) if (!generic.has(id)) right += w;
  if (left < 0.3 || right < 0.3) return null;
  return Math.min(1, Math.max(shared / Math.sqrt(left * right), Math.min(0.6, shared / 1.7)));
}

/** The words of a name that the table does not know and that therefore mark it: proper names, types, numbers. */
export function marks(words: Words, text: string | null | undefined): string[] {
  if (!text) return [];
  return tokens(text).filter((t) => !words.stopwords.has(t) && !phrasesOf(words, t).some((p) => p.stems.length === 1));
}

/** A person's or office's name without titles, as a sorted set of words. */
export function personWords(words: Words, text: string): string[] {
  const all = tokens(text);
  const kept = all.filter((t) => !words.titles.has(t) && !words.stopwords.has(t));
  return [...new Set(kept.length ? kept : all)].sort();
}
