import { z } from "@hono/zod-openapi";
import {
  activityStates,
  attribution,
  commitmentStates,
  conflictKinds,
  expectationStates,
  type Fact,
  kinds,
  modalities,
  outcomes,
  quantity,
  stages,
} from "#model";

const text = z.string();
const some = text.nullable();
const texts = z.array(text);

/** The words of a report that say something. */
export const receipt = z
  .object({ claim: text, doc: text, start: z.number().int(), end: z.number().int(), quote: text })
  .openapi("Receipt", { description: "The words of a report that say something; start and end are JavaScript string indices." });

export const historyStep = z
  .object({
    claim: text,
    doc: text,
    known: some,
    knownDay: some,
    event: some,
    stage: text,
    modality: z.enum(modalities),
    attribution: z.array(attribution),
    quantity: quantity.nullable().optional(),
    deadline: some.optional(),
    relation: z.enum(["first", "same", "update", "confirms", "contradiction"]),
    supersedes: texts,
    confirms: texts,
    contradicts: texts,
    why: text,
  })
  .openapi("HistoryStep");

export const expectation = z
  .object({
    stage: text,
    first: some,
    expected: some,
    state: z.enum(expectationStates),
    slips: z.array(z.object({ from: text, to: text, days: z.number(), who: texts, known: some, claim: text })),
    slippedDays: z.number(),
    overdueDays: z.number(),
    metBy: some,
    metOn: some,
    claims: texts,
    who: texts,
    why: text,
  })
  .openapi("Expectation");

const side = z.object({ value: text, sources: texts, claims: z.array(receipt) });

export const conflict = z
  .object({
    id: text,
    fact: text,
    kind: z.enum(conflictKinds),
    field: text,
    internal: z.boolean(),
    sides: z.array(side),
    score: z.number(),
    why: text,
  })
  .openapi("Conflict");

export const sides = z.array(side);

export const sources = z
  .object({
    reports: z.number().int(),
    independent: z.number().int(),
    origins: texts,
    groups: z.array(z.object({ origin: text, docs: texts, why: text })),
    said: z.array(attribution),
  })
  .openapi("Sources");

const decision = z
  .object({
    left: text,
    right: text,
    outcome: z.enum(outcomes),
    score: z.number(),
    signals: z.array(z.object({ name: text, likeness: z.number(), weight: z.number() })),
    why: text,
  })
  .openapi("Decision");

export const fact = z
  .object({
    id: text,
    kind: z.enum(kinds),
    type: text,
    parties: texts,
    name: some,
    names: texts,
    instrument: some,
    stage: z.enum(stages).nullable(),
    modality: z.enum(modalities),
    time: some,
    place: some,
    object: some,
    beneficiaries: texts,
    quantity: quantity.nullable(),
    firstQuantity: quantity.nullable(),
    expected: some,
    deadline: some,
    firstDeadline: some,
    status: z.enum([...new Set([...expectationStates, ...commitmentStates, ...activityStates])]).nullable(),
    provisions: texts,
    exclusive: z.boolean(),
    speaker: some,
    speakerOf: texts,
    history: z.array(historyStep),
    expectations: z.array(expectation),
    conflicts: z.array(conflict),
    sources,
    decisions: z.array(decision),
    notes: z.array(z.object({ review: text, who: text, at: text, why: text })),
    firstKnown: some,
    lastKnown: some,
    claims: z.array(receipt),
  })
  .openapi("Fact", {
    description: "Something in the ledger that reports speak of, on the two clocks of the call.",
  }) satisfies z.ZodType<Fact>;

/** The one shape of every refusal. */
export const failure = z
  .object({ error: z.object({ code: text, message: text, hint: text }) })
  .openapi("Failure", { description: "Why a request was refused: a code, one sentence, and what to do." });
export type Failure = z.infer<typeof failure>;

/** The two clocks as they were taken: null is "all that is known" and "the day of the last report". */
export const clocks = z.object({ known: some, asOf: some }).openapi("Clocks");
export type ClocksAnswer = z.infer<typeof clocks>;

/** One page of a list. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    /** hand it back as `cursor` for the next page; null on the last */
    next: some,
    total: z.number().int(),
    clocks,
  });
export type Page<T> = { items: T[]; next: string | null; total: number; clocks: ClocksAnswer };
