import type { Ledger, LedgerOptions } from "#ledger";
import { CommandError, Interrupted, OutputClosed } from "./errors.ts";

/** A stream that a command writes to. */
export type Output = {
  /** throws OutputClosed once nobody reads any more */
  write(content: string | Uint8Array): void;
  flush(): Promise<void>;
  isTTY: boolean;
  columns: number;
  colour: boolean;
};

/** Everything of the outer world that a command may touch. */
export type Io = {
  out: Output;
  err: Output;
  env: Record<string, string | undefined>;
  now(): Date;
  stdin(): AsyncIterable<Uint8Array>;
  open(where: LedgerOptions): Promise<Ledger>;
  /** throws Interrupted once the user has asked to stop; long work calls it between two reports */
  checkpoint(): Promise<void>;
  /** given when the user asks to stop; what waits for the net or the clock waits no longer */
  signal?: AbortSignal;
};

const WIDTH = 80;

function outputOf(stream: NodeJS.WriteStream, env: Io["env"]): Output {
  let broken: Error | null = null;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    const closed = error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED";
    broken = closed
      ? new OutputClosed()
      : new CommandError(`the output cannot be written (${error.code ?? error.message}): make room for it`);
  });
  return {
    write(content) {
      if (broken) throw broken;
      stream.write(content);
    },
    async flush() {
      await new Promise<void>((done) => (broken ? done() : stream.write("", () => done())));
      if (broken) throw broken;
    },
    isTTY: stream.isTTY === true,
    get columns() {
      return (stream.isTTY && stream.columns) || WIDTH;
    },
    colour: stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb",
  };
}

/** The process that we run in. */
export function processIo(): Io {
  const env = process.env;
  const stop = new AbortController();
  process.on("SIGINT", () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort(new Interrupted());
  });
  process.on("SIGTERM", () => stop.abort(new Interrupted()));
  return {
    out: outputOf(process.stdout, env),
    err: outputOf(process.stderr, env),
    env,
    now: () => new Date(),
    stdin: () => process.stdin,
    open: async (where) => (await import("#ledger")).open(where),
    async checkpoint() {
      // lets the system tell us of signals and of a closed pipe
      await new Promise((done) => setImmediate(done));
      if (stop.signal.aborted) throw new Interrupted();
    },
    signal: stop.signal,
  };
}
