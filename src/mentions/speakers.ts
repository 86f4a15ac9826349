import type { Phrase } from "./phrases.ts";

/** Classes of verbs by which someone speaks. */
export const SAYING = ["say", "stress", "welcome", "condemn", "worry", "threaten", "urge"];

/** Classes of nouns for those who can speak. */
const HUMAN = ["office", "expert", "anonymous", "government-body", "country", "parliament", "counterpart", "forces"];

/** Classes of nouns for what cannot: papers, things, events. */
const THINGS = [
  "instrument",
  "document",
  "budget",
  "law",
  "strategy",
  "weapon",
  "base",
  "meeting",
  "exercise",
  "attack",
  "cooperation",
  "money",
  "negotiation",
  "decision",
  "visit",
  "aid",
  "deployment",
  "sanction",
  "threat",
  "purchase",
  "delivery",
  "sale",
  "signing",
  "proposal",
  "test",
  "development",
  "economy",
  "sport",
  "body",
  "accession",
  "investment",
  "conclusion",
  "extension",
];

/** What the head noun of a phrase says of its power to speak: someone who can, a thing that cannot, or neither. */
export function voiceOf(p: Phrase): "human" | "thing" | null {
  if (HUMAN.some((c) => p.head.has(c))) return "human";
  return THINGS.some((c) => p.head.has(c)) ? "thing" : null;
}
