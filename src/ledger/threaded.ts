import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { PGlite, Results } from "@electric-sql/pglite";

type RowMode = "array" | "object";
type Result = Pick<Results, "rows" | "fields" | "affectedRows">;

/** What the database's thread is asked; `tx` is the id of the `begin` that a question belongs to. */
export type Asked = { id: number } & (
  | { op: "query"; sql: string; params: unknown[]; rowMode: RowMode; tx: number | null }
  | { op: "begin" }
  | { op: "end"; tx: number; commit: boolean }
  | { op: "close" }
);
/** What it answers; the answer to 0 is that it stands ready. */
export type Answer = { id: number; result?: Result; error?: { message: string; code?: string } };

type Question = Asked extends infer A ? (A extends Asked ? Omit<A, "id"> : never) : never;
type Waiting = { done(result: Result | undefined): void; fail(error: Error): void };
type Asks = { query(sql: string, params?: unknown[], options?: { rowMode?: RowMode }): Promise<Result> };

/** The thread's file stands in the build; null where there is none. */
function builtThread(): URL | null {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, "package.json")) && dirname(at) !== at) at = dirname(at);
  const file = join(at, "dist", "ledger", "thread.js");
  return existsSync(file) ? pathToFileURL(file) : null;
}

/** PGlite in a thread of its own, asked over messages: as much of its interface as drizzle needs. */
class ThreadedClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #over: Error | null = null;

  constructor(thread: URL, data: string) {
    this.#worker = new Worker(thread, { workerData: { data }, execArgv: [] });
    this.#worker.on("message", ({ id, result, error }: Answer) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.fail(Object.assign(new Error(error.message), error.code ? { code: error.code } : {}));
      else waiting?.done(result);
    });
    this.#worker.on("error", (error) => this.#end(error));
    this.#worker.on("exit", () => this.#end(new Error("the thread of the database has ended")));
  }

  #end(error: Error): void {
    this.#over ??= error;
    for (const { fail } of this.#waiting.values()) fail(this.#over);
    this.#waiting.clear();
  }

  #answerTo(id: number): Promise<Result | undefined> {
    if (this.#over) return Promise.reject(this.#over);
    return new Promise((done, fail) => this.#waiting.set(id, { done, fail }));
  }

  /** Done once the thread stands ready. */
  readonly ready = (): Promise<unknown> => this.#answerTo(0);

  async #ask(question: Question): Promise<{ id: number; result: Result | undefined }> {
    const id = ++this.#last;
    const answer = this.#answerTo(id);
    this.#worker.postMessage({ id, ...question } as Asked);
    return { id, result: await answer };
  }

  #asks(tx: number | null): Asks {
    return {
      query: async (sql, params = [], { rowMode = "object" } = {}) =>
        (await this.#ask({ op: "query", sql, params, rowMode, tx })).result as Result,
    };
  }

  readonly query: Asks["query"] = (...question) => this.#asks(null).query(...question);

  async transaction<T>(work: (tx: Asks) => Promise<T>): Promise<T> {
    const { id: tx } = await this.#ask({ op: "begin" });
    let made: T;
    try {
      made = await work(this.#asks(tx));
    } catch (error) {
      await this.#ask({ op: "end", tx, commit: false });
      throw error;
    }
    await this.#ask({ op: "end", tx, commit: true });
    return made;
  }

  async close(): Promise<void> {
    await this.#ask({ op: "close" });
    await this.#worker.terminate();
  }
}

/** Opens the PGlite database of a folder in a thread of its own, so that writing leaves this thread free; null where nothing is built. */
export async function openThreaded(data: string): Promise<PGlite | null> {
  const thread = builtThread();
  if (!thread) return null;
  const client = new ThreadedClient(thread, data);
  await client.ready();
  return client as unknown as PGlite;
}
