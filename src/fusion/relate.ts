import type { ConflictKind } from "#model";
import type { Feature } from "./feature.ts";
import { gap } from "./period.ts";
import type { FusionTables } from "./tables.ts";

/** What a later claim does to an earlier one about the same thing. */
export type Relation = {
  outcome: "same" | "update" | "contradiction";
  /** key of the sentence that names the change */
  change: string | null;
  from: string;
  to: string;
  conflict: ConflictKind | null;
  field: string;
  confirms: boolean;
  supersedes: boolean;
};

const same: Relation = { outcome: "same", change: null, from: "", to: "", conflict: null, field: "", confirms: false, supersedes: false };
const update = (change: string, from: unknown, to: unknown, more: Partial<Relation> = {}): Relation => ({
  ...same,
  outcome: "update",
  change,
  from: String(from),
  to: String(to),
  ...more,
});
const clash = (conflict: ConflictKind, field: string, from: unknown, to: unknown): Relation => ({
  ...same,
  outcome: "contradiction",
  change: "change.conflict",
  conflict,
  field,
  from: String(from),
  to: String(to),
});

/** Was the one report published wholly after the other? */
export const after = (later: Feature, earlier: Feature) =>
  !!later.published && !!earlier.published && later.published.from > earlier.published.to;

const apart = (a: Feature, b: Feature) => !!a.time && !!b.time && gap(a.time, b.time) > 0;
const ahead = (f: Feature) => f.modality === "planned" || f.modality === "possible";

/** Compares two claims of one fact, the earlier known first. */
export function relate(tables: FusionTables, a: Feature, b: Feature): Relation {
  const found =
    a.kind === "agreement"
      ? agreement(tables, a, b)
      : a.kind === "commitment"
        ? commitment(a, b)
        : a.kind === "activity"
          ? activity(a, b)
          : same;
  if (found.outcome === "same" && a.kind === "agreement" && !sameParties(a, b)) return { ...widened(a, b), conflict: null };
  return found;
}

const sameParties = (a: Feature, b: Feature) => a.parties.join() === b.parties.join();

/** One report names more parties than the other: a wider circle later, or a lesser account. */
export function widened(a: Feature, b: Feature): Relation {
  const [from, to] = [a.parties.join(", "), b.parties.join(", ")];
  return { ...update("change.parties", from, to), conflict: "parties", field: "parties" };
}

function denied(a: Feature, b: Feature): Relation | null {
  if (a.modality === "negated" && b.modality === "negated") return same;
  if (a.modality !== "negated" && b.modality !== "negated") return null;
  if (apart(a, b)) return same;
  const plan = ahead(a.modality === "negated" ? b : a);
  if (plan || after(b, a))
    return after(b, a) || a.doc === b.doc
      ? update("change.stage", a.modality, b.modality, { supersedes: true })
      : clash("modality", "modality", a.modality, b.modality);
  return clash("modality", "modality", a.modality, b.modality);
}

function agreement(tables: FusionTables, a: Feature, b: Feature): Relation {
  const { rank, again, leaves } = tables.stages;
  const of = (f: Feature) => rank[f.stage as keyof typeof rank];
  const repeats = (again as string[]).includes(b.stage);
  if (a.stage === b.stage) {
    const no = denied(a, b);
    if (no) return no;
    if (a.modality === "actual" && b.modality === "actual")
      return apart(a, b)
        ? repeats
          ? update("change.time", a.claim.time, b.claim.time)
          : clash("date", a.stage, a.claim.time, b.claim.time)
        : same;
    if (ahead(a) && ahead(b)) return plans(a, b, a.stage);
    if (ahead(a)) return happened(a, b, repeats);
    return repeats || b.modality === "possible"
      ? update("change.stage", a.stage, b.stage)
      : clash("order", "stage", `${a.stage} (actual)`, `${b.stage} (planned)`);
  }
  if (a.modality !== "actual" || b.modality !== "actual") {
    const met = a.modality === "planned" && b.modality === "actual" && of(b) > of(a);
    return update("change.stage", a.stage, b.stage, { confirms: met && !!b.time && !(a.published && b.time.to < a.published.from) });
  }
  if (of(b) > of(a)) return update("change.stage", a.stage, b.stage);
  const backward = b.time && b.time.from > (a.time ?? a.published ?? b.time).to;
  return backward && !repeats && !(leaves as string[]).includes(a.stage) ? clash("order", "stage", a.stage, b.stage) : same;
}

function plans(a: Feature, b: Feature, field: string): Relation {
  if (!apart(a, b)) return a.modality === b.modality ? same : { ...update("change.stage", a.modality, b.modality), conflict: null };
  return after(b, a)
    ? update("change.time", a.claim.time, b.claim.time, { supersedes: true })
    : clash("date", field, a.claim.time, b.claim.time);
}

function happened(a: Feature, b: Feature, repeats: boolean): Relation {
  const before = b.time && a.published && b.time.to < a.published.from;
  if (!before) return update("change.confirmed", a.claim.time ?? "", b.claim.time ?? "", { confirms: true });
  return repeats ? same : clash("date", a.stage || "time", a.claim.time, b.claim.time);
}

function amounts(a: Feature, b: Feature): Relation | null {
  const [x, y] = [a.quantity, b.quantity];
  if (!x || !y || x.unit !== y.unit || x.value === y.value) return null;
  if (a.doc === b.doc && a.object !== b.object) return null;
  const loose = [x, y].some((q) => q.comparator) && Math.abs(x.value - y.value) <= 0.1 * Math.max(Math.abs(x.value), Math.abs(y.value));
  if (loose) return null;
  const [from, to] = [`${x.value} ${x.unit}`, `${y.value} ${y.unit}`];
  return ahead(a) && after(b, a) ? update("change.quantity", from, to, { supersedes: true }) : clash("number", x.unit, from, to);
}

function commitment(a: Feature, b: Feature): Relation {
  const no = denied(a, b);
  if (no) return no;
  const figures = amounts(a, b);
  if (figures) return figures;
  const due = (f: Feature) => (f.claim.kind === "commitment" ? f.claim.deadline : null);
  if (a.deadline && b.deadline && a.deadline.to !== b.deadline.to)
    return after(b, a) ? update("change.deadline", due(a), due(b), { supersedes: true }) : clash("date", "deadline", due(a), due(b));
  if (ahead(a) && b.modality === "actual")
    return update("change.confirmed", a.claim.time ?? "", b.claim.time ?? "", { confirms: after(b, a) });
  if (ahead(a) && ahead(b) && apart(a, b)) return plans(a, b, "time");
  return a.modality === b.modality ? same : update("change.stage", a.modality, b.modality);
}

function activity(a: Feature, b: Feature): Relation {
  const no = denied(a, b);
  if (no) return no;
  const whole = sameParties(a, b);
  if (a.modality === "actual" && b.modality === "actual") {
    if (whole && apart(a, b)) return clash("date", "time", a.claim.time, b.claim.time);
    return (whole && amounts(a, b)) || same;
  }
  if (ahead(a) && b.modality === "actual")
    return update("change.confirmed", a.claim.time ?? "", b.claim.time ?? "", { confirms: whole, supersedes: whole && apart(a, b) });
  if (ahead(a) && ahead(b) && whole) return plans(a, b, "time");
  return same;
}
