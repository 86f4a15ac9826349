import type { ReportRecord } from "#ledger";
import type { Conflict, Fact, HistoryStep } from "#model";
import { clockText, wanted, wantedFacts } from "./list.ts";
import { dayOption, type Run } from "./options.ts";
import { withLedger } from "./place.ts";
import { printRows } from "./print.ts";
import type { Column } from "./table.ts";
import { actors, dueText, plural, quantityText, quoteText, shortIds, titleOf } from "./words.ts";

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

/** The reports of the ledger. */
export const reports: Run = (call) =>
  withLedger(call, async (ledger) => {
    const known = dayOption("known", call.options.known);
    const rows = await ledger.reports({ known });
    printRows(
      call,
      rows,
      reportColumns,
      `${plural(rows.length, "report")}${known ? `, published by ${known}` : ""}. Claims and notices of one: foedera show REPORT`,
    );
  });

const sideText = (c: Conflict): string =>
  c.sides.map((s) => `${s.value}: ${s.claims.map((r) => `"${quoteText(r, 110)}" (${r.doc})`).join("; ")}`).join("\n");

/** What cannot all be true, both sides with their words. */
export const conflicts: Run = async (call) => {
  const asked = wanted(call, null);
  await withLedger(call, async (ledger) => {
    const facts = await wantedFacts(ledger, call, asked);
    const short = shortIds(facts.map((f) => f.id));
    const rows = facts.flatMap((fact) =>
      fact.conflicts.map((conflict) => ({
        ...conflict,
        about: { kind: fact.kind, type: fact.type, parties: fact.parties, name: titleOf(fact) },
      })),
    );
    const columns: Column<(typeof rows)[number]>[] = [
      { head: "FACT", cell: (r) => short.get(r.fact) ?? r.fact },
      { head: "ABOUT", cell: (r) => `${r.about.type} ${actors(r.about.parties)}\n${r.about.name}`.trim(), wrap: true, share: 1.4 },
      { head: "AT ODDS", cell: (r) => `${r.kind}${r.internal ? "\nin one report" : ""}`, wrap: true, share: 0.7 },
      { head: "SIDES", cell: sideText, wrap: true, share: 4 },
    ];
    printRows(
      call,
      rows,
      columns,
      `${rows.length === 0 ? "No conflicts" : plural(rows.length, "conflict")}${clockText(call)}. The history of a fact: foedera show ID`,
    );
  });
};

type Row = {
  day: string | null;
  event: string | null;
  known: string | null;
  fact: string;
  kind: string;
  type: string;
  parties: string[];
  name: string;
  step: HistoryStep;
};

const rowsOf = (fact: Fact): Row[] =>
  fact.history
    .filter((s) => s.relation !== "same")
    .map((step) => ({
      day: step.event,
      event: step.event,
      known: step.known,
      fact: fact.id,
      kind: fact.kind,
      type: fact.type,
      parties: fact.parties,
      name: titleOf(fact),
      step,
    }));

const LAST = "9999";
const moment = (r: Row): string =>
  `${(r.event ?? r.step.knownDay ?? LAST).replace(/^\.\.\//, "")}|${r.step.knownDay ?? LAST}|${r.fact}|${r.step.claim}`;

const stepText = ({ step }: Row): string =>
  [step.modality === "actual" ? step.stage : `${step.stage} (${step.modality})`, quantityText(step.quantity ?? null)]
    .filter(Boolean)
    .join("\n");

/** The steps of all facts in the order of time; a step that has no date of its own stands at the day it was known. */
export const timeline: Run = async (call) => {
  const asked = wanted(call, null);
  await withLedger(call, async (ledger) => {
    const facts = (await wantedFacts(ledger, call, asked)).filter((f) => f.kind !== "statement" || call.options.type !== undefined);
    const short = shortIds(facts.map((f) => f.id));
    const rows = facts.flatMap(rowsOf).sort((a, b) => (moment(a) < moment(b) ? -1 : 1));
    const columns: Column<Row>[] = [
      { head: "WHEN", cell: (r) => dueText(r.event) || "no date", wrap: true, share: 1.2 },
      { head: "KNOWN", cell: (r) => r.step.knownDay ?? "" },
      { head: "FACT", cell: (r) => short.get(r.fact) ?? r.fact },
      { head: "WHO", cell: (r) => actors(r.parties), wrap: true, share: 0.8 },
      { head: "WHAT", cell: (r) => `${r.type}${r.name ? `: ${r.name}` : ""}`, wrap: true, share: 2.4 },
      { head: "STEP", cell: stepText, wrap: true, share: 1.3 },
    ];
    printRows(call, rows, columns, `${plural(rows.length, "step")}${clockText(call)}. The sentences behind a step: foedera show ID`);
  });
};
