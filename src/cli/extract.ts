import { CommandError } from "./errors.ts";
import { intakeOf, reportsOf } from "./intake.ts";
import { type Call, edtfOption, type Run } from "./options.ts";
import { progressOn } from "./progress.ts";
import { loadReader } from "./reader.ts";

export const wantedOf = ({ args, options }: Call) => ({
  sources: args,
  manifests: options.manifest ?? [],
  published: edtfOption("published", options.published) ?? undefined,
  lang: options.lang,
});

/** Reads reports and prints one JSON document a line; stores nothing. */
export const run: Run = async (call) => {
  const { io, options } = call;
  const intake = intakeOf(wantedOf(call), io);
  const reader = await loadReader(io);
  const progress = progressOn(io);
  let done = 0;
  try {
    for await (const { report } of reportsOf(intake, reader)) {
      io.out.write(`${JSON.stringify(reader.document(report, { mentions: options.mentions ?? false }))}\n`);
      done += 1;
      if (!io.out.isTTY) progress.step(done, intake.items.length, "reports");
      await io.checkpoint();
    }
  } finally {
    progress.end();
  }
  if (intake.failures() > 0) throw new CommandError(`${done} of ${done + intake.failures()} reports were read: see above for the others`);
};
