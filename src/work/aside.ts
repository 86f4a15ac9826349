import { JetStreamApiError, type MsgRequest, type StoredMsg } from "@nats-io/jetstream";
import { decode } from "./message.ts";
import { isFull, type Queue } from "./queue.ts";

/** A message that was set aside: `doc` is null where it is no report of ours. */
export type Aside = {
  /** its number in the stream of those set aside */
  id: number;
  doc: string | null;
  title: string | null;
  reason: string;
  reader: string;
  /** how often it had been given out */
  deliveries: number;
  /** when it was set aside, ISO 8601 */
  at: string;
  bytes: number;
};

/** What became of a message that was to be read again. `later`: another version of the document waits in the queue, so it stays aside. */
export type Replayed = "queued" | "later" | "gone";

const streamOf = ({ name }: Queue): string => `${name}-aside`;

function asideOf(message: StoredMsg): Aside {
  let report: { doc: string; title?: string | null } | null = null;
  try {
    report = decode(message.data).report;
  } catch {
    // what is no report may have been set aside for being none
  }
  const { header } = message;
  return {
    ...{ id: message.seq, doc: report?.doc ?? null, title: report?.title ?? null, bytes: message.data.length },
    ...{ reason: header.get("Foedera-Reason"), reader: header.get("Foedera-Reader") },
    ...{ deliveries: Number(header.get("Foedera-Deliveries")) || 0, at: message.time.toISOString() },
  };
}

/** What was set aside, in the order of that. */
export async function* asides(queue: Queue): AsyncGenerator<Aside> {
  for (let seq = 1; ; ) {
    // the first from that number on: servers know it since 2.9, the client's types leave it out
    const next = { seq, next_by_subj: ">" } as MsgRequest;
    const message = await queue.manager.streams.getMessage(streamOf(queue), next);
    if (!message) return;
    yield asideOf(message);
    seq = message.seq + 1;
  }
}

/** Puts a message that was set aside back into the queue, and only then takes it away here; its deliveries are counted anew. */
export async function replay(queue: Queue, id: number): Promise<Replayed> {
  const stream = streamOf(queue);
  const message = await queue.manager.streams.getMessage(stream, { seq: id });
  if (!message) return "gone";
  const subject = message.subject.replace(".aside.", ".report.");
  try {
    // the queue knows the report's own id from minutes ago, and would take this for the same message sent twice
    await queue.js.publish(subject, message.data, { msgID: `${subject} aside ${id} ${message.time.getTime()}` });
  } catch (error) {
    if (isFull(error)) return "later";
    throw error;
  }
  await queue.manager.streams.deleteMessage(stream, id);
  return "queued";
}

/** Throws a message that was set aside away; false where it is not there. */
export async function discard(queue: Queue, id: number): Promise<boolean> {
  try {
    return await queue.manager.streams.deleteMessage(streamOf(queue), id);
  } catch (error) {
    if (error instanceof JetStreamApiError) return false;
    throw error;
  }
}
