import type { ActivityState, Claim, Conflict, Fact, HistoryStep, Modality, Quantity } from "#model";
import { byDay, chosen, type Ledger, type Row, rowOf, type Wanted } from "./row.ts";

/** One part of an activity as the reports tell it: a stop of a tour, or the whole. */
export type Part = {
  parties: string[];
  place: string | null;
  modality: Modality /** a later report says that it happened */;
  confirmed: boolean;
  claims: string[];
};

export type ActivityRow = Row & {
  time: string | null;
  place: string | null;
  status: ActivityState | null;
  quantity: Quantity | null;
  /** planned in one report and told as having happened in another */
  confirmed: boolean;
  parts: Part[];
  conflicts: Conflict[];
  history: HistoryStep[];
};

function partsOf(claims: ReadonlyMap<string, Claim>, f: Fact): Part[] {
  const parts = new Map<string, Part>();
  for (const step of f.history) {
    const c = claims.get(`${step.doc}#${step.claim}`);
    if (c?.kind !== "activity") continue;
    const parties = [...new Set(c.participants)].sort();
    const part = parts.get(parties.join()) ?? { parties, place: null, modality: step.modality, confirmed: false, claims: [] };
    part.confirmed ||= step.confirms.length > 0;
    if (step.modality === "actual") part.modality = "actual";
    part.place ??= c.place;
    part.claims.push(step.claim);
    parts.set(parties.join(), part);
  }
  return [...parts.values()];
}

/** What took place, is planned, was called off, or should have taken place without a report that says so. */
export function activities(ledger: Ledger, wanted: Wanted = {}): ActivityRow[] {
  const told = ledger.input.claims.filter((r) => r.claim.kind === "activity");
  const claims = new Map(told.map((r) => [`${r.doc}#${r.claim.id}`, r.claim]));
  const rows = chosen(ledger.facts, "activity", wanted).map(
    (f): ActivityRow => ({
      ...rowOf(f),
      time: f.time,
      place: f.place,
      status: f.status as ActivityState | null,
      quantity: f.quantity,
      confirmed: f.history.some((h) => h.confirms.length > 0),
      parts: partsOf(claims, f),
      conflicts: f.conflicts,
      history: f.history,
    }),
  );
  return byDay(
    rows,
    (r) => r.time,
    (r) => `${r.type} ${r.parties.join()} ${r.fact}`,
  );
}

/** Plans of one report, and whether another confirms them: every planned step with what became of it. */
export function plans(ledger: Ledger, wanted: Wanted = {}) {
  const rows = ledger.facts
    .filter((f) => f.kind !== "statement" && (wanted.party ?? []).every((p) => f.parties.includes(p)))
    .flatMap((f) =>
      f.history
        .filter((h) => h.modality === "planned" && h.event)
        .map((h) => ({
          fact: f.id,
          kind: f.kind,
          type: f.type,
          step: h.stage,
          parties: f.parties,
          name: f.name ?? f.object,
          expected: h.event,
          claim: h.claim,
          doc: h.doc,
          ...fateOf(f, h),
        })),
    );
  return byDay(
    rows,
    (r) => r.expected,
    (r) => `${r.fact} ${r.claim}`,
  );
}

function fateOf(f: Fact, plan: HistoryStep): { fate: "confirmed" | "replaced" | "unconfirmed"; by: string | null } {
  const confirming = f.history.find((h) => h.confirms.includes(plan.claim) && h.doc !== plan.doc);
  if (confirming) return { fate: "confirmed", by: confirming.claim };
  const replacing = f.history.find((h) => h.supersedes.includes(plan.claim));
  return replacing ? { fate: "replaced", by: replacing.claim } : { fate: "unconfirmed", by: null };
}
