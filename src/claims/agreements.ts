import { type Analysis, type InstrumentMention, instrumentsOf, type Phrase, type Predicate } from "#mentions";
import type { InstrumentType, Modality, Range } from "#model";
import { codesOf, type Context, type Draft, type KnownInstrument, spansOf, unique } from "./context.ts";
import { tailOf } from "./frames.ts";
import { modalityOf } from "./modality.ts";
import { attributionFor } from "./sources.ts";
import { type StageFound, stageOf } from "./stages.ts";
import { timeOf } from "./when.ts";

type Parties = { codes: string[]; spans: Range[] };

/** Parties that stand in or right behind the instrument's own phrase: "US-Japan treaty", "pact with Poland", "between A and B". */
function ownParties(a: Analysis, m: InstrumentMention): Parties {
  const tail = tailOf(a, m.phrase).filter((q) => q.roles.some((r) => r === "with" || r === "between"));
  return {
    codes: unique([...m.parties, ...codesOf(tail), ...tail.flatMap((q) => q.owners.flatMap((r) => (q.actors.length === 0 && q.place === null ? [] : r.codes)))]),
    spans: [...m.phrase.owners.map((r): Range => [r.start, r.end]), ...spansOf(tail)],
  };
}

/** Parties that the predicate brings: who signs, with whom, by whom. */
function predicateParties(p: Predicate | null, m: InstrumentMention): Parties {
  if (!p) return { codes: [], spans: [] };
  const subject = p.passive ? null : p.subject;
  const phrases = [subject, ...p.preps.filter((q) => q.roles.includes("with") || q.roles.includes("between") || (p.passive && q.roles.includes("by")))].filter((q): q is Phrase => q !== null && q !== m.phrase);
  return { codes: codesOf(phrases), spans: spansOf(phrases) };
}

/** The instrument named before that "the pact" points back to. */
function pointedTo(m: InstrumentMention, codes: readonly string[], ctx: Context): KnownInstrument | null {
  for (let i = ctx.instruments.length - 1; i >= 0; i--) {
    const known = ctx.instruments[i] as KnownInstrument;
    if (m.type && known.type && m.weight >= 3 && known.type !== m.type) continue;
    if (codes.length >= 2 ? sameSet(codes, known.parties) : codes.every((c) => known.parties.includes(c))) return known;
  }
  return null;
}
const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((x) => b.includes(x));

/** Who is bound: the phrase's own parties and the predicate's; the instrument's in the authority file; those named before. */
function partiesOf(a: Analysis, m: InstrumentMention, found: StageFound | null, ctx: Context): Parties {
  const own = ownParties(a, m);
  if (own.codes.length >= 2) return own;
  const around = predicateParties(found?.predicate ?? null, m);
  const noun = found?.noun && found.noun !== m.phrase ? ownParties(a, { ...m, phrase: found.noun, parties: unique(found.noun.owners.flatMap((r) => r.codes)) }) : { codes: [], spans: [] };
  const codes = unique([...own.codes, ...around.codes, ...noun.codes]);
  return { codes, spans: [...own.spans, ...around.spans, ...noun.spans] };
}

function stageModality(a: Analysis, found: StageFound, ctx: Context): Modality | null {
  if (!found.predicate) return a.phrases.length > 0 ? nounModality(a, found, ctx) : "actual";
  if (found.noun && !found.predicate.objects.includes(found.noun) && found.predicate.subject !== found.noun) return nounModality(a, found, ctx);
  const m = modalityOf(found.predicate, a, ctx.language, ctx.published);
  if (found.predicate.classes.has("plan") && found.noun && m === "actual") return "planned";
  return m;
}

/** "the planned signing", "a possible pact": what the words beside the noun say. */
function nounModality(a: Analysis, found: StageFound, ctx: Context): Modality {
  const trie = ctx.language.cues("modality");
  const from = found.noun?.start ?? 0;
  const to = found.noun?.end ?? 0;
  for (let i = 0; i < a.words.length; i++) {
    const w = a.words[i];
    if (!w || w.start < from || w.end > to) continue;
    const cue = trie.longest(a.words, i)?.values[0];
    if (cue) return cue.gives.modality as Modality;
  }
  return "actual";
}

/** Modality of proposing and negotiating is what the verb itself does, not what it hopes for. */
function settle(found: StageFound, modality: Modality): { stage: StageFound["stage"]; modality: Modality } {
  if (found.stage === "proposed" && modality !== "negated") return { stage: "proposed", modality: "actual" };
  return { stage: found.stage, modality };
}

function typeFor(m: InstrumentMention, known: KnownInstrument | null, a: Analysis): InstrumentType | null {
  if (known?.type && (m.weight < 3 || !m.type)) return known.weight >= m.weight ? known.type : m.type;
  if (m.type) return m.type;
  return a.phrases.some((p) => p.classes.has("forces") || p.classes.has("weapon") || p.classes.has("base")) ? "cooperation" : null;
}

function remember(m: InstrumentMention, type: InstrumentType | null, parties: string[], ctx: Context): void {
  if (parties.length >= 2) ctx.instruments.push({ name: m.name, type, weight: m.weight, parties, id: m.id });
}

function draft(a: Analysis, m: InstrumentMention, ctx: Context): Draft | null {
  const found = stageOf(a, m.phrase);
  const parties = partiesOf(a, m, found, ctx);
  const known = parties.codes.length < 2 || !m.type || m.weight < 3 ? pointedTo(m, parties.codes, ctx) : null;
  const codes = parties.codes.length >= 2 ? parties.codes : m.definite || m.name === null || parties.codes.length === 1 ? (known?.parties ?? parties.codes) : parties.codes;
  const type = m.out ? null : typeFor(m, known, a);
  if (m.out) return null;
  remember(m, type, codes, ctx);
  if (codes.length < 2 || type === null) return null;
  if (m.loose && m.weight < 2 && !known) return null;
  const modality = found ? stageModality(a, found, ctx) : "actual";
  if (modality === null) return null;
  const standing = type === "alliance" && m.parties.length >= 2;
  if (!found && !standing) return null;
  const settled = found ? settle(found, modality) : { stage: "in-force" as const, modality };
  const when = found ? timeOf(a, found.predicate) : null;
  return {
    kind: "agreement",
    fields: { type, name: m.name, parties: codes, stage: settled.stage, instrument: m.id },
    start: a.sentence.start, end: a.sentence.end, modality: settled.modality, time: when?.edtf ?? null,
    attribution: attributionFor(a, found?.predicate ?? null, ctx, []),
    rule: found ? `agreement-${settled.stage}` : "agreement-standing",
    confidence: found ? Math.min(0.95, 0.3 + found.strength * 0.4 + Math.min(m.weight, 6) * 0.05) : 0.5,
    at: found?.predicate?.at ?? m.phrase.from,
    from: { type: [[m.start, m.end]], parties: parties.spans, ...(when ? { time: [[when.start, when.end] as Range] } : {}), ...(found?.predicate ? { stage: [[a.units[found.predicate.at]?.start ?? 0, a.units[found.predicate.at]?.end ?? 0] as Range] } : {}) },
  };
}

/** The agreements that a sentence speaks of, each with the stage that it says they are at. */
export function agreementClaims(a: Analysis, ctx: Context): Draft[] {
  return instrumentsOf(ctx.text, a, ctx.language, ctx.knowledge).flatMap((m) => draft(a, m, ctx) ?? []);
}
