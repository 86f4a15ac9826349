import { FINITE, GERUND, INF, type Language, PARTICIPLE, PAST, PRESENT, SUBJUNCTIVE, type VerbSense, WITH_TO } from "#knowledge";
import { type Auxiliaries, isAux, light, readAuxiliaries } from "./auxiliaries.ts";
import { follows, parted } from "./particles.ts";
import type { Unit } from "./units.ts";

/** A lexical verb with the auxiliaries that belong to it, before its company is known. */
export type VerbGroup = {
  /** unit of the lexical verb */
  at: number;
  /** first unit of the group (its leftmost auxiliary) */
  from: number;
  lemma: string;
  classes: ReadonlySet<string>;
  form: "finite" | "infinitive" | "to" | "gerund" | "participle";
  past: boolean;
  perfect: boolean;
  subjunctive: boolean;
  modal: Auxiliaries["modal"];
  passive: boolean;
  negated: boolean;
  /** finite lexical verb or auxiliary stands in the clause */
  finite: boolean;
};

/** The senses of the verb at `i` that fit its company: "set up", "stimmte ... zu", "treten [in Kraft]". */
function sensesAt(units: readonly Unit[], i: number, clause: readonly number[]): { senses: VerbSense[]; mask: number } {
  const u = units[i] as Unit;
  const has = (word: string, from: number): boolean =>
    clause.some((k) => k >= from && ((units[k] as Unit).lower === word || (units[k] as Unit).lower.startsWith(`${word} `)));
  const fit = u.verbs.filter(({ sense }) => {
    if (sense.rest && follows(units, i, sense.rest) === 0) return false;
    if (sense.particle && !clause.some((k) => k > i && parted(units, k, sense.particle as string))) return false;
    return !sense.with || sense.with.every((w) => has(w, 0));
  });
  const special = fit.filter(({ sense }) => sense.rest || sense.particle || sense.with);
  const best = special.length > 0 ? special : fit;
  return { senses: best.map((v) => v.sense), mask: best.reduce((m, v) => m | v.mask, 0) };
}

/** Verbs that take "be" in the perfect where "be" is no passive. */
const MOTION = new Set(["meet", "sail", "visit", "arrive", "intrude", "enforce", "join", "withdraw"]);

function group(
  units: readonly Unit[],
  at: number,
  from: number,
  found: { senses: VerbSense[]; mask: number },
  aux: Auxiliaries,
  form: VerbGroup["form"],
  passive: boolean,
): VerbGroup {
  const finitePast = form === "finite" && (found.mask & PAST) !== 0 && (found.mask & SUBJUNCTIVE) === 0;
  const u = units[at] as Unit;
  return {
    at,
    from,
    form,
    passive,
    lemma: found.senses[0]?.lemma ?? u.lower,
    classes: new Set(found.senses.flatMap((s) => s.classes)),
    past: aux.past || finitePast,
    perfect: aux.have,
    subjunctive: form === "finite" && (found.mask & SUBJUNCTIVE) !== 0 && (found.mask & PRESENT) === 0,
    modal: aux.modal,
    negated: aux.negated,
    finite: aux.finite || form === "finite",
  };
}

/** English-like order: the auxiliaries stand straight before the verb. */
function contiguous(units: readonly Unit[], clause: readonly number[], language: Language): VerbGroup[] {
  const out: VerbGroup[] = [];
  const used = new Set<number>();
  const member = new Set(clause);
  for (const i of clause) {
    const u = units[i] as Unit;
    if (used.has(i)) continue;
    const phrasal = isAux(u) ? sensesAt(units, i, clause).senses.filter((s) => s.rest || s.with) : [];
    if (!u.verb && phrasal.length === 0) {
      if (isAux(u) && loneAuxiliary(units, i, clause)) out.push(lone(units, i, language));
      continue;
    }
    let from = i;
    while (from > 0 && member.has(from - 1) && light(units[from - 1] as Unit)) from--;
    while (from < i && (units[from] as Unit).cats.has("adv") && !(units[from] as Unit).cats.has("neg") && !isAux(units[from] as Unit))
      from++;
    const to = units[from - 1]?.cats.has("to") === true;
    const aux = readAuxiliaries(units.slice(from, phrasal.length > 0 ? i + 1 : i), language);
    const found = phrasal.length > 0 ? { senses: phrasal, mask: PRESENT } : sensesAt(units, i, clause);
    if (found.senses.length === 0) continue;
    const rest = found.senses[0]?.rest;
    for (let k = rest ? follows(units, i, rest) : 0; k > 0; k--) used.add(i + k);
    const previous = out.at(-1);
    const continues =
      !aux.finite &&
      previous !== undefined &&
      units.slice(previous.at + 1, from).some((x) => x.cats.has("coord")) &&
      (found.mask & INF) !== 0 &&
      previous.form === "to";
    const passive = phrasal.length === 0 && aux.be && (found.mask & PARTICIPLE) !== 0;
    const form: VerbGroup["form"] =
      to || continues
        ? "to"
        : aux.finite
          ? aux.be && found.mask & GERUND
            ? "finite"
            : aux.modal || aux.have || aux.be
              ? "participle"
              : "finite"
          : found.mask & GERUND
            ? "gerund"
            : found.mask & FINITE
              ? "finite"
              : found.mask & PARTICIPLE
                ? "participle"
                : "infinitive";
    out.push({ ...group(units, i, to ? from - 1 : from, found, aux, form, passive) });
  }
  return out.map((g, k) =>
    contracted(units, out, k, language) ? { ...g, form: "participle", passive: true, finite: false, past: true } : g,
  );
}

/**
 * "cooperation based on trust", "the pact signed in May allows ...": a form that may be past or participle, with no auxiliary, belongs
 * to the noun before it where the clause has its finite verb elsewhere and nothing joins the two.
 */
function contracted(units: readonly Unit[], groups: readonly VerbGroup[], k: number, language: Language): boolean {
  const g = groups[k] as VerbGroup;
  const both = (u: Unit | undefined): boolean => {
    const mask = u?.verbs.reduce((m, v) => m | v.mask, 0) ?? 0;
    return (mask & PAST) !== 0 && (mask & PARTICIPLE) !== 0;
  };
  const next = units[g.at + 1];
  const before = units[g.from - 1];
  if (g.form !== "finite" || g.from !== g.at || !both(units[g.at]) || g.classes.has("say") || !before || before.cats.has("pron"))
    return false;
  if (!(next?.cats.has("prep") || next?.is === "date" || next?.cats.has("to"))) return false;
  const agent = next !== undefined && language.roles(next.lower).includes("by");
  // a comma straight before the verb only lists what one subject does
  const apart = (from: number, to: number): boolean =>
    units.slice(from, to).every((u, i) => !(u.cats.has("coord") && !(agent && i < to - from - 1)) && (u.is !== "mark" || u.text === ",")) &&
    units[to - 1]?.is !== "mark";
  const previous = groups.slice(0, k).findLast((x) => x.form === "finite" || x.finite);
  if (previous && !previous.classes.has("say") && apart(previous.at + 1, g.from)) return true;
  const later = groups.slice(k + 1).find((x) => x.form === "finite" || x.finite);
  return (
    later !== undefined &&
    (later.from !== later.at || !both(units[later.at]) || agent) &&
    !(later.classes.has("say") && !later.passive) &&
    apart(g.at + 1, later.from)
  );
}

function loneAuxiliary(units: readonly Unit[], i: number, clause: readonly number[]): boolean {
  const u = units[i] as Unit;
  if (!(u.cats.has("have") || u.cats.has("be"))) return false;
  for (let j = i + 1; j < units.length && clause.includes(j); j++) {
    const n = units[j] as Unit;
    if (n.verb || isAux(n)) return false;
    if (!light(n)) return true;
  }
  return true;
}

function lone(units: readonly Unit[], i: number, language: Language): VerbGroup {
  let from = i;
  while (from > 0 && light(units[from - 1] as Unit)) from--;
  const aux = readAuxiliaries(
    units.slice(from, i + 2).filter((u, k) => k <= i - from || u.cats.has("neg")),
    language,
  );
  const u = units[i] as Unit;
  return {
    at: i,
    from,
    lemma: u.lower,
    classes: new Set([u.cats.has("have") ? "have" : "be"]),
    form: "finite",
    past: aux.past,
    perfect: false,
    subjunctive: false,
    modal: aux.modal,
    passive: false,
    negated: aux.negated,
    finite: true,
  };
}

/** German-like order: finite verb or auxiliary early (or last), the lexical verb at the end, a prefix apart. */
function bracketed(units: readonly Unit[], clause: readonly number[], language: Language): VerbGroup[] {
  const aux = clause.filter((i) => isAux(units[i] as Unit) && !nounFollows(units, i));
  const verbs = clause.filter((i) => (units[i] as Unit).verb && !aux.includes(i));
  const features = readAuxiliaries(
    [...aux.map((i) => units[i] as Unit), ...clause.filter((i) => (units[i] as Unit).cats.has("neg")).map((i) => units[i] as Unit)],
    language,
  );
  const out: VerbGroup[] = [];
  for (const i of verbs) {
    const found = sensesAt(units, i, clause);
    if (found.senses.length === 0) continue;
    const to = (found.mask & WITH_TO) !== 0 || (units[i - 1]?.cats.has("to") === true && (found.mask & INF) !== 0);
    const finite =
      !to && (found.mask & FINITE) !== 0 && !(found.mask & PARTICIPLE && aux.length > 0) && !(found.mask & INF && features.modal !== null);
    const form: VerbGroup["form"] = to ? "to" : finite ? "finite" : found.mask & PARTICIPLE ? "participle" : "infinitive";
    // "soll ... geliefert haben": said to have happened
    if (features.modal === "must" && features.have && form === "participle") Object.assign(features, { modal: null, past: true });
    const own = to
      ? { ...features, modal: null, have: false, past: false, finite: false, negated: features.negated && verbs.length === 1 }
      : features;
    const moves = found.senses.some((s) => s.classes.some((c) => MOTION.has(c)));
    const passive =
      form === "participle" &&
      !(moves && !features.become) &&
      (features.become || (features.be && !features.have && features.modal === null)) &&
      !to;
    out.push(
      group(units, i, i, found, { ...own, have: own.have || (features.be && form === "participle" && !features.become) }, form, passive),
    );
    const last = out.at(-1) as VerbGroup;
    if (features.become && form === "infinitive" && !features.modal) last.modal = "will";
    if (features.become && form === "participle" && features.modal === "will" && !hasInfinitiveBe(units, aux)) last.modal = null;
    if (form === "participle" && features.become && features.modal === "would" && onlyPassive(units, aux)) last.modal = null;
  }
  if (out.length === 0) for (const i of aux.slice(0, 1)) out.push(loneBracketed(units, i, features));
  return out;
}

/** "wird unterzeichnet" is a passive of now, "wird unterzeichnet werden" one to come. */
function hasInfinitiveBe(units: readonly Unit[], aux: readonly number[]): boolean {
  return (
    aux.filter((i) => (units[i] as Unit).cats.has("become")).length > 1 ||
    aux.some((i) => (units[i] as Unit).cats.has("modal") && !(units[i] as Unit).cats.has("become"))
  );
}
const onlyPassive = (units: readonly Unit[], aux: readonly number[]): boolean =>
  aux.every((i) => (units[i] as Unit).cats.has("become") && (units[i] as Unit).verbs.some((v) => v.mask & PAST));

function nounFollows(units: readonly Unit[], i: number): boolean {
  const u = units[i] as Unit;
  const next = units[i + 1];
  return (
    u.cats.has("det") &&
    next !== undefined &&
    (next.nouns.length > 0 ||
      next.is === "name" ||
      /^\p{Lu}/u.test(next.text) ||
      (next.is === "word" && next.cats.size === 0 && !next.verb))
  );
}

function loneBracketed(units: readonly Unit[], i: number, a: Auxiliaries): VerbGroup {
  const u = units[i] as Unit;
  const cls = u.cats.has("have") ? "have" : u.cats.has("become") ? "become" : u.cats.has("modal") ? "modal" : "be";
  return {
    at: i,
    from: i,
    lemma: u.lower,
    classes: new Set([cls]),
    form: "finite",
    past: a.past,
    perfect: false,
    subjunctive: false,
    modal: a.modal,
    passive: false,
    negated: a.negated,
    finite: true,
  };
}

/** The verb groups of one clause (unit numbers in order), by the order that the language's verbs take. */
export function verbGroups(units: readonly Unit[], clause: readonly number[], language: Language): VerbGroup[] {
  return language.grammar.verbFinal ? bracketed(units, clause, language) : contiguous(units, clause, language);
}
