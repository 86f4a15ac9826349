import { connect } from "@nats-io/transport-node";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ledger, open } from "#ledger";
import type { Report } from "#model";
import { type Fed, type Queue, queues, type Reading, readingPool, SetAside } from "#work";
import { call } from "../cli-material.ts";
import { inTurn, telling, threadFile, until } from "./material.ts";

const nats = process.env.FOEDERA_TEST_NATS ?? "nats://127.0.0.1:4222";
const postgres = process.env.FOEDERA_TEST_POSTGRES ?? "postgres://postgres@127.0.0.1:5432";
const base = `foedera_work_${process.pid}`;

const answers = async (work: () => Promise<unknown>): Promise<boolean> =>
  work().then(
    () => true,
    () => false,
  );

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${postgres}/postgres`, connectionTimeoutMillis: 2000 });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

const reachable =
  (await answers(async () => (await connect({ servers: nats, timeout: 2000, reconnect: false })).close())) &&
  (await answers(() => onServer("select 1")));
const why = reachable ? "" : ` (skipped: no NATS at ${nats}, or no PostgreSQL at ${postgres})`;

const { feed, metricsOf, openQueue, QueueWorker, serveMetrics } = await queues();

describe.skipIf(!reachable)(`a queue with workers${why}`, () => {
  let ledger: Ledger;
  const made: Queue[] = [];
  beforeAll(async () => {
    await onServer(`create database ${base}`);
    ledger = await open({ database: `${postgres}/${base}` });
  }, 60_000);
  afterAll(async () => {
    for (const queue of made) {
      for (const stream of [queue.name, `${queue.name}-aside`]) await queue.manager.streams.delete(stream).catch(() => {});
      await queue.close();
    }
    await ledger?.close();
    if (reachable) await onServer(`drop database if exists ${base} with (force)`);
  }, 60_000);

  const queueOf = async (name: string, most = 1000): Promise<Queue> => {
    const queue = await openQueue({ servers: nats, name: `${base}_${name}`, ackWaitMs: 1000, most });
    made.push(queue);
    return queue;
  };

  /** Feeds and gives what became of each; `waits` is told what it waits for. */
  async function fed(queue: Queue, reports: Report[], waits: (why: string) => void = () => {}, checkpoint = async (): Promise<void> => {}) {
    const told: string[] = [];
    const done = ({ report, change }: Fed): void => void told.push(`${report.doc} ${change}`);
    await feed(inTurn(reports), { queue, received: "2024-05-02", checkpoint, done, waits });
    return told;
  }

  type Working = { worker: InstanceType<typeof QueueWorker>; metrics: ReturnType<typeof metricsOf>; said: string[]; end(): Promise<void> };

  async function working(queue: Queue, options: { ledger?: Ledger; reading?: Reading } = {}): Promise<Working> {
    const reading =
      options.reading ?? readingPool({ jobs: 1, knowledge: new TextEncoder().encode("known"), thread: threadFile, patienceMs: 1000 });
    const metrics = metricsOf(queue.counts);
    const said: string[] = [];
    const log = (sentence: string): void => void said.push(sentence);
    const worker = new QueueWorker({ ledger: options.ledger ?? ledger, reader: "test 1", queue, reading, metrics, log });
    await worker.start();
    const end = async (): Promise<void> => {
      await worker.drain();
      await reading.close();
    };
    return { worker, metrics, said, end };
  }

  const emptied = (queue: Queue) =>
    until(async () => {
      const { waiting, handed } = await queue.counts();
      return waiting + handed === 0;
    });

  const docs = async (prefix: string): Promise<string[]> =>
    (await ledger.reports()).map((r) => r.doc).filter((doc) => doc.startsWith(prefix));

  it("gives every report to one of two workers, once, and takes no report twice", async () => {
    const queue = await queueOf("once");
    const reports = Array.from({ length: 40 }, (_, n) => telling(`once${n}`, `text ${n}`));
    expect(await fed(queue, reports)).toEqual(reports.map(({ doc }) => `${doc} queued`));
    expect(await fed(queue, reports)).toEqual(reports.map(({ doc }) => `${doc} waiting`));
    const workers = [await working(queue), await working(queue)];
    await emptied(queue);
    for (const { end } of workers) await end();
    expect(await docs("once")).toHaveLength(40);
    const text = await workers[0]?.metrics.registry.metrics();
    expect(text).toMatch(/foedera_reports_total\{change="new"\} \d+/);
  }, 120_000);

  it("keeps the order of versions: the later waits until the earlier is read", async () => {
    const queue = await queueOf("versions");
    const waited: string[] = [];
    const feeding = fed(queue, [telling("version", "first"), telling("version", "second")], (reason) => waited.push(reason));
    await until(() => waited.length > 0);
    expect(waited).toEqual([expect.stringContaining("there is no room for version yet")]);
    const { end } = await working(queue);
    expect(await feeding).toEqual(["version queued", "version queued"]);
    await emptied(queue);
    await end();
    expect(await ledger.versions("version")).toHaveLength(2);
    const [kept] = await ledger.reports({ docs: ["version"] });
    expect(await ledger.text(kept?.id ?? "")).toBe("second");
  }, 120_000);

  it("lays poison aside with its reason, and reads the rest", async () => {
    const queue = await queueOf("poison");
    await fed(queue, [telling("p0", "good"), telling("p1", "exit"), telling("p2", "hang"), telling("p3", "good too")]);
    await queue.js.publish(`${queue.name}.report.nonsense`, "no report");
    const { end } = await working(queue);
    await emptied(queue);
    await end();
    expect(await docs("p")).toEqual(expect.arrayContaining(["p0", "p3"]));
    const { aside } = await queue.counts();
    expect(aside).toBe(3);
    const found: string[] = [];
    for (let seq = 1; seq <= aside; seq++) {
      const message = await queue.manager.streams.getMessage(`${queue.name}-aside`, { seq });
      found.push(message?.header.get("Foedera-Reason") ?? "");
    }
    expect(found).toContain("it brought its thread down: it ended with code 3");
    expect(found).toContain("it was not read within 1 seconds");
    expect(found.some((reason) => reason.startsWith("it is no report of Foedera"))).toBe(true);
  }, 120_000);

  it("lists what was set aside, puts it back once its reason is gone, and throws the rest away", async () => {
    const queue = await queueOf("again");
    const poor: Reading = { width: 1, read: () => Promise.reject(new SetAside("the reader is not up to it")), close: async () => {} };
    await fed(queue, [telling("again0", "good"), telling("again1", "good")]);
    await queue.js.publish(`${queue.name}.report.nonsense`, "no report");
    const first = await working(queue, { reading: poor });
    await emptied(queue);
    await first.end();
    const of = ["--nats", nats, "--queue", queue.name];
    const rows = (await call(["queue", "list", ...of, "--json"])).out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const [none, ...two] = rows.sort((a, b) => String(a.doc).localeCompare(String(b.doc))).reverse();
    expect(two.map((r) => [r.doc, r.reason, r.deliveries, r.reader])).toEqual(
      ["again1", "again0"].map((doc) => [doc, "the reader is not up to it", 1, "test 1"]),
    );
    expect(none).toMatchObject({ doc: null, reason: expect.stringContaining("it is no report of Foedera") });
    expect((await call(["queue", "list", ...of])).out).toContain("0 reports wait in the queue");
    expect((await call(["queue", "replay", ...of])).err).toContain("or all of it with --all");
    expect((await call(["queue", "replay", "nobody", ...of])).err).toContain("nobody: nothing of that name was set aside");
    expect((await call(["queue", "replay", "again0", String(two[0].id), ...of])).out).toContain("2 reports put back into the queue");
    const second = await working(queue);
    await emptied(queue);
    await second.end();
    expect(await docs("again")).toEqual(["again0", "again1"]);
    expect((await call(["queue", "drop", "--all", ...of])).out).toBe("1 message thrown away.\n");
    expect((await queue.counts()).aside).toBe(0);
  }, 120_000);

  it("leaves a report aside while another version of it waits", async () => {
    const queue = await queueOf("later");
    const poor: Reading = { width: 1, read: () => Promise.reject(new SetAside("no")), close: async () => {} };
    await fed(queue, [telling("later", "first")]);
    const first = await working(queue, { reading: poor });
    await emptied(queue);
    await first.end();
    await fed(queue, [telling("later", "second")]);
    const of = ["--nats", nats, "--queue", queue.name];
    expect(JSON.parse((await call(["queue", "replay", "--all", ...of, "--json"])).out)).toEqual({ queued: 0, later: 1, gone: 0 });
    expect(await queue.counts()).toMatchObject({ waiting: 1, aside: 1 });
  }, 120_000);

  it("gives what a dead worker held to another, and lets a slow one finish", async () => {
    const queue = await queueOf("dead");
    const consumer = await queue.ensure();
    await fed(queue, [telling("dead", "good")]);
    // it is taken and then nothing is heard of it
    expect(await consumer.next({ expires: 2000 })).not.toBeNull();
    const slow: Reading = {
      width: 1,
      async read(report) {
        await new Promise((done) => setTimeout(done, 3000));
        return { ...report, claims: [] };
      },
      close: async () => {},
    };
    const { metrics, end } = await working(queue, { reading: slow });
    await emptied(queue);
    await end();
    // three times the wait, and still given out once only to the slow one
    expect((await metrics.again.get()).values[0]?.value).toBe(1);
    expect(await docs("dead")).toEqual(["dead"]);
  }, 120_000);

  it("gives out anew what a server that lost count would leave lying", async () => {
    const queue = await queueOf("odd");
    await fed(queue, [telling("odd0", "good"), telling("odd1", "good")]);
    const { config } = await (await queue.ensure()).info();
    await queue.manager.consumers.delete(queue.name, "readers");
    // this consumer gives out nothing of what lies there
    await queue.manager.consumers.add(queue.name, { ...config, filter_subject: `${queue.name}.report.none` });
    expect(await queue.counts()).toMatchObject({ waiting: 2, handed: 0, odd: true });
    const { said, end } = await working(queue);
    await emptied(queue);
    await end();
    expect(await docs("odd")).toEqual(["odd0", "odd1"]);
    expect(said.filter((sentence) => sentence.includes("lost count"))).toHaveLength(1);
    expect(await queue.counts()).toMatchObject({ waiting: 0, handed: 0, odd: false });
  }, 120_000);

  it("waits for a database that is away, says so, and loses nothing", async () => {
    const queue = await queueOf("away");
    let away = true;
    const flaky = new Proxy(ledger, {
      get(target, name) {
        if (away && (name === "known" || name === "putAll")) return () => Promise.reject(new Error("PostgreSQL does not answer"));
        const own: unknown = target[name as keyof Ledger];
        return typeof own === "function" ? own.bind(target) : own;
      },
    });
    await fed(queue, [telling("away", "good")]);
    const { worker, said, end } = await working(queue, { ledger: flaky });
    await until(() => !worker.health().ok);
    expect(said).toEqual(["PostgreSQL does not answer; trying again"]);
    away = false;
    await emptied(queue);
    expect(worker.health().ok).toBe(true);
    await end();
    expect(await docs("away")).toEqual(["away"]);
  }, 120_000);

  it("waits while the queue is full, packs long texts, and names those that no message can hold", async () => {
    const queue = await queueOf("full", 2);
    const long = telling("full-long", "word ".repeat(400_000));
    let noise = 1;
    const letters = Array.from({ length: 3_000_000 }, () => {
      noise = (Math.imul(noise, 1_103_515_245) + 12_345) >>> 0;
      return String.fromCharCode(33 + ((noise >>> 16) % 90));
    });
    const longest = telling("full-longest", letters.join(""));
    const waited: string[] = [];
    const feeding = fed(queue, [longest, long, telling("full1", "a"), telling("full2", "b")], (reason) => waited.push(reason));
    await until(() => waited.length > 0);
    const { end } = await working(queue);
    expect(await feeding).toEqual(["full-longest long", "full-long queued", "full1 queued", "full2 queued"]);
    await emptied(queue);
    await end();
    const [kept] = await ledger.reports({ docs: ["full-long"] });
    expect(await ledger.text(kept?.id ?? "")).toBe(long.text);
  }, 120_000);

  it("answers /health and /metrics, and nothing else", async () => {
    const queue = await queueOf("health");
    const metrics = metricsOf(queue.counts);
    let ok = true;
    const { server, address } = await serveMetrics(metrics, () => ({ ok }), { host: "127.0.0.1", port: 0 });
    try {
      expect((await fetch(`http://${address}/health`)).status).toBe(200);
      ok = false;
      expect((await fetch(`http://${address}/health`)).status).toBe(503);
      const text = await (await fetch(`http://${address}/metrics`)).text();
      expect(text).toContain('foedera_queue_reports{state="waiting"} 0');
      expect((await fetch(`http://${address}/other`)).status).toBe(404);
      expect((await fetch(`http://${address}/health`, { method: "POST" })).status).toBe(405);
      const taken = serveMetrics(metrics, () => ({ ok }), { host: "127.0.0.1", port: Number(address.split(":")[1]) });
      await expect(taken).rejects.toThrow(/give another with --port/);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }, 60_000);
});

it("says what to do where there is no queue", async () => {
  await expect(openQueue({ servers: "http://127.0.0.1", name: "a" })).rejects.toThrow("write it as nats://host:4222");
  await expect(openQueue({ servers: nats, name: "a b" })).rejects.toThrow("letters, digits, - and _ only");
  await expect(openQueue({ servers: "nats://127.0.0.1:9", name: "a" })).rejects.toThrow("start nats-server --jetstream");
});
