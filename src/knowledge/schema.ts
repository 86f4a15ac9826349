import { z } from "zod";

const examples = {
  /** sentences of our own with the span that must be found in [brackets] */
  says: z.array(z.string()).default([]),
  /** sentences in which nothing of this entry may be found */
  not: z.array(z.string()).default([]),
};

/** A class of words that behave alike: `class` is the name that rules use, `words` the words of this language. */
export const wordClass = z.strictObject({
  class: z.string().regex(/^[a-z][a-z0-9-]*$/),
  words: z.array(z.string().min(1)).min(1),
  /** noun classes: also match as the last part of a compound */
  compound: z.boolean().optional(),
  note: z.string().optional(),
  ...examples,
});
export const wordClasses = z.array(wordClass);

/** A phrase and what it says: stance, modality, hearsay, type of instrument and so on. */
export const cue = z.strictObject({
  cue: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  gives: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  note: z.string().optional(),
  ...examples,
});
export const cues = z.array(cue);

const list = z.array(z.string().min(1)).default([]);

/** The closed classes of a language: what the clause reader needs to see where words belong together. */
export const grammar = z.strictObject({
  language: z.string(),
  /** true where the verb of a subordinate clause stands last and nouns are written with a capital */
  verbFinal: z.boolean(),
  nounCapitals: z.boolean(),
  determiners: list,
  /** determiners that can only stand before a genitive or dative, and those that can only be nominative */
  genitiveDeterminers: list,
  dativeDeterminers: list,
  indefiniteDeterminers: list,
  possessives: list,
  /** possessives of the speaker ("our") */
  ownPossessives: list,
  prepositions: list,
  /** prepositions by the part they play: with, between, of, to, against, in, at, by, from, for, on, over, including, except */
  roles: z.record(z.string(), list),
  /** a preposition and article in one word */
  fused: list,
  coordinators: list,
  contrast: list,
  subordinators: list,
  conditional: list,
  complementizers: list,
  relatives: list,
  /** forms of pronouns that cannot be a subject */
  obliquePronouns: list,
  pronouns: z.record(z.string(), list),
  infinitiveMarkers: list,
  be: list,
  bePast: list,
  have: list,
  havePast: list,
  become: list,
  will: list,
  wouldPast: list,
  may: list,
  must: list,
  /** auxiliaries that only carry negation or emphasis ("did"), and those of them that are past */
  support: list,
  supportPast: list,
  hearsay: list,
  negators: list,
  /** relatives that tell where ("where") */
  placeRelatives: list,
  /** words that stand behind a verb and belong to it, though they can be prepositions ("handed over the jets") */
  particles: list,
  /** words before what something is compared with ("later than planned") */
  comparison: list,
  /** articles that deny what they stand before ("no soldiers") */
  negativeDeterminers: list,
  adverbs: list,
  /** ends of adverbs that are on no list ("ly"), and words with such an end that are none */
  adverbEndings: list,
  noAdverbs: list,
  titles: list,
  /** words with their dot, after which a sentence goes on */
  abbreviations: list,
  /** what follows a name after a comma and belongs to it */
  nameSuffixes: list,
});
export type Grammar = z.infer<typeof grammar>;
export type WordClass = z.infer<typeof wordClass>;
export type Cue = z.infer<typeof cue>;

const roleFilter = z.union([z.string(), z.array(z.string())]);
/** One frame of the ontology: a kind of predicate with its company, and the claim that it states. No word of a language stands here. */
export const frame = z.strictObject({
  frame: z.string(),
  /** classes of the verb that carries it, or of the noun */
  verb: roleFilter.optional(),
  noun: roleFilter.optional(),
  /** some argument of the predicate must have one of these classes; `object` the direct one, `any` any in the clause, `subject` the subject
   * (of a noun's frame: that of the verb which the noun goes along with, as in "on a trip to") */
  object: roleFilter.optional(),
  any: roleFilter.optional(),
  subject: roleFilter.optional(),
  /** some phrase of the sentence has one of these classes */
  around: roleFilter.optional(),
  /** true: only what is done or dated; false: only what is neither */
  dated: z.boolean().optional(),
  /** true: nothing but actors may be its object ("coordinates with", not "coordinates training") */
  intransitive: z.boolean().default(false),
  /** true: dates of the clause tell of what is spoken of, not of when it was done ("discussed last year's raid") */
  undated: z.boolean().default(false),
  /** classes that the verb may not have besides */
  unlessVerb: roleFilter.optional(),
  /** classes that no verb above it may have */
  notUnder: roleFilter.optional(),
  /** classes of the verb that governs it */
  governor: roleFilter.optional(),
  /** none of these classes may be in the clause */
  without: roleFilter.optional(),
  /** the clause must hold an actor (or a quantity of money) in one of these roles */
  needs: roleFilter.optional(),
  gives: z.strictObject({
    kind: z.enum(["agreement", "commitment", "activity"]),
    type: z.string().optional(),
    action: z.string().optional(),
    stage: z.string().optional(),
    /** what the claim becomes where its modality is this one */
    when: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  }),
  /** where the actors come from, in order: subject, object, with, between, of, possessor, to, against, in, by, from */
  actors: z.array(z.string()).default(["subject"]),
  /** actors added from these roles where present */
  also: z.array(z.string()).default([]),
  beneficiaries: z.array(z.string()).default([]),
  /** at most this many actors */
  most: z.number().int().default(99),
  /** at least this many actors must be found */
  least: z.number().int().default(1),
  /** the modalities that the clause must have; any where absent. `possible-may`, `negated-ahead`, `actual-done`: only where the verb has it so */
  only: z.array(z.string()).default([]),
  /** the verb turns its object into what is planned, weighed, refused or begun: the modality is the verb's own */
  turns: z.boolean().default(false),
  /** one claim for each state in this role ("visits Italy and Canada") */
  each: z.string().optional(),
  /** whose the noun (else the subject) is: `organisation`, or `state` where it is no organisation's */
  owned: z.enum(["organisation", "state"]).optional(),
  /** the noun tells of what has been, whatever a verb that does not carry it says ("will discuss the invasion") */
  stands: z.boolean().default(false),
  /** a phrase behind the noun must have one of these classes */
  tail: roleFilter.optional(),
  /** the modality that the predicate itself imposes */
  modality: z.string().optional(),
  confidence: z.number().default(0.7),
  note: z.string().optional(),
});
export const frames = z.array(frame);
export type Frame = z.infer<typeof frame>;
