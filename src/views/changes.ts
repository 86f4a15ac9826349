import { changesSince, diff, type FoldInput, type FoldOptions, type FusionTables } from "#fusion";
import type { Change, Fact } from "#model";
import type { Ledger, Wanted } from "./row.ts";

const asked = (list: Change[], { party = [], type }: Wanted): Change[] =>
  list.filter((c) => party.every((p) => c.parties.includes(p)) && (!type || c.type === type));

/** What is new, further, revised, contradicted, confirmed or overdue since a day. */
export function changes(input: FoldInput, tables: FusionTables, since: string, options: FoldOptions & Wanted = {}): Change[] {
  const { party, type, ...fold } = options;
  return asked(changesSince(input, tables, since, fold), { party, type });
}

/** The same between two folds that are there already. */
export function changed(before: readonly Fact[], { facts, tables }: Ledger, wanted: Wanted = {}): Change[] {
  return asked(diff(before, facts, tables, wanted.lang ?? "en"), wanted);
}
