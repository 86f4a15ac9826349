import { z } from "zod";
import { actorCode, edtf } from "#model";

/** A date that YAML may have read as a number (a bare year). */
const date = z.union([edtf, z.number().int().transform(String)]);
const name = z.string().min(1);
const names = z.array(name).default([]);
/** States by code: only ISO 3166-1 alpha-2 and, for states that are no more, ISO 3166-3. */
const stateCode = z.string().regex(/^[A-Z]{2}([A-Z]{2})?$/, "wants an ISO 3166 code in capitals, for example JP");
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "wants small letters, figures and hyphens");

/** What a state is called in one language. German nouns are written in the notation of `german-forms.ts`. */
const stateNames = z.strictObject({
  name,
  official: name.optional(),
  other: names,
  /** abbreviations: they stand before a hyphen in German compounds too */
  short: names,
  adjectives: names,
  people: names,
  /** first parts of compounds with a hyphen */
  prefixes: names,
  /** paraphrases that newspapers use instead of the name */
  epithets: names,
});

/** A capital or other town whose name stands for the government. */
const seat = z.strictObject({ en: z.array(name).min(1), de: z.array(name).min(1), adjectives: names });

/** Written forms (without ending) that are also common words, given names or something else: the reader must see more. */
const ambiguous = names;

export const stateEntry = z.strictObject({
  code: stateCode,
  iso3: z.string().regex(/^[A-Z]{3}$/, "wants three capitals"),
  /** Correlates of War, version 2016 */
  cow: z.strictObject({ number: z.number().int(), abbreviation: z.string().regex(/^[A-Z]{3}$/) }).optional(),
  un: z.enum(["member", "observer", "none"]).default("member"),
  en: stateNames,
  de: stateNames,
  ja: z.array(name).min(1),
  seats: z.array(seat).default([]),
  ambiguous,
});

export const historicalEntry = stateEntry.omit({ iso3: true, un: true }).extend({
  from: date.optional(),
  to: date,
  /** codes of the states that took its place */
  successors: z.array(stateCode).min(1),
});

export const membership = z.strictObject({ from: date.optional(), to: date.optional(), codes: z.array(actorCode).min(1) });

export const organisationEntry = z.strictObject({
  code: z.string().regex(/^[A-Z0-9][A-Z0-9-]+$/, "wants capitals, figures and hyphens"),
  /** an organisation acts; a grouping is only a common name of several states */
  kind: z.enum(["organisation", "grouping"]).default("organisation"),
  en: z.array(name).min(1),
  de: z.array(name).min(1),
  ja: names,
  /** written alike in both languages; first parts of German compounds too */
  short: names,
  /** parts of it, that speak for it: councils, secretariats, commands */
  parts: z.strictObject({ en: names, de: names }).optional(),
  seats: z.array(seat).default([]),
  from: date.optional(),
  to: date.optional(),
  members: z.array(membership).default([]),
  ambiguous,
});

export const bodyKinds = [
  "government",
  "head",
  "parliament",
  "party",
  "foreign-ministry",
  "defence-ministry",
  "ministry",
  "agency",
  "court",
  "force",
  "army",
  "navy",
  "air-force",
  "marines",
  "coast-guard",
  "space-force",
  "guard",
  "command",
  "staff",
  "intelligence",
  "police",
  "militia",
  "company",
  "movement",
] as const;

export const bodyEntry = z.strictObject({
  id,
  /** a house is a building or street that stands for those in it; a group is armed and no state's; a generic one needs its state from the text */
  type: z.enum(["body", "house", "group", "generic"]).default("body"),
  kind: z.enum(bodyKinds),
  of: z.array(actorCode).default([]),
  en: names,
  de: names,
  short: names,
  ambiguous,
});

export const placeEntry = z.strictObject({
  id: id.optional(),
  kind: z.enum(["sea", "strait", "region", "island", "base", "city", "territory", "river", "mountain", "continent", "site"]),
  /** states it lies in; empty: it lies in none, or it is disputed at sea */
  in: z.array(stateCode).default([]),
  /** states that claim it, where the one that it lies in is disputed */
  claimed: z.array(stateCode).default([]),
  en: z.array(name).min(1),
  /** absent: as in English */
  de: names,
  ambiguous,
});

/** The shape of each gazetteer file (or folder of files, read as one list). */
export const gazetteerSchemas = {
  states: z.array(stateEntry),
  historical: z.array(historicalEntry),
  organisations: z.array(organisationEntry),
  bodies: z.array(bodyEntry),
  places: z.array(placeEntry),
};

export type StateEntry = z.infer<typeof stateEntry>;
export type HistoricalEntry = z.infer<typeof historicalEntry>;
export type OrganisationEntry = z.infer<typeof organisationEntry>;
export type BodyEntry = z.infer<typeof bodyEntry>;
export type PlaceEntry = z.infer<typeof placeEntry>;
