import { z } from "zod";
import {
  actions,
  activityTypes,
  actorCode,
  edtf,
  instrumentTypes,
  modalities,
  quantity,
  range,
  sourceTypes,
  stages,
  stances,
} from "./values.ts";

/** Who says a thing beyond the report's author. */
export const attribution = z.object({ source: z.string().min(1), type: z.enum(sourceTypes) });
export type Attribution = z.infer<typeof attribution>;

const common = {
  /** hash of report, kind, place and fields; see `claimId` in `#claims` */
  id: z.string(),
  /** the verbatim, contiguous passage that states the claim, and where it stands in the report's text */
  evidence: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  modality: z.enum(modalities),
  /** when the thing happens, happened or is due */
  time: edtf.nullable(),
  /** outermost first; empty where the report's author states it */
  attribution: z.array(attribution),
  /** name of the rule that made the claim */
  rule: z.string().optional(),
  /** 0..1 */
  confidence: z.number().min(0).max(1).optional(),
  /** field -> the spans of the report's text that it was read from */
  from: z.record(z.string(), z.array(range)).optional(),
};

export const agreementClaim = z.object({
  ...common,
  kind: z.literal("agreement"),
  type: z.enum(instrumentTypes),
  name: z.string().nullable(),
  parties: z.array(actorCode),
  stage: z.enum(stages),
  provisions: z.array(z.string()).optional(),
  exclusive: z.boolean().optional(),
  /** id in the authority file, where the name is known there */
  instrument: z.string().nullable().optional(),
});
export const commitmentClaim = z.object({
  ...common,
  kind: z.literal("commitment"),
  action: z.enum(actions),
  actors: z.array(actorCode),
  beneficiaries: z.array(actorCode),
  object: z.string().nullable(),
  quantity: quantity.nullable(),
  deadline: edtf.nullable(),
  undertaken: edtf.nullable().optional(),
});
export const activityClaim = z.object({
  ...common,
  kind: z.literal("activity"),
  type: z.enum(activityTypes),
  participants: z.array(actorCode),
  name: z.string().nullable(),
  place: z.string().nullable(),
  quantity: quantity.nullable().optional(),
});
export const statementClaim = z.object({
  ...common,
  kind: z.literal("statement"),
  speaker: z.string().nullable(),
  speakerOf: z.union([z.string(), z.array(z.string())]).nullable(),
  stance: z.enum(stances),
  about: z.array(actorCode),
});

/** One proposition that one passage of a report states. */
export const claim = z.discriminatedUnion("kind", [agreementClaim, commitmentClaim, activityClaim, statementClaim]);
export type Claim = z.infer<typeof claim>;
export type AgreementClaim = z.infer<typeof agreementClaim>;
export type CommitmentClaim = z.infer<typeof commitmentClaim>;
export type ActivityClaim = z.infer<typeof activityClaim>;
export type StatementClaim = z.infer<typeof statementClaim>;

/** The actors that a claim is about: parties, actors, participants, or (a statement) those it is aimed at. */
export function actorsOf(c: Claim): string[] {
  if (c.kind === "agreement") return c.parties;
  if (c.kind === "commitment") return c.actors;
  return c.kind === "activity" ? c.participants : c.about;
}

/** What sort of thing a claim is within its kind: type, action or stance. */
export function typeOf(c: Claim): string {
  if (c.kind === "commitment") return c.action;
  return c.kind === "statement" ? c.stance : c.type;
}
