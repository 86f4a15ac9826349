import type { Put } from "#ledger";
import type { Report } from "#model";
import type { Outcome, Reading } from "#work";
import { CommandError, Interrupted, wrongCall } from "./errors.ts";
import { complain, type Intake, intakeOf } from "./intake.ts";
import type { Io } from "./io.ts";
import { knowledgeBytes } from "./knowledge.ts";
import { type Call, type Run, today } from "./options.ts";
import { withLedger } from "./place.ts";
import { type Progress, progressOn } from "./progress.ts";
import { loadReader, type Reader } from "./reader.ts";

type Summary = Record<Put["change"], number> & { reports: number; claims: number; without: number; aside: number };

export const plural = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`;

function sentence(s: Summary, where: string): string {
  const changes = [
    `${s.new} new`,
    ...(s.revised ? [`${s.revised} in a new version`] : []),
    ...(s.reread ? [`${s.reread} read better`] : []),
    `${s.none} as before`,
  ];
  return `${plural(s.reports, "report")} read into ${where}: ${changes.join(", ")}; ${plural(s.claims, "claim")}, none in ${plural(s.without, "report")}.\n`;
}

const MOST_JOBS = 256;

/** How many threads a call asks for. */
export function jobsOf({ options }: Pick<Call, "options">): number {
  const { jobs = "1" } = options;
  if (!/^[1-9]\d*$/.test(jobs) || Number(jobs) > MOST_JOBS)
    throw wrongCall(`--jobs takes a number of threads from 1 to ${MOST_JOBS}, not ${jobs}`);
  return Number(jobs);
}

async function readingOf(jobs: number, reader: Reader, io: Io): Promise<Reading> {
  const { readingHere, readingPool } = await import("#work");
  return jobs === 1 ? readingHere((report) => reader.document(report)) : readingPool({ jobs, knowledge: knowledgeBytes(io.env) });
}

export async function* reportsIn(intake: Intake, reader: Reader): AsyncGenerator<Report> {
  for await (const { report } of intake.reports(reader.tables)) if (report.text !== "") yield report;
}

/** Counts what became of the reports, and tells of those that were set aside. */
function counter(intake: Intake, progress: Progress, io: Io): { total: Summary; done(outcome: Outcome): void } {
  const total: Summary = { reports: 0, claims: 0, without: 0, new: 0, revised: 0, reread: 0, none: 0, aside: 0 };
  const done = (outcome: Outcome): void => {
    if (outcome.change === "aside") io.err.write(`foedera: ${outcome.report.doc} was set aside: ${outcome.reason}\n`);
    else {
      total.reports += 1;
      total.claims += outcome.claims;
      total.without += outcome.claims === 0 ? 1 : 0;
    }
    total[outcome.change] += 1;
    progress.step(total.reports + total.aside, null, "reports", intake.share());
  };
  return { total, done };
}

const stopped = (n: number): CommandError =>
  new CommandError(`stopped after ${plural(n, "report")}, which are in the ledger: the same command goes on with the rest`);

/** Reads reports into the ledger. */
export const run: Run = async (call) => {
  const { io, options } = call;
  if (options.queue) throw wrongCall("--queue names a queue on NATS: give --nats too");
  const jobs = jobsOf(call);
  const intake = await intakeOf(call);
  const reader = await loadReader(io);
  const { readAll } = await import("#work");
  const total = await withLedger(
    call,
    async (ledger) => {
      const progress = progressOn(io);
      const { total, done } = counter(intake, progress, io);
      const reading = await readingOf(jobs, reader, io);
      const all = { ledger, reading, reader: reader.id, received: today(io), checkpoint: io.checkpoint, done };
      try {
        await readAll(reportsIn(intake, reader), all);
      } catch (error) {
        progress.end();
        throw error instanceof Interrupted ? stopped(total.reports) : error;
      } finally {
        progress.end();
        await reading.close();
      }
      io.out.write(options.json ? `${JSON.stringify({ ledger: ledger.where, ...total })}\n` : sentence(total, ledger.where));
      return total;
    },
    // with several threads the database has one too: this one makes the reports
    { create: true, threaded: jobs > 1 },
  );
  complain(intake);
  if (total.aside > 0) throw new CommandError(`${plural(total.aside, "report")} set aside: see above; the same command tries again`);
};
