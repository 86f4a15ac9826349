import { z } from "zod";
import { type Attribution, claim } from "./claim.ts";
import { origin } from "./report.ts";
import { type Edtf, edtf, type Kind, type Modality, type Quantity, type Stage } from "./values.ts";

/** A claim together with the report that it was read in. */
export const claimRecord = z.object({ doc: z.string(), claim });
export type ClaimRecord = z.infer<typeof claimRecord>;

/**
 * What is kept of a text to find its twins. Lists are packed: unsigned numbers of 32 bits, the lowest byte first, in base64.
 * - `words`: number of words; `exact`: one key of all words in their order
 * - `groups`: the least hashes of its groups of three words, rising (MinHash)
 * - `marks`: the least hashes of its figures and words with a capital, rising
 * - `anchors`: its figures and names, hashed without regard to the language, in the order of the text
 */
export const textSignature = z.object({
  words: z.number().int(),
  exact: z.string(),
  groups: z.string(),
  marks: z.string(),
  anchors: z.string(),
});
export type TextSignature = z.infer<typeof textSignature>;

/** What fusion and views need to know of a report; the text itself stays outside. */
export const reportMeta = z.object({
  doc: z.string(),
  lang: z.string().nullable(),
  published: edtf.nullable(),
  publishedWhy: z.string().nullable().optional(),
  /** day on which the report was taken in; stands in for `published` where that is not known */
  received: z.string().nullable().optional(),
  title: z.string().nullable().optional(),
  url: z.string().nullable().optional(),
  outlet: z.string().nullable().optional(),
  origin: z.array(origin).default([]),
  /** hash of the text: equal hashes are one text */
  hash: z.string().optional(),
  signature: textSignature.optional(),
});
export type ReportMeta = z.infer<typeof reportMeta>;

export const reviewActions = ["accept", "reject", "amend", "merge", "split", "note", "revoke"] as const;
export type ReviewAction = (typeof reviewActions)[number];

/**
 * A reader's decision. Targets are claim ids (which survive re-reading), a report's `doc` (reject or note a garbled report),
 * or, for `revoke`, the ids of earlier reviews.
 * - `amend`: `patch` holds the fields that replace those of the targets
 * - `merge`: the targets belong to one fact
 * - `split`: the targets leave the facts of the claims in `from`
 */
export const review = z.object({
  id: z.string(),
  action: z.enum(reviewActions),
  targets: z.array(z.string()).min(1),
  from: z.array(z.string()).optional(),
  patch: z.record(z.string(), z.unknown()).optional(),
  who: z.string(),
  /** ISO 8601 day or instant; of two reviews of one field the later counts */
  at: z.string(),
  why: z.string(),
});
export type Review = z.infer<typeof review>;

/** The words of a report that say something. */
export type Receipt = { claim: string; doc: string; start: number; end: number; quote: string };

export const outcomes = ["same", "update", "contradiction", "different"] as const;
export type Outcome = (typeof outcomes)[number];

/** How two claims were compared: each signal with its two values' likeness (-1..1) and weight, the sum, and one sentence why. */
export type Decision = {
  left: string;
  right: string;
  outcome: Outcome;
  score: number;
  signals: { name: string; likeness: number; weight: number }[];
  why: string;
};

/** One claim's contribution to the history of a fact. */
export type HistoryStep = {
  claim: string;
  doc: string;
  /** publication date of the report, and its last possible day */
  known: Edtf | null;
  knownDay: string | null;
  /** when the step happened, happens or is due */
  event: Edtf | null;
  /** an agreement's stage; otherwise the action or type */
  stage: string;
  modality: Modality;
  attribution: Attribution[];
  quantity?: Quantity | null;
  deadline?: Edtf | null;
  /** what the step does to what was known before it */
  relation: "first" | "same" | "update" | "confirms" | "contradiction";
  supersedes: string[];
  confirms: string[];
  contradicts: string[];
  why: string;
};

export const expectationStates = ["open", "met", "slipped", "overdue", "dropped"] as const;
export type ExpectationState = (typeof expectationStates)[number];

/** One replacement of an expected date. */
export type Slip = { from: Edtf; to: Edtf; days: number; who: string[]; known: Edtf | null; claim: string };

/** A step that was said to lie ahead, the first date kept beside the last. */
export type Expectation = {
  /** an agreement's stage; otherwise the action or type */
  stage: string;
  first: Edtf | null;
  expected: Edtf | null;
  state: ExpectationState;
  slips: Slip[];
  /** days from the first date to the last, or to the day on which it was met */
  slippedDays: number;
  /** days past the last possible day, where it is overdue */
  overdueDays: number;
  metBy: string | null;
  metOn: Edtf | null;
  claims: string[];
  /** outermost sources of the claims */
  who: string[];
  why: string;
};

export const conflictKinds = ["date", "number", "parties", "stage", "order", "name", "place", "modality"] as const;
export type ConflictKind = (typeof conflictKinds)[number];

/** Two or more claims that cannot all be true, each side with its words. */
export type Conflict = {
  id: string;
  fact: string;
  kind: ConflictKind;
  field: string;
  /** both sides in one report: the report itself is at odds with itself */
  internal: boolean;
  sides: { value: string; sources: string[]; claims: Receipt[] }[];
  score: number;
  why: string;
};

/** A group of reports with a common origin: it counts as one source. */
export type SourceGroup = { origin: string; docs: string[]; why: string };

export type Sources = {
  reports: number;
  independent: number;
  origins: string[];
  groups: SourceGroup[];
  /** who is named or hinted at inside the reports as having said it */
  said: Attribution[];
};

export const commitmentStates = ["open", "due", "overdue", "met", "revised", "dropped"] as const;
export type CommitmentState = (typeof commitmentStates)[number];
export const activityStates = ["planned", "possible", "happened", "overdue", "cancelled"] as const;
export type ActivityState = (typeof activityStates)[number];

/** Something in the ledger that reports speak of: what the claims about it come to. */
export type Fact = {
  id: string;
  kind: Kind;
  /** the agreement's or activity's type, the commitment's action, the statement's stance */
  type: string;
  /** parties, actors, participants, or those a statement is about */
  parties: string[];
  name: string | null;
  /** every name under which the reports speak of it */
  names: string[];
  /** id in the authority file, where the claims know it */
  instrument: string | null;
  /** an agreement's last stage that is actual; null where nothing has happened yet */
  stage: Stage | null;
  modality: Modality;
  /** when the present stage was reached, or the thing happens or happened */
  time: Edtf | null;
  place: string | null;
  object: string | null;
  beneficiaries: string[];
  quantity: Quantity | null;
  firstQuantity: Quantity | null;
  /** present expected date of the next step */
  expected: Edtf | null;
  deadline: Edtf | null;
  firstDeadline: Edtf | null;
  /** agreements: the state of the next expectation, or null; commitments and activities: see the lists of states */
  status: ExpectationState | CommitmentState | ActivityState | null;
  provisions: string[];
  exclusive: boolean;
  speaker: string | null;
  speakerOf: string[];
  history: HistoryStep[];
  expectations: Expectation[];
  conflicts: Conflict[];
  sources: Sources;
  decisions: Decision[];
  /** remarks of reviewers */
  notes: { review: string; who: string; at: string; why: string }[];
  firstKnown: string | null;
  lastKnown: string | null;
  claims: Receipt[];
};

/** What changed in the ledger from one day to another. */
export type Change = {
  fact: string;
  change: "new" | "step" | "revised" | "contradicted" | "confirmed" | "overdue" | "source" | "gone";
  day: string | null;
  kind: Kind;
  type: string;
  parties: string[];
  name: string | null;
  before: string | null;
  after: string | null;
  why: string;
  claims: Receipt[];
};

/** Vocabulary of obligations (after ATOP) that follow from instruments. */
export const obligationKinds = [
  "defence",
  "consultation",
  "neutrality",
  "non-aggression",
  "access",
  "logistics",
  "information",
  "supply",
] as const;
export type ObligationKind = (typeof obligationKinds)[number];
export const domains = ["land", "sea", "air", "space", "cyber"] as const;
export type Domain = (typeof domains)[number];
