import { type Analysis, type Phrase, type Predicate, unique } from "#mentions";
import type { Modality, Range, Stage } from "#model";
import { type Context, codesOf, type Draft, spansOf } from "./context.ts";
import { modalityOf } from "./modality.ts";
import { tailOf } from "./roles.ts";
import { attributionFor } from "./sources.ts";
import { timeOf } from "./when.ts";

type Found = { states: string[]; org: string; stage: Stage; p: Predicate | null; spans: Range[]; at: number; modality: Modality };

const states = (codes: readonly string[], ctx: Context): string[] => codes.filter((c) => ctx.knowledge.actors.get(c)?.kind === "state");
const alliance = (codes: readonly string[], ctx: Context): string | undefined =>
  codes.find((c) => ctx.knowledge.compiled.alliances.includes(c));

/** "Finland joined NATO", "Armenien will aus der OVKS austreten". */
function byVerb(a: Analysis, p: Predicate, ctx: Context): Found | null {
  const leaving = p.classes.has("terminate");
  if (!p.classes.has("join") && !leaving) return null;
  const places = [
    ...p.objects,
    ...p.preps.filter((q) => q.roles.some((r) => r === "to" || r === "from" || r === "of" || r === "in")),
    ...(p.passive && p.subject ? [p.subject] : []),
  ];
  const org = alliance(codesOf(places), ctx);
  const who = states(codesOf([p.subject, ...(p.passive ? [] : p.objects)]), ctx);
  if (!org || who.length === 0) return null;
  const modality = modalityOf(p, a, ctx.language, ctx.published);
  if (modality === null) return null;
  const asked = p.governor?.classes.has("propose") === true && !p.governor.classes.has("plan");
  const stage: Stage = leaving ? "ended" : asked ? "proposed" : "in-force";
  return {
    states: who,
    org,
    stage,
    p,
    spans: spansOf([p.subject, ...places]),
    at: p.at,
    modality: asked && modality !== "negated" ? "actual" : modality,
  };
}

const STAGES: readonly (readonly [string, Stage])[] = [
  ["ratify", "ratified"],
  ["approve", "ratified"],
  ["sign", "signed"],
  ["propose", "proposed"],
  ["urge", "proposed"],
];

/** "Sweden's accession to NATO", "den Beitritt Finnlands zur Nato", "its application for NATO membership". */
function byNoun(a: Analysis, noun: Phrase, ctx: Context): Found | null {
  if (!noun.head.has("accession")) return null;
  const tail = tailOf(a, noun);
  const around = unique([
    ...noun.owners.flatMap((r) => r.codes),
    ...codesOf(tail),
    ...tail.flatMap((q) => q.owners.flatMap((r) => r.codes)),
  ]);
  const org = alliance(around, ctx);
  const p = a.predicates.find((q) => q.objects.includes(noun) || q.subject === noun || q.preps.includes(noun)) ?? null;
  const subject = p && !p.passive ? states(codesOf([p.subject]), ctx) : [];
  const own = states(around, ctx);
  const asks = STAGES.find(([cls]) => p?.classes.has(cls));
  const who = own.length > 0 ? own : asks?.[1] === "proposed" ? subject : [];
  if (!org || who.length === 0 || !p || !asks) return null;
  const modality = modalityOf(p, a, ctx.language, ctx.published);
  if (modality === null) return null;
  return {
    states: who,
    org,
    stage: asks[1],
    p,
    spans: [[noun.start, noun.end]],
    at: p.at,
    modality: asks[1] === "proposed" && modality !== "negated" ? "actual" : modality,
  };
}

/** States that join an alliance or leave it: an agreement of the state with the organisation. */
export function accessionClaims(a: Analysis, ctx: Context): Draft[] {
  const found = [...a.predicates.map((p) => byVerb(a, p, ctx)), ...a.phrases.map((n) => byNoun(a, n, ctx))].filter(
    (f): f is Found => f !== null,
  );
  return found.flatMap((f) =>
    f.states.map((state): Draft => {
      const when = timeOf(a, f.p);
      return {
        kind: "agreement",
        fields: { type: "alliance", name: null, parties: [state, f.org], stage: f.stage, instrument: null },
        start: a.sentence.start,
        end: a.sentence.end,
        modality: f.modality,
        time: when?.edtf ?? null,
        attribution: attributionFor(a, f.p, ctx, []),
        rule: "accession",
        confidence: 0.75,
        at: f.at,
        from: { parties: f.spans, ...(when ? { time: [[when.start, when.end] as Range] } : {}) },
      };
    }),
  );
}
