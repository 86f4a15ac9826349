import { FINITE, INF, type Language, PARTICIPLE, WITH_TO } from "#knowledge";
import { auxiliary, type Unit } from "./units.ts";

/** A clause: units `[from, to)`, with what opens it. Pieces of a clause that another one interrupts are in `pieces`. */
export type Clause = {
  readonly index: number;
  pieces: [number, number][];
  kind: "main" | "sub" | "rel" | "inf";
  /** the word that opens it, in small letters */
  opener: string | null;
  parent: Clause | null;
  conditional: boolean;
  /** unit of the word that opens it, -1 where none does */
  openerAt: number;
  /** joined to what stands before by "and", "but" */
  coordinated: boolean;
};

const QUOTES = new Set(['"', "\u201c", "\u201d", "\u201e", "\u00bb", "\u00ab"]);
const CUTS = new Set([",", ";", ":", "\u2013", "\u2014", "(", ")", "\u2026", ".", "?", "!", ...QUOTES]);
const isCut = (u: Unit): boolean => u.is === "mark" && CUTS.has(u.text) && !u.cats.has("coord");
const finite = (u: Unit): boolean => (u.verb && u.verbs.some((v) => v.mask & FINITE)) || (auxiliary(u) && !u.cats.has("det"));
const infinite = (u: Unit): boolean => u.verb && u.verbs.some((v) => v.mask & (INF | PARTICIPLE | WITH_TO));

type Chunk = {
  coordinated: boolean;
  from: number;
  to: number;
  opener: Unit | null;
  rel: boolean;
  finite: number;
  toInf: boolean;
  verbal: boolean;
};

/** Units that can open a clause at `i`: a subordinator, or a relative (with a preposition before it). */
function opens(units: readonly Unit[], i: number, language: Language, end: number): { opener: Unit; rel: boolean } | null {
  const u = units[i];
  if (u?.is !== "word") return null;
  if (u.cats.has("sub") && !(u.cats.has("prep") && !subordinates(units, i, end, language)))
    return { opener: u, rel: u.cats.has("rel") && !language.grammar.nounCapitals && afterNoun(units[i - 1]) };
  if (u.cats.has("rel")) {
    if (
      language.grammar.verbFinal &&
      u.cats.has("det") &&
      (i === 0 || !verbLast(units, i, end) || toInfinitive(units, end) || fillsWaiting(units, i, end))
    )
      return null;
    if (!language.grammar.verbFinal && !u.cats.has("sub") && u.cats.has("det")) return null;
    return { opener: u, rel: true };
  }
  const next = units[i + 1];
  if (u.cats.has("prep") && next?.cats.has("rel") && (!language.grammar.verbFinal || verbLast(units, i, end)))
    return { opener: next, rel: true };
  return null;
}

/** "that" belongs to a noun only straight after one; after a verb it tells what is said. */
const afterNoun = (u: Unit | undefined): boolean =>
  u !== undefined &&
  !u.verb &&
  (u.is === "name" || u.is === "amount" || u.nouns.length > 0 || u.text === "," || (u.is === "word" && u.cats.size === 0));

/** A word that is both preposition and subordinator ("after", "bis") opens a clause only if a finite verb follows. */
function subordinates(units: readonly Unit[], i: number, end: number, language: Language): boolean {
  if (language.grammar.verbFinal) return verbLast(units, i, end);
  for (let j = i + 1; j < Math.min(end, i + 14); j++) if (finite(units[j] as Unit)) return !(units[i + 1] as Unit).verb;
  return false;
}

/** True where the finite verb stands at the end of `[i, end)` and not before: the order of a subordinate clause. */
function verbLast(units: readonly Unit[], i: number, end: number): boolean {
  let last = end - 1;
  while (last > i && isCut(units[last] as Unit)) last--;
  const u = units[last];
  if (!u || !(finite(u) || infinite(u))) return false;
  let cluster = last;
  while (
    cluster > i + 1 &&
    (finite(units[cluster - 1] as Unit) || infinite(units[cluster - 1] as Unit) || (units[cluster - 1] as Unit).cats.has("to"))
  )
    cluster--;
  // "das Abkommen sei unterzeichnet": an auxiliary before its verb is the order of a main clause
  if (cluster < last && auxiliary(units[cluster] as Unit) && !auxiliary(u)) return false;
  return !units.slice(i + 1, cluster).some(finite);
}

function chunks(units: readonly Unit[], language: Language): Chunk[] {
  const cuts: number[] = [0];
  units.forEach((u, i) => {
    if (i > 0 && isCut(u)) cuts.push(i);
    else if (i > 0 && startsInside(units, i, language)) cuts.push(i);
  });
  cuts.push(units.length);
  const out: Chunk[] = [];
  for (let k = 0; k + 1 < cuts.length; k++) {
    let from = cuts[k] as number;
    const to = cuts[k + 1] as number;
    let coordinated = false;
    const skipped = (u: Unit): boolean => isCut(u) || (u.cats.has("coord") && !u.cats.has("sub"));
    while (from < to && skipped(units[from] as Unit) && to - from > 1) {
      coordinated ||= (units[from] as Unit).cats.has("coord");
      from++;
    }
    const part = units.slice(from, to);
    const open = opens(units, from, language, to) ?? (part[0]?.cats.has("adv") ? opens(units, from + 1, language, to) : null);
    out.push({
      coordinated,
      from,
      to,
      opener: open?.opener ?? null,
      rel: open?.rel ?? false,
      finite: part.filter(finite).length,
      toInf: part.some((u, i) => (u.verb && u.verbs.some((v) => v.mask & WITH_TO)) || (u.cats.has("to") && part[i + 1]?.verb === true)),
      verbal: part.some((u) => finite(u) || infinite(u)),
    });
  }
  return out;
}

/** A clause that begins without a comma before it: "said that ...", "... and signed". */
function startsInside(units: readonly Unit[], i: number, language: Language): boolean {
  const u = units[i] as Unit;
  if (isCut(units[i - 1] as Unit)) return false;
  if (language.grammar.verbFinal) {
    if (!u.cats.has("coord")) return false;
    const before = units.slice(clauseStart(units, i), i).some(finite);
    const next = units[i + 1];
    // "sind Partner und haben ...": a second auxiliary waits for a verb of its own
    if (before && next && auxiliary(next) && !next.cats.has("det")) return true;
    if (waiting(units, i)) return false;
    const after = units.slice(i + 1, nextCut(units, i + 1));
    if (before && after[0] && finite(after[0]) && after[0].verb) return true;
    return before && after.some(finite) && after.some((x) => x.is === "name" || x.nouns.length > 0);
  }
  if (u.cats.has("sub") || (u.cats.has("rel") && !u.cats.has("det"))) return opens(units, i, language, nextCut(units, i)) !== null;
  const from = clauseStart(units, i);
  const told = units.slice(from, i).some((x, k) => finite(x) && !undergone(units, from + k, language));
  return u.cats.has("coord") && told && startsPredicate(units, i + 1);
}

/** "the drills planned by A and B": a form that may be past or participle, with whoever does it behind "by". */
function undergone(units: readonly Unit[], i: number, language: Language): boolean {
  const mask = (units[i] as Unit).verbs.reduce((m, v) => m | v.mask, 0);
  return (mask & PARTICIPLE) !== 0 && language.roles(units[i + 1]?.lower ?? "").includes("by");
}

/** "die Gefechte provoziert zu haben": the chunk ends in an infinitive with its marker, which no relative clause does. */
function toInfinitive(units: readonly Unit[], end: number): boolean {
  let last = end - 1;
  while (last > 0 && isCut(units[last] as Unit)) last--;
  const u = units[last] as Unit;
  return u.verbs.some((v) => v.mask & WITH_TO) || (units[last - 1]?.cats.has("to") === true && u.verbs.some((v) => v.mask & INF));
}

/** "wird Italien, die USA und Kanada besuchen": the infinitive at the end is what the auxiliary before the comma waits for. */
function fillsWaiting(units: readonly Unit[], i: number, end: number): boolean {
  let last = end - 1;
  while (last > i && isCut(units[last] as Unit)) last--;
  const u = units[last] as Unit;
  return u.verb && !auxiliary(u) && u.verbs.some((v) => v.mask & INF) && waiting(units, i) && !units.slice(i, last).some(auxiliary);
}

/** "hat den Vertrag, der seit Mai vorlag, mit Mehrheit ratifiziert": the main clause still lacks the verb that the chunk ends in. */
function completes(units: readonly Unit[], main: Clause, from: number, to: number): boolean {
  let last = to - 1;
  while (last > from && isCut(units[last] as Unit)) last--;
  const u = units[last] as Unit;
  const lexical = (x: Unit): boolean => x.verb && !auxiliary(x) && x.text === x.lower;
  if (!lexical(u) || !u.verbs.some((v) => v.mask & (PARTICIPLE | INF)) || units.slice(from, last).some(lexical)) return false;
  const own = main.pieces.flatMap(([a, b]) => units.slice(a, b));
  return own.some((x) => auxiliary(x) && !x.cats.has("det")) && !own.some(lexical);
}

/** True where an auxiliary before `i` still waits for its verb: "wird Italien, die USA und Kanada besuchen". */
function waiting(units: readonly Unit[], i: number): boolean {
  for (let j = i - 1; j >= 0; j--) {
    const u = units[j] as Unit;
    if (u.verb && !auxiliary(u)) return false;
    if (auxiliary(u) && !u.cats.has("det")) return true;
    if (u.is === "mark" && CUTS.has(u.text) && u.text !== ",") return false;
  }
  return false;
}

/** Where the clause that unit `i` stands in begins, as far as marks and opening words tell. */
function clauseStart(units: readonly Unit[], i: number): number {
  for (let j = i - 1; j > 0; j--) {
    const u = units[j] as Unit;
    if (
      (u.is === "mark" && CUTS.has(u.text) && u.text !== ",") ||
      (u.cats.has("sub") && !u.cats.has("prep")) ||
      (u.text === "," && units[j + 1]?.cats.has("sub"))
    )
      return j;
  }
  return 0;
}

const nextCut = (units: readonly Unit[], i: number): number => {
  let j = i;
  while (j < units.length && !isCut(units[j] as Unit)) j++;
  return j;
};

/** After "and": a finite verb at once, or a subject and then a finite verb before anything else is coordinated. */
function startsPredicate(units: readonly Unit[], i: number): boolean {
  let j = i;
  while (units[j]?.cats.has("adv")) j++;
  if (units[j] && finite(units[j] as Unit)) return true;
  for (; j < Math.min(units.length, i + 8); j++) {
    const u = units[j] as Unit;
    if (isCut(u) || u.cats.has("coord") || (u.cats.has("prep") && !u.cats.has("sub"))) return false;
    if (finite(u)) return true;
  }
  return false;
}

/** ", for talks with officials focused on trade": begins with a preposition, and its only finite form may be a participle. */
function contractedOnly(units: readonly Unit[], from: number, to: number): boolean {
  if (!units[from]?.cats.has("prep") || units[from]?.cats.has("sub")) return false;
  const verbs = units.slice(from, to).filter(finite);
  const mask = verbs[0]?.verbs.reduce((m, v) => m | v.mask, 0) ?? 0;
  return verbs.length === 1 && (mask & PARTICIPLE) !== 0 && units[units.indexOf(verbs[0] as Unit) + 1]?.cats.has("prep") === true;
}

/** Cuts a sentence into clauses and says which depends on which. */
export function clausesOf(units: readonly Unit[], language: Language): Clause[] {
  const out: Clause[] = [];
  let current: Clause | null = null;
  let main: Clause | null = null;
  const verbs = new Map<Clause, number>();
  const open = (c: Chunk, kind: Clause["kind"], parent: Clause | null): Clause => {
    const opener = c.opener?.lower ?? null;
    const made: Clause = {
      index: out.length,
      pieces: [[c.from, c.to]],
      kind,
      opener,
      parent,
      conditional: opener !== null && language.is("conditional", opener),
      openerAt: c.opener ? units.indexOf(c.opener) : -1,
      coordinated: c.coordinated,
    };
    out.push(made);
    verbs.set(made, c.finite);
    return made;
  };
  for (const c of chunks(units, language)) {
    if (c.opener && c.verbal) {
      current = open(
        c,
        c.rel ? "rel" : "sub",
        current && !c.rel && current.kind !== "main" && c.opener.cats.has("sub") ? current : (current ?? main),
      );
    } else if (
      c.finite > 0 &&
      main &&
      language.grammar.verbFinal &&
      (fillsWaiting(units, c.from, c.to) || (!c.opener && completes(units, main, c.from, c.to)))
    ) {
      main.pieces.push([c.from, c.to]);
      current = main;
    } else if (c.finite > 0 && main && !language.grammar.verbFinal && !c.coordinated && contractedOnly(units, c.from, c.to)) {
      main.pieces.push([c.from, c.to]);
      current = main;
    } else if (c.finite > 0) {
      if (main && (verbs.get(main) ?? 0) === 0) {
        main.pieces.push([c.from, c.to]);
        verbs.set(main, c.finite);
        current = main;
      } else current = main = open(c, "main", main);
    } else if (c.toInf && language.grammar.verbFinal && current) {
      current = open(c, "inf", current);
    } else if (main && (verbs.get(main) ?? 0) === 0) {
      main.pieces.push([c.from, c.to]);
      current = main;
    } else if (current) {
      current.pieces.push([c.from, c.to]);
    } else current = main = open(c, "main", null);
  }
  return out;
}

/** True where a unit stands in a clause. */
export const inClause = (c: Clause, unit: number): boolean => c.pieces.some(([from, to]) => unit >= from && unit < to);
