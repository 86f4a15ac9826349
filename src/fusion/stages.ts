import type { Expectation, Modality, Slip, Stage } from "#model";
import type { Feature } from "./feature.ts";
import { gap, iso } from "./period.ts";
import { after } from "./relate.ts";
import { label, say } from "./sentence.ts";
import type { FusionTables } from "./tables.ts";

/** How and when a fact is asked: the day as of which it is judged, and the language of its sentences. */
export type Asked = { day: number; lang: string };

const rankOf = (tables: FusionTables, stage: string) => tables.stages.rank[stage as Stage] ?? 0;

/** The moment of a step: when it happened, or, where the report does not date it, when it became known. */
export const moment = (f: Feature) => f.time?.from ?? f.known ?? Number.NEGATIVE_INFINITY;

/** An amendment, undated, of what the report itself calls new: the words speak of its making. */
const tooSoon = (tables: FusionTables, f: Feature) => f.stage === "amended" && !f.time && f.nameIdeas.has(tables.stages.fresh);

/** The step at which an agreement stands: the furthest that has happened, unless it was left by suspension or resumed. */
export function standing(tables: FusionTables, members: Feature[]): Feature | null {
  const happened = members.filter((f) => f.modality === "actual");
  const sound = happened.filter((f) => !tooSoon(tables, f));
  const steps = (sound.length > 0 ? sound : happened).sort(
    (a, b) => momentOf(a) - momentOf(b) || rankOf(tables, a.stage) - rankOf(tables, b.stage) || (a.key < b.key ? -1 : 1),
  );
  let at: Feature | null = null;
  for (const step of steps) {
    if (!at || rankOf(tables, step.stage) > rankOf(tables, at.stage)) at = step;
    else if (step.stage === at.stage) at = step.time || !at.time ? step : at;
    else if (tables.stages.leaves.includes(at.stage as Stage) && step.time && moment(step) > moment(at)) at = step;
  }
  return at;
}

const momentOf = (f: Feature) => {
  const m = moment(f);
  return Number.isFinite(m) ? m : -1e9;
};

/** The furthest step of an agreement that a report dates. */
export function datedStanding(tables: FusionTables, members: Feature[]): Feature | null {
  return standing(
    tables,
    members.filter((f) => f.time !== null),
  );
}

export const whoSays = (f: Feature, outlet: (doc: string) => string) => f.claim.attribution[0]?.source ?? outlet(f.doc);

const negative = (m: Modality) => m === "negated";

/** Does a step that happened fulfil the plan? It must be as far, and not older than the plan itself. */
function meets(tables: FusionTables, plan: Feature, step: Feature): boolean {
  if (step.modality !== "actual") return false;
  if (step.kind === "agreement") {
    const exact = rankOf(tables, plan.stage) >= rankOf(tables, "amended");
    if (exact ? step.stage !== plan.stage : rankOf(tables, step.stage) < rankOf(tables, plan.stage)) return false;
    if (rankOf(tables, step.stage) >= rankOf(tables, "suspended") && step.stage !== plan.stage) return false;
  }
  if (step.kind === "commitment" && !fulfils(plan, step)) return false;
  if (step.time && plan.published) return step.time.to >= plan.published.from;
  if (plan.kind === "agreement" && (tables.stages.again as string[]).includes(plan.stage)) return after(step, plan);
  return after(step, plan);
}

/** An undertaking is met by an act that is dated, or that answers a dated or measured promise, and reaches its figure. */
function fulfils(plan: Feature, step: Feature): boolean {
  const [want, got] = [plan.quantity, step.quantity];
  if (want && got && want.unit === got.unit && got.value < want.value) return false;
  return !!step.time || !!dueOf(plan) || (!!want && !!got);
}

function drops(plan: Feature, step: Feature): boolean {
  if (step.kind === "agreement" && step.stage === "ended" && step.modality === "actual") return after(step, plan);
  if (!negative(step.modality) || !after(step, plan)) return false;
  if (step.kind === "agreement" && step.stage !== plan.stage) return false;
  return !step.time || !plan.time || gap(step.time, plan.time) === 0;
}

const dueOf = (f: Feature) => (f.kind === "commitment" && f.deadline ? f.deadline : f.time);
const dueText = (f: Feature) => (f.claim.kind === "commitment" && f.claim.deadline ? f.claim.deadline : f.claim.time);

function slipsOf(dated: Feature[], outlet: (doc: string) => string): Slip[] {
  const slips: Slip[] = [];
  let last = dated[0];
  for (const plan of dated.slice(1)) {
    const [from, to] = [last ? dueOf(last) : null, dueOf(plan)];
    if (!last || !from || !to) continue;
    const moved = plan.kind === "commitment" && plan.deadline && last.deadline ? to.to !== from.to : gap(from, to) > 0;
    if (moved && after(plan, last))
      slips.push({
        from: dueText(last) ?? "",
        to: dueText(plan) ?? "",
        days: finite(to.to - from.to),
        who: [whoSays(plan, outlet)],
        known: null,
        claim: plan.claim.id,
      });
    if (after(plan, last) || to.to - to.from < from.to - from.from) last = plan;
  }
  return slips;
}

const finite = (n: number) => (Number.isFinite(n) ? n : 0);

/** The plans for one step, oldest first, folded into what is expected, what came of it, and by how much it slipped. */
export function expectation(
  tables: FusionTables,
  plans: Feature[],
  steps: Feature[],
  asked: Asked,
  outlet: (doc: string) => string,
): Expectation | null {
  const first = plans[0];
  if (!first) return null;
  const dated = plans.filter((p) => dueOf(p));
  const slips = slipsOf(dated, outlet);
  const origin = dated[0] ?? first;
  const lastSlip = slips.at(-1);
  const current = dated.find((p) => p.claim.id === lastSlip?.claim) ?? narrowest(dated) ?? origin;
  const latest = plans.at(-1) as Feature;
  const met = steps
    .filter((s) => meets(tables, s.kind === "agreement" && tables.stages.again.includes(first.stage as Stage) ? latest : first, s))
    .sort((a, b) => moment(a) - moment(b))[0];
  const dropped = steps.find((s) => drops(latest, s));
  const due = dueOf(current)?.to ?? Number.POSITIVE_INFINITY;
  const late = Number.isFinite(due) && due < asked.day;
  const state = met ? "met" : dropped ? "dropped" : late ? "overdue" : slips.length ? "slipped" : "open";
  const days =
    met?.time && dueOf(origin)
      ? Math.max(0, finite(met.time.from - (dueOf(origin)?.to ?? 0)))
      : finite((dueOf(current)?.to ?? 0) - (dueOf(origin)?.to ?? 0));
  const who = [...new Set(plans.map((p) => whoSays(p, outlet)))];
  const overdueDays = state === "overdue" ? finite(asked.day - due) : 0;
  const sentence =
    met && !met.time && met.stage !== first.stage ? "expectation.implied" : sentenceOf(state, slips.length > 0, !!dueText(current));
  const why = say(tables, asked.lang, sentence, {
    stage: label(tables, asked.lang, first.stage || first.type),
    first: dueText(origin),
    expected: dueText(current),
    days: state === "overdue" ? overdueDays : days,
    slipped: days,
    day: iso(asked.day),
    on: met ? (met.claim.time ?? `${iso(met.known ?? Number.NaN) ?? ""} (${whoSays(met, outlet)})`) : "",
    who: state === "dropped" && dropped ? whoSays(dropped, outlet) : who.join(", "),
  });
  return {
    stage: first.stage || first.type,
    first: dueText(origin),
    expected: dueText(current),
    state,
    slips,
    slippedDays: days,
    overdueDays,
    metBy: met?.claim.id ?? null,
    metOn: met?.claim.time ?? null,
    claims: plans.map((p) => p.claim.id),
    who,
    why,
  };
}

function sentenceOf(state: Expectation["state"], slipped: boolean, dated: boolean): string {
  if (state === "open" && !dated) return "expectation.undated";
  return state === "overdue" && slipped ? "expectation.overdue-slipped" : `expectation.${state}`;
}

/** Of plans that agree, the one that names the time most exactly. */
function narrowest(plans: Feature[]): Feature | undefined {
  return [...plans].sort((a, b) => width(a) - width(b))[0];
}

const width = (f: Feature) => {
  const due = dueOf(f);
  return due ? finite(due.to - due.from) || 1e6 : 1e9;
};

/** Every expectation of an agreement, by stage; of a commitment or activity, one. */
export function expectations(tables: FusionTables, members: Feature[], asked: Asked, outlet: (doc: string) => string): Expectation[] {
  const plans = members.filter((f) => f.modality === "planned");
  const stages = [...new Set(plans.map((p) => p.stage))].sort((a, b) => rankOf(tables, a) - rankOf(tables, b));
  return stages.flatMap(
    (s) =>
      expectation(
        tables,
        plans.filter((p) => p.stage === s),
        members,
        asked,
        outlet,
      ) ?? [],
  );
}
