import { z } from "@hono/zod-openapi";
import { claim, kinds, notice, origin, review } from "#model";
import { clocks, fact, receipt } from "./schema.ts";
import {
  activityRow,
  agreementRow,
  changeRow,
  commitmentRow,
  conflictRow,
  gapRow,
  network,
  reportRow,
  speakerRow,
  statementRow,
} from "./schema-views.ts";

const text = z.string();
const some = text.nullable();
const texts = z.array(text);
const count = z.number().int();

/** A claim as a reader sees it: every field with the spans of the text that it was read from, and one plain sentence. */
export const claimAnswer = z
  .object({
    doc: text,
    claim,
    gloss: text.openapi({ description: "one plain sentence in the reader's language, made from the fields" }),
    facts: texts.openapi({ description: "ids of the facts that the claim is part of, on the clocks of the call" }),
    reviews: z.array(review),
    /** it counts: not rejected, and of the last reading of its report */
    counts: z.boolean(),
  })
  .openapi("Claim");
export type ClaimAnswer = z.infer<typeof claimAnswer>;

export const claimPage = claimAnswer
  .extend({
    report: reportRow.nullable(),
    context: z.object({ before: text, after: text }).openapi({ description: "the text before and after the evidence" }),
  })
  .openapi("ClaimPage");
export type ClaimPage = z.infer<typeof claimPage>;

/** A fact with everything that stands behind it. */
export const factPage = z
  .object({
    fact,
    gloss: text,
    claims: z.array(claimAnswer),
    reports: z.record(text, reportRow).openapi({ description: "the reports of the claims, by doc" }),
    related: z.array(z.object({ fact: text, other: text, relation: z.literal("provision"), why: text, receipts: z.array(receipt) })),
    obligations: z.array(
      z.object({ obligation: text, label: text, domains: texts, condition: some, conditionLabel: text, binds: z.boolean() }),
    ),
    reviews: z.array(review),
    clocks,
  })
  .openapi("FactPage");
export type FactPage = z.infer<typeof factPage>;

const span = z.object({ start: count, end: count });

export const reportPage = z
  .object({
    report: reportRow,
    id: text,
    text: text.openapi({ description: "unchanged since intake; every offset points into it" }),
    passages: z.array(span.extend({ type: z.enum(["heading", "sentence", "quotation"]), paragraph: count.optional() })),
    claims: z.array(claimAnswer),
    notices: z.array(notice),
    versions: z.array(z.object({ report: text, reader: text, published: some, at: some, claims: count })),
    reviews: z.array(review),
    reader: text,
    hash: text,
  })
  .openapi("ReportPage");
export type ReportPage = z.infer<typeof reportPage>;

export const sourceGroup = z
  .object({ origin: text, why: text, docs: z.array(reportRow) })
  .openapi("SourceGroup", { description: "Reports that go back to one origin and count once." });
export type SourceGroupAnswer = z.infer<typeof sourceGroup>;

export const actorRow = z
  .object({
    code: text,
    name: text,
    kind: text,
    facts: count,
    agreements: count,
    commitments: count,
    activities: count,
    statements: count,
    partners: count,
  })
  .openapi("Actor");
export type ActorRow = z.infer<typeof actorRow>;

const some50 = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), total: count });

export const actorPage = z
  .object({
    actor: actorRow,
    members: texts,
    memberOf: texts,
    partners: z.array(z.object({ party: text, facts: texts, types: texts })),
    agreements: some50(agreementRow),
    commitments: some50(commitmentRow),
    activities: some50(activityRow),
    statements: some50(statementRow),
    speakers: z.array(speakerRow.omit({ claims: true })),
    gaps: z.array(gapRow),
    clocks,
  })
  .openapi("ActorPage", { description: "At most 50 of each list; the whole lists are under the views, with party=CODE." });
export type ActorPage = z.infer<typeof actorPage>;

export const personPage = z
  .object({
    speaker: text,
    aliases: texts,
    of: texts,
    offices: z.array(z.object({ office: text, of: some, post: some, from: some, to: some })),
    statements: z.array(statementRow),
    clocks,
  })
  .openapi("PersonPage");
export type PersonPage = z.infer<typeof personPage>;

export const searchAnswer = z
  .object({
    facts: z.array(
      z.object({ id: text, kind: z.enum(kinds), type: text, name: some, parties: texts, gloss: text, claims: z.array(receipt) }),
    ),
    claims: z.array(z.object({ ...receipt.shape, kind: z.enum(kinds), gloss: text, facts: texts })),
    reports: z.array(reportRow),
    actors: z.array(z.object({ code: text, name: text })),
    clocks,
  })
  .openapi("Search");
export type SearchAnswer = z.infer<typeof searchAnswer>;

/** A step of an agreement or activity that is expected. */
const expected = z.object({
  fact: text,
  kind: z.enum(kinds),
  type: text,
  parties: texts,
  name: some,
  step: text,
  first: some,
  expected: some,
  slippedDays: count,
  overdueDays: count,
  why: text,
  receipts: z.array(receipt),
});

export const overview = z
  .object({
    day: some.openapi({ description: "the day on which the ledger is looked at" }),
    since: some,
    counts: z.object({ reports: count, independent: count, claims: count, facts: z.record(z.enum(kinds), count) }),
    changes: some50(changeRow),
    due: some50(expected),
    overdue: some50(expected),
    contradictions: some50(conflictRow.extend({ new: z.boolean().openapi({ description: "it has come up since the day asked for" }) })),
    network,
    clocks,
  })
  .openapi("Overview");
export type Overview = z.infer<typeof overview>;

export const reportSpan = z
  .object({ first: some, last: some, months: z.array(z.object({ month: text, reports: count })) })
  .openapi("ReportSpan", { description: "The days that the reports of the whole record cover, and how many came out in each month." });
export type ReportSpan = z.infer<typeof reportSpan>;

export const names = z
  .object({
    lang: text,
    languages: texts,
    actors: z.record(text, text),
    labels: z.record(text, text),
  })
  .openapi("Names", { description: "What codes are called in the reader's language." });
export type Names = z.infer<typeof names>;

export { origin };
