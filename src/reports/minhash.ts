/**
 * What is kept of a text to find its like: the least hashes of its groups of words (MinHash), the groups themselves, and its marks: the
 * figures and the words with a capital, by which texts of one form but of different things are told apart.
 */
export type Sketch = { hashes: Uint32Array; groups: Uint32Array; marks: Uint32Array };

/** Values of a sketch, and words of a group. */
const SIZE = 128;
const GROUP = 3;
const EMPTY = 0xffffffff;
/** As many groups of a text are kept as decide how much of one text another has. */
const KEPT = 4000;

const multipliers = new Uint32Array(SIZE);
const addends = new Uint32Array(SIZE);
for (let k = 0, seed = 0x9e3779b9; k < SIZE; k++) {
  seed = scatter(seed + 0x6d2b79f5);
  multipliers[k] = seed | 1;
  seed = scatter(seed + 0x6d2b79f5);
  addends[k] = seed;
}

function scatter(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

const inWord = (code: number) =>
  (code > 0x60 && code < 0x7b) ||
  (code > 0x2f && code < 0x3a) ||
  (code > 0xbf && (code < 0x2000 || code > 0x206f) && code !== 0xd7 && code !== 0xf7);

/** The hashes of a text's words, in small letters, in order. One pass, no copies of words. */
export function wordHashes(text: string): Uint32Array {
  const small = text.toLowerCase();
  const hashes = new Uint32Array((small.length >> 1) + 1);
  let count = 0;
  let hash = 0;
  for (let at = 0; at <= small.length; at++) {
    const code = at < small.length ? small.charCodeAt(at) : 32;
    if (inWord(code)) hash = Math.imul((hash === 0 ? 0x811c9dc5 : hash) ^ code, 0x01000193);
    else if (hash !== 0) {
      hashes[count++] = hash;
      hash = 0;
    }
  }
  return hashes.subarray(0, count);
}

/** The groups of words of a text, each once, in rising order of their hashes. */
function groupsOf(words: Uint32Array): Uint32Array {
  const size = Math.min(GROUP, words.length);
  const all = new Uint32Array(size === 0 ? 0 : words.length - size + 1);
  for (let at = 0; at < all.length; at++) {
    let hash = 0;
    for (let k = 0; k < size; k++) hash = Math.imul(hash ^ words[at + k]!, 0x9e3779b1) + k;
    all[at] = scatter(hash);
  }
  all.sort();
  let kept = 0;
  for (let at = 0; at < all.length; at++) if (at === 0 || all[at] !== all[at - 1]) all[kept++] = all[at]!;
  return all.slice(0, kept);
}

const capital = (code: number) => (code > 0x40 && code < 0x5b) || (code > 0xbf && code < 0xdf);
const digit = (code: number) => code > 0x2f && code < 0x3a;

/** The hashes of the words that begin with a capital or a digit, each once, in rising order. */
function marksOf(text: string): Uint32Array {
  const found = new Set<number>();
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const starts = digit(code) || capital(code);
    let hash = 0x811c9dc5;
    let end = at;
    for (let next = code; end < text.length && (inWord(next) || capital(next)); next = text.charCodeAt(++end))
      hash = Math.imul(hash ^ (capital(next) ? next | 32 : next), 0x01000193);
    if (starts && (end - at > 2 || digit(code))) found.add(hash >>> 0);
    if (end > at) at = end;
  }
  return new Uint32Array(found).sort();
}

/** Makes the sketch of a text and the hashes of its words (MinHash, Broder 1997, over groups of three words). */
export function sketchOf(text: string, words: Uint32Array): Sketch {
  const groups = groupsOf(words);
  const hashes = new Uint32Array(SIZE).fill(EMPTY);
  for (let at = 0; at < groups.length; at++) {
    const group = groups[at]!;
    for (let k = 0; k < SIZE; k++) {
      const value = (Math.imul(group, multipliers[k]!) + addends[k]!) >>> 0;
      if (value < hashes[k]!) hashes[k] = value;
    }
  }
  return { hashes, groups: groups.slice(0, KEPT), marks: marksOf(text) };
}

/** How many values of two rising lists are in both. */
function common(a: Uint32Array, b: Uint32Array): number {
  const [n, m] = [a.length, b.length];
  let [i, j, both] = [0, 0, 0];
  while (i < n && j < m) {
    const x = a[i] as number;
    const y = b[j] as number;
    if (x === y) both++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return both;
}

/** The part of a rising list that is not above a value. */
function upTo(list: Uint32Array, top: number): Uint32Array {
  let end = list.length;
  while (end > 0 && (list[end - 1] as number) > top) end--;
  return list.subarray(0, end);
}

/** How many groups two texts share, and which share of each that is, counted as far as the groups of both are kept. */
export function shared(a: Sketch, b: Sketch): { both: number; ofA: number; ofB: number } {
  const top = Math.min(limit(a), limit(b));
  const [x, y] = [upTo(a.groups, top), upTo(b.groups, top)];
  const both = common(x, y);
  return { both, ofA: both / Math.max(1, x.length), ofB: both / Math.max(1, y.length) };
}

/** How much of one text's marks the other has, of the text whose share is larger. */
export const marksShared = (a: Sketch, b: Sketch): number =>
  common(a.marks, b.marks) / Math.max(1, Math.min(a.marks.length, b.marks.length));

const limit = ({ groups }: Sketch) => (groups.length < KEPT ? EMPTY : groups[KEPT - 1]!);

/** Values of a band. */
const ROWS = 8;

/** Keys under which likely twins meet: bands of the sketch's values. */
export function bandsOf({ hashes, groups }: Sketch): string[] {
  if (groups.length === 0) return [];
  const keys: string[] = [];
  for (let k = 0; k + ROWS <= SIZE; k += ROWS) keys.push(`${k}:${hashes.subarray(k, k + ROWS).join(",")}`);
  return keys;
}
