import { type Analysis, type InstrumentMention, instrumentsOf, type Phrase, type Predicate, unique } from "#mentions";
import type { InstrumentType, Modality, Range } from "#model";
import { type Context, codesOf, type Draft, type KnownInstrument, spansOf } from "./context.ts";
import { cueOf, modalityOf } from "./modality.ts";
import { tailOf } from "./roles.ts";
import { attributionFor } from "./sources.ts";
import { type StageFound, stagesOf } from "./stages.ts";
import { timeOf } from "./when.ts";

type Parties = { codes: string[]; spans: Range[] };

/** Parties that stand in or right behind the instrument's own phrase: "US-Japan treaty", "pact with Poland", "between A and B". */
function ownParties(a: Analysis, m: InstrumentMention): Parties & { partners: string[] } {
  const tail = tailOf(a, m.phrase);
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
function predicateParties(p: Predicate | null, m: InstrumentMention): Parties & { partners: string[] } {
  if (!p) return { codes: [], partners: [], spans: [] };
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

/** The instrument named before that "the pact" points back to. */
function pointedTo(m: InstrumentMention, codes: readonly string[], ctx: Context): KnownInstrument | null {
  let best: KnownInstrument | null = null;
  for (const known of ctx.instruments) {
    if (m.type && known.type && m.weight >= 3 && known.type !== m.type) continue;
    const fits = codes.length >= 2 ? sameSet(codes, known.parties) : codes.every((c) => known.parties.includes(c));
    if (fits && (!best || known.score >= best.score)) best = known;
  }
  return best;
}
const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((x) => b.includes(x));

/** Who is bound: the phrase's own parties and the predicate's; the instrument's in the authority file; those named before. */
function partiesOf(a: Analysis, m: InstrumentMention, found: StageFound | null): Parties & { partners: string[] } {
  const own = ownParties(a, m);
  if (own.codes.length >= 2) return { ...own, partners: [] };
  const around = predicateParties(found?.predicate ?? null, m);
  const noun =
    found?.noun && found.noun !== m.phrase
      ? ownParties(a, { ...m, phrase: found.noun, parties: unique(found.noun.owners.flatMap((r) => r.codes)) })
      : { codes: [], partners: [], spans: [] };
  const partners = unique([...own.partners, ...noun.partners, ...around.partners]);
  const codes = unique([...own.codes, ...around.codes, ...noun.codes]).filter((c) => !partners.includes(c));
  return { codes, partners, spans: [...own.spans, ...around.spans, ...noun.spans] };
}

function stageModality(a: Analysis, found: StageFound, ctx: Context): Modality | null {
  if (!found.predicate) return nounModality(a, found, ctx);
  if (found.noun && !found.predicate.objects.includes(found.noun) && found.predicate.subject !== found.noun)
    return nounModality(a, found, ctx);
  const m = modalityOf(found.predicate, a, ctx.language, ctx.published);
  if (
    (m === "actual" || m === "planned") &&
    a.clauses.some((c) => c.conditional && (c.parent === null || c.parent === found.predicate?.clause))
  )
    return "possible";
  if (found.predicate.classes.has("plan") && found.noun && m === "actual") return "planned";
  return m;
}

/** "the planned signing", "a possible pact": what the words beside the noun say. */
function nounModality(a: Analysis, found: StageFound, ctx: Context): Modality {
  return (found.noun && cueOf(a, found.noun.start, found.noun.end, ctx.language).modality) ?? "actual";
}

/** Modality of proposing and negotiating is what the verb itself does, not what it hopes for. */
function settle(found: StageFound, modality: Modality): { stage: StageFound["stage"]; modality: Modality } {
  if (found.stage === "proposed" && modality !== "negated") return { stage: "proposed", modality: "actual" };
  // talks that are agreed are a negotiation already
  if (found.stage === "negotiating" && modality === "planned" && found.predicate?.governor?.classes.has("agree"))
    return { stage: "negotiating", modality: "actual" };
  return { stage: found.stage, modality };
}

function typeFor(m: InstrumentMention, known: KnownInstrument | null, a: Analysis, ctx: Context): InstrumentType | null {
  if (known?.type && (m.weight < 3 || !m.type)) return known.weight >= m.weight ? known.type : m.type;
  if (m.type) return m.type;
  if (ctx.lastType && !m.loose && (m.definite || m.name === null || m.phrase.units.length < 4)) return ctx.lastType;
  return a.phrases.some((p) => p.classes.has("forces") || p.classes.has("weapon") || p.classes.has("base")) ? "cooperation" : null;
}

function remember(m: InstrumentMention, type: InstrumentType | null, parties: string[], ctx: Context): void {
  if (parties.length < 2) return;
  // spoken of again and again, or just now: that is what "the pact" means
  for (const k of ctx.instruments) k.score *= 0.85;
  const same = ctx.instruments.find((k) => sameSet(k.parties, parties) && (k.type === type || k.type === null || type === null));
  if (!same) ctx.instruments.push({ name: m.name, type, weight: m.weight, parties, id: m.id, score: 1 });
  else {
    same.score += 1;
    if (m.weight > same.weight) Object.assign(same, { type, weight: m.weight, name: m.name ?? same.name, id: m.id ?? same.id });
  }
}

/** Several partners of one state under several instruments are bound two by two; else all are bound together. */
function bindings(parties: Parties & { partners: string[] }, m: InstrumentMention, found: StageFound | null): string[][] {
  const { codes, partners } = parties;
  const several = partners.length > 1 && codes.length === 1 && (found?.stage === "in-force" || found?.stage === "negotiating" || m.plural);
  return several ? partners.map((p) => [codes[0] as string, p]) : [unique([...codes, ...partners])];
}

/** Of a treaty of many, a sentence tells what one state does with it. */
const lone = (codes: readonly string[], m: InstrumentMention): string[][] => codes.filter((c) => m.parties.includes(c)).map((c) => [c]);

/** False for "the planned pact", "a possible treaty". */
const unqualified = (a: Analysis, m: InstrumentMention, ctx: Context): boolean =>
  cueOf(a, m.phrase.start, m.phrase.end, ctx.language).modality === null;

function oneDraft(a: Analysis, m: InstrumentMention, found: StageFound | null, ctx: Context): Draft[] {
  const parties = partiesOf(a, m, found);
  const speaking = ctx.speaker?.codes.length === 1 ? ctx.speaker.codes : [];
  // "the agreement with China", says a prime minister: his own state is the other party
  if (parties.codes.length === 0 && parties.partners.length === 1 && !parties.partners.includes(speaking[0] ?? ""))
    parties.codes = [...speaking];
  const named = unique([...parties.codes, ...parties.partners]);
  const known = named.length < 2 || !m.type || m.weight < 3 ? pointedTo(m, named, ctx) : null;
  const type = typeFor(m, known, a, ctx);
  const sets = m.many
    ? lone(predicateParties(found?.predicate ?? null, m).codes, m)
    : named.length >= 2
      ? bindings(parties, m, found)
      : [known?.parties ?? named];
  if (type && !found?.predicate?.negated) ctx.lastType = type;
  for (const codes of sets) remember(m, type, codes, ctx);
  if (type === null || (m.loose && m.weight < 1 && !known)) return [];
  const modality = found ? stageModality(a, found, ctx) : "actual";
  if (modality === null) return [];
  const own = ownParties(a, m);
  const whole = unique([...own.codes, ...own.partners]);
  const standing =
    (type === "alliance" && m.own.length >= 2 && m.own.length < 5) ||
    (m.phrase.units[0]?.cats.has("det") === true &&
      whole.length === 2 &&
      !m.loose &&
      a.predicates.length > 0 &&
      unqualified(a, m, ctx) &&
      !m.phrase.units.some((u) => u.cats.has("neg")));
  if (!found && !standing) return [];
  const settled = found ? settle(found, modality) : { stage: "in-force" as const, modality };
  const when = found ? timeOf(a, found.predicate) : null;
  return sets
    .filter((codes) => codes.length >= 2 || m.many)
    .map((codes) => ({
      kind: "agreement" as const,
      weight: m.weight,
      fields: { type, name: m.name, parties: codes, stage: settled.stage, instrument: m.id },
      start: a.sentence.start,
      end: a.sentence.end,
      modality: settled.modality,
      time: when?.edtf ?? null,
      attribution: attributionFor(a, found?.predicate ?? null, ctx, []),
      rule: found ? `agreement-${settled.stage}` : "agreement-standing",
      confidence: found ? Math.min(0.95, 0.3 + found.strength * 0.4 + Math.min(m.weight, 6) * 0.05) : 0.5,
      at: found?.predicate?.at ?? m.phrase.from,
      from: {
        type: [[m.start, m.end] as Range],
        parties: parties.spans,
        ...(when ? { time: [[when.start, when.end] as Range] } : {}),
        ...(found?.predicate ? { stage: [[a.units[found.predicate.at]?.start ?? 0, a.units[found.predicate.at]?.end ?? 0] as Range] } : {}),
      },
    }));
}

/** What can befall a relation that lasts; it is not negotiated or proposed anew by being spoken of. */
const LASTING = new Set(["signed", "ratified", "suspended", "ended"]);

function drafts(a: Analysis, m: InstrumentMention, ctx: Context): Draft[] {
  if (m.out) return [];
  const stages = stagesOf(a, m.phrase).filter((f) => !m.lasting || LASTING.has(f.stage));
  return stages.length > 0 ? stages.flatMap((found) => oneDraft(a, m, found, ctx)) : oneDraft(a, m, null, ctx);
}

/** The agreements that a sentence speaks of, each with the stage that it says they are at. */
export function agreementClaims(a: Analysis, ctx: Context): Draft[] {
  return instrumentsOf(ctx.text, a, ctx.language, ctx.knowledge).flatMap((m) => drafts(a, m, ctx));
}
