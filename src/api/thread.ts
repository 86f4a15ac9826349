import { parentPort, workerData } from "node:worker_threads";
import { OpenAPIHono } from "@hono/zod-openapi";
import { compileFusion } from "#fusion";
import type { Compiled } from "#knowledge";
import { open, type Query } from "#ledger";
import { Desk, knownFrom } from "./desk.ts";
import { ApiError, failed, refused } from "./errors.ts";
import { questions } from "./questions.ts";
import { decisionOf } from "./reviews.ts";
import type { Answered, Asked, Fault } from "./thread-messages.ts";

/** What runs beside the server: it folds the record, makes the answers of the views, and checks decisions. It writes nothing but caches. */
type Given = { bytes: SharedArrayBuffer; database: string | null; version: string; foldVersion: string | undefined };
type Incoming = { n: number; asked: Asked } | { query: number; rows?: unknown[]; error?: string };

const port = parentPort!;
const { bytes, database, version, foldVersion } = workerData as Given;
const waiting = new Map<number, { resolve(rows: unknown[]): void; reject(error: Error): void }>();
let queries = 0;

/** Asks the ledger that the server has open. */
const lent = (query: Query): Promise<unknown[]> =>
  new Promise((resolve, reject) => {
    queries += 1;
    waiting.set(queries, { resolve, reject });
    port.postMessage({ query: queries, asks: query });
  });

const told = (error: unknown): void => port.postMessage({ trouble: (error as Error)?.stack ?? String(error) });

async function start(): Promise<(asked: Asked) => Promise<unknown>> {
  const raw = JSON.parse(Buffer.from(bytes).toString("utf8")) as Compiled;
  const ledger = await open(database ? { database } : { lent });
  const tables = compileFusion(raw.ontology);
  const desk = new Desk({ ledger, tables, known: knownFrom(raw), version, foldVersion, now: () => Date.now(), report: told });
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw refused(result.error);
    },
  });
  app.onError((error, c) => failed(error, c, told));
  questions(app, desk);
  return async (asked) => {
    await desk.expect(asked.state);
    if (asked.ask === "news") return desk.news(asked.narrow);
    if (asked.ask === "decision") return decisionOf(desk, await desk.view({ known: null, asOf: null }, asked.lang), asked.review);
    const answer = await app.request(asked.url, { headers: asked.headers });
    const body = new Uint8Array(await answer.arrayBuffer());
    const headers: Answered["headers"] = [];
    answer.headers.forEach((value, name) => void headers.push([name, value]));
    return { status: answer.status, headers, body } satisfies Answered;
  };
}

const faultOf = (error: unknown): Fault => {
  if (error instanceof ApiError) return { status: error.status, code: error.code, message: error.message, hint: error.hint };
  told(error);
  return {
    status: 503,
    code: "ledger",
    message: "the ledger cannot be asked now",
    hint: "try again in a moment; the log of the server says why",
  };
};

let ready: ReturnType<typeof start> | null = start();
ready.catch(() => {});

async function answer(n: number, asked: Asked): Promise<void> {
  try {
    // a start that failed is tried again with the next question
    ready ??= start();
    const handle = await ready.catch((error) => {
      ready = null;
      throw error;
    });
    port.postMessage({ n, said: await handle(asked) });
  } catch (error) {
    port.postMessage({ n, fault: faultOf(error) });
  }
}

port.on("message", (message: Incoming) => {
  if ("n" in message) return void answer(message.n, message.asked);
  const asker = waiting.get(message.query);
  waiting.delete(message.query);
  if (message.rows) asker?.resolve(message.rows);
  else asker?.reject(new Error(message.error));
});
