import { actorsOf, type Claim, type ClaimRecord, type Kind, type Modality, type Quantity, type ReportMeta, typeOf } from "#model";
import { lastDay, type Period, period } from "./period.ts";
import type { FusionTables } from "./tables.ts";
import { type Ideas, ideas, marks, personWords, plain, tokens } from "./words.ts";

/** What fusion compares of a claim, worked out once. */
export type Feature = {
  key: string;
  doc: string;
  claim: Claim;
  kind: Kind;
  type: string;
  parties: string[];
  block: string;
  modality: Modality;
  /** an agreement's stage; otherwise empty */
  stage: string;
  time: Period | null;
  instrument: string | null;
  name: string | null;
  nameIdeas: Ideas;
  nameMarks: string[];
  object: string | null;
  objectIdeas: Ideas;
  objectMarks: string[];
  wording: Ideas;
  place: string[];
  quantity: Quantity | null;
  deadline: Period | null;
  beneficiaries: string[];
  speaker: string;
  quote: string;
  published: Period | null;
  /** last possible day of publication; null where it is unknown */
  known: number | null;
  /** all that is compared, as one string: equal profiles compare alike */
  profile: string;
};

const none: Ideas = new Map();

/** The part of the ledger that a claim belongs to: kind, type and exact parties. */
export function blockOf(claim: Claim): string {
  const who = claim.kind === "statement" ? [...speakerCodes(claim), "|", ...claim.about] : actorsOf(claim);
  return `${claim.kind}|${typeOf(claim)}|${unique(who).join(",")}`;
}

export const unique = (codes: readonly string[]) => [...new Set(codes)].sort();

export function speakerCodes(claim: Claim): string[] {
  if (claim.kind !== "statement" || claim.speakerOf === null) return [];
  return Array.isArray(claim.speakerOf) ? claim.speakerOf : [claim.speakerOf];
}

/** The day from which a report can be known: the last possible day of its publication, or the day of its intake. */
export const knownDay = (report: ReportMeta | undefined) => lastDay(report?.published) ?? lastDay(report?.received);

/** A cache of the ideas of texts: many claims share their sentence. */
export type TextCache = Map<string, Ideas>;

function read(tables: FusionTables, cache: TextCache, text: string | null | undefined): Ideas {
  if (!text) return none;
  let found = cache.get(text);
  if (!found) {
    found = ideas(tables.words, text);
    cache.set(text, found);
  }
  return found;
}

export function featureOf(tables: FusionTables, cache: TextCache, record: ClaimRecord, report: ReportMeta | undefined): Feature {
  const { doc, claim } = record;
  const name = "name" in claim ? claim.name : null;
  const object = claim.kind === "commitment" ? claim.object : null;
  const speaker = claim.kind === "statement" && claim.speaker ? personWords(tables.words, claim.speaker).join(" ") : "";
  const feature: Feature = {
    key: `${doc}#${claim.id}`,
    doc,
    claim,
    kind: claim.kind,
    type: typeOf(claim),
    parties: unique(actorsOf(claim)),
    block: blockOf(claim),
    modality: claim.modality,
    stage: claim.kind === "agreement" ? claim.stage : "",
    time: period(claim.time),
    instrument: claim.kind === "agreement" ? (claim.instrument ?? null) : null,
    name,
    nameIdeas: read(tables, cache, name),
    nameMarks: marks(tables.words, name),
    object,
    objectIdeas: read(tables, cache, object),
    objectMarks: marks(tables.words, object),
    wording: read(tables, cache, claim.evidence),
    place: claim.kind === "activity" ? tokens(claim.place ?? "") : [],
    quantity: "quantity" in claim ? (claim.quantity ?? null) : null,
    deadline: claim.kind === "commitment" ? period(claim.deadline) : null,
    beneficiaries: claim.kind === "commitment" ? unique(claim.beneficiaries) : [],
    speaker,
    quote: claim.kind === "statement" ? plain(claim.evidence) : "",
    published: period(report?.published) ?? period(report?.received),
    known: knownDay(report),
    profile: "",
  };
  feature.profile = profileOf(feature);
  return feature;
}

function profileOf(f: Feature): string {
  const q = f.quantity;
  const deadline = f.claim.kind === "commitment" ? f.claim.deadline : null;
  const parts = [
    f.modality,
    f.stage,
    f.claim.time,
    f.instrument,
    f.name,
    f.object,
    f.place.join(" "),
    q && `${q.value}${q.unit}`,
    deadline,
  ];
  return [...parts, f.beneficiaries.join(","), f.speaker, f.quote, [...f.wording.keys()].sort().join(",")].join("\u0001");
}
