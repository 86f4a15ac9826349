import type { FactFilter, Ledger } from "#ledger";
import { activityStates, commitmentStates, expectationStates, type Fact, type Kind, kinds, stages } from "#model";
import { columnsOf, mixedColumns, sortFacts } from "./columns.ts";
import { factsOf } from "./facts.ts";
import { type Call, clocksOf, oneOf, partiesOf, type Run } from "./options.ts";
import { withLedger } from "./place.ts";
import { printRows } from "./print.ts";
import { plural, shortIds } from "./words.ts";

const names: Record<Kind, string> = { agreement: "agreements", commitment: "commitments", activity: "activities", statement: "statements" };

/** What a call asks for: what the ledger can look up, and what is left to tell. */
export type Wanted = { filter: FactFilter; meets(fact: Fact): boolean };

/** Reads the options of a call; throws where they make no sense. */
export function wanted(call: Call, kind: Kind | null): Wanted {
  const { options } = call;
  clocksOf(call);
  const status = oneOf("status", options.status, [...expectationStates, ...commitmentStates, ...activityStates]);
  const stage = oneOf("stage", options.stage, stages);
  return {
    filter: { kinds: kind ? [kind] : undefined, types: options.type ? [options.type] : undefined, parties: partiesOf(call) },
    meets: (f) => (status === null || f.status === status) && (stage === null || f.stage === stage),
  };
}

/** The facts that a call asks for. */
export async function wantedFacts(ledger: Ledger, call: Call, { filter, meets }: Wanted): Promise<Fact[]> {
  return (await factsOf(ledger, call, filter)).filter(meets);
}

/** "as of 2023-01-10, as known on 2023-01-12", as far as the call says so. */
export function clockText(call: Call): string {
  const { known, asOf } = clocksOf(call);
  return [asOf ? ` as of ${asOf}` : "", known ? ` as known on ${known}` : ""].filter(Boolean).join(",");
}

function footer(rows: Fact[], call: Call, what: string): string {
  if (rows.length === 0) return `No ${what}${clockText(call)}.`;
  const conflicts = rows.some((f) => f.conflicts.length > 0) ? "; !: conflicts" : "";
  const one = what === "activities" ? "activity" : what.slice(0, -1);
  return `${plural(rows.length, one, what)}${clockText(call)}. SRC: reports/independent sources${conflicts}. The sentences behind a line: foedera show ID`;
}

async function list(call: Call, kind: Kind | null): Promise<void> {
  const asked = wanted(call, kind);
  await withLedger(call, async (ledger) => {
    const rows = sortFacts(await wantedFacts(ledger, call, asked));
    const short = shortIds(rows.map((f) => f.id));
    printRows(call, rows, kind ? columnsOf(kind, short) : mixedColumns(short), footer(rows, call, kind ? names[kind] : "facts"));
  });
}

export const agreements: Run = (call) => list(call, "agreement");
export const commitments: Run = (call) => list(call, "commitment");
export const activities: Run = (call) => list(call, "activity");
export const statements: Run = (call) => list(call, "statement");
/** All kinds, one after the other. */
export const facts: Run = async (call) => {
  if (!call.options.type) return list(call, null);
  const known = kinds.find((k) => k === call.options.type);
  await list({ ...call, options: { ...call.options, type: known ? undefined : call.options.type } }, known ?? null);
};
