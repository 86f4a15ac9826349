/** 53-bit hash of a text as 14 hexadecimal digits (two multiply-xor lanes); the same in every place and run. */
export function hash(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 2654435761);
    b = Math.imul(b ^ c, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(16).padStart(14, "0");
}

/** Where a hash of characters begins (FNV-1a, 32 bits). */
export const HASH_START = 0x811c9dc5;

/** A hash of characters with one more value in it (FNV-1a, 32 bits, over UTF-16). */
export const hashOn = (hash: number, value: number): number => Math.imul(hash ^ value, 0x01000193);

/** 32-bit hash of a text, its bits scattered. */
export function hash32(text: string): number {
  let h = HASH_START;
  for (let i = 0; i < text.length; i++) h = hashOn(h, text.charCodeAt(i));
  return mix(h);
}

/** Scatters the bits of a 32-bit number. */
export function mix(h: number): number {
  let x = h;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** A hash of a text for ids, 16 hexadecimal digits (two 32-bit lanes). */
export function idHash(text: string): string {
  let a = HASH_START;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = hashOn(a, c);
    b = Math.imul(b ^ (c + i), 0x85ebca6b);
  }
  return (a >>> 0).toString(16).padStart(8, "0") + (b >>> 0).toString(16).padStart(8, "0");
}
