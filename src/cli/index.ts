import { CommanderError } from "commander";
import { CommandError, OutputClosed } from "./errors.ts";
import { type Io, processIo } from "./io.ts";
import { version } from "./knowledge.ts";
import { program } from "./program.ts";

export type { Io, Output } from "./io.ts";
export { program } from "./program.ts";

/** The exit code of what went wrong, and its sentence (null: nothing is to be said). */
function verdict(error: unknown, io: Io): { exit: number; sentence: string | null } {
  if (error instanceof OutputClosed) return { exit: 0, sentence: null };
  if (error instanceof CommanderError) return usage(error);
  if (error instanceof CommandError) return { exit: error.exit, sentence: error.message };
  const { name, message, stack } = error as Error;
  if (name === "Interrupted") return { exit: 1, sentence: "stopped" };
  if (name === "LedgerError" || name === "QueueError") return { exit: 1, sentence: message };
  return {
    exit: 1,
    sentence: io.env.FOEDERA_DEBUG ? `${stack}` : `${message || String(error)} (set FOEDERA_DEBUG=1 to see where this came from)`,
  };
}

function usage(error: CommanderError): { exit: number; sentence: string | null } {
  if (error.exitCode === 0) return { exit: 0, sentence: null };
  if (error.code === "commander.help") return { exit: 2, sentence: "name a command: foedera --help lists them" };
  const said = error.message.replace(/^error: /, "").replace(/\n+/g, " ");
  return { exit: 2, sentence: `${said.replace(/\.$/, "")}: foedera --help lists what can be asked` };
}

/** Runs one call and gives its exit code: 0, 1 (failed) or 2 (wrong call). Example: `await main(["agreements", "--party", "JP"], io)`. */
export async function main(argv: string[], io: Io): Promise<number> {
  try {
    await program(io, version()).parseAsync(argv, { from: "user" });
    await io.out.flush();
    return 0;
  } catch (error) {
    const { exit, sentence } = verdict(error, io);
    if (sentence) io.err.write(`foedera: ${sentence}\n`);
    return exit;
  }
}

/** Runs the call of this process and ends it. */
export async function start(): Promise<void> {
  const exit = await main(process.argv.slice(2), processIo());
  process.exit(exit);
}
