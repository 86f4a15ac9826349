import { type Analysis, type InstrumentMention, instrumentsOf, type Phrase, type Predicate, unique } from "#mentions";
import type { InstrumentType, Modality, Range } from "#model";
import type { Context, Draft, KnownInstrument } from "./context.ts";
import { cueOf, modalityOf } from "./modality.ts";
import { stageBeside } from "./near.ts";
import { accessionSets, bindings, lone, ownParties, partiesOf, predicateParties, statesIn, widened } from "./parties.ts";
import { attributionFor } from "./sources.ts";
import { type StageFound, stageBefore, stagesOf } from "./stages.ts";
import { martial } from "./topic.ts";
import { timeOf } from "./when.ts";

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

function stageModality(a: Analysis, found: StageFound, ctx: Context): Modality | null {
  const { noun, predicate } = found;
  if (!predicate) return nounModality(a, found, ctx);
  if (noun && !isOf(predicate, noun)) {
    // "called for the ratification", "stand before the signing"
    if (predicate.preps.includes(noun) && predicate.classes.has("urge")) return null;
    const near = predicate.preps.includes(noun) && predicate.classes.has("negotiate") && found.stage !== "negotiating";
    return near ? "planned" : nounModality(a, found, ctx);
  }
  const m = modalityOf(predicate, a, ctx.language, ctx.published);
  if (found.how === "refused") return m === "actual" ? "negated" : m;
  if ((m === "actual" || m === "planned") && a.clauses.some((c) => c.conditional && (c.parent === null || c.parent === predicate.clause)))
    return "possible";
  if (noun && m === "actual" && found.stage !== "negotiating" && found.stage !== "proposed") return stepModality(found, predicate);
  return m;
}

/** Objects and subject; a portion ("a round of talks") stands for what it is of. */
const isOf = (p: Predicate, noun: Phrase): boolean =>
  [...p.objects, ...(p.subject ? [p.subject] : [])].some((q) => q === noun || q.of.includes(noun));

/** What a verb makes of the step that its object names: "called for the ratification", "postponed the signing". */
function stepModality(found: StageFound, p: Predicate): Modality | null {
  if (found.stage === "ended" || found.stage === "suspended") return "actual";
  if (p.classes.has("urge")) return null;
  if (p.classes.has("refuse")) return "negated";
  if (p.classes.has("plan") || p.classes.has("negotiate") || p.classes.has("suspend")) return "planned";
  return p.classes.has("wish") || p.classes.has("propose") ? "possible" : "actual";
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
  if (m.same && ctx.lastType) return ctx.lastType;
  if (m.type && !(m.type === "cooperation" && m.weight <= 1 && bought(a))) return m.type;
  if (bought(a)) return "procurement";
  if (ctx.lastType && !m.loose && !m.indefinite && (m.name === null || m.phrase.units.length < 4)) return ctx.lastType;
  return martial(a) || 2 * ctx.seen.defence > ctx.seen.all ? "cooperation" : null;
}

/** "Chile will buy jets under an accord signed in May": a sentence about a purchase of arms. */
const bought = (a: Analysis): boolean =>
  a.predicates.some(
    (p) => ["buy", "sell"].some((c) => p.classes.has(c)) && [...p.objects, p.subject].some((q) => q?.classes.has("weapon")),
  );

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

/** False for "the planned pact", "a possible treaty". */
const unqualified = (a: Analysis, m: InstrumentMention, ctx: Context): boolean =>
  cueOf(a, m.phrase.start, m.phrase.end, ctx.language).modality === null;

/** What one does to a relation in the sentence, if it only speaks of it: it stands, and that is no news. */
const TALK = ["discuss", "meet", "negotiate"];

/** True where a sentence speaks of an instrument as one that holds: "the US-Japan alliance", "their pact with Poland". */
function stands(a: Analysis, m: InstrumentMention, type: InstrumentType | null, ctx: Context): boolean {
  const { phrase } = m;
  if (!unqualified(a, m, ctx) || phrase.units.some((u) => u.cats.has("neg"))) return false;
  if (a.predicates.some((p) => p.objects.includes(phrase) && TALK.some((c) => p.classes.has(c)))) return false;
  if (type === "alliance" && m.own.length >= 2 && m.own.length < 5) return true;
  const own = ownParties(a, m);
  const opened = (phrase.units[0]?.cats.has("det") && !m.indefinite) || phrase.units.some((u) => u.is === "poss");
  return opened && unique([...own.codes, ...own.partners]).length === 2 && !m.loose && a.predicates.length > 0;
}

function oneDraft(a: Analysis, m: InstrumentMention, found: StageFound | null, ctx: Context): Draft[] {
  const parties = partiesOf(a, m, found);
  const speaking = ctx.speaker?.codes.length === 1 ? ctx.speaker.codes : [];
  // "the agreement with China", says a prime minister: his own state is the other party
  if (parties.codes.length === 0 && parties.partners.length === 1 && !parties.partners.includes(speaking[0] ?? ""))
    parties.codes = [...speaking];
  const named = unique([...parties.codes, ...parties.partners]);
  const known = named.length < 2 || !m.type || m.weight < 3 ? pointedTo(m, named, ctx) : null;
  const wider = named.length < 2 && !known && !m.many && found ? widened(a, m, named, ctx) : [];
  const type = typeFor(m, known, a, ctx);
  const sets = m.phrase.classes.has("accession")
    ? accessionSets([...named, ...wider], ctx)
    : m.many
      ? lone(predicateParties(found?.predicate ?? null, m).codes, m)
      : named.length >= 2
        ? bindings(parties, m, found)
        : [known?.parties ?? (wider.length > 0 ? wider : named)];
  if (type && !found?.predicate?.negated) ctx.lastType = type;
  for (const codes of sets) remember(m, type, codes, ctx);
  if (found?.how === "made" && m.weight < (type === "alliance" ? 4 : 1) && !martial(a, m.phrase)) return [];
  if (type === null || (m.loose && m.weight < 0.7 && !known && !(found && martial(a)))) return [];
  const modality = found && !found.done ? stageModality(a, found, ctx) : "actual";
  if (modality === null || (!found && !stands(a, m, type, ctx))) return [];
  const settled = found ? settle(found, modality) : { stage: "in-force" as const, modality };
  const when = found?.done ? found.done.when : found ? timeOf(a, found.predicate) : null;
  const subject = !found && a.predicates.some((p) => p.subject === m.phrase);
  const sure = found
    ? Math.min(0.95, 0.3 + found.strength * 0.4 + Math.min(m.weight, 6) * 0.05) - (wider.length > 0 ? 0.1 : 0)
    : subject
      ? 0.55
      : 0.5;
  return sets
    .filter((codes) => codes.length >= 2 || m.many)
    .map((codes) => ({
      kind: "agreement" as const,
      weight: m.weight,
      ...(m.lasting ? { lasting: true } : {}),
      fields: { type, name: m.name, parties: codes, stage: settled.stage, instrument: m.id },
      start: a.sentence.start,
      end: a.sentence.end,
      modality: settled.modality,
      time: when?.edtf ?? null,
      attribution: attributionFor(a, found?.predicate ?? null, ctx, []),
      rule: found ? `agreement-${settled.stage}` : "agreement-standing",
      confidence: sure,
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

/** "have a partnership", "launched an alliance", "raised their ties to a partnership": a relation that lasts is had, founded, raised. */
const lasts = (f: StageFound, m: InstrumentMention): boolean =>
  LASTING.has(f.stage) ||
  (f.stage === "agreed" && m.indefinite) ||
  f.how === "made" ||
  (f.stage === "in-force" && f.predicate?.classes.has("have") === true);

function drafts(a: Analysis, m: InstrumentMention, ctx: Context): Draft[] {
  if (m.out) return [];
  const stages = stagesOf(a, m.phrase).filter((f) => !m.lasting || lasts(f, m));
  const before = stageBefore(a, m.phrase, ctx.language, ctx.published);
  if (before && !stages.some((f) => f.stage === before.stage)) stages.push(before);
  const beside = stages.length === 0 && !m.lasting ? stageBeside(a, m.phrase) : null;
  if (beside) stages.push({ ...beside, noun: null, strength: 0.5 });
  // "a proposed framework between A and B"
  if (stages.length === 0 && cueOf(a, m.phrase.start, m.phrase.end, ctx.language).stage === "proposed")
    stages.push({ stage: "proposed", predicate: null, noun: m.phrase, strength: 0.6 });
  return stages.length > 0 ? stages.flatMap((found) => oneDraft(a, m, found, ctx)) : oneDraft(a, m, null, ctx);
}

/** What forces do on another's soil, by classes of nouns and of verbs. */
const ABROAD = ["deployment", "exercise", "base", "visit", "military-visit"];
const GOING = ["deploy", "visit", "train", "exercise", "serve", "join", "intrude", "arrive"];

/** What two do for each other under a mutual-defence treaty, by classes of verbs and nouns. */
const ASSISTING = ["defend", "help"];

/** "The treaty obliges both to come to each other's aid if attacked": true of words that make an alliance of a paper. */
const mutual = (a: Analysis): boolean =>
  a.phrases.some((q) => q.head.has("mutual-aid")) ||
  (a.predicates.some((p) => ASSISTING.some((c) => p.classes.has(c))) && a.phrases.some((q) => q.classes.has("attack"))) ||
  (a.predicates.some((p) => p.classes.has("attack") && (p.clause.conditional || p.passive)) &&
    a.predicates.some((p) => ASSISTING.some((c) => p.classes.has(c))));

/** "The pact allows troops of either country to train in the other": an instrument is typed by what it lets forces do, or binds states to do. */
function allowing(a: Analysis, m: InstrumentMention, ctx: Context): void {
  if (mutual(a)) {
    typedAs("alliance", a, m, ctx);
    return;
  }
  const p = a.predicates.find((q) => q.classes.has("allow") && (q.subject === m.phrase || q.objects.includes(m.phrase)));
  if (!p || !a.phrases.some((q) => q.classes.has("forces"))) return;
  const abroad =
    a.phrases.some((q) => ABROAD.some((c) => q.classes.has(c))) ||
    a.predicates.some((q) => q !== p && (q.governor === p || q.clause === p.clause) && GOING.some((c) => q.classes.has(c)));
  if (abroad) typedAs("access", a, m, ctx);
}

/** "In it both promise each other assistance": said of the paper spoken of last. */
function recalled(a: Analysis, ctx: Context): void {
  const last = ctx.instruments.reduce<KnownInstrument | null>((best, k) => (!best || k.score > best.score ? k : best), null);
  if (last && statesIn(a, ctx).every((c) => last.parties.includes(c))) ctx.typed.set([...last.parties].sort().join("+"), "alliance");
}

function typedAs(type: InstrumentType, a: Analysis, m: InstrumentMention, ctx: Context): void {
  const { codes, partners } = partiesOf(a, m, null);
  const named = unique([...codes, ...partners]);
  const parties = named.length >= 2 ? named : (pointedTo(m, named, ctx)?.parties ?? []);
  if (parties.length >= 2) ctx.typed.set([...parties].sort().join("+"), type);
}

/** The agreements that a sentence speaks of, each with the stage that it says they are at. */
export function agreementClaims(a: Analysis, ctx: Context): Draft[] {
  const found = instrumentsOf(ctx.text, a, ctx.language, ctx.knowledge);
  const made = found.flatMap((m) => drafts(a, m, ctx));
  for (const m of found) if (!m.out && (m.type === null || m.weight < 4)) allowing(a, m, ctx);
  if (found.length === 0 && mutual(a)) recalled(a, ctx);
  return made;
}
