import { setTimeout as pause } from "node:timers/promises";
import type { Consumer, JsMsg } from "@nats-io/jetstream";
import { headers } from "@nats-io/transport-node";
import { decode, type Message } from "./message.ts";
import type { Metrics } from "./metrics.ts";
import { type Reading, SetAside } from "./pool.ts";
import { ACK_WAIT_MS, type Queue } from "./queue.ts";
import { type Outcome, type Read, refusesContent, type Target, writeRead } from "./write.ts";

export type WorkerOptions = Target & {
  queue: Queue;
  reading: Reading;
  metrics: Metrics;
  /** deliveries of a report after which it is set aside unread: it may be what ends its workers (default: 10) */
  mostDeliveries?: number;
  /** one sentence about what an operator should know */
  log(sentence: string): void;
};

type Task = { msg: JsMsg; content: Message; read: Read };

const PER_THREAD = 16;
const BATCH = 32;
const LINGER_MS = 50;
const EXPIRES_MS = 2000;
const AGAIN_MS = { first: 200, most: 5000 };

const reasonOf = (error: unknown): string => (error as Error).message.split("\n")[0] ?? "";

/** Takes reports from the queue, reads them, writes them, and only then acknowledges them. */
export class QueueWorker {
  readonly #options: WorkerOptions;
  readonly #inHand = new Set<JsMsg>();
  #read: Task[] = [];
  #draining = false;
  #consumer: Promise<Consumer> | null = null;
  #pulse: NodeJS.Timeout | undefined;
  #writing: Promise<void> | null = null;
  #loops: Promise<void>[] = [];
  #database = true;
  #idleSince = 0;
  #fatal: Error | null = null;
  #ackWait = ACK_WAIT_MS;
  #counted = 0;
  #oddSince = 0;
  #renewed = Number.NEGATIVE_INFINITY;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /** Begins; gives back once the consumer is known. */
  async start(): Promise<void> {
    const consumer = await this.#consumerNow();
    const { config } = await consumer.info();
    this.#ackWait = (config.ack_wait ?? ACK_WAIT_MS * 1e6) / 1e6;
    // a sign of life for all that we hold: reading and writing may take longer than the queue would wait
    this.#pulse = setInterval(() => {
      for (const msg of this.#inHand) msg.working();
    }, this.#ackWait / 3);
    const slots = PER_THREAD * this.#options.reading.width;
    this.#loops = Array.from({ length: slots }, () => this.#slot());
  }

  /** How the worker fares: `ok` is false while the queue or the database does not answer. */
  health(): { ok: boolean; queue: boolean; database: boolean; draining: boolean; inHand: number } {
    const queue = !this.#options.queue.connection.isClosed() && this.#consumer !== null;
    return { ok: queue && this.#database, queue, database: this.#database, draining: this.#draining, inHand: this.#inHand.size };
  }

  /** Why the worker cannot go on; null while it can. */
  get fatal(): Error | null {
    return this.#fatal;
  }

  /** For how long there has been nothing to do, milliseconds. */
  get idleMs(): number {
    return this.#inHand.size > 0 || this.#idleSince === 0 ? 0 : performance.now() - this.#idleSince;
  }

  /** Takes no more, finishes what is in hand, and ends; what cannot be written is given back to the queue. */
  async drain(): Promise<void> {
    this.#draining = true;
    await Promise.all(this.#loops);
    clearInterval(this.#pulse);
    for (const msg of this.#inHand) msg.nak();
  }

  #consumerNow(): Promise<Consumer> {
    this.#consumer ??= this.#options.queue.ensure();
    return this.#consumer;
  }

  /** One of the places for a report in hand. */
  async #slot(): Promise<void> {
    while (!this.#draining) {
      let msg: JsMsg | null = null;
      try {
        msg = await (await this.#consumerNow()).next({ expires: EXPIRES_MS });
      } catch (error) {
        if (this.#draining) return;
        if (this.#consumer && !this.#justRenewed()) this.#options.log(`the queue does not answer (${reasonOf(error)}): trying again`);
        this.#options.metrics.failures.inc({ of: "queue" });
        this.#consumer = null;
        await pause(AGAIN_MS.first * 5);
        continue;
      }
      if (msg === null) {
        if (this.#idleSince === 0 && this.#inHand.size === 0) this.#idleSince = performance.now();
        await this.#recount().catch(() => {});
        continue;
      }
      await this.#handle(msg);
    }
  }

  readonly #justRenewed = (): boolean => performance.now() - this.#renewed < AGAIN_MS.most;

  /**
   * A server that was ended hard may lose count: it keeps reports that were acknowledged and gives them to nobody, or waits for some that are
   * gone. Where nobody has anything to do and this lasts for two waits, what is left is given out anew; what was read is found in the ledger.
   */
  async #recount(): Promise<void> {
    const now = performance.now();
    if (this.#inHand.size > 0 || now - this.#counted < EXPIRES_MS / 2) return;
    this.#counted = now;
    const { queue, log } = this.#options;
    const { odd, waiting } = await queue.counts();
    if (!odd) this.#oddSince = 0;
    else if (this.#oddSince === 0) this.#oddSince = now;
    else if (now - this.#oddSince > 2 * this.#ackWait) {
      log(`the queue has lost count of its reports (its server was ended hard?): ${waiting} are given out anew`);
      this.#oddSince = 0;
      this.#renewed = now;
      await queue.renew();
      this.#consumer = null;
    }
  }

  async #handle(msg: JsMsg): Promise<void> {
    const { metrics } = this.#options;
    this.#idleSince = 0;
    this.#inHand.add(msg);
    metrics.inHand.set(this.#inHand.size);
    if (msg.info.deliveryCount > 1) metrics.again.inc();
    try {
      const done = await this.#process(msg);
      if (done) this.#inHand.delete(msg);
    } catch (error) {
      this.#options.log(`a report stays in the queue: ${reasonOf(error)}`);
      this.#inHand.delete(msg);
      msg.nak(AGAIN_MS.most);
    } finally {
      metrics.inHand.set(this.#inHand.size);
    }
  }

  /** True where the message is settled; false where we are to end before it could be written. */
  async #process(msg: JsMsg): Promise<boolean> {
    const { metrics, mostDeliveries = 10, reading, ledger, reader } = this.#options;
    let content: Message;
    try {
      content = decode(msg.data);
    } catch (error) {
      return this.#aside(msg, `it is no report of Foedera: ${reasonOf(error)}`);
    }
    if (msg.info.deliveryCount > mostDeliveries) return this.#aside(msg, `it was given out ${mostDeliveries} times without a result`);
    const { report } = content;
    const known = await this.#withDatabase(() => ledger.known(report, reader));
    if (known === undefined) return false;
    if (known) return this.#settle(msg, { report, ...known });
    const stop = metrics.reading.startTimer();
    const read: Read = { report };
    try {
      read.document = await reading.read(report);
    } catch (error) {
      if (!(error instanceof SetAside)) {
        this.#fatal = error as Error;
        this.#draining = true;
        return false;
      }
      return this.#aside(msg, error.message);
    } finally {
      stop();
    }
    const outcome = await this.#write({ msg, content, read });
    if (outcome === undefined) return false;
    return outcome.change === "aside" ? this.#aside(msg, outcome.reason) : this.#settle(msg, outcome);
  }

  #settle(msg: JsMsg, { change, claims }: Outcome): true {
    this.#options.metrics.reports.inc({ change });
    if (change !== "none") this.#options.metrics.claims.inc(claims);
    msg.ack();
    return true;
  }

  /** Lays a message into the stream of those set aside, with the reason, and only then takes it off the queue. */
  async #aside(msg: JsMsg, reason: string): Promise<true> {
    const { queue, metrics, log, reader } = this.#options;
    const subject = msg.subject.replace(".report.", ".aside.");
    const said = headers();
    said.set("Foedera-Reason", reason.replace(/[\r\n]+/g, " "));
    said.set("Foedera-Reader", reader);
    said.set("Foedera-Deliveries", String(msg.info.deliveryCount));
    await queue.js.publish(subject, msg.data, { headers: said });
    log(`${msg.subject} was set aside: ${reason}`);
    metrics.reports.inc({ change: "aside" });
    // without the reason: servers before 2.11 do not know a term that has one
    msg.term();
    return true;
  }

  /** Does something with the database, again and again while it does not answer; undefined where we are to end before. */
  async #withDatabase<T>(work: () => Promise<T>): Promise<T | undefined> {
    const { metrics, log } = this.#options;
    for (let wait = AGAIN_MS.first; ; wait = Math.min(AGAIN_MS.most, wait * 2)) {
      try {
        const result = await work();
        this.#database = true;
        return result;
      } catch (error) {
        if (refusesContent(error)) throw error;
        metrics.failures.inc({ of: "database" });
        if (this.#database) log(`${reasonOf(error)}; trying again`);
        this.#database = false;
        if (this.#draining) return undefined;
        await pause(wait);
      }
    }
  }

  readonly #outcomes = new Map<Task, (outcome: Outcome | undefined) => void>();

  /** Hands a report to the writer, which writes together what has come together. */
  #write(task: Task): Promise<Outcome | undefined> {
    const outcome = new Promise<Outcome | undefined>((done) => this.#outcomes.set(task, done));
    this.#read.push(task);
    this.#writing ??= this.#writeOn().finally(() => {
      this.#writing = null;
    });
    return outcome;
  }

  async #writeOn(): Promise<void> {
    while (this.#read.length > 0) {
      if (this.#read.length < BATCH && !this.#draining) await pause(LINGER_MS);
      const day = this.#read[0]?.content.received ?? null;
      const tasks = this.#read.filter(({ content }) => (content.received ?? null) === day).slice(0, BATCH);
      this.#read = this.#read.filter((task) => !tasks.includes(task));
      const stop = this.#options.metrics.writing.startTimer();
      const list = tasks.map(({ read }) => read);
      const outcomes = await this.#withDatabase(() => writeRead(list, this.#options, day));
      stop();
      for (const [at, task] of tasks.entries()) {
        this.#outcomes.get(task)?.(outcomes?.[at]);
        this.#outcomes.delete(task);
      }
    }
  }
}
