import type { Language } from "#knowledge";
import { type Clause, inClause } from "./clauses.ts";
import type { Phrase } from "./phrases.ts";
import { auxiliary, type Unit } from "./units.ts";
import { type VerbGroup, verbGroups } from "./verbs.ts";

/** A verb with its company: who does it, to whom or what, with which prepositions; and what governs it. */
export type Predicate = VerbGroup & {
  readonly clause: Clause;
  subject: Phrase | null;
  objects: Phrase[];
  /** phrases with a preposition, in the same clause */
  preps: Phrase[];
  /** the predicate that this one depends on: "plans" for "to buy", "said" for the clause that tells what was said */
  governor: Predicate | null;
  /** the noun that an infinitive hangs on: "their commitment to deepening", "die Zusage, zu liefern" */
  noun: Phrase | null;
};

const root = (p: Phrase): Phrase => p.group[0] as Phrase;

function numbersOf(c: Clause): number[] {
  const out: number[] = [];
  for (const [a, b] of c.pieces) for (let i = a; i < b; i++) out.push(i);
  return out;
}

/** Bare phrases that can be subject or object: no preposition, hanging on nothing, first of their group. */
const bare = (p: Phrase): boolean => !p.prep && !p.hangs && root(p) === p;
const oblique = (p: Phrase, language: Language): boolean =>
  p.pronoun !== null && language.is("obliquePronouns", (p.units[0] as Unit).lower);

function attach(
  units: readonly Unit[],
  v: VerbGroup,
  clause: Clause,
  own: readonly Phrase[],
  language: Language,
  groups: readonly VerbGroup[],
): Predicate {
  const k = groups.indexOf(v);
  const next = groups[k + 1]?.from ?? Number.POSITIVE_INFINITY;
  const first = groups[0]?.from ?? 0;
  // what a verb takes by a preposition may stand behind its infinitive ("wants to work on"), not behind a verb of its own right
  const other = groups.slice(k + 1).find((g) => g.form !== "to" && g.form !== "gerund")?.from ?? Number.POSITIVE_INFINITY;
  const out: Predicate = { ...v, clause, subject: null, objects: [], preps: [], governor: null, noun: null };
  const dative = (p: Phrase): boolean => {
    const first = p.units[0] as Unit;
    return first.cats.has("det") && language.is("dativeDeterminers", first.lower);
  };
  if (language.grammar.verbFinal) {
    const candidates = own.filter((p) => bare(p) && !p.genitive && !oblique(p, language));
    // "..., und schloss Abkommen mit B", "und haben die Insel besucht": the finite verb straight behind "und" has the subject before
    const head = units[clause.pieces[0]?.[0] ?? 0];
    const shared = clause.coordinated && clause.kind === "main" && head !== undefined && (head.verb || auxiliary(head));
    out.subject =
      v.form === "to" || shared
        ? null
        : (candidates.find((p) => p.pronoun !== null && ["we", "i", "he", "one"].includes(p.pronoun)) ??
          candidates.find((p) => !dative(p) && subjectLike(p) && p.actors.some((r) => r.kind !== "outlet")) ??
          candidates.find((p) => !dative(p) && subjectLike(p)) ??
          candidates.find((p) => !dative(p)) ??
          null);
    out.objects = [...candidates.filter((p) => p !== out.subject), ...own.filter((p) => bare(p) && oblique(p, language))];
    out.preps = own.filter((p) => p.prep && !p.hangs);
    return out;
  }
  // "a delegation comprising members travelled": what a participle of the subject takes is no subject
  const taken = groups
    .slice(0, k)
    .filter((g) => g.form === "gerund" || (g.form === "participle" && !g.finite))
    .flatMap((g) =>
      clause.pieces.filter(([from, to]) => g.at >= from && g.at < to && v.from < to).map(([, to]): [number, number] => [g.at, to]),
    )
    .filter(([from]) => own.some((p) => bare(p) && p.to <= from));
  const before = own.filter((p) => bare(p) && p.to <= v.from && !taken.some(([from, to]) => p.from >= from && p.from < to));
  if (v.form === "finite" || v.form === "participle")
    out.subject = subjectAmong(units, before, v) ?? (clause.coordinated ? null : inverted(own, v, next));
  out.objects = own.filter((p) => bare(p) && p.from >= v.at && p.from < next && p !== out.subject);
  out.preps = own.filter((p) => p.prep && !p.hangs && ((p.from > v.at && p.from < other) || p.to <= first));
  return out;
}

/** The phrase before a verb that acts: of "the premier and his host, Ana Lund, signed" not what two commas only add. */
function subjectAmong(units: readonly Unit[], before: readonly Phrase[], v: VerbGroup): Phrase | null {
  const last = before.at(-1) ?? null;
  if (!last || units[v.from - 1]?.text !== ",") return last;
  const comma = (from: number, to: number): boolean => units.slice(from, to).some((u) => u.text === ",");
  return before.findLast((q) => q !== last && (q.actors.length > 0 || last.actors.length === 0) && comma(q.to, last.from)) ?? last;
}

/** A phrase that can be the one who acts: not accusative by its pronoun or article where that shows. */
function subjectLike(p: Phrase): boolean {
  return p.actors.length > 0;
}

/** '"...", said Cooper': the subject after the verb. */
function inverted(own: readonly Phrase[], v: VerbGroup, next: number): Phrase | null {
  if (!v.classes.has("say") && !v.classes.has("worry") && !v.classes.has("stress")) return null;
  return own.find((p) => bare(p) && p.from > v.at && p.from < next) ?? null;
}

/** All predicates of a sentence, in order, with subjects carried over where a clause leaves them out. */
export function predicatesOf(
  units: readonly Unit[],
  clauses: readonly Clause[],
  phrases: readonly Phrase[],
  language: Language,
): Predicate[] {
  const byClause = new Map<Clause, Predicate[]>();
  const out: Predicate[] = [];
  for (const clause of clauses) {
    const groups = verbGroups(units, numbersOf(clause), language);
    const within = groups.length > 0 ? phrases.filter((p) => inClause(clause, p.from)) : [];
    const own = groups.map((v) => attach(units, v, clause, within, language, groups));
    byClause.set(clause, own);
    out.push(...own);
  }
  out.sort((a, b) => a.at - b.at);
  for (const p of out) link(p, out, byClause, phrases, language);
  for (const p of out) told(p, out);
  if (language.grammar.verbFinal) for (const p of out) announced(p, out);
  for (const p of out) refers(p);
  const denied = (q: Phrase | null | undefined): boolean => q != null && language.is("negativeDeterminers", q.units[0]?.lower ?? "");
  for (const p of out) p.negated ||= denied(p.subject) || denied(p.objects[0]);
  return out;
}

/** Classes of nouns that tell of a deed still to come. */
const DEEDS_AHEAD = ["decision", "pledge", "proposal", "intent"];

/** True where a noun names its owner, and not by a possessive, which is whoever acts in the sentence. */
const named = (q: Phrase): boolean => q.owners.some((o) => !(o.start === q.start && q.units[0]?.cats.has("det")));

function link(
  p: Predicate,
  all: readonly Predicate[],
  byClause: ReadonlyMap<Clause, Predicate[]>,
  phrases: readonly Phrase[],
  language: Language,
): void {
  const siblings = byClause.get(p.clause) ?? [];
  const at = siblings.indexOf(p);
  const parent = p.clause.parent ? (byClause.get(p.clause.parent) ?? []) : [];
  const earlier = all.filter((q) => q.at < p.at);
  if (p.form === "to" || p.form === "gerund") {
    p.governor = siblings.slice(0, at).at(-1) ?? parent.at(-1) ?? siblings.find((q) => q !== p && q.finite) ?? null;
    if (!p.subject && p.governor) p.subject = controller(p.governor, p);
    const edge = p.clause.kind === "inf" ? (p.clause.pieces[0]?.[0] ?? p.from) : p.from;
    const near = phrases.filter((q) => q.to <= edge && edge - q.to <= 2).at(-1);
    const noun = near?.hangs ? (phrases.filter((q) => !q.hangs && q.to <= near.from).at(-1) ?? near) : near;
    // "Germany's decision to send troops": whoever decides sends
    const source = noun && phrases[phrases.indexOf(noun) - 1];
    if (noun && DEEDS_AHEAD.some((c) => noun.head.has(c))) p.noun = noun;
    if (noun && source && noun.actors.length > 0 && noun.roles.includes("from") && ["decision", "pledge"].some((c) => source.head.has(c)))
      p.subject = noun;
    else if (noun && p.noun === noun && named(noun))
      p.subject = { ...noun, group: [{ ...noun, actors: noun.owners }], actors: noun.owners };
    return;
  }
  if (p.clause.kind === "rel" && language.is("placeRelatives", p.clause.opener ?? "")) placed(p, phrases);
  else if (p.clause.kind === "rel" && !(p.subject && p.subject.actors.length > 0)) {
    if (p.subject) p.objects = [p.subject, ...p.objects.filter((o) => o !== p.subject)];
    p.subject = antecedent(p, phrases);
  } else if (p.clause.kind === "rel") {
    const head = antecedent(p, phrases);
    if (head && head !== p.subject) p.objects = [...p.objects, head];
  }
  if (p.clause.kind !== "main") p.governor = parent.filter((q) => q.at < p.at).at(-1) ?? parent[0] ?? null;
  const verbFirst = p.clause.pieces[0]?.[0] === p.from && !p.classes.has("say");
  if (!p.subject && p.clause.kind === "main" && at <= 0 && (p.clause.coordinated || verbFirst)) {
    const previous = earlier.filter((q) => q.clause.kind === "main" || q.clause === p.clause.parent).at(-1);
    if (previous) p.subject = previous.subject;
    // "will integrate ..., share ... and deepen ...": the auxiliary stands once
    if (previous?.modal && p.form === "finite" && !p.past)
      Object.assign(p, { modal: previous.modal, negated: p.negated || previous.negated });
  }
  if (!p.subject && at > 0) p.subject = siblings[at - 1]?.subject ?? null;
  if (!p.governor) untied(p, siblings.slice(0, at));
}

/** "Oslo said on Friday it would send ships": a clause told with no word between. */
function untied(p: Predicate, before: readonly Predicate[]): void {
  const g = before.findLast((q) => q.finite);
  if (!g?.classes.has("say") || !p.finite || !p.subject || p.subject.from < g.at) return;
  p.governor = g;
  g.objects = g.objects.filter((o) => o !== p.subject);
}

/** "Oslo teilte mit, es werde Schiffe entsenden": a main clause straight behind one of saying. */
function announced(p: Predicate, all: readonly Predicate[]): void {
  if (p.governor || p.clause.kind !== "main" || p.clause.coordinated || !p.finite) return;
  const g = all.findLast((q) => q.at < p.at && q.clause !== p.clause);
  const told =
    g?.classes.has("say") &&
    !g.classes.has("impersonal") &&
    g.clause.kind === "main" &&
    !g.governor &&
    g.clause.index === p.clause.index - 1;
  if (told && p.subject && p.subject.from < p.at && inClause(p.clause, p.subject.from)) p.governor = g ?? null;
}

/** Verbs that tell what their own subject does, thinks or is to do. */
const TELLING = ["say", "plan", "wish", "stress", "worry", "threaten", "unveil"];

/** "Sweden's government said it would ...", "the two states announced that they ...": whoever tells it, where that is no single person. */
function refers(p: Predicate): void {
  const [s, g] = [p.subject, p.governor];
  const who = g?.subject;
  if (!s?.pronoun || !who || who === s || !TELLING.some((c) => g.classes.has(c))) return;
  const actors = who.group.flatMap((q) => q.actors);
  const codes = [...new Set(actors.flatMap((r) => r.codes))];
  const many = who.group.length > 1 || codes.length > 1;
  const fits =
    s.pronoun === "they" ? many : (s.pronoun === "it" || s.pronoun === "she") && !many && actors.every((r) => r.kind !== "person");
  if (fits && codes.length > 0) s.actors = [{ codes, name: actors[0]?.name ?? "", start: s.start, end: s.end, kind: "anaphor" }];
}

/** "in Oslo, where they will meet": the relative tells where, not who. */
function placed(p: Predicate, phrases: readonly Phrase[]): void {
  const where = antecedent(p, phrases);
  if (where?.place) p.preps = [...p.preps, where];
}

/** "..., sagte Peskow": what stands before a bare verb of saying is what was said. */
function told(p: Predicate, all: readonly Predicate[]): void {
  if (p.governor || p.clause.kind !== "main" || p.classes.has("say")) return;
  const next = all.find((q) => q.at > p.at && q.clause !== p.clause && q.clause.kind === "main");
  if (
    next?.classes.has("say") &&
    next.subject !== p.subject &&
    next.objects.every((o) => o === next.subject || o.actors.length > 0) &&
    !next.clause.coordinated &&
    all.every((q) => q.governor !== next)
  )
    p.governor = next;
}

/** Who does what an infinitive says: the object of verbs that make another act, else the subject. */
function controller(g: Predicate, p: Predicate): Phrase | null {
  const object = g.objects.find((o) => o.actors.length > 0 && o.to <= p.from);
  // "congratulated Oslo on signing", "accused Moscow of breaking": who is judged has done it
  if (object && g.classes.has("condemn") && p.clause.kind === "inf") return object;
  if (p.form === "gerund" && object && (g.classes.has("welcome") || g.classes.has("condemn"))) return object;
  if ((g.classes.has("allow") || g.classes.has("urge")) && object) return object;
  return g.subject;
}

/** The phrase that a relative clause belongs to: the last one before it. */
function antecedent(p: Predicate, phrases: readonly Phrase[]): Phrase | null {
  const first = p.clause.pieces[0]?.[0] ?? 0;
  const before = phrases.filter((q) => q.to <= first);
  const last = before.at(-1);
  return last ? root(last) : null;
}
