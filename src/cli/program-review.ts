import { shared } from "./options.ts";
import { type Load, option, repeated, type Spec } from "./spec.ts";

const { place, json } = shared;

const reviewOptions = [
  option("--why <text>", "the reason (needed)"),
  option("--who <name>", "who decides (default: $FOEDERA_REVIEWER or the user of the system)"),
  option("--on <date>", "the day of the decision (default: now)"),
  place,
  json,
];

const fromReview =
  (name: "accept" | "reject" | "amend" | "merge" | "split" | "note" | "undo" | "list"): Load =>
  async () =>
    (await import("./review.ts"))[name];

/** The commands under `review`. */
export const reviewSpecs: Spec[] = [
  { name: "accept", args: "<ids...>", summary: "confirm claims or facts", options: reviewOptions, load: fromReview("accept") },
  {
    name: "reject",
    args: "<ids...>",
    summary: "leave claims, facts or a whole report out; re-reading does not bring them back",
    options: reviewOptions,
    load: fromReview("reject"),
  },
  {
    name: "amend",
    args: "<id> <changes...>",
    summary: "put FIELD=VALUE in place of what was read",
    options: reviewOptions,
    load: fromReview("amend"),
  },
  { name: "merge", args: "<ids...>", summary: "say that claims or facts are one fact", options: reviewOptions, load: fromReview("merge") },
  {
    name: "split",
    args: "<ids...>",
    summary: "take claims out of their fact",
    options: [repeated("--from <id>", "only away from this claim or fact; may be repeated"), ...reviewOptions],
    load: fromReview("split"),
  },
  { name: "note", args: "<ids...>", summary: "remark on claims, facts or reports", options: reviewOptions, load: fromReview("note") },
  { name: "undo", args: "<ids...>", summary: "take decisions back; they stay on record", options: reviewOptions, load: fromReview("undo") },
  { name: "list", summary: "all decisions", options: [place, json], load: fromReview("list") },
  {
    name: "export",
    summary: "all decisions as JSON Lines",
    options: [option("--out <file>", "write to a file instead of standard output"), place],
    load: async () => (await import("./review-move.ts")).exportAll,
  },
  {
    name: "import",
    args: "<file>",
    summary: "take in the decisions that export wrote (- for standard input)",
    options: [place, option("--json", "the summary as JSON")],
    load: async () => (await import("./review-move.ts")).importAll,
  },
  {
    name: "agreement",
    args: "[reviewers...]",
    summary: "how far reviewers agree: Cohen's kappa and Krippendorff's alpha by field",
    options: [option("--field <name>", "only this field"), place, json],
    load: async () => (await import("./review-agreement.ts")).agreement,
  },
];

/** The commands under `ledger`. */
export const ledgerSpecs: Spec[] = [
  {
    name: "copy",
    args: "<from> <to>",
    summary: "copy a whole ledger; each is a folder or postgres://user@host/name",
    options: [option("--json", "the summary as JSON")],
    load: async () => (await import("./copy.ts")).run,
  },
];

const queueOptions = [
  option("--nats <address>", "the queue's server, nats://host:4222 (needed)"),
  option("--queue <name>", "name of the queue (default: foedera)"),
];
const every = option("--all", "all that was set aside");
const fromQueue =
  (name: "list" | "replay" | "drop"): Load =>
  async () =>
    (await import("./queue.ts"))[name];

/** The commands under `queue`. */
export const queueSpecs: Spec[] = [
  { name: "list", summary: "what workers set aside, and why", options: [...queueOptions, json], load: fromQueue("list") },
  {
    name: "replay",
    args: "[reports...]",
    summary: "put what was set aside back into the queue",
    options: [every, ...queueOptions, json],
    load: fromQueue("replay"),
  },
  {
    name: "drop",
    args: "[reports...]",
    summary: "throw away what was set aside",
    options: [every, ...queueOptions, json],
    load: fromQueue("drop"),
  },
];
