import type { ReportRecord, Tally } from "#ledger";
import type { Run } from "./options.ts";
import { withLedger } from "./place.ts";
import { printJson } from "./print.ts";
import { agreementOf, agreementText } from "./review-agreement.ts";
import { tableText } from "./table.ts";
import { plural } from "./words.ts";

/** Counts of what the reading remarked, and of the languages of the reports. */
function reportTallies(reports: ReportRecord[]): Tally[] {
  const count = (by: string, values: string[]): Tally[] => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value, n]) => ({ by, value, count: n }));
  };
  return [
    ...count(
      "language",
      reports.map((r) => r.lang ?? "unknown"),
    ),
    ...count(
      "claims in a report",
      reports.map((r) => (r.claims === 0 ? "none" : r.claims < 10 ? "1 to 9" : r.claims < 50 ? "10 to 49" : "50 or more")),
    ),
    ...count(
      "notice",
      reports.flatMap((r) => r.notices.map((n) => n.rule)),
    ),
  ];
}

/** Prints how much was read by which rule, and how surely, and how far reviewers agree on it. */
export const run: Run = (call) =>
  withLedger(call, async (ledger) => {
    const { io, options } = call;
    const counts = await ledger.counts();
    const rows = [...(await ledger.tally()), ...reportTallies(await ledger.reports())];
    const agreed = await agreementOf(ledger);
    const { reviewers } = agreed;
    const fields = agreed.fields.map((f) => ({ by: "agreement", reviewers, ...f }));
    if (options.json) return printJson(call, [{ by: "all", ...counts }, ...rows, ...fields]);
    const all = (by: string): number => rows.filter((r) => r.by === by).reduce((sum, r) => sum + r.count, 0);
    const first = new Set(rows.filter((r, i) => r.by !== rows[i - 1]?.by));
    const columns = [
      { head: "BY", cell: (r: Tally) => (first.has(r) ? r.by : "") },
      { head: "VALUE", cell: (r: Tally) => (r.by === "confidence" && r.value ? `${r.value} and more` : r.value || "not said"), wrap: true },
      { head: "COUNT", cell: (r: Tally) => `${r.count}`, right: true },
      { head: "SHARE", cell: (r: Tally) => `${Math.round((100 * r.count) / all(r.by))} %`, right: true },
    ];
    io.out.write(
      `${plural(counts.docs, "report")}, ${plural(counts.claims, "claim")}, ${plural(counts.reviews, "review")}; ${plural(counts.readings, "reading")} kept.\n`,
    );
    if (rows.length > 0) io.out.write(`\n${tableText(columns, rows, io.out)}`);
    if (fields.length > 0) io.out.write(`\n${agreementText(agreed, io.out)}`);
  });
