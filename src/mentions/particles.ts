import type { Category } from "#knowledge";
import { auxiliary, type Unit } from "./units.ts";

/** How many units the words of `rest` fill straight after unit `i`, 0 where they do not follow; a unit may be several words ("out of"). */
export function follows(units: readonly Unit[], i: number, rest: readonly string[]): number {
  if (!(units[i + 1]?.lower ?? "").startsWith(rest[0] as string)) return 0;
  let k = 0;
  let j = i + 1;
  for (; k < rest.length; j++) {
    const parts = (units[j]?.lower ?? "").split(" ");
    if (parts.some((p, n) => rest[k + n] !== p)) return 0;
    k += parts.length;
  }
  return k === rest.length ? j - i - 1 : 0;
}

/** "schloss Kampfjets ein", not "schloss ein Abkommen": a particle that is also an article or preposition governs nothing behind it. */
export function parted(units: readonly Unit[], k: number, particle: string): boolean {
  const [u, next] = [units[k], units[k + 1]];
  if (u?.lower !== particle && !u?.lower.startsWith(`${particle} `)) return false;
  if (!(u.cats.has("det") || u.cats.has("prep")) || !next || next.is === "mark") return true;
  return ["coord", "prep", "sub", "to", "rel"].some((c) => next.cats.has(c as Category) && !next.cats.has("det")) || auxiliary(next);
}
