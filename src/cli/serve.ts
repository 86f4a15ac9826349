import { statSync } from "node:fs";
import type { Compiled } from "#knowledge";
import { wrongCall } from "./errors.ts";
import { builtVersion, compiledKnowledge, fusionTables } from "./facts.ts";
import { knowledgeFile, version } from "./knowledge.ts";
import type { Call, Run } from "./options.ts";
import { withLedger } from "./place.ts";

const PORT = 4850;

function portOf({ options }: Call): number {
  const port = options.port === undefined ? PORT : Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw wrongCall("--port takes a number from 0 (any free one) to 65535");
  return port;
}

/** Serves the API and the desk until it is stopped. */
export const run: Run = async (call) => {
  const { io, options } = call;
  const port = portOf(call);
  const host = options.host ?? "127.0.0.1";
  await withLedger(call, async (ledger) => {
    const [{ knownFrom, listen }, tables] = await Promise.all([import("#api"), fusionTables(io)]);
    const known = knownFrom(compiledKnowledge(io) as Compiled);
    const stamp = statSync(knowledgeFile(io.env)).mtimeMs;
    const report = (error: unknown): void => io.err.write(`foedera: ${(error as Error)?.stack ?? error}\n`);
    const desk = { ledger, tables, known, version: `${version()}+${Math.round(stamp).toString(36)}`, foldVersion: builtVersion(io) };
    const server = await listen({ ...desk, now: () => io.now().getTime(), report }, { host, port });
    io.out.write(`Foedera listens on ${server.url} (${ledger.where}); stop it with Ctrl+C.\n`);
    try {
      await new Promise<void>((done) => {
        if (io.signal?.aborted) done();
        io.signal?.addEventListener("abort", () => done(), { once: true });
      });
    } finally {
      await server.close();
    }
  });
};
