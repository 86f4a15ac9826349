import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Document, Report } from "#model";

/** A report that could not be read: the message is the reason, as a sentence. The others are read. */
export class SetAside extends Error {
  override name = "SetAside";
}

/** Something that reads reports; `read` rejects with a SetAside where a report cannot be read. */
export type Reading = { readonly width: number; read(report: Report): Promise<Document>; close(): Promise<void> };

/** Reads in this very thread, one report after the other. */
export function readingHere(read: (report: Report) => Document): Reading {
  return {
    width: 1,
    async read(report) {
      try {
        return read(report);
      } catch (error) {
        throw new SetAside(`the reading failed: ${(error as Error).message}`);
      }
    },
    close: async () => {},
  };
}

export type PoolOptions = {
  /** how many threads */
  jobs: number;
  /** the compiled knowledge as JSON; the threads share these bytes */
  knowledge: Uint8Array;
  /** how long a report may take: milliseconds, and again as many for each million characters (default: 60,000) */
  patienceMs?: number;
  /** the heap of a thread in MiB, after which it is ended (default: 1024) */
  memoryMb?: number;
  /** what runs in a thread (default: the one of the build) */
  thread?: URL;
};

type Job = { report: Report; resolve(document: Document): void; reject(error: Error): void; suspect: boolean };
type Thread = { worker: Worker; jobs: Job[]; ready: boolean; clock?: NodeJS.Timeout; fault?: Error };
type Answer = { ready?: true; document?: Document; error?: string };

/** A thread gets its next report before it has answered, so that it never waits for us. */
const AHEAD = 2;
const GRACE_MS = 1000;
const FALSE_STARTS = 3;

/** The thread's file stands in the build, also where we run from the sources: threads know nothing of loaders. */
function builtThread(): URL {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, "package.json")) && dirname(at) !== at) at = dirname(at);
  return pathToFileURL(join(at, "dist", "work", "thread.js"));
}

function shared(bytes: Uint8Array): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

const memoryWords = (error: Error | undefined): string =>
  (error as NodeJS.ErrnoException | undefined)?.code === "ERR_WORKER_OUT_OF_MEMORY" ? "it needed more memory than a thread may take" : "";

/**
 * Reads in threads. A thread that ends, runs out of memory or does not answer in time is replaced. The report that it was reading is set
 * aside; where it is not certain which one that was, each is tried again alone.
 */
class Pool implements Reading {
  readonly width: number;
  readonly #options: Required<PoolOptions>;
  readonly #bytes: SharedArrayBuffer;
  readonly #threads = new Set<Thread>();
  #waiting: Job[] = [];
  #falseStarts = 0;
  #broken: Error | null = null;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = { patienceMs: 60_000, memoryMb: 1024, thread: builtThread(), ...options };
    this.width = options.jobs;
    this.#bytes = shared(options.knowledge);
    for (let n = 0; n < options.jobs; n++) this.#start();
  }

  read(report: Report): Promise<Document> {
    if (this.#broken) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ report, resolve, reject, suspect: false });
      this.#deal();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { clock } of this.#threads) clearTimeout(clock);
    await Promise.all([...this.#threads].map(({ worker }) => worker.terminate()));
  }

  #start(): void {
    const worker = new Worker(this.#options.thread, {
      workerData: { bytes: this.#bytes },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.#options.memoryMb },
    });
    const thread: Thread = { worker, jobs: [], ready: false };
    this.#threads.add(thread);
    worker.on("message", (answer: Answer) => this.#answered(thread, answer));
    worker.on("error", (error) => {
      thread.fault = error;
    });
    worker.on("exit", (code) => this.#ended(thread, memoryWords(thread.fault) || thread.fault?.message || `it ended with code ${code}`));
  }

  #answered(thread: Thread, answer: Answer): void {
    if (answer.ready) {
      thread.ready = true;
      this.#falseStarts = 0;
    } else {
      const job = thread.jobs.shift();
      if (answer.document) job?.resolve(answer.document);
      else job?.reject(new SetAside(`the reading failed: ${answer.error}`));
    }
    this.#watch(thread);
    this.#deal();
  }

  /** Lets the clock run for the report that the thread reads now. */
  #watch(thread: Thread): void {
    clearTimeout(thread.clock);
    const [job] = thread.jobs;
    if (!job || !thread.ready) return;
    const limit = this.#options.patienceMs * (1 + job.report.text.length / 1e6);
    // the answer may lie before our door while we were busy ourselves: look once more before judging
    const judge = (): void => void (thread.clock = setTimeout(() => this.#hangs(thread, job, limit), GRACE_MS));
    thread.clock = setTimeout(judge, limit);
  }

  #hangs(thread: Thread, job: Job, limit: number): void {
    if (thread.jobs[0] !== job) return;
    thread.jobs.shift();
    job.reject(new SetAside(`it was not read within ${Math.round(limit / 1000)} seconds`));
    this.#waiting.unshift(...thread.jobs.splice(0));
    void thread.worker.terminate();
  }

  #ended(thread: Thread, why: string): void {
    clearTimeout(thread.clock);
    if (!this.#threads.delete(thread) || this.#closed) return;
    const jobs = thread.jobs.splice(0);
    if (thread.ready && jobs.length === 1) jobs[0]?.reject(new SetAside(`it brought its thread down: ${why}`));
    else this.#waiting.unshift(...jobs.map((job) => ({ ...job, suspect: thread.ready })));
    if (!thread.ready && ++this.#falseStarts >= FALSE_STARTS) this.#giveUp(why);
    if (this.#broken) return;
    this.#start();
    this.#deal();
  }

  #giveUp(why: string): void {
    this.#broken = new Error(`the threads that read cannot be started (${why}): run npm run build, or read with --jobs 1`);
    const jobs = [...this.#waiting.splice(0), ...[...this.#threads].flatMap((t) => t.jobs.splice(0))];
    for (const job of jobs) job.reject(this.#broken);
  }

  #deal(): void {
    for (let round = 1; round <= AHEAD; round++)
      for (const thread of this.#threads) {
        const [job] = this.#waiting;
        if (!job) return;
        const alone = job.suspect || thread.jobs.some(({ suspect }) => suspect);
        if (thread.jobs.length >= (alone ? 1 : round)) continue;
        this.#waiting.shift();
        thread.jobs.push(job);
        thread.worker.postMessage(job.report);
        if (thread.jobs.length === 1) this.#watch(thread);
      }
  }
}

/** Threads that read; `close` ends them, and what they were reading with them. */
export function readingPool(options: PoolOptions): Reading {
  return new Pool(options);
}
