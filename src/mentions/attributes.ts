import { type Language, PARTICIPLE } from "#knowledge";
import type { Unit } from "./units.ts";

/** How far before a participle its article is looked for. */
const REACH = 10;
const capital = /^\p{Lu}/u;
const ending = /e[nrms]?$/;

/** True for a word that stands before its noun as a participle does: "unterzeichneten", "geschlossene". */
function attributive(u: Unit | undefined, language: Language): boolean {
  if (u?.is !== "word" || u.text !== u.lower || !ending.test(u.lower) || u.cats.size > 0) return false;
  return participleOf(u, language).length > 0;
}

/** The classes of the verb whose participle stands as an adjective, empty where the word is none. */
export function participleOf(u: Unit, language: Language): string[] {
  const base = u.lower.replace(ending, "");
  return language.verbs(base).flatMap((v) => (v.mask & PARTICIPLE ? v.sense.classes : []));
}

const noun = (u: Unit | undefined): boolean =>
  u !== undefined && (u.nouns.length > 0 || u.is === "name" || (u.is === "word" && capital.test(u.text)));

/**
 * The article of a participle that has company of its own before its noun ("den im Mai mit Island unterzeichneten Pakt"): its unit, or -1.
 * Only in languages that put verbs last; between the two no mark, no verb.
 */
export function openerOf(units: readonly Unit[], i: number, language: Language): number {
  if (!language.grammar.verbFinal || !attributive(units[i], language)) return -1;
  const next = units[i + 1];
  if (!noun(next) && !(next?.is === "word" && ending.test(next.lower) && noun(units[i + 2]))) return -1;
  for (let j = i - 1; j >= Math.max(0, i - REACH); j--) {
    const u = units[j] as Unit;
    if (u.is === "mark" || u.verb) return -1;
    const after = units[j + 1] as Unit;
    if (u.cats.has("det") && j < i - 1 && (after.cats.has("prep") || after.cats.has("adv") || after.is === "date")) return j;
  }
  return -1;
}
