import { setTimeout as pause } from "node:timers/promises";
import { queues, readingPool } from "#work";
import { CommandError, Interrupted, wrongCall } from "./errors.ts";
import { QUEUE } from "./feed.ts";
import { knowledgeBytes } from "./knowledge.ts";
import type { Call, Options, Run } from "./options.ts";
import { jobsOf, plural } from "./read.ts";
import { readerId } from "./reader.ts";

const PORT = 9464;
const LOOK_MS = 100;
const IDLE_MS = 500;

function settings({ options, io }: Call) {
  const { nats, queue: name = QUEUE, host = "127.0.0.1", port = String(PORT), ackWait } = options;
  if (!nats) throw wrongCall("name the server of the queue: --nats nats://127.0.0.1:4222");
  const database = options.database ?? io.env.FOEDERA_DATABASE;
  if (!database) throw wrongCall("workers write into PostgreSQL: give --database postgres://user@host/name");
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw wrongCall(`--port takes a number up to 65535, not ${port}`);
  if (ackWait !== undefined && !(Number(ackWait) >= 1)) throw wrongCall(`--ack-wait takes seconds, 1 or more, not ${ackWait}`);
  const wait = ackWait === undefined ? {} : { ackWaitMs: 1000 * Number(ackWait) };
  return { queue: { servers: nats, name, ...wait }, database, place: { host, port: Number(port) } };
}

type Watched = { fatal: Error | null; idleMs: number };

/** Goes on until the user asks to stop, the worker cannot go on, or (with --once) nothing waits in the queue. */
async function untilTheEnd({ io }: Call, { once }: Options, worker: Watched, empty: () => Promise<boolean>): Promise<void> {
  try {
    while (!worker.fatal && !(once && worker.idleMs > IDLE_MS && (await empty()))) {
      await io.checkpoint();
      await pause(LOOK_MS);
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  }
}

/** Reads reports from a queue on NATS into PostgreSQL. */
export const run: Run = async (call) => {
  const { io, options } = call;
  const { queue: where, database, place } = settings(call);
  const jobs = jobsOf(call);
  const bytes = knowledgeBytes(io.env);
  const { metricsOf, openQueue, QueueWorker, serveMetrics } = await queues();
  const log = (sentence: string): void => io.err.write(`foedera: ${sentence}\n`);
  const ledger = await io.open({ database });
  const queue = await openQueue(where).catch(async (error) => {
    await ledger.close();
    throw error;
  });
  const reading = readingPool({ jobs, knowledge: bytes });
  const metrics = metricsOf(queue.counts);
  const worker = new QueueWorker({ ledger, reader: readerId(bytes), queue, reading, metrics, log });
  try {
    const { server, address } = await serveMetrics(metrics, () => worker.health(), place);
    try {
      await worker.start();
      log(`reading from the queue ${queue.name} at ${queue.where} into ${ledger.where}; http://${address}/health and /metrics`);
      const empty = async (): Promise<boolean> => {
        const { waiting, handed } = await queue.counts();
        return waiting + handed === 0;
      };
      await untilTheEnd(call, options, worker, () => empty().catch(() => false));
      await worker.drain();
    } finally {
      server.close();
      server.closeAllConnections();
    }
  } finally {
    await reading.close();
    await queue.close();
    await ledger.close();
  }
  if (worker.fatal) throw new CommandError(worker.fatal.message);
  const { values } = await metrics.reports.get();
  const done = values.reduce((n, { value }) => n + value, 0);
  log(`stopped after ${plural(done, "report")}; what was not finished is back in the queue`);
};
