import { HASH_START, hash32, hashOn, mix, type TextSignature } from "#model";

/** As many hashes are kept as decide how much of one text another has. */
const GROUPS = 512;
const MARKS = 256;
const ANCHORS = 240;
/** Words of a group. */
const GROUP = 3;

const inWord = (code: number) =>
  (code > 0x60 && code < 0x7b) ||
  (code > 0x2f && code < 0x3a) ||
  (code > 0xbf && (code < 0x2000 || code > 0x206f) && code !== 0xd7 && code !== 0xf7);
const capital = (code: number) => (code > 0x40 && code < 0x5b) || (code > 0xbf && code < 0xdf);
const digit = (code: number) => code > 0x2f && code < 0x3a;

/** The hashes of a text's words, in small letters, in order. One pass, no copies of words. */
function wordHashes(text: string): Uint32Array {
  const small = text.toLowerCase();
  const hashes = new Uint32Array((small.length >> 1) + 1);
  let count = 0;
  let hash = 0;
  for (let at = 0; at <= small.length; at++) {
    const code = at < small.length ? small.charCodeAt(at) : 32;
    if (inWord(code)) hash = hashOn(hash === 0 ? HASH_START : hash, code);
    else if (hash !== 0) {
      hashes[count++] = hash;
      hash = 0;
    }
  }
  return hashes.subarray(0, count);
}

/** The whole of a text's words as one short key. */
function exactKey(words: Uint32Array): string {
  let [a, b] = [HASH_START, 0x9e3779b9];
  for (const word of words) {
    a = hashOn(a, word);
    b = Math.imul((b << 5) ^ (b >>> 3) ^ word, 0x85ebca6b);
  }
  return `${words.length}:${(a >>> 0).toString(36)}:${(b >>> 0).toString(36)}`;
}

/** The least hashes of the groups of words of a text, each once, rising (MinHash, Broder 1997, of one function and many values). */
function groupsOf(words: Uint32Array): Uint32Array {
  const size = Math.min(GROUP, words.length);
  const all = new Uint32Array(size === 0 ? 0 : words.length - size + 1);
  for (let at = 0; at < all.length; at++) {
    let hash = 0;
    for (let k = 0; k < size; k++) hash = Math.imul(hash ^ words[at + k]!, 0x9e3779b1) + k;
    all[at] = mix(hash);
  }
  all.sort();
  let kept = 0;
  for (let at = 0; at < all.length && kept < GROUPS; at++) if (at === 0 || all[at] !== all[at - 1]) all[kept++] = all[at]!;
  return all.slice(0, kept);
}

/** The least hashes of the words that begin with a capital or a digit, each once, rising. */
function marksOf(text: string): Uint32Array {
  const found = new Set<number>();
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const starts = digit(code) || capital(code);
    let hash = HASH_START;
    let end = at;
    for (let next = code; end < text.length && (inWord(next) || capital(next)); next = text.charCodeAt(++end))
      hash = hashOn(hash, capital(next) ? next | 32 : next);
    if (starts && (end - at > 2 || digit(code))) found.add(mix(hash));
    if (end > at) at = end;
  }
  return new Uint32Array(found).sort().slice(0, MARKS);
}

const bare = (word: string) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Figures, words with a capital inside a sentence, and abbreviations, each at its first place. */
function anchorsOf(text: string): Uint32Array {
  const seen = new Set<number>();
  for (const match of text.matchAll(/(?<=[^.!?\s][\s("\u201e\u201c\u00bb\u00ab-]+)\p{Lu}[\p{L}-]{2,}|\p{Lu}{2,}|\d[\d.,]*/gu)) {
    const token = /^\d/.test(match[0]) ? match[0].replace(/\D/g, "") : bare(match[0]);
    if (token.length > 1 && seen.size < ANCHORS) seen.add(hash32(token));
  }
  return Uint32Array.from(seen);
}

function packed(list: Uint32Array): string {
  let bytes = "";
  for (const n of list) bytes += String.fromCharCode(n & 255, (n >>> 8) & 255, (n >>> 16) & 255, n >>> 24);
  return btoa(bytes);
}

function unpacked(text: string): Uint32Array {
  const bytes = atob(text);
  const list = new Uint32Array(bytes.length >> 2);
  for (let at = 0, byte = 0; at < list.length; at++)
    for (let shift = 0; shift < 32; shift += 8) list[at] = (list[at]! | (bytes.charCodeAt(byte++) << shift)) >>> 0;
  return list;
}

/** What is kept of a text to find its twins, in its language and in others. */
export function textSignature(text: string): TextSignature {
  const words = wordHashes(text);
  return {
    words: words.length,
    exact: exactKey(words),
    groups: packed(groupsOf(words)),
    marks: packed(marksOf(text)),
    anchors: packed(anchorsOf(text)),
  };
}

/** A signature with its lists as numbers. */
export type Sketch = {
  words: number;
  exact: string;
  groups: Uint32Array;
  marks: Uint32Array;
  anchors: Uint32Array;
  /** the place of each anchor */
  places: ReadonlyMap<number, number>;
};

const sketches = new WeakMap<TextSignature, Sketch>();

/** The lists of a signature; kept as long as it is. */
export function sketchOf(signature: TextSignature): Sketch {
  const known = sketches.get(signature);
  if (known) return known;
  const anchors = unpacked(signature.anchors);
  const sketch: Sketch = {
    ...{ words: signature.words, exact: signature.exact, anchors },
    groups: unpacked(signature.groups),
    marks: unpacked(signature.marks),
    places: new Map([...anchors].map((hash, at) => [hash, at])),
  };
  sketches.set(signature, sketch);
  return sketch;
}

/** How many values of two rising lists up to `top` are in both, and how many each has. */
function common(a: Uint32Array, b: Uint32Array, top: number): { both: number; inA: number; inB: number } {
  let [i, j, both] = [0, 0, 0];
  for (;;) {
    const x = i < a.length && a[i]! <= top ? a[i]! : Number.POSITIVE_INFINITY;
    const y = j < b.length && b[j]! <= top ? b[j]! : Number.POSITIVE_INFINITY;
    if (x === y) {
      if (x === Number.POSITIVE_INFINITY) return { both, inA: i, inB: j };
      both++;
    }
    if (x <= y) i++;
    if (y <= x) j++;
  }
}

const LAST = 0xffffffff;
/** Up to where a list tells all that there is. */
const limit = (list: Uint32Array, kept: number) => (list.length < kept ? LAST : list[kept - 1]!);
const upTo = (a: Uint32Array, b: Uint32Array, kept: number) => Math.min(limit(a, kept), limit(b, kept));

/** About how many groups of words two texts share, and which share of each that is, counted as far as the groups of both are kept. */
export function groupsShared(a: Sketch, b: Sketch): { both: number; ofA: number; ofB: number } {
  const top = upTo(a.groups, b.groups, GROUPS);
  const { both, inA, inB } = common(a.groups, b.groups, top);
  return { both: both * (LAST / top), ofA: both / Math.max(1, inA), ofB: both / Math.max(1, inB) };
}

/** How much of one text's marks the other has, of the text whose share is larger. */
export function marksShared(a: Sketch, b: Sketch): number {
  const { both, inA, inB } = common(a.marks, b.marks, upTo(a.marks, b.marks, MARKS));
  return both / Math.max(1, Math.min(inA, inB));
}

/** How many figures and names two texts share, as a share of the smaller number, and how far they stand in the same order. */
export function anchorsShared(a: Sketch, b: Sketch): { count: number; share: number; order: number } {
  const places: number[] = [];
  for (const hash of a.anchors) {
    const place = b.places.get(hash);
    if (place !== undefined) places.push(place);
  }
  const share = places.length / Math.max(1, Math.min(a.anchors.length, b.anchors.length));
  return { count: places.length, share, order: longestRise(places) / Math.max(1, places.length) };
}

/** How many of a list can be kept so that they rise. */
function longestRise(list: number[]): number {
  const tails: number[] = [];
  for (const x of list) {
    let at = tails.findIndex((t) => t >= x);
    if (at < 0) at = tails.length;
    tails[at] = x;
  }
  return tails.length;
}

/** So many least groups are keys, and so many sets of anchors. */
const KEYS = 48;
const DRAWS = 32;

/** Keys under which texts of the same words meet. */
export const groupKeys = ({ groups, exact }: Sketch): (number | string)[] => [...groups.subarray(0, KEYS), `exact ${exact}`];

/** Keys under which texts with the same anchors meet, in whatever language; `weeks` are those in which each may be told again. */
export function anchorKeys({ anchors }: Sketch, weeks: readonly number[]): string[] {
  const keys: string[] = [];
  for (let k = 0; k < DRAWS && anchors.length > 0; k++) {
    let least = LAST;
    for (const hash of anchors) least = Math.min(least, mix(hash ^ Math.imul(k + 1, 0x27d4eb2f)));
    for (const week of weeks) keys.push(`a${k}:${least}:${week}`);
  }
  return keys;
}
