import { wrongCall } from "./errors.ts";
import type { Run } from "./options.ts";
import { printJson } from "./print.ts";
import { progressOn } from "./progress.ts";
import { plural } from "./words.ts";

const place = (where: string): { folder?: string; database?: string } =>
  /^postgres(ql)?:\/\//.test(where) ? { database: where } : { folder: where };

/** Copies a whole ledger, for instance from a folder to PostgreSQL. */
export const run: Run = async (call) => {
  const { io, options, args } = call;
  if (args[0] === args[1]) throw wrongCall("a ledger cannot be copied into itself: name another folder or database");
  const from = await io.open(place(args[0] ?? ""));
  try {
    const to = await io.open({ ...place(args[1] ?? ""), create: true });
    const progress = progressOn(io);
    try {
      const copied = await from.copyTo(to, (done, all) => progress.step(done, all, "readings"));
      progress.end();
      if (options.json) return printJson(call, [{ from: from.where, to: to.where, ...copied }]);
      io.out.write(
        `${plural(copied.readings, "reading")} with ${plural(copied.claims, "claim")} and ${plural(copied.reviews, "review")} copied from ${from.where}; ${to.where} now holds ${plural(copied.reports, "report")}.\n`,
      );
    } finally {
      progress.end();
      await to.close();
    }
  } finally {
    await from.close();
  }
};
