import type { Decision } from "#model";
import type { Join } from "./cluster.ts";
import type { Feature } from "./feature.ts";
import { relate } from "./relate.ts";
import { say } from "./sentence.ts";
import { priorOf, type Signal, scoreOf, signalsOf, weigh } from "./signals.ts";
import type { FusionTables } from "./tables.ts";

/** The earlier known of two claims first. */
export function inOrder(a: Feature, b: Feature): number {
  return (
    (a.known ?? 1e9) - (b.known ?? 1e9) ||
    (a.published?.from ?? 1e9) - (b.published?.from ?? 1e9) ||
    (a.time?.from ?? 1e9) - (b.time?.from ?? 1e9) ||
    (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  );
}

function values(s: string, f: Feature): string {
  if (s === "name") return f.name ?? "";
  if (s === "object") return f.object ?? "";
  if (s === "time" || s === "day") return f.claim.time ?? "";
  if (s === "place") return f.claim.kind === "activity" ? (f.claim.place ?? "") : "";
  return s === "instrument" ? (f.instrument ?? "") : "";
}

function reasons(tables: FusionTables, lang: string, signals: Signal[], prior: number, a: Feature, b: Feature, favour: boolean): string {
  const all = [...signals.map((s) => ({ name: s.name, sum: weigh(tables, s) })), { name: "prior", sum: prior }];
  const told = all.filter((s) => (favour ? s.sum > 0.1 : s.sum < -0.1)).sort((x, y) => Math.abs(y.sum) - Math.abs(x.sum));
  const words = told
    .slice(0, 3)
    .map((s) => say(tables, lang, `signal.${s.name}.${favour ? "plus" : "minus"}`, { a: values(s.name, a), b: values(s.name, b) }));
  return words.filter(Boolean).join(", ");
}

/** The judgement on two claims of one kind: same, update, contradiction or different, with its score, signals and one sentence why. */
export function decide(tables: FusionTables, x: Feature, y: Feature, lang = "en", ruled?: number): Decision {
  const [a, b] = inOrder(x, y) <= 0 ? [x, y] : [y, x];
  const signals = signalsOf(tables, a, b);
  const prior = priorOf(tables, a.kind, a.type).prior;
  const score = scoreOf(tables, a, b, signals);
  const listed = [
    { name: "prior", likeness: Math.sign(prior), weight: Math.abs(prior) },
    ...signals.map((s) => ({ name: s.name, likeness: round(s.likeness), weight: round(weightOf(tables, s)) })),
  ];
  const base = { left: a.claim.id, right: b.claim.id, score: round(score), signals: listed };
  const forced = ruled !== undefined && Math.abs(ruled) >= 1000;
  const together = forced ? (ruled ?? 0) > 0 : score >= tables.thresholds.same || ruled !== undefined;
  if (!together)
    return {
      ...base,
      outcome: "different",
      why: say(tables, lang, "decision.different", { reasons: reasons(tables, lang, signals, prior, a, b, false) }),
    };
  const relation = relate(tables, a, b);
  const change = relation.change ? say(tables, lang, relation.change, { from: relation.from, to: relation.to }) : "";
  const why = say(tables, lang, forced ? "decision.review" : `decision.${relation.outcome}`, {
    change,
    reasons: reasons(tables, lang, signals, prior, a, b, true),
  });
  return { ...base, outcome: relation.outcome, why };
}

export const decideJoin = (tables: FusionTables, join: Join, lang: string) =>
  decide(tables, join.left, join.right, lang, Number.isNaN(join.score) ? 0 : join.score);

const round = (n: number) => Math.round(n * 1000) / 1000;
const weightOf = (tables: FusionTables, s: Signal) => {
  const w = tables.signals[s.name];
  return w ? (s.likeness > 0 ? w.plus : w.minus) : 0;
};
