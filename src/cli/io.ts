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
  stdin(): Promise<Uint8Array>;
  open(where: LedgerOptions): Promise<Ledger>;
  /** throws Interrupted once the user has asked to stop; long work calls it between two reports */
  checkpoint(): Promise<void>;
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

async function readAll(stream: NodeJS.ReadStream): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The process that we run in. */
export function processIo(): Io {
  const env = process.env;
  let stop = false;
  process.on("SIGINT", () => {
    if (stop) process.exit(130);
    stop = true;
  });
  process.on("SIGTERM", () => {
    stop = true;
  });
  return {
    out: outputOf(process.stdout, env),
    err: outputOf(process.stderr, env),
    env,
    now: () => new Date(),
    stdin: () => readAll(process.stdin),
    open: async (where) => (await import("#ledger")).open(where),
    async checkpoint() {
      // lets the system tell us of signals and of a closed pipe
      await new Promise((done) => setImmediate(done));
      if (stop) throw new Interrupted();
    },
  };
}
