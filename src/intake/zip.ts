import { inflateRawSync } from "node:zlib";

export type Entry = { name: string; method: number; packed: number; size: number; offset: number };

const END = 0x06054b50;
const ENTRY = 0x02014b50;

/** The entries that a ZIP archive lists at its end (APPNOTE 4.3.12); null where the bytes are none. */
export function entriesOf(bytes: Uint8Array): Entry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  const stop = Math.max(0, end - 65_536);
  while (end >= stop && view.getUint32(end, true) !== END) end--;
  if (end < stop || end < 0) return null;
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0 && at + 46 <= bytes.length && view.getUint32(at, true) === ENTRY; left--) {
    const [length, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length));
    const [method, packed, size] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    entries.push({ name, method, packed, size, offset: view.getUint32(at + 42, true) });
    at += 46 + length + extra + comment;
  }
  return entries;
}

/** What an entry unpacks to, at most `most` bytes; null where it is more, broken or packed in another way. */
export function unpack(bytes: Uint8Array, entry: Entry, most: number): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + 30 > bytes.length) return null;
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  if (entry.method === 0) return packed.length <= most ? packed : null;
  if (entry.method !== 8) return null;
  try {
    return inflateRawSync(packed, { maxOutputLength: most });
  } catch {
    return null;
  }
}
