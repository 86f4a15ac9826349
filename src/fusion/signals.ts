import type { Feature } from "./feature.ts";
import { gap, length, within } from "./period.ts";
import type { FusionTables } from "./tables.ts";
import { likeness } from "./words.ts";

/** One named signal: likeness from -1 (unlike) to 1 (alike). A signal that has nothing to go by is left out. */
export type Signal = { name: string; likeness: number };

export type Prior = { prior: number; days: number; generic: ReadonlySet<string>; ongoing: boolean };

const priors = new WeakMap<FusionTables, Map<string, Prior>>();

/** The prior of a kind and type, with its general ideas as a set. */
export function priorOf(tables: FusionTables, kind: Feature["kind"], type: string): Prior {
  let all = priors.get(tables);
  if (!all) {
    all = new Map();
    for (const [k, types] of Object.entries(tables.priors))
      for (const [t, p] of Object.entries(types)) all.set(`${k}|${t}`, { ...p, generic: new Set(p.generic) });
    priors.set(tables, all);
  }
  return all.get(`${kind}|${type}`) ?? { prior: -1, days: 0, generic: new Set<string>(), ongoing: false };
}

/** 0..1 likeness as a signal around the point where it says nothing. */
const around = (sim: number, middle: number) => (sim >= middle ? (sim - middle) / (1 - middle) : (sim - middle) / middle);

const overlap = (a: readonly string[], b: readonly string[]) => {
  const other = new Set(b);
  return a.filter((x) => other.has(x)).length / Math.max(1, Math.min(a.length, b.length));
};

const digits = (list: readonly string[]) => list.filter((t) => /\d/.test(t));

/** Initials of the words of a long name, to meet its abbreviation. */
function abbreviates(short: string, long: string): boolean {
  const initials = (long.match(/\p{L}+/gu) ?? [])
    .filter((w) => /^\p{Lu}/u.test(w))
    .map((w) => w[0])
    .join("");
  return short.length >= 2 && /^\p{Lu}+$/u.test(short) && initials.startsWith(short);
}

function marksAgree(a: readonly string[], b: readonly string[]): number | null {
  if (!a.length || !b.length) return null;
  const [x, y] = [digits(a), digits(b)];
  if (x.length && y.length && !x.some((t) => y.includes(t))) return -1;
  return overlap(a, b) > 0 ? overlap(a, b) : -0.3;
}

/** How far two names or objects speak of the same: by the ideas in them (any language) and by the words that mark them. */
function namesAgree(
  a: string,
  b: string,
  left: Feature,
  right: Feature,
  of: "name" | "object",
  generic: ReadonlySet<string>,
): number | null {
  if (a === b) return 1;
  if (abbreviates(a, b) || abbreviates(b, a)) return 1;
  const byIdeas = likeness(left[`${of}Ideas`], right[`${of}Ideas`], generic);
  const byMarks = marksAgree(left[`${of}Marks`], right[`${of}Marks`]);
  if (byMarks === -1) return -1;
  if (byIdeas === null) return byMarks !== null && byMarks > 0 ? byMarks : (generality(left, right, of, generic) ?? byMarks);
  const sim = around(byIdeas, 0.3);
  return byMarks !== null && byMarks > 0 ? Math.max(sim, byMarks) : sim;
}

/**
 * Two names of general words only ("closer ties", "more cooperation") name nothing that could differ;
 * a general and a particular one may, but need not, be the same.
 */
function generality(left: Feature, right: Feature, of: "name" | "object", generic: ReadonlySet<string>): number | null {
  const weight = (f: Feature) => [...f[`${of}Ideas`]].reduce((sum, [id, w]) => sum + (generic.has(id) || w <= 0.2 ? 0 : w), 0);
  if (!left[`${of}Ideas`].size || !right[`${of}Ideas`].size) return null;
  const [a, b] = [weight(left), weight(right)];
  if (a === 0 && b === 0) return 0.2;
  return Math.max(a, b) >= 0.8 ? -0.6 : null;
}

function timeOfAgreement(tables: FusionTables, a: Feature, b: Feature, days: number): number | null {
  const { rank, again } = tables.stages;
  const [ra, rb] = [rank[a.stage as keyof typeof rank], rank[b.stage as keyof typeof rank]];
  const [plan, done] = a.modality === "actual" ? [b, a] : [a, b];
  if (a.modality === "actual" && b.modality === "actual") {
    if (a.stage !== b.stage || !a.time || !b.time || (again as string[]).includes(a.stage)) return null;
    const apart = gap(a.time, b.time);
    return apart === 0 ? 1 : apart <= days ? -0.2 : -1;
  }
  if (done.modality === "actual") {
    const reached = (done === a ? ra : rb) >= (plan === a ? ra : rb) && !(again as string[]).includes(plan.stage);
    const early = done.time && plan.published && done.time.to < plan.published.from - days;
    if (reached && early && plan.modality === "planned") return -1;
    return a.time && b.time && a.stage === b.stage ? (gap(a.time, b.time) === 0 ? 1 : null) : null;
  }
  if (a.stage !== b.stage || !a.time || !b.time) return null;
  return gap(a.time, b.time) === 0 ? 0.6 : null;
}

/** Undertakings that stand for longer than this may be told anew at any time. */
const LASTING = 1000;

/** What had happened before a plan was reported is not what was planned. */
const pastForPlan = (done: Feature, plan: Feature) =>
  done.modality === "actual" && plan.modality === "planned" && !!done.time && !!plan.published && done.time.to < plan.published.from - 7;

/** A plan that a report of about the same time puts off: the same name, a date not far off. */
function moved(a: Feature, b: Feature, apart: number): boolean {
  const [first, later] = (a.known ?? 0) <= (b.known ?? 0) ? [a, b] : [b, a];
  const named = first.nameMarks.length > 0 && first.nameMarks.join() === later.nameMarks.join();
  return (
    named &&
    first.modality === "planned" &&
    apart <= PUT_OFF &&
    !!first.time &&
    !!later.published &&
    later.published.from <= first.time.to + 31 &&
    later.doc !== first.doc
  );
}
const PUT_OFF = 130;

function timeOfOccurrence(a: Feature, b: Feature, prior: Prior): number | null {
  if (!a.time || !b.time) {
    if (a.kind === "commitment")
      return a.published && b.published && prior.days < LASTING && gap(a.published, b.published) > 2 * prior.days ? -0.4 : null;
    if (prior.ongoing) return a.time || b.time ? null : 0.25;
    return a.time || b.time ? -0.1 : null;
  }
  const apart = gap(a.time, b.time);
  if (a.kind === "activity" && (pastForPlan(a, b) || pastForPlan(b, a))) return -1;
  if (apart > 0) {
    if (a.kind === "commitment") return apart <= prior.days ? -0.1 : -0.6;
    return apart <= prior.days || moved(a, b, apart) ? -0.085 : -1;
  }
  const longer = Math.max(length(a.time), length(b.time));
  if (a.kind === "commitment")
    return Math.min(length(a.time), length(b.time)) * 3 < longer && Number.isFinite(longer) ? -0.35 : longer <= 4000 ? 0.6 : 0.2;
  const inside = within(a.time, b.time) || within(b.time, a.time);
  return longer <= 3 ? 1 : inside && longer <= 31 ? 0.85 : longer <= 366 ? 0.4 : 0.15;
}

/** Can the one be what became of the other: planned first, then happened or planned for another day? */
function succession(a: Feature, b: Feature): number | null {
  const [first, later] = (a.known ?? 0) <= (b.known ?? 0) ? [a, b] : [b, a];
  if (first.modality !== "planned" || later.modality === "possible" || first.doc === later.doc) return null;
  if (!first.time || !later.time) return null;
  return gap(first.time, later.time) === 0 && later.modality === "actual" ? 1 : null;
}

function amounts(a: Feature, b: Feature): number | null {
  if (!a.quantity || !b.quantity || a.quantity.unit !== b.quantity.unit) return null;
  return a.quantity.value === b.quantity.value ? 1 : -1;
}

function sameWords(a: Feature, b: Feature): number | null {
  if (a.kind === "statement") return a.quote === b.quote && a.doc !== b.doc ? 1 : null;
  return a.doc !== b.doc && a.claim.evidence === b.claim.evidence ? 1 : null;
}

const sameSet = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((x) => b.includes(x));

function toldApart(a: Feature, b: Feature): boolean {
  return a.doc === b.doc && a.modality === b.modality && a.stage === b.stage && sameSet(a.parties, b.parties);
}

/** Is the one a stop of the other, a visit of many hosts? */
export function partOfTour(tables: FusionTables, part: Feature, whole: Feature): boolean {
  const { types, participants } = tables.tour;
  if (!types.includes(whole.type) || whole.parties.length < participants || part.parties.length >= whole.parties.length) return false;
  return !!part.time && !!whole.time && gap(part.time, whole.time) === 0;
}

function unlikeModality(a: Feature, b: Feature): number | null {
  if (a.kind !== "activity" || (a.time && b.time)) return null;
  return (a.modality === "possible") !== (b.modality === "possible") ? -1 : null;
}

/** Every signal that two claims of one kind give. */
export function signalsOf(tables: FusionTables, a: Feature, b: Feature): Signal[] {
  const prior = priorOf(tables, a.kind, a.type);
  const found: Signal[] = [];
  const put = (name: string, value: number | null) => {
    if (value !== null && value !== 0) found.push({ name, likeness: value });
  };
  if (a.instrument && b.instrument) put("instrument", a.instrument === b.instrument ? 1 : -1);
  if (a.name && b.name) put("name", namesAgree(a.name, b.name, a, b, "name", prior.generic));
  put(
    a.kind === "activity" ? "day" : "time",
    a.kind === "agreement" ? timeOfAgreement(tables, a, b, prior.days) : timeOfOccurrence(a, b, prior),
  );
  if (a.object && b.object) put("object", namesAgree(a.object, b.object, a, b, "object", prior.generic));
  put("quantity", amounts(a, b));
  if (a.deadline && b.deadline) put("deadline", a.deadline.to === b.deadline.to ? 1 : -1);
  if (a.place.length && b.place.length) put("place", overlap(a.place, b.place) > 0 ? 1 : -0.25);
  if (a.beneficiaries.length && b.beneficiaries.length) put("beneficiaries", overlap(a.beneficiaries, b.beneficiaries) > 0 ? 1 : -1);
  const wording = likeness(a.wording, b.wording, prior.generic);
  if (wording !== null && !(a.kind === "statement" && a.quote === b.quote) && !(a.name && b.name && a.kind === "agreement"))
    put("wording", around(wording, 0.25));
  put("quotation", sameWords(a, b));
  if (a.kind === "statement")
    put("name", a.speaker && b.speaker ? (sameSet(a.speaker.split(" "), b.speaker.split(" ")) ? 0.3 : -0.3) : null);
  if (toldApart(a, b)) put("apart", amounts(a, b) === -1 ? -2 : -1);
  if (a.kind === "activity") put("succession", succession(a, b));
  put("modality", unlikeModality(a, b));
  put("parties", sameSet(a.parties, b.parties) ? (a.parties.length ? 1 : -1) : null);
  if (!sameSet(a.parties, b.parties)) put(`wider-${a.kind}`, -1);
  if (a.type !== b.type) put("type", -1);
  if (partOfTour(tables, a, b) || partOfTour(tables, b, a)) put("tour", 1);
  return found;
}

/** The sum of a pair's signals by the weights of the table, on top of the prior of its type. */
export function scoreOf(tables: FusionTables, a: Feature, b: Feature, signals = signalsOf(tables, a, b)): number {
  let sum = priorOf(tables, a.kind, a.type).prior;
  for (const s of signals) sum += weigh(tables, s);
  return sum;
}

export function weigh(tables: FusionTables, s: Signal): number {
  const weight = tables.signals[s.name];
  return weight ? s.likeness * (s.likeness > 0 ? weight.plus : weight.minus) : 0;
}
