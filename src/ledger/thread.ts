import { parentPort, workerData } from "node:worker_threads";
import { PGlite, type Transaction, types } from "@electric-sql/pglite";
import type { Answer, Asked } from "./threaded.ts";

/** What runs in the database's thread: it holds PGlite and answers what it is asked, in the order in which that can be done. */
const same = (value: string): string => value;
/** Times come as they stand in the database, and so do lists of them and of numbers, as drizzle wants them. */
const kept = [types.TIMESTAMP, types.TIMESTAMPTZ, types.INTERVAL, types.DATE, 1231, 1115, 1185, 1187, 1182];
const parsers = Object.fromEntries(kept.map((type) => [type, same]));

const answer = (said: Answer): void => parentPort?.postMessage(said);
const failed = (id: number, error: unknown): void => {
  const { message, code } = error as { message: string; code?: string };
  answer({ id, error: { message, code } });
};

class RolledBack extends Error {}

type Open = { tx: Transaction; end(commit: boolean): void; over: Promise<void> };
const open = new Map<number, Open>();
const client = await PGlite.create((workerData as { data: string }).data);

function begin(id: number): void {
  let begun = false;
  const over = client.transaction(
    (tx) =>
      new Promise<void>((commit, rollback) => {
        begun = true;
        open.set(id, { tx, over, end: (good) => (good ? commit() : rollback(new RolledBack())) });
        answer({ id });
      }),
  ) as Promise<void>;
  // once it has begun, whoever ends it hears of it
  over.catch((error) => begun || failed(id, error));
}

async function end(id: number, tx: number, commit: boolean): Promise<void> {
  const held = open.get(tx);
  open.delete(tx);
  held?.end(commit);
  await held?.over.catch((error) => {
    if (!(error instanceof RolledBack)) throw error;
  });
  answer({ id });
}

async function done(asked: Asked): Promise<void> {
  const { id, op } = asked;
  if (op === "begin") return begin(id);
  if (op === "end") return end(id, asked.tx, asked.commit);
  if (op === "close") {
    await client.close();
    return answer({ id });
  }
  const on = asked.tx === null ? client : open.get(asked.tx)?.tx;
  if (!on) throw new Error("the transaction is over");
  const { rows, fields, affectedRows } = await on.query<Record<string, unknown>>(asked.sql, asked.params, {
    rowMode: asked.rowMode,
    parsers,
  });
  answer({ id, result: { rows, fields, affectedRows } });
}

parentPort?.on("message", (asked: Asked) => void done(asked).catch((error) => failed(asked.id, error)));
answer({ id: 0 });
