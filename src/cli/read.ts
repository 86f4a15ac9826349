import type { Put } from "#ledger";
import { CommandError, Interrupted } from "./errors.ts";
import { complain, intakeOf } from "./intake.ts";
import { type Run, today } from "./options.ts";
import { withLedger } from "./place.ts";
import { progressOn } from "./progress.ts";
import { loadReader } from "./reader.ts";

type Summary = Record<Put["change"], number> & { reports: number; claims: number; without: number };

const plural = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`;

function sentence(s: Summary, where: string): string {
  const changes = [
    `${s.new} new`,
    ...(s.revised ? [`${s.revised} in a new version`] : []),
    ...(s.reread ? [`${s.reread} read better`] : []),
    `${s.none} as before`,
  ];
  return `${plural(s.reports, "report")} read into ${where}: ${changes.join(", ")}; ${plural(s.claims, "claim")}, none in ${plural(s.without, "report")}.\n`;
}

/** Reads reports into the ledger. */
export const run: Run = async (call) => {
  const { io, options } = call;
  const intake = await intakeOf(call);
  const reader = await loadReader(io);
  const total: Summary = { reports: 0, claims: 0, without: 0, new: 0, revised: 0, reread: 0, none: 0 };
  const received = today(io);
  await withLedger(
    call,
    async (ledger) => {
      const progress = progressOn(io);
      try {
        for await (const { report } of intake.reports(reader.tables)) {
          if (report.text === "") continue;
          const document = reader.document(report);
          const put = await ledger.put(document, report, { reader: reader.id, received });
          total.reports += 1;
          total.claims += put.claims;
          total.without += put.claims === 0 ? 1 : 0;
          total[put.change] += 1;
          progress.step(total.reports, null, "reports", intake.share());
          await io.checkpoint();
        }
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
        progress.end();
        throw new CommandError(
          `stopped after ${plural(total.reports, "report")}, which are in the ledger: the same command goes on with the rest`,
        );
      } finally {
        progress.end();
      }
      io.out.write(options.json ? `${JSON.stringify({ ledger: ledger.where, ...total })}\n` : sentence(total, ledger.where));
    },
    true,
  );
  complain(intake);
};
