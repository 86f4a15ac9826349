import type { Analysis } from "#mentions";
import type { Claim } from "#model";
import { accessionClaims } from "./accession.ts";
import { agreementClaims } from "./agreements.ts";
import { distinct, retyped, toClaims } from "./collect.ts";
import type { Context, Draft } from "./context.ts";
import { framedClaims } from "./frames.ts";
import { goesOn, speakerOf, statementClaims } from "./statements.ts";
import { ofDefence, onTopic } from "./topic.ts";
import { lastDayOf } from "./when.ts";

export type { Context, Draft } from "./context.ts";
export { stanceIn } from "./statements.ts";

/** "we" in what someone says is whom he speaks for. */
function bindSpeaker(a: Analysis, ctx: Context): void {
  const s = ctx.speaker ?? ctx.author;
  if (!s || s.codes.length === 0) return;
  for (const p of a.phrases) {
    const first = p.units[0];
    if (p.pronoun === "we" || p.pronoun === "i") p.actors = [{ ...s, start: p.start, end: p.end, kind: "anaphor" }];
    else if (first && p.units.length > 1 && ctx.language.is("ownPossessives", first.lower))
      p.owners = [{ ...s, start: first.start, end: first.end }];
  }
}

/** Talks on an instrument are its stage, not a meeting of their own. */
function withoutRounds(drafts: Draft[]): Draft[] {
  const same = (x: unknown, y: unknown): boolean => [...(x as string[])].sort().join() === [...(y as string[])].sort().join();
  const talks = drafts.filter((d) => d.kind === "agreement" && d.fields.stage === "negotiating");
  return drafts.filter(
    (d) => !(d.kind === "activity" && d.fields.type === "meeting" && talks.some((t) => same(t.fields.parties, d.fields.participants))),
  );
}

/** '"We are ready. We will act," said the minister': the first sentence gets its speaker from the second. */
function late(a: Analysis, ctx: Context): Draft[] {
  const first = ctx.pending;
  ctx.pending = ctx.speaker === null && a.quotes.some((q) => q.start <= a.sentence.start + 2 && q.end >= a.sentence.end - 2) ? a : null;
  if (!first || !ctx.speaker || !first.quotes.some((q) => a.quotes.some((r) => r.start === q.start))) return [];
  bindSpeaker(first, ctx);
  return statementClaims(first, ctx, []);
}

/** The two of a meeting, a visit or an agreement are named together, however the sentence puts them. */
const bound = (d: Draft): string[] => {
  const codes = (d.fields.parties ?? d.fields.participants ?? []) as string[];
  return codes.length === 2 ? codes : [];
};

/** The claims of one sentence, as drafts. Sentences are read in order: `ctx` remembers speakers and instruments. */
export function sentenceClaims(a: Analysis, ctx: Context): Draft[] {
  ctx.told = goesOn(a, ctx);
  const speaker = ctx.told ? ctx.lastSpeaker : speakerOf(a, ctx);
  ctx.speaker = speaker;
  if (speaker) Object.assign(ctx, { lastSpeaker: speaker, spokeAt: a.sentence.index });
  const before = late(a, ctx);
  bindSpeaker(a, ctx);
  const drafts = withoutRounds([...agreementClaims(a, ctx), ...accessionClaims(a, ctx), ...framedClaims(a, ctx)]);
  // "the deal" after a sentence about a purchase is one of procurement
  if (drafts.some((d) => d.kind === "commitment" && d.fields.action === "acquire")) ctx.lastType = "procurement";
  const all = [...before, ...drafts, ...statementClaims(a, ctx, drafts)];
  for (const d of drafts) ctx.discourse.noteGroup(bound(d));
  ctx.seen.all++;
  if (ofDefence(a)) ctx.seen.defence++;
  for (const d of all) {
    if (!onTopic(d, a)) d.aside = true;
    if (bygone(d, ctx)) dateless(d);
  }
  return told(a, ctx, all);
}

/** Years after which a date that stands by a plan is no date of the plan, but of what the plan is about ("der vor 60 Jahren geschlossene Pakt"). */
const BYGONE = 10;

function bygone(d: Draft, ctx: Context): boolean {
  if (d.modality !== "planned" && d.modality !== "possible") return false;
  const [last, published] = [lastDayOf(d.time), lastDayOf(ctx.published)];
  return last !== null && published !== null && Number(published.slice(0, 4)) - Number(last.slice(0, 4)) > BYGONE;
}

function dateless(d: Draft): void {
  d.time = null;
  delete d.from.time;
}

function told(a: Analysis, ctx: Context, all: Draft[]): Draft[] {
  // a question states nothing
  if (/[?]["\u201c\u201d\u00bb\u00ab]*$/.test(ctx.text.slice(a.sentence.start, a.sentence.end)))
    return all.filter((d) => d.kind === "statement");
  if (a.sentence.heading) for (const d of all) d.heading = true;
  return all;
}

/** Share of its sentences that must name a matter of defence for a report to be about it as a whole. */
const SHARE = 0.4;

/** Least confidence at which a claim is given out. */
export const THRESHOLD = 0.45;

/** A report in which people only speak, and of no agreement, promise or event, is about something else unless most of it is about defence. */
function substantial(drafts: readonly Draft[], seen: Context["seen"]): boolean {
  const statements = drafts.filter((d) => d.kind === "statement").length;
  return statements < 2 || 2 * seen.defence >= seen.all || drafts.some((d) => d.kind !== "statement" && d.confidence >= 0.55);
}

/** Of all drafts of a report those that are sure enough and say something of their own. */
export function claimsFrom(all: readonly Draft[], ctx: Context): Claim[] {
  const { text, doc, seen } = ctx;
  // in a report that is about other things, only sentences that are about defence count
  const drafts = seen.all > 4 && seen.defence < SHARE * seen.all ? all.filter((d) => !d.aside) : all;
  return substantial(drafts, seen)
    ? toClaims(
        distinct(
          retyped(
            drafts.filter((d) => d.confidence >= THRESHOLD),
            ctx.typed,
          ),
        ),
        text,
        doc,
      )
    : [];
}
