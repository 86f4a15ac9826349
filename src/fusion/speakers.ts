import type { ClaimRecord } from "#model";
import { speakerCodes } from "./feature.ts";
import { order } from "./order.ts";
import type { FusionTables } from "./tables.ts";
import { personWords } from "./words.ts";

/** One speaker under all the names that the reports use, with the claims in which he speaks. */
export type Speaker = { name: string; aliases: string[]; of: string[]; claims: ClaimRecord[] };

type Seen = { name: string; words: string[]; of: string[]; claims: ClaimRecord[] };

/**
 * Groups speakers by name: the words of the one name are among those of the other, in any order and up to one letter of a long word.
 * A surname alone joins a full name only where both speak for the same state or body, or for none that is named.
 */
export function speakers(tables: FusionTables, claims: readonly ClaimRecord[]): Speaker[] {
  const seen = new Map<string, Seen>();
  for (const record of [...claims].sort((a, b) => order(a.doc, b.doc) || a.claim.start - b.claim.start || order(a.claim.id, b.claim.id))) {
    if (record.claim.kind !== "statement" || !record.claim.speaker) continue;
    const of = [...speakerCodes(record.claim)].sort();
    const key = `${record.claim.speaker}|${of.join(",")}`;
    const entry = seen.get(key) ?? { name: record.claim.speaker, words: personWords(tables.words, record.claim.speaker), of, claims: [] };
    entry.claims.push(record);
    seen.set(key, entry);
  }
  const entries = [...seen.values()].sort(
    (a, b) => b.words.length - a.words.length || order(a.name, b.name) || order(a.of.join(), b.of.join()),
  );
  const groups: Seen[][] = [];
  for (const entry of entries) {
    const fits = groups.filter((g) => g.some((x) => sameSpeaker(x, entry)));
    const home = fits.length === 1 || entry.words.length > 1 ? fits[0] : fits.find((g) => g.some((x) => sharesBody(x, entry)));
    if (home) home.push(entry);
    else groups.push([entry]);
  }
  return groups.map(toSpeaker).sort((a, b) => b.claims.length - a.claims.length || order(a.name, b.name));
}

const sharesBody = (a: Seen, b: Seen) => a.of.length === 0 || b.of.length === 0 || a.of.some((x) => b.of.includes(x));

/** Names of offices and groups ("officials", "a spokesman for ...") are equal only to themselves within one body. */
function sameSpeaker(a: Seen, b: Seen): boolean {
  if (!sharesBody(a, b)) return false;
  const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a];
  if (short.words.length === 0 || long.words.length > 4) return a.name === b.name && a.of.join() === b.of.join();
  return short.words.every((w) => long.words.some((x) => near(w, x)));
}

/** Equal, or long and one letter apart. */
function near(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1) return false;
  if (a.length < 6 && a.length !== b.length) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  let k = 0;
  while (k < a.length - i && k < b.length - i && a[a.length - 1 - k] === b[b.length - 1 - k]) k++;
  return Math.max(a.length, b.length) - i - k <= 1;
}

function toSpeaker(group: Seen[]): Speaker {
  const byLength = [...group].sort((a, b) => b.words.length - a.words.length || b.claims.length - a.claims.length || order(a.name, b.name));
  return {
    name: byLength[0]?.name ?? "",
    aliases: [...new Set(group.map((g) => g.name))].sort(order),
    of: [...new Set(group.flatMap((g) => g.of))].sort(order),
    claims: group.flatMap((g) => g.claims),
  };
}
