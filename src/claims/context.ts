import type { Knowledge, Language } from "#knowledge";
import {
  type Analysis,
  type DateMention,
  type Discourse,
  type InstrumentMention,
  type Phrase,
  type Predicate,
  type Referent,
  unique,
} from "#mentions";
import type { Attribution, Claim, Edtf, Modality, Range } from "#model";

/** An instrument that the report has spoken of before, for "the pact" later on. */
export type KnownInstrument = {
  name: string | null;
  type: InstrumentMention["type"];
  weight: number;
  parties: string[];
  id: string | null;
  score: number;
};

/** What the rules know while they go through a report, sentence by sentence. */
export type Context = {
  readonly text: string;
  readonly doc: string;
  readonly published: Edtf | null;
  readonly language: Language;
  readonly knowledge: Knowledge;
  readonly discourse: Discourse;
  readonly instruments: KnownInstrument[];
  /** type of the instrument spoken of last, for "a similar agreement" */
  lastType: InstrumentMention["type"];
  /** who speaks in the sentence at hand, if someone does */
  speaker: Referent | null;
  /** whom the title names as the one who speaks ("Statement by ..."), for "I" and "we" outside quotations; no place in the text */
  author: Referent | null;
  /** sentences read, and those of them that name a matter of defence */
  seen: { all: number; defence: number };
  /** a sentence that is all quotation and whose speaker is named only behind it */
  pending: Analysis | null;
  /** who spoke last, for "they added", and in which sentence */
  lastSpeaker: Referent | null;
  spokeAt: number;
  /** types that sentences give to instruments by what these allow, by the parties (codes in order, with "+") */
  readonly typed: Map<string, InstrumentMention["type"]>;
  /** the sentence at hand is in the mood of what is told, with no verb of saying of its own */
  told: boolean;
};

/** A claim before its id: what `#claims` collects. Fields as in `#model`, without `id`. */
export type Draft = {
  kind: Claim["kind"];
  fields: Record<string, unknown>;
  start: number;
  end: number;
  modality: Modality;
  time: Edtf | null;
  attribution: Attribution[];
  rule: string;
  confidence: number;
  from: Record<string, Range[]>;
  /** the predicate it came from */
  at: number;
  /** its sentence names no matter of defence and no second actor */
  aside?: boolean;
  /** how surely the words tell an instrument's type */
  weight?: number;
  /** it is about a relation that lasts, whose type no other paper of the same parties changes */
  lasting?: boolean;
  /** it stands in a title or caption */
  heading?: boolean;
};

/** Codes of all the actors of the phrases' groups. */
export function codesOf(phrases: readonly (Phrase | null)[]): string[] {
  return unique(phrases.flatMap((p) => (p ? p.group.flatMap((g) => g.actors.flatMap((r) => r.codes)) : [])));
}

/** Where those actors stand. */
export function spansOf(phrases: readonly (Phrase | null)[]): Range[] {
  return phrases.flatMap((p) =>
    p ? p.group.flatMap((g) => (g.actors.length > 0 ? g.actors : g.place ? [g.place] : []).map((r): Range => [r.start, r.end])) : [],
  );
}

/** All phrases of a group whose classes meet the wanted ones. */
export function inClasses(p: Phrase, wanted: readonly string[]): boolean {
  return p.group.some(
    (g) =>
      wanted.some((c) => pseudo(g, c) ?? g.head.has(c)) ||
      ((g.head.size === 0 || g.head.has("portion")) &&
        g.actors.length === 0 &&
        g.of.some((q) => wanted.some((c) => c !== "actor" && (pseudo(q, c) ?? q.head.has(c))))),
  );
}

function pseudo(p: Phrase, c: string): boolean | null {
  if (c === "actor") return p.actors.some((r) => r.codes.length > 0);
  if (c === "organisation") return p.actors.some((r) => r.kind === "organisation");
  if (c === "person") return p.actors.some((r) => r.kind === "person");
  if (c === "parliament") return p.actors.some((r) => r.chamber) ? true : null;
  if (c === "actor-body") return p.actors.some((r) => r.kind === "body" && r.codes.length > 0);
  if (c === "attack-case") return p.roles.includes("case") && p.classes.has("attack") ? true : null;
  if (c === "place") return p.place !== null;
  if (c === "quantity-money") return p.units.some((u) => u.amount !== undefined && /^[A-Z]{3}$/.test(u.amount.unit));
  if (c === "quantity-gdp") return p.units.some((u) => u.amount?.unit === "%GDP");
  if (c === "capability") return p.classes.has("capability");
  if (c === "weapon" || c === "forces") return p.classes.has(c) ? true : p.classes.has("capability") && c === "weapon";
  return null;
}

/**
 * True for a date that tells of a thing and not of the deed: in the name of an instrument ("the 1960 treaty"), in what stands before a
 * noun ("den vor Jahren geschlossenen Pakt"), beside a contracted participle other than the deed ("the deal signed in May allows").
 */
function beside(a: Analysis, d: DateMention, p: Predicate | null): boolean {
  const at = a.units.findIndex((u) => u.date === d);
  if (at < 0) return false;
  if (a.phrases.some((q) => q.head.has("instrument") && at >= q.from && at < q.to)) return true;
  // "said on Friday it would send ships": the day of the saying
  const g = p?.governor;
  if (g && g.clause === p.clause && g.classes.has("say") && p.subject && at > g.at && at < p.subject.from) return true;
  const [first, before, after] = [a.units[at - 2], a.units[at - 1], a.units[at + 1]];
  const opened = before?.cats.has("det") || (before?.cats.has("prep") && first?.cats.has("det"));
  if (opened && after?.is === "word" && !after.verb && after.cats.size === 0 && after.text === after.lower && /e[nrms]?$/.test(after.lower))
    return true;
  const owner = a.predicates.findLast((q) => q.at < at && q.clause === p?.clause);
  return owner !== undefined && owner !== p && owner.form === "participle" && !owner.finite && owner.passive && at - owner.at < 4;
}

/** Dates that stand in the predicate's clause; else the only ones of the sentence. */
export function datesNear(a: Analysis, p: Predicate | null): readonly DateMention[] {
  const usable = a.dates.filter((d) => d.edtf !== null && (d.kind === "date" || d.kind === "period") && !beside(a, d, p));
  if (!p) return usable;
  const inside = usable.filter((d) =>
    p.clause.pieces.some(([from, to]) => {
      const first = a.units[from];
      const last = a.units[to - 1];
      return first !== undefined && last !== undefined && d.start >= first.start && d.end <= last.end;
    }),
  );
  if (inside.length > 0) return inside;
  const main = p.governor ? datesNear(a, p.governor) : [];
  const told = p.clause !== p.governor?.clause || (p.finite && p.governor.classes.has("say"));
  return main.length > 0 && told && p.form !== "to" ? [] : main.length > 0 ? main : a.predicates.length <= 2 ? usable : [];
}
