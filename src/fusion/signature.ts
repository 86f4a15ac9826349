import type { TextSignature } from "#model";
import { hash32, mix } from "./hash.ts";
import { plain } from "./words.ts";

const SIZE = 64;
const SHINGLE = 4;
const ANCHORS = 240;

/**
 * What is kept of a text to find its twins: MinHash over shingles of words (near-identical texts of one language),
 * and its figures, names and quoted words in their order (translations).
 */
export function textSignature(text: string): TextSignature {
  const words = plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const minhash = new Array<number>(SIZE).fill(0xffffffff);
  for (let i = 0; i + SHINGLE <= words.length; i++) {
    const h = hash32(words.slice(i, i + SHINGLE).join(" "));
    for (let k = 0; k < SIZE; k++) {
      const v = mix(h ^ Math.imul(k + 1, 0x9e3779b1));
      if (v < (minhash[k] as number)) minhash[k] = v;
    }
  }
  return { minhash, words: words.length, anchors: anchorsOf(text) };
}

/** Figures, words in capitals inside a sentence, and abbreviations, each at its first place. */
function anchorsOf(text: string): number[] {
  const seen = new Set<number>();
  for (const match of text.matchAll(/(?<=[^.!?\s][\s("\u201e\u201c\u00bb\u00ab-]+)\p{Lu}[\p{L}-]{2,}|\p{Lu}{2,}|\d[\d.,]*/gu)) {
    const token = /^\d/.test(match[0]) ? match[0].replace(/\D/g, "") : plain(match[0]);
    if (token.length > 1 && seen.size < ANCHORS) seen.add(hash32(token));
  }
  return [...seen];
}

/** Share of equal MinHash values: an estimate of the share of shingles in common. */
export function resemblance(a: TextSignature, b: TextSignature): number {
  if (!a.words || !b.words) return 0;
  let same = 0;
  for (let k = 0; k < SIZE; k++) if (a.minhash[k] === b.minhash[k] && a.minhash[k] !== 0xffffffff) same++;
  return same / SIZE;
}

/** How many figures and names two texts share, as a share of the smaller number, and how far they stand in the same order. */
export function anchorsShared(a: TextSignature, b: TextSignature): { count: number; share: number; order: number } {
  const place = new Map(b.anchors.map((h, i) => [h, i]));
  const common = a.anchors.filter((h) => place.has(h));
  const share = common.length / Math.max(1, Math.min(a.anchors.length, b.anchors.length));
  return { count: common.length, share, order: longestRise(common.map((h) => place.get(h) as number)) / Math.max(1, common.length) };
}

function longestRise(list: number[]): number {
  const tails: number[] = [];
  for (const x of list) {
    let at = tails.findIndex((t) => t >= x);
    if (at < 0) at = tails.length;
    tails[at] = x;
  }
  return tails.length;
}

/** Keys under which likely twins meet: bands of the MinHash, and the least anchors of the same weeks. */
export function bands(s: TextSignature, day: number | null): string[] {
  const keys: string[] = [];
  if (s.words >= SHINGLE) for (let k = 0; k < SIZE; k += 4) keys.push(`m${k}:${s.minhash.slice(k, k + 4).join(",")}`);
  const weeks = day === null ? ["x"] : [Math.floor(day / 14), Math.floor(day / 14) + 1];
  for (let k = 0; k < 32; k++) {
    let least = 0xffffffff;
    for (const h of s.anchors) least = Math.min(least, mix(h ^ Math.imul(k + 1, 0x27d4eb2f)));
    if (s.anchors.length) for (const w of weeks) keys.push(`a${k}:${least}:${w}`);
  }
  return keys;
}
