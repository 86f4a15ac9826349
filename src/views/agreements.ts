import { label } from "#fusion";
import type { Conflict, Expectation, Fact, HistoryStep, Stage } from "#model";
import { chosen, compare, type Ledger, type Row, rowOf, type Wanted } from "./row.ts";

export type AgreementRow = Row & {
  stage: Stage | null;
  /** the stage for people */
  stands: string;
  /** when that stage was reached, where a report dates it */
  time: string | null;
  /** the furthest step that a report dates */
  dated: { stage: string; time: string } | null;
  /** the next step that is expected */
  next: Expectation | null;
  expectations: Expectation[];
  /** what the reports call only possible */
  possible: { stage: string; who: string[]; claim: string }[];
  exclusive: boolean;
  conflicts: Conflict[];
  history: HistoryStep[];
};

function datedStep({ tables }: Ledger, f: Fact): { stage: string; time: string } | null {
  const rank = (s: string) => tables.stages.rank[s as Stage] ?? 0;
  const steps = f.history.filter((h) => h.modality === "actual" && h.event);
  const best = steps.sort((a, b) => rank(b.stage) - rank(a.stage) || compare(b.event ?? "", a.event ?? ""))[0];
  return best?.event ? { stage: best.stage, time: best.event } : null;
}

/** Agreements with the stage they have reached, what is expected next, and what the reports dispute. */
export function agreements(ledger: Ledger, wanted: Wanted = {}): AgreementRow[] {
  const rows = chosen(ledger.facts, "agreement", wanted).map(
    (f): AgreementRow => ({
      ...rowOf(f),
      stage: f.stage,
      stands: label(ledger.tables, wanted.lang ?? "en", f.stage),
      time: f.time,
      dated: datedStep(ledger, f),
      next: f.expectations.find((e) => e.state !== "met" && e.state !== "dropped") ?? null,
      expectations: f.expectations,
      possible: f.history
        .filter((h) => h.modality === "possible")
        .map((h) => ({ stage: h.stage, who: h.attribution.map((a) => a.source), claim: h.claim })),
      exclusive: f.exclusive,
      conflicts: f.conflicts,
      history: f.history,
    }),
  );
  return rows.sort((a, b) => compare(a.type, b.type) || compare(a.parties.join(), b.parties.join()) || compare(a.fact, b.fact));
}
