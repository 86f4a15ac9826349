import { type Analysis, type InstrumentMention, type Phrase, type Predicate, unique } from "#mentions";
import type { Range } from "#model";
import { type Context, codesOf, spansOf } from "./context.ts";
import { tailOf } from "./roles.ts";
import type { StageFound } from "./stages.ts";

/** Who is bound: `codes` together, each of `partners` with them; and where they stand. */
export type Parties = { codes: string[]; partners: string[]; spans: Range[] };

const NONE: Parties = { codes: [], partners: [], spans: [] };

/** Parties that stand in or right behind the instrument's own phrase: "US-Japan treaty", "pact with Poland", "between A and B". */
export function ownParties(a: Analysis, m: InstrumentMention): Parties {
  const tail = [...(m.phrase.attribute?.phrases ?? []), ...tailOf(a, m.phrase)];
  const between = tail.filter((q) => q.roles.includes("between"));
  const partners = codesOf(tail.filter((q) => q.roles.includes("with")));
  return {
    codes: unique([...m.parties, ...codesOf(between)]),
    partners,
    spans: [
      ...m.phrase.owners.map((r): Range => [r.start, r.end]),
      ...spansOf(tail.filter((q) => q.roles.some((r) => r === "with" || r === "between"))),
    ],
  };
}

/** Parties that the predicate brings: who signs, with whom, by whom. */
export function predicateParties(p: Predicate | null, m: InstrumentMention): Parties {
  if (!p) return NONE;
  const subject = p.passive ? null : p.subject;
  const phrases = [subject, ...p.preps.filter((q) => q.roles.includes("between") || (p.passive && q.roles.includes("by")))].filter(
    (q): q is Phrase => q !== null && q !== m.phrase,
  );
  const offered = p.classes.has("propose");
  const partners = [
    ...p.preps.filter((q) => (q.roles.includes("with") || (offered && q.roles.includes("to"))) && q !== m.phrase),
    ...(offered ? p.objects.filter((q) => q !== m.phrase && q.actors.length > 0) : []),
  ];
  return { codes: codesOf(phrases), partners: codesOf(partners), spans: spansOf([...phrases, ...partners]) };
}

/** Parties of the noun that the instrument hangs on: "talks between A and B on a pact". */
function nounParties(a: Analysis, m: InstrumentMention, noun: Phrase | null): Parties {
  if (!noun || noun === m.phrase) return NONE;
  const phrase = { ...m, phrase: noun, parties: unique(noun.owners.flatMap((r) => r.codes)) };
  return ownParties(a, phrase);
}

/** A name on file that other states bear too ("defence cooperation agreement"): those who sign are not those on file. */
function othersAct(a: Analysis, m: InstrumentMention, found: StageFound | null): boolean {
  if (m.id === null || m.many || m.phrase.owners.length > 1) return false;
  const { codes, partners } = predicateParties(found?.predicate ?? null, m);
  const all = unique([...codes, ...partners, ...ownParties(a, { ...m, parties: [] }).partners]);
  return all.length >= 2 && all.some((c) => !m.parties.includes(c)) && found?.stage !== "ratified";
}

/** Who is bound: the phrase's own parties and the predicate's; the instrument's in the authority file; those named before. */
export function partiesOf(a: Analysis, m: InstrumentMention, found: StageFound | null): Parties {
  const own = ownParties(a, m);
  if (own.codes.length >= 2 && !othersAct(a, m, found)) return { ...own, partners: [] };
  if (own.codes.length >= 2) own.codes = [];
  const around = predicateParties(found?.predicate ?? null, m);
  const noun = nounParties(a, m, found?.noun ?? null);
  const partners = unique([...own.partners, ...noun.partners, ...around.partners]);
  const codes = unique([...own.codes, ...around.codes, ...noun.codes]).filter((c) => !partners.includes(c));
  return { codes, partners, spans: [...own.spans, ...around.spans, ...noun.spans] };
}

const isState = (code: string, ctx: Context): boolean => ctx.knowledge.actors.get(code)?.kind === "state";

/** States that the sentence names: as actors, as owners, as places. */
export function statesIn(a: Analysis, ctx: Context): string[] {
  const all = a.phrases.flatMap((q) => [...q.actors, ...q.owners, ...(q.place ? [q.place] : [])]);
  return unique(all.filter((r) => !r.guess).flatMap((r) => r.codes)).filter((c) => isState(c, ctx));
}

/** "in Bern", "a visit to Chile": the state where a sentence plays. */
const scenes = (a: Analysis): string[] =>
  unique(
    a.phrases.flatMap((q, i) => {
      if (q.place && q.roles.includes("in")) return q.place.codes;
      const visit = a.phrases[i - 1]?.head.has("visit") && q.roles.includes("to");
      return visit ? (q.place?.codes ?? codesOf([q])) : [];
    }),
  );

/**
 * Where the words beside the instrument name fewer than two parties: the state where one signs, the two of whom the sentence speaks
 * ("under the pact signed in May, Chile trains Peruvian pilots"), the two who met in the sentences before. Empty where none of these tell.
 */
export function widened(a: Analysis, m: InstrumentMention, named: readonly string[], ctx: Context): string[] {
  const [one] = named;
  const fits = (codes: readonly string[]): boolean => codes.length === 2 && (one === undefined || codes.includes(one));
  if (one !== undefined) {
    const here = scenes(a).filter((c) => c !== one && isState(c, ctx));
    if (isState(one, ctx) && here.length === 1) return [one, here[0] as string];
  }
  const whole = statesIn(a, ctx);
  if ((one !== undefined || m.phrase.roles.includes("under")) && fits(whole)) return whole;
  const pair = ctx.discourse.recentPair;
  return fits(pair) && whole.every((c) => pair.includes(c)) ? [...pair] : [];
}

/** Several partners of one state under several instruments are bound two by two; else all are bound together. */
export function bindings(parties: Parties, m: InstrumentMention, found: StageFound | null): string[][] {
  const { codes, partners } = parties;
  const standing = found?.how !== "made" && (found?.stage === "in-force" || found?.stage === "negotiating");
  const several = partners.length > 1 && codes.length === 1 && (standing || m.plural);
  return several ? partners.map((p) => [codes[0] as string, p]) : [unique([...codes, ...partners])];
}

/** The alliance among the codes; else the one that the report names. */
export function allianceOf(codes: readonly string[], ctx: Context): string | null {
  const { alliances } = ctx.knowledge.compiled;
  return codes.find((c) => alliances.includes(c)) ?? ctx.discourse.namedOftest(alliances);
}

/** A protocol of accession binds each state that joins to the alliance. */
export function accessionSets(codes: readonly string[], ctx: Context): string[][] {
  const org = allianceOf(codes, ctx);
  return org ? codes.filter((c) => isState(c, ctx)).map((c) => [c, org]) : [];
}

/** Of a treaty of many, a sentence tells what one state does with it. */
export const lone = (codes: readonly string[], m: InstrumentMention): string[][] =>
  codes.filter((c) => m.parties.includes(c)).map((c) => [c]);
