import { setTimeout as pause } from "node:timers/promises";
import { JetStreamApiError } from "@nats-io/jetstream";
import { contentHash, reportId } from "#ledger";
import type { Report } from "#model";
import { encode } from "./message.ts";
import { isFull, type Queue } from "./queue.ts";

/** What became of a report that was to be queued. `waiting`: it lay there already. `long`: no message can hold it. */
export type Fed = { report: Report; change: "queued" | "waiting" | "long" };

export type FeedOptions = {
  queue: Queue;
  received: string | null;
  /** what it throws ends the work between two reports */
  checkpoint(): Promise<void>;
  done(fed: Fed): void;
  /** told once each time we have to wait: for room, for an earlier version of a document, for NATS */
  waits(why: string): void;
};

const WAIT_MS = 200;

export const subjectOf = (queue: Pick<Queue, "name">, doc: string): string => `${queue.name}.report.${contentHash(doc)}`;

/** Whether the report that waits under a subject is this one. */
async function waitsAlready({ manager, name }: Queue, subject: string, id: string): Promise<boolean> {
  const found = await manager.streams.getMessage(name, { last_by_subj: subject }).catch(() => null);
  return found?.header.get("Nats-Msg-Id") === id;
}

async function publish(report: Report, options: FeedOptions): Promise<Fed> {
  const { queue, checkpoint, received, waits } = options;
  const id = reportId(report);
  const subject = subjectOf(queue, report.doc);
  const bytes = encode({ report, received });
  if (bytes.length > queue.maxPayload) return { report, change: "long" };
  let told = false;
  for (;;) {
    try {
      // an answer that is lost makes us send again; JetStream knows the id and keeps one
      const { duplicate } = await queue.js.publish(subject, bytes, { msgID: id });
      return { report, change: duplicate ? "waiting" : "queued" };
    } catch (error) {
      const full = isFull(error);
      if (full && (await waitsAlready(queue, subject, id))) return { report, change: "waiting" };
      if (error instanceof JetStreamApiError && !full) throw error;
      if (!told) waits(full ? `there is no room for ${report.doc} yet (${(error as Error).message})` : "NATS does not answer");
      told = true;
    }
    await checkpoint();
    await pause(WAIT_MS);
  }
}

/** Puts reports into the queue, each once; waits where there is no room. Throws what `reports` or `checkpoint` throws. */
export async function feed(reports: AsyncIterable<Report>, options: FeedOptions): Promise<void> {
  for await (const report of reports) {
    options.done(await publish(report, options));
    await options.checkpoint();
  }
}
