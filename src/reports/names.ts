import type { Outlets } from "#knowledge";
import { once } from "./tables.ts";

type Spelling = { name: string; offset: number };

const words = /[\p{L}\p{N}]+/gu;
const letter = /[\p{L}\p{N}]/u;

/** Each name under its longest word: the rarest, as a rule. */
function byWord(outlets: Outlets): Map<string, Spelling[]> {
  const table = new Map<string, Spelling[]>();
  for (const name of [...Object.keys(outlets.names), ...Object.keys(outlets.writers)]) {
    const key = [...name.matchAll(words)].reduce((best, word) => (word[0].length > best[0].length ? word : best));
    const list = table.get(key[0]) ?? [];
    list.push({ name, offset: key.index });
    table.set(key[0], list);
  }
  return table;
}

/** The first two letters of a word as one number: most words of a text are told from all names by them. */
const opening = (text: string, at: number) => text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);

/** Letters and digits; beyond Latin, all but the blocks of marks and symbols. */
const inWord = (code: number) =>
  (code > 0x60 && code < 0x7b) ||
  (code > 0x40 && code < 0x5b) ||
  (code > 0x2f && code < 0x3a) ||
  (code > 0xbf && (code < 0x2000 || code > 0x303f));

/** Where a text has the name of a known outlet or writer: the places of its longest word, in order. */
export function nameSpots(text: string, outlets: Outlets): number[] {
  const table = once(outlets, "spellings", () => byWord(outlets));
  const openings = once(outlets, "openings", () => new Set([...table.keys()].map((key) => opening(key, 0))));
  const spots: number[] = [];
  for (let at = 0, end = 0; at < text.length; at = end + 1) {
    for (end = at; inWord(text.charCodeAt(end)); ) end++;
    if (end === at || !openings.has(opening(text, at))) continue;
    const found = table.get(text.slice(at, end));
    if (found?.some(({ name, offset }) => stands(text, name, at - offset))) spots.push(at);
  }
  return spots;
}

function stands(text: string, name: string, at: number): boolean {
  return text.startsWith(name, at) && !letter.test(text[at - 1] ?? "") && !letter.test(text[at + name.length] ?? "");
}
