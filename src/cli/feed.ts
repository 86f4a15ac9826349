import { queues } from "#work";
import { CommandError, Interrupted, wrongCall } from "./errors.ts";
import { complain, intakeOf } from "./intake.ts";
import { type Call, type Run, today } from "./options.ts";
import { progressOn } from "./progress.ts";
import { plural, reportsIn } from "./read.ts";
import { loadReader } from "./reader.ts";

export const QUEUE = "foedera";

/** Puts reports into a queue, for workers to read. */
export const run: Run = async (call: Call) => {
  const { io, options } = call;
  if (options.jobs) throw wrongCall("--jobs is for reading here: with --nats workers read, so give it to them");
  if (options.ledger ?? options.database) throw wrongCall("with --nats the workers write: give --database to them");
  const intake = await intakeOf(call);
  const reader = await loadReader(io);
  const { feed, openQueue } = await queues();
  const queue = await openQueue({ servers: options.nats ?? "", name: options.queue ?? QUEUE });
  const progress = progressOn(io);
  const total = { reports: 0, queued: 0, waiting: 0, long: 0 };
  const remark = (sentence: string): void => io.err.write(`foedera: ${sentence}\n`);
  try {
    await feed(reportsIn(intake, reader), {
      queue,
      received: today(io),
      checkpoint: io.checkpoint,
      waits: (why) => remark(`${why}: waiting`),
      done({ report, change }) {
        total.reports += 1;
        total[change] += 1;
        if (change === "long") remark(`${report.doc} is too long for a message: read it with foedera read --database`);
        progress.step(total.reports, null, "reports", intake.share());
      },
    });
  } catch (error) {
    progress.end();
    if (!(error instanceof Interrupted)) throw error;
    throw new CommandError(
      `stopped after ${plural(total.reports, "report")}, which are in the queue: the same command goes on with the rest`,
    );
  } finally {
    progress.end();
    await queue.close();
  }
  const { queued, waiting } = total;
  const text = `${plural(total.reports, "report")} for the queue ${queue.name} at ${queue.where}: ${queued} put there, ${waiting} there already.\n`;
  io.out.write(options.json ? `${JSON.stringify({ queue: queue.name, ...total })}\n` : text);
  complain(intake);
  if (total.long > 0) throw new CommandError(`${plural(total.long, "report")} could not be put into the queue: see above`);
};
