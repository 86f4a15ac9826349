import { GERUND, type Language } from "#knowledge";
import { type Analysis, type DateMention, type Phrase, type Predicate, participleOf } from "#mentions";
import type { Stage } from "#model";
import { firstDayOf, lastDayOf } from "./when.ts";

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
  ["form", "in-force"],
  ["establish", "agreed"],
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
const NEED_OBJECT = new Set(["have", "unveil", "propose", "complete", "amend", "form", "establish"]);
/** Verbs by which a relation comes to be or is raised to a higher one. */
const MADE = new Set(["form", "establish", "unveil"]);

export type StageFound = {
  stage: Stage;
  predicate: Predicate | null;
  noun: Phrase | null;
  how?: "made" | "refused";
  strength: number;
  /** told by a participle before the noun ("den im Mai unterzeichneten Pakt"): done, at the date beside it */
  done?: { when: DateMention };
};

/** What a phrase stands in the sentence as: itself, the first of its list, the portion that it is counted by ("a set of agreements"). */
export function rolesOf(a: Analysis, phrase: Phrase): Phrase[] {
  const root = phrase.group[0] as Phrase;
  const whole = (q: Phrase): boolean => q.head.has("portion") || q.head.has("wording");
  const portion = phrase.hangs ? a.phrases.find((q) => q.of.includes(phrase) && whole(q)) : undefined;
  return portion ? [phrase, root, portion] : [phrase, root];
}

/** True for a chamber, by its noun or as a body on file. */
const chamber = (q: Phrase | null): boolean => q?.head.has("parliament") === true || q?.actors.some((r) => r.chamber) === true;

/** Phrases of a predicate in which an instrument may be what it is about. */
function relation(p: Predicate, own: readonly Phrase[]): "object" | "subject" | "about" | null {
  if (own.some((q) => p.objects.includes(q))) return "object";
  if (own.some((q) => p.subject === q)) return p.passive ? "object" : "subject";
  return own.some((q) => p.preps.includes(q)) ? "about" : null;
}

/** "under the agreement signed in May": the participle straight behind the phrase belongs to it. */
const straight = (p: Predicate, phrase: Phrase): boolean => p.from === phrase.to && p.past && (p.subject === null || p.passive);

/** Where a preposition stands before the instrument: may the verb's class still tell its stage? */
function toldAbout(p: Predicate, phrase: Phrase, cls: string): boolean {
  const has = (role: string): boolean => phrase.roles.includes(role);
  const paper = p.objects.some((o) => o.head.has("instrument"));
  switch (cls) {
    // "put their names to the pact", "setzten ihre Unterschrift unter den Pakt"
    case "sign":
      return straight(p, phrase) || (!paper && (has("to") || (has("under") && p.objects.some((o) => o.head.has("signing")))));
    case "have":
      return has("by");
    // "suspended its part in the treaty"
    case "suspend":
      return has("in") && p.objects.some((o) => o.head.has("participation"));
    case "terminate":
      return has("from") || has("of") || (has("in") && p.objects.some((o) => o.head.has("participation")));
    // "raised their ties to a partnership"
    case "amend":
      return has("to") && phrase.head.has("lasting") && p.objects.some((o) => o.head.has("cooperation"));
    default:
      return !NEED_OBJECT.has(cls) && (cls !== "ratify" || straight(p, phrase));
  }
}

/** "are hammering out a pact": what is being done is not done. */
const underWay = (a: Analysis, p: Predicate): boolean =>
  p.form === "finite" && !p.passive && a.units[p.at]?.verbs.some((v) => v.mask & GERUND) === true;

/** A chamber that turns a treaty down. */
const turnedDown = (p: Predicate): boolean =>
  chamber(p.passive ? (p.preps.find((q) => q.roles.includes("by")) ?? null) : p.subject) &&
  (p.classes.has("refuse") || p.classes.has("condemn"));

type Told = Pick<StageFound, "stage" | "strength" | "how">;

function byVerb(a: Analysis, p: Predicate, phrase: Phrase): Told | null {
  const how = relation(p, rolesOf(a, phrase));
  if (!how) return null;
  if (how === "object" && turnedDown(p)) return { stage: "ratified", strength: 0.8, how: "refused" };
  if (how === "object" && underWay(a, p) && p.classes.has("agree") && !p.classes.has("sign"))
    return { stage: "negotiating", strength: 0.8 };
  for (const [cls, stage] of BY_VERB) {
    if (!p.classes.has(cls)) continue;
    if (how === "subject" && cls === "terminate" && p.objects.length === 0) return { stage, strength: 0.7 };
    if (how === "subject" && cls === "enforce") return { stage, strength: 0.8 };
    if (how === "subject" && !(REDUCED.has(cls) && p.past && p.objects.length === 0)) continue;
    if (cls === "approve" && !(chamber(p.subject) || p.preps.some((q) => q.roles.includes("by") && chamber(q)))) continue;
    if (cls === "establish" && !phrase.head.has("lasting")) continue;
    if (how === "about" && !toldAbout(p, phrase, cls)) continue;
    const made = how === "about" ? cls === "amend" : [...MADE].some((c) => p.classes.has(c));
    return { stage, strength: how === "about" ? 0.6 : 0.8, ...(made ? { how: "made" as const } : {}) };
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
  p.classes.has("say") && relation(p, [noun]) === "about" && (p.form === "to" || p.form === "infinitive" || p.negated);

/** What a sentence says of how far an instrument has come, a step for each verb; empty where it only names it. */
export function stagesOf(a: Analysis, phrase: Phrase): StageFound[] {
  const noun = byNoun(a, phrase);
  if (noun) {
    const own = rolesOf(a, noun.noun);
    const p = a.predicates.find((q) => relation(q, own) !== null) ?? null;
    if (a.predicates.some((q) => untold(q, noun.noun))) return [];
    const verb = p ? BY_VERB.find(([cls]) => p.classes.has(cls) && ["terminate", "suspend"].includes(cls)) : undefined;
    if (noun.stage === "negotiating" && p && (p.classes.has("complete") || (p.classes.has("agree") && p.objects.includes(noun.noun))))
      return [{ stage: "agreed", predicate: p, noun: noun.noun, strength: 0.7 }];
    if (noun.stage === "negotiating" && verb) return [{ stage: verb[1], predicate: p, noun: noun.noun, strength: 0.6 }];
    return [{ stage: noun.stage, predicate: p, noun: noun.noun, strength: 0.7 }];
  }
  const out: StageFound[] = [];
  for (const p of a.predicates) {
    const hit = byVerb(a, p, phrase);
    if (hit && !out.some((f) => f.stage === hit.stage)) out.push({ ...hit, predicate: p, noun: null });
  }
  return out;
}

/** Years after which a step told beside a noun is history of the instrument and no news. */
const HISTORY = 10;

/** True for a date before the report and not long before it. */
function recent(edtf: string, published: string | null): boolean {
  const [first, last, today] = [firstDayOf(edtf), lastDayOf(edtf), lastDayOf(published)];
  return (
    first !== null && last !== null && today !== null && first <= today && Number(today.slice(0, 4)) - Number(last.slice(0, 4)) <= HISTORY
  );
}

/** The step that a participle with company and a date tells of its noun: "der im Mai mit B unterzeichnete Pakt". */
export function stageBefore(a: Analysis, phrase: Phrase, language: Language, published: string | null): StageFound | null {
  const when = phrase.attribute?.units.find((u) => u.date?.edtf && recent(u.date.edtf, published))?.date;
  if (!when) return null;
  const classes = phrase.units.flatMap((u) => (u.is === "word" && u.nouns.length === 0 ? participleOf(u, language) : []));
  const stage = BY_VERB.find(([cls]) => REDUCED.has(cls) && classes.includes(cls))?.[1];
  if (!stage) return null;
  const own = rolesOf(a, phrase);
  const predicate = a.predicates.find((p) => relation(p, own) !== null) ?? null;
  return { stage, predicate, noun: phrase, strength: 0.7, done: { when } };
}
