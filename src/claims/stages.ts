import type { Analysis, Phrase, Predicate } from "#mentions";
import type { Modality, Stage } from "#model";

/** Which class of verb, with an instrument as its object or (passive, or without object) as its subject, says which stage. */
const BY_VERB: readonly (readonly [string, Stage])[] = [
  ["sign", "signed"],
  ["ratify", "ratified"],
  ["approve", "ratified"],
  ["enforce", "in-force"],
  ["suspend", "suspended"],
  ["terminate", "ended"],
  ["negotiate", "negotiating"],
  ["amend", "amended"],
  ["agree", "agreed"],
  ["unveil", "agreed"],
  ["have", "in-force"],
  ["propose", "proposed"],
  ["complete", "completed"],
];

/** The same said with a noun: "the signing of", "talks on". */
const BY_NOUN: readonly (readonly [string, Stage])[] = [
  ["signing", "signed"],
  ["ratification", "ratified"],
  ["entry-into-force", "in-force"],
  ["suspension", "suspended"],
  ["termination", "ended"],
  ["extension", "amended"],
  ["conclusion", "agreed"],
  ["negotiation", "negotiating"],
  ["proposal", "proposed"],
];

/** Verbs that a contracted relative clause may carry ("New START, signed in Prague"), or that go with the instrument as subject. */
const REDUCED = new Set(["sign", "ratify", "enforce", "terminate", "suspend"]);
const NEED_OBJECT = new Set(["have", "unveil", "propose", "complete", "amend"]);

export type StageFound = { stage: Stage; predicate: Predicate | null; noun: Phrase | null; modality?: Modality; strength: number };

/** Phrases of a predicate in which an instrument may be what it is about. */
function relation(p: Predicate, phrase: Phrase): "object" | "subject" | "about" | null {
  const root = phrase.group[0] as Phrase;
  if (p.objects.includes(root) || p.objects.includes(phrase)) return "object";
  if (p.subject === root || p.subject === phrase) return p.passive ? "object" : "subject";
  if (p.preps.includes(root) || p.preps.includes(phrase)) return "about";
  return null;
}

function byVerb(p: Predicate, phrase: Phrase): { stage: Stage; strength: number } | null {
  const how = relation(p, phrase);
  if (!how) return null;
  for (const [cls, stage] of BY_VERB) {
    if (!p.classes.has(cls)) continue;
    if (how === "subject" && cls === "terminate" && p.objects.length === 0) return { stage, strength: 0.7 };
    if (how === "subject" && cls === "enforce") return { stage, strength: 0.8 };
    if (how === "subject" && !(REDUCED.has(cls) && p.past && p.objects.length === 0)) continue;
    if (
      cls === "approve" &&
      !(p.subject?.head.has("parliament") || p.preps.some((q) => q.roles.includes("by") && q.head.has("parliament")))
    )
      continue;
    if (how === "about" && (NEED_OBJECT.has(cls) || cls === "sign" || cls === "ratify" || cls === "suspend")) continue;
    if (how === "about" && cls === "terminate" && !phrase.roles.includes("from") && !phrase.roles.includes("of")) continue;
    return { stage, strength: how === "about" ? 0.6 : 0.8 };
  }
  return null;
}

/** The noun that the instrument hangs on, or that stands before it with "on", "for", "about". */
function byNoun(a: Analysis, phrase: Phrase): { stage: Stage; noun: Phrase } | null {
  const at = a.phrases.indexOf(phrase);
  for (const own of BY_NOUN)
    if (phrase.classes.has(own[0]) && phrase.head.has("instrument") === false) return { stage: own[1], noun: phrase };
  for (let j = at - 1; j >= Math.max(0, at - 3); j--) {
    const q = a.phrases[j] as Phrase;
    const gap = a.units.slice(q.to, phrase.from);
    if (gap.some((u) => u.verb || (u.is === "mark" && u.text !== "," && u.text !== '"'))) break;
    for (const [cls, stage] of BY_NOUN) if (q.head.has(cls)) return { stage, noun: q };
  }
  return null;
}

/** "declined to comment on the signing": what nobody would say of a step tells nothing of it. */
const untold = (p: Predicate, noun: Phrase): boolean =>
  p.classes.has("say") && relation(p, noun) === "about" && (p.form === "to" || p.form === "infinitive" || p.negated);

/** What a sentence says of how far an instrument has come, a step for each verb; empty where it only names it. */
export function stagesOf(a: Analysis, phrase: Phrase): StageFound[] {
  const noun = byNoun(a, phrase);
  if (noun) {
    const p = a.predicates.find((q) => relation(q, noun.noun) !== null) ?? null;
    if (a.predicates.some((q) => untold(q, noun.noun))) return [];
    const verb = p ? BY_VERB.find(([cls]) => p.classes.has(cls) && ["terminate", "suspend"].includes(cls)) : undefined;
    if (noun.stage === "negotiating" && p && (p.classes.has("complete") || (p.classes.has("agree") && p.objects.includes(noun.noun))))
      return [{ stage: "agreed", predicate: p, noun: noun.noun, strength: 0.7 }];
    if (noun.stage === "negotiating" && verb) return [{ stage: verb[1], predicate: p, noun: noun.noun, strength: 0.6 }];
    return [{ stage: noun.stage, predicate: p, noun: noun.noun, strength: 0.7 }];
  }
  const out: StageFound[] = [];
  for (const p of a.predicates) {
    const hit = byVerb(p, phrase);
    if (hit && !out.some((f) => f.stage === hit.stage)) out.push({ stage: hit.stage, predicate: p, noun: null, strength: hit.strength });
  }
  return out;
}
