import { changesSince, type FoldInput, type FoldOptions, type FusionTables } from "#fusion";
import type { Change } from "#model";
import type { Wanted } from "./row.ts";

/** What is new, further, revised, contradicted, confirmed or overdue since a day. */
export function changes(input: FoldInput, tables: FusionTables, since: string, options: FoldOptions & Wanted = {}): Change[] {
  const { party = [], type, ...fold } = options;
  return changesSince(input, tables, since, fold).filter((c) => party.every((p) => c.parties.includes(p)) && (!type || c.type === type));
}
