import { z } from "zod";
import { domains, kinds, obligationKinds, stages } from "#model";
import { compileWords, type Words } from "./words.ts";

const stems = z.array(z.string());
const concept = z.object({ weight: z.number(), is: z.array(z.string()).default([]) }).catchall(z.union([stems, z.number()]));
const prior = z.object({ prior: z.number(), days: z.number(), generic: z.array(z.string()), ongoing: z.boolean().default(false) });
const byKind = <T extends z.ZodType>(value: T) => z.object({ agreement: value, commitment: value, activity: value, statement: value });

const fusionSchema = z.object({
  thresholds: z.object({ same: z.number(), possible: z.number(), never: z.number() }),
  signals: z.record(z.string(), z.object({ plus: z.number(), minus: z.number() })),
  priors: byKind(z.record(z.string(), prior)),
  wider: byKind(z.boolean()),
  near: byKind(z.array(z.array(z.string()).length(2))),
  tour: z.object({ types: z.array(z.string()), participants: z.number() }),
  parties: byKind(z.enum(["union", "most"])),
  stages: z.object({
    rank: z.record(z.enum(stages), z.number()),
    holds: z.array(z.enum(stages)),
    leaves: z.array(z.enum(stages)),
    fresh: z.string(),
    again: z.array(z.enum(stages)),
  }),
  names: z.object({ pointing: z.string() }),
  fulfilment: z.record(z.string(), z.array(z.string())),
  origins: z.array(z.string()),
});

const synonymsSchema = z.object({
  concepts: z.record(z.string(), concept),
  titles: z.record(z.string(), stems),
  stopwords: z.record(z.string(), stems),
  quotes: z.array(z.string()),
});

const obligation = z.object({
  kind: z.enum(obligationKinds),
  domains: z.array(z.enum(domains)).default([]),
  condition: z.string().nullable().default(null),
});
const obligationsSchema = z.object({
  byType: z.record(z.string(), z.array(obligation)),
  /** ideas in a name or provision that add an obligation to the instrument of any type */
  byConcept: z.record(z.string(), z.array(obligation)),
  byAction: z.record(z.string(), z.array(obligation)),
  /** ideas in the claims about an alliance that extend its obligations to a domain */
  domainConcepts: z.partialRecord(z.enum(domains), z.array(z.string())),
  /** stages from which an obligation binds */
  binding: z.array(z.enum(stages)),
  questions: z.object({
    attack: z.array(z.enum(obligationKinds)),
    exercise: z.array(z.enum(obligationKinds)),
    ask: z.array(z.enum(obligationKinds)),
  }),
});

/** What `knowledge/ontology` holds for fusion and views, as read from its YAML files. */
export const fusionSource = z.object({
  fusion: fusionSchema,
  synonyms: synonymsSchema,
  sentences: z.record(z.string(), z.record(z.string(), z.string())),
  obligations: obligationsSchema,
  labels: z.record(z.string(), z.record(z.string(), z.string())),
});
export type FusionSource = z.input<typeof fusionSource>;
type Source = z.output<typeof fusionSource>;

/** The compiled tables: plain data and the index of words made from it. */
export type FusionTables = Source["fusion"] & {
  words: Words;
  sentences: Source["sentences"];
  obligations: Source["obligations"];
  labels: Source["labels"];
};

/** Checks the tables and builds the index of words. Throws one sentence that names the place of the first fault. */
export function compileFusion(raw: unknown): FusionTables {
  const read = fusionSource.safeParse(raw);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new Error(`knowledge/ontology: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not readable"}.`);
  }
  const { fusion, synonyms, sentences, obligations, labels } = read.data;
  const known = new Set(Object.keys(synonyms.concepts));
  const named = kinds.flatMap((kind) => Object.values(fusion.priors[kind]).flatMap((p) => p.generic));
  for (const id of [...named, ...Object.values(synonyms.concepts).flatMap((c) => c.is), ...Object.keys(obligations.byConcept)])
    if (!known.has(id)) throw new Error(`knowledge/ontology: ${id} is no concept of synonyms.yaml; add it there or mend the name.`);
  return { ...fusion, words: compileWords(synonyms), sentences, obligations, labels };
}
