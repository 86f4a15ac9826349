import { z } from "zod";
import { actions, activityTypes, instrumentTypes, type Kind, kinds, modalities, sourceTypes, stages, stances } from "#model";

const word = z.string().min(1);
const chosen = <const T extends readonly [string, ...string[]]>(values: T) => z.object({ value: z.enum(values), quote: word });
const actor = z.object({ code: word, quote: word });
const date = z.object({ edtf: word, quote: word }).nullable();
const amount = z.object({ value: z.number(), unit: word, quote: word }).nullable();
const copied = word.nullable();

const common = {
  evidence: word,
  modality: chosen(modalities),
  time: date,
  attribution: z.array(z.object({ source: word, type: z.enum(sourceTypes) })),
};

const shapes = {
  agreement: z.object({
    kind: z.literal("agreement"),
    ...common,
    type: chosen(instrumentTypes),
    stage: chosen(stages),
    name: copied,
    parties: z.array(actor).min(1),
  }),
  commitment: z.object({
    kind: z.literal("commitment"),
    ...common,
    action: chosen(actions),
    actors: z.array(actor).min(1),
    beneficiaries: z.array(actor),
    object: copied,
    quantity: amount,
    deadline: date,
    undertaken: date,
  }),
  activity: z.object({
    kind: z.literal("activity"),
    ...common,
    type: chosen(activityTypes),
    participants: z.array(actor).min(1),
    name: copied,
    place: copied,
    quantity: amount,
  }),
  statement: z.object({
    kind: z.literal("statement"),
    ...common,
    speaker: copied,
    speakerOf: z.array(actor),
    stance: chosen(stances),
    about: z.array(actor),
  }),
};

/** What a model must give for one claim: the codebook's fields, each with the words that it was read from. */
export type RawClaim = { [K in Kind]: z.infer<(typeof shapes)[K]> }[Kind];
export type RawActor = z.infer<typeof actor>;
export type RawDate = z.infer<typeof date>;
export type RawAmount = z.infer<typeof amount>;
export type RawChoice = { value: string; quote: string };

// endpoints that check schemas strictly know "anyOf" but neither "oneOf" nor lengths of strings and lists
const loose = ({ jsonSchema }: { jsonSchema: { minLength?: number; minItems?: number } }) => {
  delete jsonSchema.minLength;
  delete jsonSchema.minItems;
};

/** The answer's form as JSON Schema (draft 7), as it is sent to the endpoint. */
export const answerSchema = z.toJSONSchema(
  z.object({ claims: z.array(z.union([shapes.agreement, shapes.commitment, shapes.activity, shapes.statement])) }),
  { target: "draft-7", override: loose },
);

/** Fields that a model may leave out: null or an empty list is then meant. */
const blanks = Object.fromEntries(
  kinds.map((kind) => [
    kind,
    Object.fromEntries(
      Object.entries(shapes[kind].shape).flatMap(([field, schema]) => {
        const empty = [null, []].find((value) => schema.safeParse(value).success);
        return empty === undefined ? [] : [[field, empty]];
      }),
    ),
  ]),
);

/** One element of the answer's list, or the reason why it is no claim. */
export function rawClaim(value: unknown): { claim: RawClaim } | { reason: string } {
  const kind = (value as { kind?: unknown } | null)?.kind;
  if (!kinds.includes(kind as Kind)) return { reason: `kind is none of ${kinds.join(", ")}` };
  const read = shapes[kind as Kind].safeParse({ ...blanks[kind as Kind], ...(value as object) });
  if (read.success) return { claim: read.data };
  const issue = read.error.issues[0];
  return { reason: `${issue?.path.join(".")}: ${issue?.message}` };
}

/** The places in an answer where JSON may begin and end: all of it, then what stands after a model's thoughts or inside a fence. */
function candidates(text: string): string[] {
  const said = text.slice(text.lastIndexOf("</think>") + 1 ? text.lastIndexOf("</think>") + "</think>".length : 0);
  const begin = said.search(/[{[]/);
  if (begin < 0) return [];
  const end = Math.max(said.lastIndexOf("}"), said.lastIndexOf("]")) + 1;
  return [said.slice(begin, Math.max(end, begin + 1)), said.slice(begin)];
}

const listOf = (value: unknown): unknown[] | null => {
  if (Array.isArray(value)) return value;
  const claims = (value as { claims?: unknown } | null)?.claims;
  return Array.isArray(claims) ? claims : null;
};

/** What an answer holds: its elements, and whether it was whole; null where it is no JSON of the wanted form. */
export type Answer = { elements: unknown[]; whole: boolean } | null;

/** Reads an answer. From one that breaks off, the elements that are complete are taken: the last one never is. */
export async function readAnswer(text: string): Promise<Answer> {
  const { parsePartialJson } = await import("ai");
  for (const candidate of candidates(text)) {
    const { value, state } = await parsePartialJson(candidate);
    const elements = listOf(value);
    if (!elements) continue;
    if (state === "successful-parse") return { elements, whole: true };
    if (elements.length > 1) return { elements: elements.slice(0, -1), whole: false };
  }
  return null;
}
