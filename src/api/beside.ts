import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Ledger, Query } from "#ledger";
import { ApiError } from "./errors.ts";
import type { Asked, Fault, Said } from "./thread-messages.ts";

/** What a thread beside the server starts with. */
export type BesideOptions = {
  ledger: Ledger;
  /** the compiled knowledge as JSON */
  knowledge: Uint8Array;
  version: string;
  foldVersion?: string;
  report(error: unknown): void;
};

type Outgoing = { n: number; said?: unknown; fault?: Fault } | { query: number; asks: Query } | { trouble: string };
type Waiting = { resolve(said: unknown): void; reject(error: Error): void };

/** So many questions the thread is given at a time, so that a decision need not wait for all that were asked before it. */
const WIDTH = 2;

/** The thread's file stands in the build, also where we run from the sources: threads know nothing of loaders. */
function builtThread(): URL {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, "package.json")) && dirname(at) !== at) at = dirname(at);
  return pathToFileURL(join(at, "dist", "api", "thread.js"));
}

const gone = (): ApiError =>
  new ApiError(503, "busy", "the part of the server that reads the ledger ended", "try again in a moment; the log of the server says why");

/**
 * A thread that folds the record and makes the answers, so that the thread that talks to the callers never waits for either.
 * One that ends is started again with the next question.
 */
export class Beside {
  readonly #options: BesideOptions;
  readonly #bytes: SharedArrayBuffer;
  readonly #waiting = new Map<number, Waiting>();
  readonly #queue: { n: number; asked: Asked }[] = [];
  #busy = 0;
  #worker: Worker | null = null;
  #count = 0;

  constructor(options: BesideOptions) {
    this.#options = options;
    this.#bytes = new SharedArrayBuffer(options.knowledge.byteLength);
    new Uint8Array(this.#bytes).set(options.knowledge);
    this.#start();
  }

  /** What the thread says to a question. Throws an ApiError. */
  ask<K extends keyof Said>(asked: Extract<Asked, { ask: K }>): Promise<Said[K]> {
    this.#count += 1;
    const n = this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(n, { resolve: resolve as Waiting["resolve"], reject });
      if (asked.ask === "decision") this.#queue.unshift({ n, asked });
      else this.#queue.push({ n, asked });
      this.#deal();
    });
  }

  #deal(): void {
    while (this.#busy < WIDTH) {
      const next = this.#queue.shift();
      if (!next) return;
      this.#busy += 1;
      (this.#worker ?? this.#start()).postMessage(next);
    }
  }

  #start(): Worker {
    const { ledger, version, foldVersion } = this.#options;
    const database = "database" in ledger.shared ? ledger.shared.database : null;
    const worker = new Worker(builtThread(), { workerData: { bytes: this.#bytes, database, version, foldVersion }, execArgv: [] });
    worker.on("message", (message: Outgoing) => this.#heard(worker, message));
    worker.on("error", this.#options.report);
    worker.on("exit", () => this.#ended(worker));
    this.#worker = worker;
    return worker;
  }

  #heard(worker: Worker, message: Outgoing): void {
    if ("trouble" in message) this.#options.report(message.trouble);
    else if ("query" in message) void this.#lend(worker, message.query, message.asks);
    else this.#answer(message);
  }

  #answer(message: Extract<Outgoing, { n: number }>): void {
    const asker = this.#waiting.get(message.n);
    this.#waiting.delete(message.n);
    const { fault } = message;
    if (fault) asker?.reject(new ApiError(fault.status as ContentfulStatusCode, fault.code, fault.message, fault.hint));
    else asker?.resolve(message.said);
    this.#busy -= 1;
    this.#deal();
  }

  async #lend(worker: Worker, query: number, asks: Query): Promise<void> {
    const { shared } = this.#options.ledger;
    try {
      if (!("lent" in shared)) throw new Error("the thread has a connection of its own");
      worker.postMessage({ query, rows: await shared.lent(asks) });
    } catch (error) {
      worker.postMessage({ query, error: (error as Error).message });
    }
  }

  #ended(worker: Worker): void {
    if (this.#worker === worker) this.#giveUp();
  }

  #giveUp(): void {
    this.#worker = null;
    this.#queue.length = 0;
    this.#busy = 0;
    for (const { reject } of this.#waiting.values()) reject(gone());
    this.#waiting.clear();
  }

  stop(): void {
    const worker = this.#worker;
    this.#giveUp();
    void worker?.terminate();
  }
}
