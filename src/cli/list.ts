import { activityStates, commitmentStates, expectationStates, type Fact, type Kind, kinds, stages } from "#model";
import { columnsOf, mixedColumns, sortFacts } from "./columns.ts";
import { factsOf } from "./facts.ts";
import { type Call, clocksOf, oneOf, partiesOf, type Run } from "./options.ts";
import { withLedger } from "./place.ts";
import { printRows } from "./print.ts";
import { plural, shortIds } from "./words.ts";

const names: Record<Kind, string> = { agreement: "agreements", commitment: "commitments", activity: "activities", statement: "statements" };

/** Tells the facts that a call asks for; throws where its options make no sense. */
export function wanted(call: Call, kind: Kind | null): (fact: Fact) => boolean {
  const { options } = call;
  clocksOf(call);
  const parties = partiesOf(call);
  const status = oneOf("status", options.status, [...expectationStates, ...commitmentStates, ...activityStates]);
  const stage = oneOf("stage", options.stage, stages);
  return (f) =>
    (kind === null || f.kind === kind) &&
    parties.every((p) => f.parties.includes(p) || f.beneficiaries.includes(p) || f.speakerOf.includes(p)) &&
    (options.type === undefined || f.type === options.type) &&
    (status === null || f.status === status) &&
    (stage === null || f.stage === stage);
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
  const meets = wanted(call, kind);
  await withLedger(call, async (ledger) => {
    const rows = sortFacts((await factsOf(ledger, call)).filter(meets));
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
