import { FINITE, GERUND, INF, type Language, PARTICIPLE, PAST, PRESENT, WITH_TO } from "#knowledge";
import { openerOf } from "./attributes.ts";
import { follows } from "./particles.ts";
import type { Unit } from "./units.ts";

/** A verb that is not on file, seen by its place after "will" or "to". */
const UNKNOWN = { sense: { lemma: "", classes: ["other"] }, mask: INF };
const capital = /^\p{Lu}/u;
const has = (u: Unit | undefined, c: Parameters<Unit["cats"]["has"]>[0]): boolean => u?.cats.has(c) ?? false;
const maskOf = (u: Unit): number => u.verbs.reduce((m, v) => m | v.mask, 0);

/** True for a word that can only go before a noun: article, possessive, adjective of a state, number. */
function beforeNoun(u: Unit | undefined): boolean {
  if (!u) return false;
  if (u.is === "poss" || u.is === "number" || u.is === "amount") return true;
  if (has(u, "det")) return true;
  return (
    u.is === "name" &&
    u.senses.length > 0 &&
    u.senses.every((s) => s.is === "actor" && (s.form.type === "adjective" || s.form.type === "prefix"))
  );
}

const nounLike = (u: Unit | undefined): boolean =>
  !!u && (u.is === "name" || u.is === "anaphor" || u.nouns.length > 0 || (u.is === "word" && u.cats.size === 0 && u.verbs.length === 0));

/** The unit before `i` that is no adverb, mark left in. */
function before(units: readonly Unit[], i: number): Unit | undefined {
  let j = i - 1;
  while (j >= 0 && (has(units[j], "adv") || has(units[j], "neg")) && !has(units[j], "det")) j--;
  return units[j];
}

/** True where what stands at `i` can only follow a verb: an article, a name, "to" with a verb. */
function opensPhrase(units: readonly Unit[], i: number): boolean {
  const next = units[i];
  if (has(next, "to")) return (units[i + 1]?.verbs.length ?? 0) > 0 && units[i + 1]?.nouns.length === 0;
  return has(next, "det") || has(next, "pron") || has(next, "sub") || next?.is === "name" || next?.is === "amount";
}

/** True where the words before `i` have opened a noun phrase with article or possessor and brought no noun yet: "their lasting and ... ties". */
function withinPhrase(units: readonly Unit[], i: number): boolean {
  for (let j = i - 1; j >= 0; j--) {
    const u = units[j] as Unit;
    if (has(u, "det") || u.is === "poss" || u.lower === "\u2019") return j < i - 1;
    if (!(has(u, "coord") || has(u, "adv") || u.text === "," || (u.is === "word" && u.cats.size === 0 && u.nouns.length === 0)))
      return false;
  }
  return false;
}

/** True where a particle of the verb follows at once: "calls off", "rules out". */
const phrasal = (units: readonly Unit[], i: number): boolean =>
  (units[i] as Unit).verbs.some(({ sense }) => sense.rest !== undefined && follows(units, i, sense.rest) > 0);

/** English-like order: a word that may be noun or verb is told by its neighbours. */
function verbByNeighbours(units: readonly Unit[], i: number): boolean {
  const u = units[i] as Unit;
  const mask = maskOf(u);
  const prev = before(units, i);
  const next = units[i + 1];
  if (u.joined || next?.joined) return false;
  if (has(prev, "to") && mask & INF) return true;
  if (has(prev, "modal") && mask & INF) return true;
  if ((has(prev, "be") || has(prev, "become")) && mask & (PARTICIPLE | GERUND)) return true;
  if (has(prev, "have") && mask & PARTICIPLE) return true;
  if (has(prev, "pron") && !has(prev, "det") && mask & (FINITE | INF)) return true;
  if (has(u, "prep") && !(mask & (PAST | GERUND))) return false;
  if (mask & PAST && has(prev, "rel") && nounLike(units[i - 2]) && !nounLike(next)) return true;
  if (mask & PAST && has(prev, "rel") && nounLike(units[i - 2]) && next?.is === "name" && u.nouns.length === 0) return true;
  if (beforeNoun(prev)) return false;
  if (mask & PRESENT && u.lower.endsWith("s") && phrasal(units, i) && nounLike(prev)) return true;
  if (mask & GERUND && !(mask & FINITE))
    return (
      !(u.nouns.length > 0 && !nounLike(next) && !has(next, "det")) &&
      !(prev?.is === "word" && prev.cats.size === 0 && prev.nouns.length === 0 && !prev.verb && prev.verbs.length === 0)
    );
  if (has(prev, "prep") || has(prev, "be")) return false;
  if (mask & PARTICIPLE && has(units[i - 1], "coord") && nounLike(next) && next?.is !== "name" && withinPhrase(units, i)) return false;
  if (mask & PAST)
    return !(
      prev?.is === "word" &&
      prev.cats.size === 0 &&
      !prev.verb &&
      prev.nouns.length === 0 &&
      nounLike(next) &&
      prev.lower === prev.text &&
      prev.verbs.length === 0 &&
      u.nouns.length > 0
    );
  if (mask & PARTICIPLE) return true;
  if (prev?.verb && !(mask & GERUND)) return false;
  if (u.lower.endsWith("s") && prev?.is === "word" && prev.cats.size === 0 && prev.nouns.length === 0 && prev.text === prev.lower)
    return opensPhrase(units, i + 1);
  if (has(prev, "rel") || has(prev, "sub")) return !nounLike(next) || has(next, "det") || next?.is === "name";
  if (u.nouns.length === 0)
    return (
      !capital.test(u.text) &&
      (prev === undefined
        ? !(mask & PRESENT && mask & INF) || has(next, "det")
        : !(prev.is === "word" && prev.cats.size === 0 && prev.nouns.length === 0 && !prev.verb && u.lower.endsWith("s") === false))
    );
  const toVerb = has(next, "to") && (units[i + 2]?.verbs.some((v) => v.mask & INF) ?? false);
  const opens = has(next, "det") || toVerb || has(next, "adv") || has(next, "sub") || next?.is === "name" || next?.is === "amount";
  const subject =
    prev !== undefined && (prev.is === "name" || prev.is === "anaphor" || (prev.nouns.length > 0 && prev.lower.endsWith("s")));
  return opens && subject && !capital.test(u.text) && !(has(next, "prep") && !toVerb);
}

/** German-like order: nouns have capitals, so a small word with a verb form is a verb unless it stands as an adjective. */
function verbByCapitals(units: readonly Unit[], i: number, language: Language): boolean {
  const u = units[i] as Unit;
  if (capital.test(u.text) && i > 0) return false;
  if (u.joined) return false;
  const prev = units[i - 1];
  const next = units[i + 1];
  const mask = maskOf(u);
  if (mask & WITH_TO) return true;
  if (openerOf(units, i, language) >= 0) return false;
  if (has(prev, "to") && mask & INF) return true;
  const nounNext = next !== undefined && (next.is === "name" || next.nouns.length > 0 || (next.is === "word" && capital.test(next.text)));
  const opener = has(prev, "adv") && !has(prev, "det") ? before(units, i) : prev;
  const adjectival = beforeNoun(opener) || (has(opener, "prep") && !has(opener, "to"));
  if (adjectival && /e[nrms]?$/.test(u.text) && nounNext) return false;
  if (
    adjectival &&
    has(prev, "det") &&
    /te[nrms]?$/.test(u.text) &&
    next !== undefined &&
    next.is === "word" &&
    next.cats.size === 0 &&
    next.verbs.length === 0
  )
    return false;
  return true;
}

const PARTICLE: ReadonlySet<"adv"> = new Set(["adv"]);

/** "ruled out", "set up": the words that belong to a verb are no part of what follows it. */
function particles(units: readonly Unit[], i: number, language: Language): void {
  for (const { sense } of (units[i] as Unit).verbs) {
    for (let k = sense.rest ? follows(units, i, sense.rest) : 0; k > 0; k--) {
      const u = units[i + k] as Unit;
      if (u.nouns.length === 0 && (!u.cats.has("prep") || (sense.rest?.length === 1 && language.is("particles", u.lower))))
        Object.assign(u, { cats: PARTICLE });
    }
  }
}

/** Marks the units that are used as verbs, auxiliaries left out (they have categories of their own). */
export function tagVerbs(units: Unit[], language: Language): void {
  const capitals = language.grammar.nounCapitals;
  units.forEach((u, i) => {
    if (
      !capitals &&
      u.is === "word" &&
      u.verbs.length === 0 &&
      u.cats.size === 0 &&
      u.nouns.length === 0 &&
      (has(units[i - 1], "modal") || (has(units[i - 1], "to") && has(units[i + 1], "det")))
    ) {
      (u as { verbs: Unit["verbs"] }).verbs = [UNKNOWN];
    }
    if (u.is !== "word" || u.verbs.length === 0) return;
    if (!capitals && (has(u, "be") || has(u, "have") || has(u, "modal"))) return;
    if (!capitals && capital.test(u.text) && i > 0 && (nounLike(units[i + 1]) || nounLike(units[i - 1])) && u.text !== u.text.toUpperCase())
      return;
    if (capitals && has(u, "det")) return;
    // "later than planned": a participle straight behind what it is compared by
    if (maskOf(u) & PARTICIPLE && [i - 1, i - 2].some((k) => language.is("comparison", units[k]?.lower.split(" ").at(-1) ?? ""))) return;
    u.verb = capitals ? verbByCapitals(units, i, language) : verbByNeighbours(units, i);
    if (u.verb && !capitals) particles(units, i, language);
  });
}
