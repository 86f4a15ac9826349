import type { Ledger, ReportRecord } from "#ledger";
import type { Change } from "#model";
import {
  type ConflictRow,
  conflicts as conflictsView,
  type ReportRow,
  reports as reportsView,
  type TimelineRow,
  timeline as timelineView,
} from "#views";
import { wrongCall } from "./errors.ts";
import { factsOf, fusionTables, viewLedger } from "./facts.ts";
import { clockText, wanted } from "./list.ts";
import { type Call, clocksOf, dayOption, partiesOf, type Run } from "./options.ts";
import { withLedger } from "./place.ts";
import { printRows } from "./print.ts";
import type { Column } from "./table.ts";
import { actors, dueText, plural, quoteText, shortIds } from "./words.ts";

const originText = (r: ReportRecord): string =>
  r.origin.map((o) => `${o.relation.replaceAll("-", " ")} ${o.source}${o.inferred ? " (inferred)" : ""}`).join("; ");

const reportColumns: Column<ReportRecord>[] = [
  { head: "PUBLISHED", cell: (r) => r.published ?? "not known", wrap: true, share: 1 },
  { head: "REPORT", cell: (r) => (r.title ? `${r.doc}\n${r.title}` : r.doc), wrap: true, share: 2.5 },
  { head: "LANG", cell: (r) => r.lang ?? "?" },
  { head: "FROM", cell: (r) => [r.outlet ?? "", originText(r)].filter(Boolean).join("\n"), wrap: true, share: 1.6 },
  { head: "CLAIMS", cell: (r) => `${r.claims}`, right: true },
  { head: "NOTICES", cell: (r) => (r.notices.length > 0 ? `${r.notices.length}` : ""), right: true },
];

/** How many claims of each report belong to the facts of the asked day. */
async function claimsHeld(ledger: Ledger, call: Call): Promise<Map<string, number>> {
  const held = new Map<string, number>();
  for (const { doc } of (await factsOf(ledger, call)).flatMap((f) => f.claims)) held.set(doc, (held.get(doc) ?? 0) + 1);
  return held;
}

/** The reports of the ledger; as of a day, with the claims that could be made by then. */
export const reports: Run = async (call) => {
  const { known } = clocksOf(call);
  if (call.options.same) return sameOrigin(call);
  await withLedger(call, async (ledger) => {
    const all = await ledger.reports({ known });
    const held = call.options.asOf === undefined ? null : await claimsHeld(ledger, call);
    const rows = held ? all.map((r) => ({ ...r, claims: held.get(r.doc) ?? 0 })) : all;
    printRows(
      call,
      rows,
      reportColumns,
      `${plural(rows.length, "report")}${clockText(call)}. Claims and notices of one: foedera show REPORT`,
    );
  });
};

/** The reports that share their text or their origin with others. */
const sameOrigin: Run = (call) =>
  withLedger(call, async (ledger) => {
    const rows = reportsView(await viewLedger(ledger, call)).filter((r) => r.sameOrigin.length > 0);
    const columns: Column<ReportRow>[] = [
      { head: "PUBLISHED", cell: (r) => r.published ?? "not known" },
      { head: "REPORT", cell: (r) => (r.title ? `${r.doc}\n${r.title}` : r.doc), wrap: true, share: 2 },
      { head: "SAME ORIGIN", cell: (r) => r.sameOrigin.join("\n"), wrap: true, share: 2 },
      { head: "WHY", cell: (r) => r.why, wrap: true, share: 2 },
    ];
    const none = `No report shares its text or its origin with another${clockText(call)}.`;
    printRows(call, rows, columns, rows.length > 0 ? `${plural(rows.length, "report")} of common origin${clockText(call)}.` : none);
  });

const sideText = (c: ConflictRow): string =>
  c.sides.map((s) => `${s.value}: ${s.claims.map((r) => `"${quoteText(r, 110)}" (${r.doc})`).join("; ")}`).join("\n");

/** What cannot all be true, and what may be one thing or two; both sides with their words. */
export const conflicts: Run = async (call) => {
  wanted(call, null);
  const party = partiesOf(call);
  await withLedger(call, async (ledger) => {
    const rows = conflictsView(await viewLedger(ledger, call), { party, type: call.options.type });
    const short = shortIds(rows.flatMap((r) => r.facts));
    const columns: Column<ConflictRow>[] = [
      { head: "FACT", cell: (r) => r.facts.map((f) => short.get(f) ?? f).join("\n") },
      { head: "ABOUT", cell: (r) => `${r.type} ${actors(r.parties)}\n${r.name ?? ""}`.trim(), wrap: true, share: 1.4 },
      {
        head: "AT ODDS",
        cell: (r) => `${r.kind === "identity" ? "one or two?" : r.kind}${r.internal ? "\nin one report" : ""}`,
        wrap: true,
        share: 0.8,
      },
      { head: "SIDES", cell: sideText, wrap: true, share: 4 },
    ];
    const last = `${rows.length === 0 ? "No conflicts" : plural(rows.length, "conflict")}${clockText(call)}. The history of a fact: foedera show ID`;
    printRows(call, rows, columns, last);
  });
};

const timelineStep = (r: TimelineRow): string => (r.modality === "actual" ? r.step : `${r.step} (${r.modality})`);

/** The dated steps of all facts in the order of time. */
export const timeline: Run = async (call) => {
  wanted(call, null);
  const party = partiesOf(call);
  await withLedger(call, async (ledger) => {
    const rows = timelineView(await viewLedger(ledger, call), { party, type: call.options.type });
    const short = shortIds(rows.map((r) => r.fact));
    const columns: Column<TimelineRow>[] = [
      { head: "WHEN", cell: (r) => dueText(r.when), wrap: true, share: 1.2 },
      { head: "FACT", cell: (r) => short.get(r.fact) ?? r.fact },
      { head: "WHO", cell: (r) => actors(r.parties), wrap: true, share: 0.8 },
      { head: "WHAT", cell: (r) => `${r.type}${r.name ? `: ${r.name}` : ""}`, wrap: true, share: 2.4 },
      { head: "STEP", cell: timelineStep, wrap: true, share: 1.3 },
      { head: "KNOWN", cell: (r) => r.known ?? "", wrap: true, share: 1.1 },
    ];
    printRows(call, rows, columns, `${plural(rows.length, "step")}${clockText(call)}. The sentences behind a step: foedera show ID`);
  });
};

/** What is new, further, revised, contradicted, confirmed or overdue since a day. */
export const changes: Run = async (call) => {
  const since = dayOption("since", call.options.since);
  if (!since) throw wrongCall("changes needs the day to compare with: give it with --since");
  const { filter } = wanted(call, null);
  await withLedger(call, async (ledger) => {
    const [{ diff }, tables] = await Promise.all([import("#fusion"), fusionTables(call.io)]);
    const then = await factsOf(ledger, { ...call, options: { ...call.options, known: since, asOf: since } });
    const found = diff(then, await factsOf(ledger, call), tables);
    const rows = found.filter(
      (c) => (filter.parties ?? []).every((p) => c.parties.includes(p)) && (!filter.types || filter.types.includes(c.type)),
    );
    const short = shortIds(rows.map((c) => c.fact));
    const columns: Column<Change>[] = [
      { head: "KNOWN", cell: (c) => c.day ?? "" },
      { head: "FACT", cell: (c) => short.get(c.fact) ?? c.fact },
      { head: "CHANGE", cell: (c) => c.change },
      { head: "WHO", cell: (c) => actors(c.parties), wrap: true, share: 0.8 },
      { head: "WHAT", cell: (c) => `${c.type}${c.name ? `: ${c.name}` : ""}`, wrap: true, share: 2.2 },
      { head: "HOW", cell: (c) => c.why, wrap: true, share: 2 },
    ];
    printRows(
      call,
      rows,
      columns,
      `${plural(rows.length, "change")} since ${since}${clockText(call)}. The sentences behind a line: foedera show ID`,
    );
  });
};
