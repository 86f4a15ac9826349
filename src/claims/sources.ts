import { type Analysis, type Phrase, type Predicate, type Referent, SAYING, voiceOf } from "#mentions";
import type { Attribution, SourceType } from "#model";
import type { Context } from "./context.ts";

export const saying = (p: Predicate): boolean => SAYING.some((c) => p.classes.has(c));

function typeOf(r: Referent): SourceType {
  if (r.kind === "person" || r.kind === "expert") return "person";
  if (r.kind === "outlet") return "outlet";
  if (r.kind === "anonymous") return "anonymous";
  if (r.kind === "organisation" || r.kind === "group") return "organisation";
  return "state";
}

/** A phrase as a source: the actor it stands for, else the phrase itself if it can say things. */
export function sourceOf(p: Phrase | null): Referent | null {
  if (!p || p.pronoun === "it" || p.pronoun === "they" || p.pronoun === "we" || p.pronoun === "i") return null;
  return p.actors[0] ?? null;
}

/** Whoever can say things: an actor, or a phrase that nothing marks as a thing ("Campaigners from CND", "die Linke"). */
export function speakerIn(p: Phrase | null, ctx: Context): Referent | null {
  if (p && (p.pronoun === "we" || p.pronoun === "i")) return ctx.author;
  const known = sourceOf(p);
  if (known || !p || p.pronoun || p.place) return known;
  const voice = voiceOf(p);
  if (voice === "thing" || p.head.has("outlet")) return null;
  const last = p.units.at(-1);
  if (!last || last.is === "amount" || last.is === "number" || last.is === "date") return null;
  // a word with a capital inside the sentence, or two: at its head every word has one ("So", "Okay")
  const capitals = p.units.filter((u) => u.is === "word" && u.cats.size === 0 && u.nouns.length === 0 && /^\p{Lu}/u.test(u.text));
  const named = capitals.length > 1 || (capitals.length === 1 && p.from + p.units.indexOf(capitals[0] as (typeof capitals)[number]) > 0);
  if (voice !== "human" && !named) return null;
  const first = p.units[0]?.cats.has("det") ? p.units[1] : p.units[0];
  return first ? { codes: [], name: ctx.text.slice(first.start, p.end), start: first.start, end: p.end, kind: "expert" } : null;
}

export const attributionOf = (r: Referent): Attribution => ({ source: r.name, type: typeOf(r) });

/** "according to X", "laut X", "X zufolge": who stands behind the whole sentence. */
export function framed(a: Analysis, ctx: Context): Referent | null {
  for (const p of a.phrases) {
    if (p.roles.includes("source")) return sourceOf(p) ?? spoken(p, ctx);
  }
  const sources = ctx.language.grammar.roles.source ?? [];
  for (let i = 1; i < a.units.length; i++) {
    const u = a.units[i];
    if (!u || !sources.includes(u.lower)) continue;
    const before = a.phrases.filter((p) => p.to === i).at(-1);
    if (before) return sourceOf(before) ?? spoken(before, ctx);
  }
  return null;
}

/** A source that is no actor on file: "Medienberichten", "two people familiar with the talks". */
function spoken(p: Phrase, ctx: Context): Referent | null {
  const kind = p.head.has("outlet") ? "outlet" : p.head.has("anonymous") ? "anonymous" : null;
  const of = p.of[0]?.actors[0];
  if (!kind && of) return of;
  if (!kind && p.owners[0]) return { ...p.owners[0], name: ctx.text.slice(p.start, p.end) };
  if (!kind) return null;
  return { codes: [], name: ctx.text.slice(p.start, p.end), start: p.start, end: p.end, kind };
}

/** The predicates of saying above this one, nearest first. */
export function sayersAbove(p: Predicate): Predicate[] {
  const out: Predicate[] = [];
  for (let g = p.governor, n = 0; g && n < 6; g = g.governor, n++) if (saying(g) && g !== p) out.push(g);
  return out;
}

/** True where the claim's place lies in a quotation. */
export const quoted = (a: Analysis, at: number): boolean => {
  const u = a.units[at];
  return u !== undefined && a.quotes.some((q) => q.start <= u.start && q.end >= u.end);
};

/**
 * Who says it beyond the author, outermost first: the sentence's frame ("according to"), the verbs of saying above the
 * predicate, or the speaker of the quotation it stands in. An actor's own announcement is not attributed to itself.
 */
export function attributionFor(a: Analysis, p: Predicate | null, ctx: Context, own: readonly string[]): Attribution[] {
  const chain: Referent[] = [];
  const frame = framed(a, ctx);
  if (frame) chain.push(frame);
  const above = p ? sayersAbove(p).reverse() : [];
  for (const g of above) {
    const s = sourceOf(g.subject);
    if (s) chain.push(s);
  }
  if (chain.length === 0 && p && ctx.speaker && (ctx.told || quoted(a, p.at) || sidelong(a, p))) chain.push(ctx.speaker);
  const others = chain.filter(
    (r, i) =>
      !(r.codes.length > 0 && r.codes.every((c) => own.includes(c)) && r.kind !== "person") &&
      chain.findIndex((x) => x.name === r.name) === i,
  );
  return others.map(attributionOf);
}

/** "..., berichtete Kyodo": the verb of saying stands beside the clause, not above it. */
function sidelong(a: Analysis, p: Predicate): boolean {
  return a.predicates.some(
    (q) =>
      q !== p &&
      saying(q) &&
      q.classes.has("say") &&
      q.subject !== null &&
      q.clause !== p.clause &&
      q.objects.length === 0 &&
      p.clause.kind === "main",
  );
}
