import { type CueSense, PRESENT, SUBJUNCTIVE } from "#knowledge";
import { type Analysis, inClause, type Phrase, type Predicate, type Referent, type Unit, unique, voiceOf } from "#mentions";
import type { Range, Stance } from "#model";
import type { Context, Draft } from "./context.ts";
import { attributionOf, framed, quoted, sayersAbove, saying, sourceOf, speakerIn } from "./sources.ts";
import { ofDefence } from "./topic.ts";
import { timeOf } from "./when.ts";

const BY_VERB: readonly (readonly [string, Stance])[] = [
  ["threaten", "threat"],
  ["condemn", "oppose"],
  ["worry", "concern"],
  ["urge", "request"],
  ["welcome", "support"],
  ["stress", "support"],
];

/** Stance words of a stretch, weighed; the heaviest stance wins. */
export function stanceIn(a: Analysis, from: number, to: number, ctx: Context): { stance: Stance; weight: number } {
  const trie = ctx.language.cues("stances");
  const sums = new Map<string, number>();
  for (let i = 0; i < a.words.length; i++) {
    const w = a.words[i];
    if (!w || w.start < from || w.end > to) continue;
    const match = trie.longest(a.words, i);
    if (!match) continue;
    for (const v of match.values as CueSense[])
      sums.set(String(v.gives.stance), (sums.get(String(v.gives.stance)) ?? 0) + Number(v.gives.weight));
    i = match.to - 1;
  }
  let stance: Stance = "neutral";
  let weight = 0;
  for (const [s, w] of sums) if (w > weight) [stance, weight] = [s as Stance, w];
  return { stance, weight };
}

/** States that the content names (`codes`), and those of them that are not the speaker's own (`others`): at these the stance is aimed. */
function aboutOf(a: Analysis, speaker: Referent, from: number, to: number): { codes: string[]; others: string[]; spans: Range[] } {
  const refs = a.phrases
    .filter((p) => p.start >= from && p.end <= to)
    .flatMap((p) => [...p.actors, ...p.owners, ...(p.place ? [p.place] : [])])
    .filter((r) => r.start !== speaker.start);
  const codes = unique(refs.flatMap((r) => r.codes));
  const others = codes.filter((c) => !speaker.codes.includes(c));
  return { codes, others, spans: refs.filter((r) => r.codes.some((c) => others.includes(c))).map((r): Range => [r.start, r.end]) };
}

/** "welcomed the minister at the airport": whoever receives a guest takes no position. */
const greets = (p: Predicate): boolean => p.classes.has("receive") && p.objects[0]?.actors.some((r) => r.kind !== "state") === true;

/** Who is not on file must be told by what he does (says) or is (an office, an expert): "the initiative supports" is no position. */
const speaks = (p: Predicate, from: Phrase | null): boolean =>
  p.classes.has("say") || (from !== null && ((voiceOf(from) === "human" && !from.head.has("forces")) || from.actors.length > 0));

/** "was condemned by Beijing", "wurde von Ankara verurteilt": whoever judges stands behind the verb. */
function judged(p: Predicate, ctx: Context): { p: Predicate; speaker: Referent }[] {
  const by = p.preps.find((q) => q.roles.includes("by") && q.actors.length > 0);
  if (!by || p.form === "infinitive" || !["condemn", "welcome"].some((c) => p.classes.has(c))) return [];
  const speaker = speakerIn(by, ctx);
  return speaker && speaker.codes.length > 0 ? [{ p, speaker }] : [];
}

/** The predicate by which someone speaks in this sentence: its subject is an actor, not a thing. */
function speaking(a: Analysis, ctx: Context): { p: Predicate; speaker: Referent }[] {
  return a.predicates.flatMap((p) => {
    if (!saying(p) || p.form === "gerund" || p.form === "to" || greets(p)) return [];
    if (p.passive) return judged(p, ctx);
    const from = p.classes.has("impersonal") ? (p.preps.find((q) => q.roles.includes("from")) ?? null) : p.subject;
    const speaker = from?.pronoun === "they" ? ctx.lastSpeaker : speakerIn(from, ctx);
    return speaker && (speaker.codes.length > 0 || speaker.kind === "person" || speaks(p, from)) ? [{ p, speaker }] : [];
  });
}

/** True for a place in the clause of the verb of saying where what is said stands in clauses of its own. */
const outside = (a: Analysis, p: Predicate, at: number): boolean =>
  inClause(p.clause, at) && a.predicates.some((q) => q.clause !== p.clause && (q.governor === p || q.clause.kind === "main"));

function draft(
  a: Analysis,
  ctx: Context,
  speaker: Referent,
  p: Predicate | null,
  others: readonly Draft[],
  inQuote: boolean,
): Draft | null {
  const { start: from, end: to } = a.sentence;
  const verb = p
    ? BY_VERB.find(([cls]) => p.classes.has(cls) && !(p.classes.has("say") && cls === "welcome" && p.objects.length === 0))
    : undefined;
  const cue = stanceIn(a, from, to, ctx);
  const about = aboutOf(a, speaker, from, to);
  const told = others.filter((d) => d.kind !== "statement" && d.at !== p?.at);
  const frame = framed(a, ctx);
  // what stands beside the verb of saying ("after the signing, the ministers said") is not what is said
  const elsewhere = told.some((d) => (d.kind === "agreement" || d.kind === "activity") && !(p && d.at !== p.at && outside(a, p, d.at)));
  if (!verb && !inQuote && cue.weight === 0 && speaker.kind !== "person" && speaker.kind !== "state") return null;
  if (!verb && !inQuote && (cue.weight < (elsewhere ? 1.2 : about.codes.length > 0 ? 0 : 1) || speaker.kind === "outlet")) return null;
  if (
    !verb &&
    told.some(
      (d) => d.kind === "commitment" && d.modality !== "actual" && speaker.codes.some((c) => (d.fields.actors as string[]).includes(c)),
    )
  )
    return null;
  if (!verb && speaker.kind === "outlet") return null;
  if (about.codes.length === 0 && !inQuote && !verb && !ofDefence(a)) return null;
  if (speaker.codes.length === 0 && !speaker.name.trim().includes(" ") && about.codes.length === 0) return null;
  if (verb && !inQuote && about.codes.length === 0 && told.length === 0 && cue.weight < 1 && !ofDefence(a)) return null;
  const stance = verb && verb[0] !== "stress" ? verb[1] : cue.weight > 0 ? cue.stance : (verb?.[1] ?? "neutral");
  const when = p ? timeOf(a, p) : null;
  const single = speaker.codes.length === 1 ? (speaker.codes[0] as string) : null;
  return {
    kind: "statement",
    fields: { speaker: speaker.name, speakerOf: single ?? (speaker.codes.length > 1 ? speaker.codes : null), stance, about: about.others },
    start: a.sentence.start,
    end: a.sentence.end,
    modality: p?.negated ? "negated" : "actual",
    time: when?.edtf ?? null,
    attribution: frame && frame.name !== speaker.name ? [attributionOf(frame)] : [],
    rule: verb ? `statement-${verb[0]}` : inQuote ? "statement-quotation" : "statement-reported",
    confidence: verb ? 0.7 : inQuote ? 0.7 : 0.5,
    at: p?.at ?? 0,
    from: {
      ...(speaker.start >= 0 ? { speaker: [[speaker.start, speaker.end] as Range] } : {}),
      about: about.spans,
      ...(p ? { stance: [[a.units[p.at]?.start ?? 0, a.units[p.at]?.end ?? 0] as Range] } : {}),
    },
  };
}

/** True for a form that can only be the mood of what is told or supposed ("trage", "tr\u00fcgen"). */
const moody = (u: Unit): boolean =>
  u.verb &&
  u.verbs.length > 0 &&
  !/te(n|st|t)?$/.test(u.lower) &&
  u.verbs.every((v) => (v.mask & SUBJUNCTIVE) !== 0 && (v.mask & PRESENT) === 0);

/** "Das sei n\u00f6tig.": a sentence in the mood of what is told goes on with what was told in the one before it. */
export function goesOn(a: Analysis, ctx: Context): boolean {
  if (!ctx.lastSpeaker || a.sentence.heading || a.sentence.index - ctx.spokeAt > 1 || speaking(a, ctx).length > 0) return false;
  const main = a.predicates.find((p) => p.clause.kind === "main");
  if (!ctx.language.grammar.verbFinal || !main || framed(a, ctx) || quoted(a, main.at)) return false;
  const trie = ctx.language.cues("speech");
  const inMood = (i: number): boolean => trie.longest(a.words, i)?.values.some((v) => v.gives.as === "mood") === true;
  return (
    a.words.some((w, i) => inMood(i) && !a.quotes.some((q) => w.start >= q.start && w.end <= q.end)) ||
    a.units.some((u, i) => inClause(main.clause, i) && moody(u))
  );
}

/** Who speaks in a sentence: by its verb of saying, by "according to", or still the one who spoke before where it is all quotation. */
export function speakerOf(a: Analysis, ctx: Context): Referent | null {
  const here = speaking(a, ctx)[0];
  if (here) return here.speaker;
  const first = a.units[0];
  const whole = first && a.quotes.some((q) => q.start <= first.end && q.end >= a.sentence.end - 3);
  return whole ? ctx.speaker : null;
}

/** The positions that speakers take in a sentence; at most one for each speaker. */
export function statementClaims(a: Analysis, ctx: Context, others: readonly Draft[]): Draft[] {
  const out: Draft[] = [];
  for (const { p, speaker } of speaking(a, ctx)) {
    if (out.some((d) => d.fields.speaker === speaker.name)) continue;
    if (sayersAbove(p).some((g) => sourceOf(g.subject) !== null)) continue;
    const made = draft(a, ctx, speaker, p, others, a.quotes.length > 0);
    if (made) out.push(made);
  }
  if (ctx.told && ctx.speaker) {
    const made = draft(a, ctx, ctx.speaker, null, others, false);
    return made && (made.fields.about as string[]).length > 0 ? [{ ...made, rule: "statement-told" }] : [];
  }
  if (
    out.length === 0 &&
    a.predicates.length > 0 &&
    speaking(a, ctx).length === 0 &&
    ctx.speaker &&
    quoted(a, a.predicates[0]?.at ?? 0) &&
    a.quotes.some((q) => q.end - q.start > 60)
  ) {
    const made = draft(a, ctx, ctx.speaker, null, others, true);
    if (made) out.push({ ...made, rule: "statement-continued", confidence: 0.6, from: { ...made.from } });
  }
  return out;
}
