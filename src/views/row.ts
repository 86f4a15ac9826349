import type { FoldInput, FusionTables } from "#fusion";
import { lastDay } from "#fusion";
import type { Fact, Receipt } from "#model";

/** What a view is made from: the facts of a fold, the reports and claims behind them, and the tables. */
export type Ledger = { facts: readonly Fact[]; input: FoldInput; tables: FusionTables };
/** Which rows of a view are wanted, as of which day they are judged, and in which language their sentences are. */
export type Wanted = { party?: readonly string[]; type?: string; asOf?: string; lang?: string };

/** The fields that every row has in common. */
export type Row = {
  fact: string;
  parties: string[];
  type: string;
  name: string | null;
  reports: number;
  independent: number;
  receipts: Receipt[];
};

export const rowOf = (f: Fact): Row => ({
  fact: f.id,
  parties: f.parties,
  type: f.type,
  name: f.name ?? f.object,
  reports: f.sources.reports,
  independent: f.sources.independent,
  receipts: f.claims,
});

/** The facts of a kind with all the parties asked for. */
export function chosen(facts: readonly Fact[], kind: Fact["kind"], { party = [], type }: Wanted): Fact[] {
  return facts.filter(
    (f) =>
      f.kind === kind &&
      (!type || f.type === type) &&
      party.every((p) => f.parties.includes(p) || f.beneficiaries.includes(p) || f.speakerOf.includes(p)),
  );
}

/** Sorts by a day, undated last, then by a text. */
export function byDay<T>(list: T[], when: (row: T) => string | null, text: (row: T) => string): T[] {
  const day = (row: T) => lastDay(when(row)) ?? 1e9;
  return list.sort((a, b) => day(a) - day(b) || compare(text(a), text(b)));
}

export const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
