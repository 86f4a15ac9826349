import { z } from "@hono/zod-openapi";
import {
  activityStates,
  attribution,
  type Change,
  commitmentStates,
  conflictKinds,
  domains,
  kinds,
  modalities,
  obligationKinds,
  origin,
  quantity,
  stages,
  stances,
} from "#model";
import type {
  ActivityRow,
  AgreementRow,
  AppliesRow,
  CommitmentRow,
  ConflictRow,
  GapRow,
  Network,
  NetworkOver,
  ReportRow,
  SpeakerRow,
  StatementRow,
  TimelineRow,
} from "#views";
import { conflict, expectation, historyStep, receipt, sides } from "./schema.ts";

const text = z.string();
const some = text.nullable();
const texts = z.array(text);
const receipts = z.array(receipt);

const row = { fact: text, parties: texts, type: text, name: some, reports: z.number(), independent: z.number(), receipts };
const told = { conflicts: z.array(conflict), history: z.array(historyStep) };

export const agreementRow = z
  .object({
    ...row,
    stage: z.enum(stages).nullable(),
    stands: text,
    time: some,
    dated: z.object({ stage: text, time: text }).nullable(),
    next: expectation.nullable(),
    expectations: z.array(expectation),
    possible: z.array(z.object({ stage: text, who: texts, claim: text })),
    exclusive: z.boolean(),
    ...told,
  })
  .openapi("Agreement") satisfies z.ZodType<AgreementRow>;

export const commitmentRow = z
  .object({
    ...row,
    beneficiaries: texts,
    object: some,
    quantity: quantity.nullable(),
    firstQuantity: quantity.nullable(),
    deadline: some,
    firstDeadline: some,
    expected: some,
    status: z.enum(commitmentStates).nullable(),
    modality: z.enum(modalities),
    expectation: expectation.nullable(),
    fulfilledBy: z.array(z.object({ fact: text, likeness: z.number(), receipts })),
    ...told,
  })
  .openapi("Commitment") satisfies z.ZodType<CommitmentRow>;

export const activityRow = z
  .object({
    ...row,
    time: some,
    place: some,
    status: z.enum(activityStates).nullable(),
    quantity: quantity.nullable(),
    confirmed: z.boolean(),
    parts: z.array(z.object({ parties: texts, place: some, modality: z.enum(modalities), confirmed: z.boolean(), claims: texts })),
    ...told,
  })
  .openapi("Activity") satisfies z.ZodType<ActivityRow>;

export const statementRow = z
  .object({
    speaker: some,
    aliases: texts,
    speakerOf: texts,
    stance: text,
    about: texts,
    time: some,
    known: some,
    chain: texts,
    attribution: z.array(attribution),
    hand: z.enum(["quoted", "reported", "summary", "translation"]),
    why: text,
    claim: text,
    doc: text,
    start: z.number(),
    end: z.number(),
    quote: text,
  })
  .openapi("Statement") satisfies z.ZodType<StatementRow>;

const counts = z.object({ agreement: z.number(), commitment: z.number(), activity: z.number(), statement: z.number() });

export const reportRow = z
  .object({
    doc: text,
    published: some,
    known: some,
    lang: some,
    title: some,
    outlet: some,
    url: some,
    origin: z.array(origin),
    sameOrigin: texts,
    why: text,
    claims: counts,
  })
  .openapi("ReportRow") satisfies z.ZodType<ReportRow>;

export const conflictRow = z
  .object({
    id: text,
    kind: z.enum([...conflictKinds, "identity", "strength"]),
    facts: texts,
    parties: texts,
    type: text,
    name: some,
    field: text,
    internal: z.boolean(),
    sides,
    why: text,
  })
  .openapi("ConflictRow") satisfies z.ZodType<ConflictRow>;

export const changeRow = z
  .object({
    fact: text,
    change: z.enum(["new", "step", "revised", "contradicted", "confirmed", "overdue", "source", "gone"]),
    day: some,
    kind: z.enum(kinds),
    type: text,
    parties: texts,
    name: some,
    before: some,
    after: some,
    why: text,
    claims: receipts,
  })
  .openapi("Change") satisfies z.ZodType<Change>;

export const timelineRow = z
  .object({
    from: z.number().nullable().openapi({ description: "first day, counted from 1970-01-01; null where it is open" }),
    to: z.number().nullable().openapi({ description: "last day; null where it is open" }),
    when: text,
    fact: text,
    kind: z.enum(kinds),
    type: text,
    step: text,
    what: text,
    modality: text,
    parties: texts,
    name: some,
    known: some,
    receipts,
  })
  .openapi("TimelineRow");
/** A row of the view as JSON carries it: an open end is null. */
export type TimelineAnswer = Omit<TimelineRow, "from" | "to"> & { from: number | null; to: number | null };

export const network = z
  .object({
    nodes: z.array(z.object({ party: text, degree: z.number(), share: z.number(), betweenness: z.number() })),
    edges: z.array(z.object({ a: text, b: text, facts: texts, types: texts })),
    centralisation: z.number(),
    density: z.number(),
    hub: some,
    sentence: text,
  })
  .openapi("Network") satisfies z.ZodType<Network>;

export const networkOver = z
  .object({ steps: z.array(network.extend({ day: text }).openapi("NetworkStep")), sentence: text })
  .openapi("NetworkOver") satisfies z.ZodType<NetworkOver>;

export const appliesRow = z
  .object({
    fact: text,
    instrument: text,
    kind: z.enum(kinds),
    parties: texts,
    obligation: z.enum(obligationKinds),
    obliged: texts,
    domains: z.array(z.enum(domains)),
    condition: some,
    stage: z.enum(stages).nullable(),
    binds: z.boolean(),
    disputed: z.boolean(),
    why: text,
    receipts,
  })
  .openapi("Applies") satisfies z.ZodType<AppliesRow>;

export const gapRow = z
  .object({ party: text, partner: text, type: text, has: texts, stage: z.enum(stages).nullable(), fact: some, why: text, receipts })
  .openapi("Gap") satisfies z.ZodType<GapRow>;

export const speakerRow = z
  .object({
    speaker: text,
    aliases: texts,
    of: texts,
    statements: z.number(),
    claims: z.array(z.object({ doc: text, claim: text, time: some, stance: z.union([z.enum(stances), text]), about: texts, quote: text })),
  })
  .openapi("Speaker") satisfies z.ZodType<SpeakerRow>;
