import { type Analysis, type Phrase, type Predicate, unique } from "#mentions";
import type { Modality, Range, Stage } from "#model";
import { type Context, codesOf, type Draft, spansOf } from "./context.ts";
import { modalityOf } from "./modality.ts";
import { allianceOf } from "./parties.ts";
import { tailOf } from "./roles.ts";
import { attributionFor } from "./sources.ts";
import { timeOf } from "./when.ts";

type Found = { states: string[]; org: string; stage: Stage; p: Predicate | null; spans: Range[]; at: number; modality: Modality };

const states = (codes: readonly string[], ctx: Context): string[] => codes.filter((c) => ctx.knowledge.actors.get(c)?.kind === "state");
const alliance = (codes: readonly string[], ctx: Context): string | undefined =>
  codes.find((c) => ctx.knowledge.compiled.alliances.includes(c));

/** "the alliance" without a name beside it: the one that the report is about. */
const theAlliance = (q: Phrase): boolean =>
  q.head.has("lasting") && q.owners.length === 0 && q.units.length === 2 && q.units[0]?.cats.has("det") === true;

/** Steps on the way into an alliance, by the class of the verb that governs the joining: "applied to join", "invited to join". */
const ABOVE: readonly (readonly [string, Stage])[] = [
  ["invite", "agreed"],
  ["approve", "ratified"],
  ["ratify", "ratified"],
  ["propose", "proposed"],
];

/** How far a state has come that joins: the stage and modality that the verb above the joining gives; null: it only joins. */
function above(p: Predicate, a: Analysis, ctx: Context): { stage: Stage; modality: Modality | null; p: Predicate } | null {
  const g = p.governor;
  if (!g || (p.form !== "to" && p.form !== "gerund")) return null;
  const [cls, stage] = ABOVE.find(([c]) => g.classes.has(c)) ?? [null, null];
  if (stage === null || (cls === "propose" && g.classes.has("plan"))) return null;
  const modality = modalityOf(g, a, ctx.language, ctx.published);
  if (cls === "propose") return { stage, modality: g.negated ? "negated" : "actual", p: g };
  return cls === "approve" && !g.subject?.head.has("parliament") ? null : { stage, modality, p: g };
}

/** "Finland joined NATO", "Armenien will aus der OVKS austreten". */
function byVerb(a: Analysis, p: Predicate, ctx: Context): Found | null {
  const leaving = p.classes.has("terminate");
  if (!p.classes.has("join") && !leaving) return null;
  const places = [
    ...p.objects,
    ...p.preps.filter((q) => q.roles.some((r) => r === "to" || r === "from" || r === "of" || r === "in")),
    ...(p.passive && p.subject ? [p.subject] : []),
  ];
  const step = leaving ? null : above(p, a, ctx);
  const invited = step?.stage === "agreed" || step?.stage === "ratified";
  // "invited Finland to join the alliance": who is invited is the object of the verb above, and the alliance may be who invites
  const hosts = invited ? [step?.p.subject ?? null] : [];
  const org = alliance(codesOf([...places, ...hosts]), ctx) ?? (places.some(theAlliance) ? allianceOf([], ctx) : null);
  const joining = invited ? [...(step?.p.objects ?? []), ...between(a, step?.p ?? p, p)] : [p.subject, ...(p.passive ? [] : p.objects)];
  const who = states(codesOf(joining), ctx);
  if (!org || who.length === 0) return null;
  const modality = step ? step.modality : modalityOf(p, a, ctx.language, ctx.published);
  if (modality === null || (p.negated && p.clause.conditional)) return null;
  const stage: Stage = leaving ? "ended" : (step?.stage ?? "in-force");
  return { states: who, org, stage, p: step?.p ?? p, spans: spansOf([p.subject, ...places]), at: p.at, modality };
}

/** Phrases between two verbs. */
const between = (a: Analysis, g: Predicate, p: Predicate): Phrase[] => a.phrases.filter((q) => q.from > g.at && q.to <= p.at && !q.prep);

const STAGES: readonly (readonly [string, Stage])[] = [
  ["ratify", "ratified"],
  ["approve", "ratified"],
  ["sign", "signed"],
  ["invite", "agreed"],
  ["propose", "proposed"],
  ["urge", "proposed"],
  ["complete", "in-force"],
];

/** Steps that no verb tells: "the applications of Finland and Sweden for membership", "the anniversary of its accession". */
const aside = (applied: boolean, marked: boolean): readonly [string, Stage] | undefined =>
  applied ? ["propose", "proposed"] : marked ? ["join", "in-force"] : undefined;

/** "Sweden's accession to NATO", "den Beitritt Finnlands zur Nato", "its application for NATO membership". */
function byNoun(a: Analysis, noun: Phrase, ctx: Context): Found | null {
  if (!noun.head.has("accession")) return null;
  const tail = tailOf(a, noun);
  const before = a.phrases.slice(0, a.phrases.indexOf(noun)).filter((q) => q.head.has("application") && tailOf(a, q).includes(noun));
  const hung = a.phrases.filter((q) => q.of.includes(noun));
  const marked = hung.some((q) => q.head.has("anniversary"));
  const around = unique([
    ...noun.owners.flatMap((r) => r.codes),
    ...codesOf(tail),
    ...tail.flatMap((q) => q.owners.flatMap((r) => r.codes)),
    ...before.flatMap((q) => [...q.owners.flatMap((r) => r.codes), ...codesOf(tailOf(a, q))]),
  ]);
  const org = alliance(around, ctx);
  const self = [noun, ...before, ...hung];
  const p = a.predicates.find((q) => self.some((n) => q.objects.includes(n) || q.subject === n || q.preps.includes(n))) ?? null;
  const subject = p && !p.passive ? states(codesOf([p.subject]), ctx) : [];
  const own = states(around, ctx);
  const asks = STAGES.find(([cls]) => p?.classes.has(cls)) ?? aside(before.length > 0, marked);
  const asked = asks?.[1] === "proposed";
  const guests = asks?.[0] === "invite" && p ? states(codesOf(p.objects), ctx) : [];
  const who = own.length > 0 ? own : asked ? subject : guests;
  if (who.length === 0 || !asks) return null;
  const host = org ?? (guests.length > 0 && p ? alliance(codesOf([p.subject]), ctx) : undefined);
  const modality = p ? modalityOf(p, a, ctx.language, ctx.published) : "actual";
  if (!host || modality === null) return null;
  return {
    states: who,
    org: host,
    stage: asks[1],
    p,
    spans: [[noun.start, noun.end]],
    at: p?.at ?? noun.from,
    modality: asked && modality !== "negated" ? "actual" : modality,
  };
}

/** "Mali, Niger and Burkina Faso form the Alliance of Sahel States": the members are bound to one another. */
function byFounding(a: Analysis, p: Predicate, ctx: Context): Draft[] {
  if (!p.classes.has("form") && !p.classes.has("establish")) return [];
  const members = states(codesOf([p.passive ? null : p.subject, ...p.preps.filter((q) => p.passive && q.roles.includes("by"))]), ctx);
  const founded = p.passive ? [p.subject] : p.objects;
  const modality = modalityOf(p, a, ctx.language, ctx.published);
  if (members.length < 2 || !alliance(codesOf(founded), ctx) || modality === null) return [];
  const stage: Stage = p.classes.has("form") ? "in-force" : "agreed";
  return draftsOf(a, { states: members, org: "", stage, p, spans: spansOf([p.subject]), at: p.at, modality }, [members], ctx);
}

/** "Estonia is a NATO member", "Schweden ist seit 2024 Mitglied der Nato". */
function byMember(a: Analysis, p: Predicate, ctx: Context): Found | null {
  if (!p.classes.has("be") || p.form !== "finite" || !p.subject) return null;
  const noun = p.objects.find((o) => o.head.has("member"));
  const org = noun && alliance(unique([...noun.owners.flatMap((r) => r.codes), ...codesOf([noun])]), ctx);
  const who = states(codesOf([p.subject]), ctx);
  const modality = modalityOf(p, a, ctx.language, ctx.published);
  if (!noun || !org || who.length === 0 || modality === null || (p.past && p.from === p.at)) return null;
  return { states: who, org, stage: "in-force", p, spans: spansOf([p.subject, noun]), at: p.at, modality };
}

/** States that join an alliance or leave it: an agreement of the state with the organisation. */
export function accessionClaims(a: Analysis, ctx: Context): Draft[] {
  const found = [
    ...a.predicates.flatMap((p) => [byVerb(a, p, ctx), byMember(a, p, ctx)]),
    ...a.phrases.map((n) => byNoun(a, n, ctx)),
  ].filter((f): f is Found => f !== null);
  return [
    ...found.flatMap((f) =>
      draftsOf(
        a,
        f,
        f.states.map((s) => [s, f.org]),
        ctx,
      ),
    ),
    ...a.predicates.flatMap((p) => byFounding(a, p, ctx)),
  ];
}

function draftsOf(a: Analysis, f: Found, sets: string[][], ctx: Context): Draft[] {
  const when = timeOf(a, f.p);
  return sets.map((parties) => ({
    kind: "agreement",
    fields: { type: "alliance", name: null, parties, stage: f.stage, instrument: null },
    start: a.sentence.start,
    end: a.sentence.end,
    modality: f.modality,
    time: when?.edtf ?? null,
    attribution: attributionFor(a, f.p, ctx, []),
    rule: "accession",
    confidence: 0.75,
    at: f.at,
    from: { parties: f.spans, ...(when ? { time: [[when.start, when.end] as Range] } : {}) },
  }));
}
