import { writeFileSync } from "node:fs";
import { exporters, exportFormats } from "#exports";
import { sortFacts } from "./columns.ts";
import { CommandError, pathReason, wrongCall } from "./errors.ts";
import { compiledKnowledge, viewLedger } from "./facts.ts";
import { wanted, wantedFacts } from "./list.ts";
import { oneOf, type Run } from "./options.ts";
import { withLedger } from "./place.ts";
import { plural } from "./words.ts";

type Compiled = { gazetteer?: { actors?: { code: string; cow?: { number: number } }[] } };

/** Writes the facts in another format, to a file or to standard output. */
export const run: Run = async (call) => {
  const { options, io } = call;
  const name = oneOf("format", options.format, exportFormats);
  const format = name && exporters[name];
  if (!format) throw wrongCall(`export needs a format: give --format with one of ${exportFormats.join(", ")}`);
  const asked = wanted(call, null);
  await withLedger(call, async (ledger) => {
    const facts = sortFacts(await wantedFacts(ledger, call, asked));
    const states = (compiledKnowledge(io) as Compiled).gazetteer?.actors ?? [];
    const cow = new Map(states.map((s) => [s.code, s.cow?.number ?? null]));
    const made = format({ ...(await viewLedger(ledger, call)), facts, cow: (code) => cow.get(code) ?? null });
    if (!options.out) return io.out.write(made);
    try {
      writeFileSync(options.out, made);
    } catch (error) {
      throw new CommandError(`${options.out} cannot be written: ${pathReason(error)}`);
    }
    io.err.write(`foedera: ${plural(facts.length, "fact")} written to ${options.out}\n`);
  });
};
