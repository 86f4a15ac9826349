import { label, period } from "#fusion";
import type { Fact, Receipt } from "#model";
import { compare, type Ledger, type Wanted } from "./row.ts";

export type TimelineRow = {
  /** first and last day that the step may have */
  from: number;
  to: number;
  when: string;
  fact: string;
  kind: Fact["kind"];
  type: string;
  step: string;
  /** the step for people */
  what: string;
  modality: string;
  parties: string[];
  name: string | null;
  /** since when the reports say so */
  known: string | null;
  receipts: Receipt[];
};

/** Every dated step of every fact in the order of time; reports that agree on a step stand in one row. */
export function timeline({ facts, tables }: Ledger, wanted: Wanted = {}): TimelineRow[] {
  const rows = new Map<string, TimelineRow>();
  for (const f of facts) {
    if (f.kind === "statement" || !(wanted.party ?? []).every((p) => f.parties.includes(p)) || (wanted.type && f.type !== wanted.type))
      continue;
    for (const h of f.history) {
      const days = period(h.event ?? h.deadline);
      const when = h.event ?? h.deadline;
      if (!days || !when) continue;
      const key = `${f.id}|${when}|${h.stage}|${h.modality}`;
      const receipts = f.claims.filter((c) => c.claim === h.claim && c.doc === h.doc);
      const row = rows.get(key);
      if (row) row.receipts.push(...receipts);
      else
        rows.set(key, {
          from: days.from,
          to: days.to,
          when,
          fact: f.id,
          kind: f.kind,
          type: f.type,
          step: h.stage,
          what: label(tables, wanted.lang ?? "en", h.stage),
          modality: h.modality,
          parties: f.parties,
          name: f.name ?? f.object,
          known: h.known,
          receipts,
        });
    }
  }
  return [...rows.values()].sort((a, b) => day(a) - day(b) || a.to - b.to || compare(a.fact, b.fact) || compare(a.step, b.step));
}

/** Open beginnings ("by March") are sorted by their end. */
const day = (r: TimelineRow) => (Number.isFinite(r.from) ? r.from : r.to);
