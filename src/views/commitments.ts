import { ideas, lastDay, likeness } from "#fusion";
import type { CommitmentState, Conflict, Expectation, Fact, HistoryStep, Quantity, Receipt } from "#model";
import { byDay, chosen, compare, type Ledger, type Row, rowOf, type Wanted } from "./row.ts";

export type CommitmentRow = Row & {
  beneficiaries: string[];
  object: string | null;
  quantity: Quantity | null;
  firstQuantity: Quantity | null;
  deadline: string | null;
  firstDeadline: string | null;
  expected: string | null;
  status: CommitmentState | null;
  modality: Fact["modality"];
  expectation: Expectation | null;
  /** activities that may fulfil it: the same actor, an act of the fitting type, about the same matter, after the promise */
  fulfilledBy: { fact: string; likeness: number; receipts: Receipt[] }[];
  conflicts: Conflict[];
  history: HistoryStep[];
};

const ENOUGH = 0.6;

/** Activities by type and by one of their parties: only those of the promising state can keep its promise. */
function deedsOf(facts: readonly Fact[]): (type: string, party: string) => Fact[] {
  const found = new Map<string, Fact[]>();
  for (const f of facts)
    if (f.kind === "activity" && f.modality === "actual")
      for (const key of [`${f.type} `, ...f.parties.map((p) => `${f.type} ${p}`)]) {
        const list = found.get(key);
        if (list) list.push(f);
        else found.set(key, [f]);
      }
  return (type, party) => found.get(`${type} ${party}`) ?? [];
}

type Deeds = ReturnType<typeof deedsOf>;

function fulfilments({ tables }: Ledger, deeds: Deeds, f: Fact): CommitmentRow["fulfilledBy"] {
  const types = tables.fulfilment[f.type] ?? [];
  if (!types.length || !f.object || f.modality !== "planned") return [];
  const want = ideas(tables.words, f.object);
  const promised = lastDay(f.firstKnown);
  const fits = (a: Fact) =>
    f.parties.every((p) => a.parties.includes(p)) &&
    (f.beneficiaries.length === 0 || f.beneficiaries.some((b) => a.parties.includes(b))) &&
    after(a, promised) &&
    reaches(a, f);
  const found = types.flatMap((type) => deeds(type, f.parties[0] ?? "")).filter(fits);
  return found
    .sort((a, b) => compare(a.id, b.id))
    .flatMap((a) => {
      const alike = likeness(want, ideas(tables.words, [a.name, ...a.claims.map((c) => c.quote)].join(" ")), new Set()) ?? 0;
      return alike >= ENOUGH ? [{ fact: a.id, likeness: Math.round(alike * 100) / 100, receipts: a.claims }] : [];
    });
}

const after = (a: Fact, promised: number | null) => {
  const when = lastDay(a.time) ?? lastDay(a.firstKnown);
  return when !== null && promised !== null && when >= promised;
};

const reaches = (a: Fact, f: Fact) =>
  !a.quantity || !f.quantity || a.quantity.unit !== f.quantity.unit || a.quantity.value >= f.quantity.value;

/** Commitments with their first and present deadline and quantity, and their state from evidence. */
export function commitments(ledger: Ledger, wanted: Wanted = {}): CommitmentRow[] {
  const deeds = deedsOf(ledger.facts);
  const rows = chosen(ledger.facts, "commitment", wanted).map((f): CommitmentRow => {
    const fulfilledBy = fulfilments(ledger, deeds, f);
    return {
      ...rowOf(f),
      beneficiaries: f.beneficiaries,
      object: f.object,
      quantity: f.quantity,
      firstQuantity: f.firstQuantity,
      deadline: f.deadline,
      firstDeadline: f.firstDeadline,
      expected: f.expected,
      status: fulfilledBy.length && f.status !== "dropped" ? "met" : (f.status as CommitmentState | null),
      modality: f.modality,
      expectation: f.expectations[0] ?? null,
      fulfilledBy,
      conflicts: f.conflicts,
      history: f.history,
    };
  });
  return byDay(
    rows,
    (r) => r.deadline ?? r.expected,
    (r) => `${r.type} ${r.parties.join()} ${r.fact}`,
  );
}

/** The commitments that fall due by a day, the earliest first: by their deadline, else by the time for which they are planned. */
export function dueBy(ledger: Ledger, day: string, wanted: Wanted = {}): CommitmentRow[] {
  const limit = lastDay(day) ?? Number.POSITIVE_INFINITY;
  return commitments(ledger, wanted).filter((r) => {
    const due = lastDay(r.deadline ?? r.expected);
    return due !== null && due <= limit && r.status !== "met" && r.status !== "dropped";
  });
}
