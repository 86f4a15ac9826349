import { z } from "zod";

/** An EDTF value (ISO 8601-2), levels 0-1: `2022-12`, `2023-01-13`, `2023-01-09/2023-01-15`, `../2025-03`, `2024-21`, `2024-33`. */
export const edtf = z.string().regex(/^[\dX~?%./-]+$/);
export type Edtf = z.infer<typeof edtf>;

/** An actor's code: ISO 3166-1 alpha-2 for states, the ontology's code for organisations. */
export const actorCode = z.string().min(2);
export type ActorCode = string;

/** A half-open range of JavaScript string indices into a report's text. */
export type Span = { readonly start: number; readonly end: number };

/** A range as written in `from`: `[start, end]`. */
export const range = z.tuple([z.number().int(), z.number().int()]);
export type Range = [number, number];

export const quantity = z.object({
  value: z.number(),
  unit: z.string(),
  /** "about", "at least", "at most", "more than", "less than"; absent where the text gives the bare figure. */
  comparator: z.enum(["about", "min", "max", "more", "less"]).optional(),
  /** upper end where the text gives a range */
  to: z.number().optional(),
});
export type Quantity = z.infer<typeof quantity>;

export const kinds = ["agreement", "commitment", "activity", "statement"] as const;
export type Kind = (typeof kinds)[number];
export const modalities = ["actual", "planned", "possible", "negated"] as const;
export type Modality = (typeof modalities)[number];
export const instrumentTypes = [
  "alliance",
  "access",
  "logistics",
  "information",
  "industry",
  "procurement",
  "space",
  "cyber",
  "nuclear",
  "cooperation",
] as const;
export type InstrumentType = (typeof instrumentTypes)[number];
export const stages = [
  "proposed",
  "negotiating",
  "agreed",
  "signed",
  "ratified",
  "in-force",
  "amended",
  "completed",
  "suspended",
  "ended",
] as const;
export type Stage = (typeof stages)[number];
export const actions = ["spend", "acquire", "develop", "deploy", "establish", "reform", "defend", "aid", "restrict", "cooperate"] as const;
export type Action = (typeof actions)[number];
export const activityTypes = [
  "meeting",
  "visit",
  "exercise",
  "deployment",
  "transfer",
  "test",
  "incursion",
  "attack",
  "sanction",
  "decision",
] as const;
export type ActivityType = (typeof activityTypes)[number];
export const stances = ["support", "oppose", "concern", "threat", "request", "neutral"] as const;
export type Stance = (typeof stances)[number];
export const sourceTypes = ["outlet", "person", "organisation", "state", "anonymous"] as const;
export type SourceType = (typeof sourceTypes)[number];
export const originRelations = ["translation-of", "reprint-of", "summary-of", "paraphrase-of", "citing"] as const;
export type OriginRelation = (typeof originRelations)[number];
