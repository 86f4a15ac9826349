import { complain, intakeOf } from "./intake.ts";
import type { Run } from "./options.ts";
import { progressOn } from "./progress.ts";
import { loadReader } from "./reader.ts";

/** Reads reports and prints one JSON document a line; stores nothing. */
export const run: Run = async (call) => {
  const { io, options } = call;
  const intake = await intakeOf(call);
  const reader = await loadReader(io);
  const progress = progressOn(io);
  let done = 0;
  try {
    for await (const { report } of intake.reports(reader.tables)) {
      const document = reader.document(report, { mentions: options.mentions ?? false });
      io.out.write(`${JSON.stringify(options.text ? { ...document, text: report.text } : document)}\n`);
      done += 1;
      if (!io.out.isTTY) progress.step(done, null, "reports", intake.share());
      await io.checkpoint();
    }
  } finally {
    progress.end();
  }
  complain(intake);
};
