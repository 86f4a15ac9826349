// npm run build, then: node --import tsx --conditions=source bench/api.ts [reports] [seconds]
// The API at 50 requests a second on PostgreSQL, in a process of its own, beside /health in the same run.
import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import pg from "pg";
import { knownFrom, listen } from "#api";
import { compileFusion } from "#fusion";
import type { Compiled } from "#knowledge";
import { type Ledger, open } from "#ledger";
import type { Claim, Document, Report } from "#model";

const SERVER = "postgres://postgres@127.0.0.1:5432";
const RATE = 50;
/** seconds between two reviews */
const EVERY = 5;
const [reports = 10_000, seconds = 30] = process.argv
  .slice(2)
  .filter((a) => /^\d+$/.test(a))
  .map(Number);

/** A stream of numbers that is the same in every run. */
function numbers(seed: number): () => number {
  let at = seed;
  return () => {
    at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0;
    return at / 2 ** 32;
  };
}

/** Report `n`: two agreements, a commitment and an activity between states drawn by lot. */
function made(n: number, codes: readonly string[]): [Document, Report] {
  const draw = numbers(n * 7919 + 1);
  const one = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)]!;
  const two = (): string[] => {
    const first = one(codes);
    const rest = codes.filter((c) => c !== first);
    return [first, one(rest)];
  };
  const day = new Date(Date.UTC(2015, 0, 1 + Math.floor(draw() * 3600))).toISOString().slice(0, 10);
  const sentences = Array.from({ length: 4 }, (_, i) => `Sentence ${i} of report ${n} speaks of matter ${Math.floor(draw() * 1e6)}.`);
  const text = sentences.join("\n");
  const common = (i: number) => {
    const start = text.indexOf(sentences[i]!);
    return {
      id: `b${n}x${i}`,
      evidence: sentences[i]!,
      start,
      end: start + sentences[i]!.length,
      time: day,
      attribution: [],
      rule: "bench",
      confidence: 0.8,
    };
  };
  const types = ["access", "logistics", "information", "industry", "cooperation"] as const;
  const claims: Claim[] = [
    {
      ...common(0),
      kind: "agreement",
      type: one(types),
      name: null,
      parties: two(),
      stage: one(["negotiating", "agreed", "signed", "in-force"] as const),
      modality: "actual",
    },
    { ...common(1), kind: "agreement", type: one(types), name: null, parties: two(), stage: "signed", modality: "planned" },
    {
      ...common(2),
      kind: "commitment",
      action: one(["acquire", "deploy", "spend"] as const),
      actors: [one(codes)],
      beneficiaries: [],
      object: `matter ${Math.floor(draw() * 500)}`,
      quantity: null,
      deadline: `../${2016 + Math.floor(draw() * 12)}`,
      modality: "planned",
    },
    {
      ...common(3),
      kind: "activity",
      type: one(["meeting", "exercise", "visit"] as const),
      participants: two(),
      name: null,
      place: null,
      modality: "actual",
    },
  ];
  const meta = { doc: `made-${n}`, lang: "en", published: day, title: `Report ${n}`, outlet: `Outlet ${n % 40}`, origin: [], notices: [] };
  return [
    { ...meta, claims },
    { ...meta, text },
  ];
}

async function fill(ledger: Ledger, codes: readonly string[]): Promise<void> {
  const counts = await ledger.counts();
  for (let n = counts.docs; n < reports; n += 500) {
    const some = Array.from({ length: Math.min(500, reports - n) }, (_, i) => made(n + i, codes));
    await ledger.putAll(
      some.map(([document, report]) => ({ document, report })),
      { reader: "bench" },
    );
  }
}

/** The server's side: its own process, so that asking and answering do not share a thread. */
async function serveBench(database: string): Promise<void> {
  const knowledge = readFileSync("dist/knowledge.json");
  const raw = JSON.parse(knowledge.toString("utf8")) as Compiled;
  const ledger = await open({ database });
  const report = (error: unknown) => console.error(error);
  const tables = compileFusion(raw.ontology);
  const options = {
    ledger,
    tables,
    known: knownFrom(raw),
    knowledge,
    version: "bench",
    foldVersion: "bench",
    now: () => Date.now(),
    report,
  };
  const server = await listen(options, { host: "127.0.0.1", port: 0 });
  process.send?.(server.url);
  process.on(
    "message",
    () =>
      void server
        .close()
        .then(() => ledger.close())
        .then(() => process.exit(0)),
  );
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

/** Asks at the wanted rate, whether or not earlier answers have come; milliseconds from when each was due to its last byte. */
async function load(url: string, paths: readonly string[], headers: Record<string, string> = {}, rate = RATE): Promise<number[]> {
  const taken: number[] = [];
  const waiting: Promise<void>[] = [];
  const begun = performance.now();
  for (let n = 0; n < rate * seconds; n++) {
    const due = begun + (1000 / rate) * n;
    const early = due - performance.now();
    if (early > 0) await new Promise((done) => setTimeout(done, early));
    waiting.push(
      fetch(url + paths[n % paths.length]!, { headers }).then(async (answer) => {
        if (answer.status !== 200) throw new Error(`${answer.status} for ${paths[n % paths.length]}`);
        await answer.arrayBuffer();
        taken.push(performance.now() - due);
      }),
    );
  }
  await Promise.all(waiting);
  return taken.sort((a, b) => a - b);
}

/** A reviewer who accepts a claim every few seconds, so that the facts must be folded anew; milliseconds until each was written. */
async function review(url: string, claims: readonly string[]): Promise<number[]> {
  const session = await fetch(`${url}/api/session`);
  const { csrf } = (await session.json()) as { csrf: string };
  const cookie = (session.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const headers = { cookie, "x-csrf-token": csrf, "content-type": "application/json" };
  const taken: number[] = [];
  for (let n = 0; n < Math.floor(seconds / EVERY); n++) {
    const asked = performance.now();
    const body = JSON.stringify({ action: "accept", targets: [claims[n]], why: "bench" });
    const answer = await fetch(`${url}/api/reviews`, { method: "POST", headers, body });
    if (answer.status !== 200) throw new Error(`${answer.status} for a review: ${await answer.text()}`);
    taken.push(performance.now() - asked);
    await new Promise((done) => setTimeout(done, Math.max(0, EVERY * 1000 - (performance.now() - asked))));
  }
  return taken.sort((a, b) => a - b);
}

const line = (name: string, taken: readonly number[]): string =>
  `${name.padEnd(9)} p50 ${at(taken, 0.5).toFixed(1)} ms, p95 ${at(taken, 0.95).toFixed(1)} ms, p99 ${at(taken, 0.99).toFixed(1)} ms (${taken.length} requests)`;

async function main(): Promise<void> {
  const name = `foedera_bench_api_${process.pid}`;
  const database = `${SERVER}/${name}`;
  const admin = new pg.Client({ connectionString: `${SERVER}/postgres` });
  await admin.connect();
  await admin.query(`create database ${name}`);
  let stop: (() => void) | null = null;
  try {
    const raw = JSON.parse(readFileSync("dist/knowledge.json", "utf8")) as Compiled;
    const codes = raw.gazetteer.actors
      .filter((a) => a.kind === "state")
      .slice(0, 60)
      .map((a) => a.code);
    const ledger = await open({ database });
    await fill(ledger, codes);
    await ledger.close();
    const server = fork(import.meta.filename, [database, "serve"], { execArgv: process.execArgv });
    stop = () => void server.kill("SIGKILL");
    const url = await new Promise<string>((done) => server.once("message", (said) => done(String(said))));
    const { items } = (await (await fetch(`${url}/api/facts?limit=40`)).json()) as {
      items: { id: string; claims: { doc: string; claim: string }[] }[];
    };
    const paths = [
      "/api/overview",
      "/api/agreements?limit=50",
      "/api/commitments?limit=50",
      "/api/activities?limit=50",
      "/api/network",
      "/api/conflicts?limit=50",
      `/api/agreements?party=${codes[0]}`,
      `/api/actors/${codes[1]}`,
      "/api/timeline?limit=100",
      "/api/reviews/queue?limit=20",
      ...items.slice(0, 20).flatMap((f) => [`/api/facts/${f.id}`, `/api/reports/${f.claims[0]!.doc}`]),
    ];
    const first = performance.now();
    const each: { path: string; ms: number }[] = [];
    for (const path of paths) {
      const asked = performance.now();
      await (await fetch(url + path)).arrayBuffer();
      each.push({ path, ms: performance.now() - asked });
    }
    console.log(`${reports} reports; every address once, the first fold among them: ${((performance.now() - first) / 1000).toFixed(1)} s`);
    const slowest = each.sort((a, b) => b.ms - a.ms).slice(0, 5);
    console.log(`slowest at first: ${slowest.map(({ path, ms }) => `${path} ${ms.toFixed(0)} ms`).join(", ")}`);
    const health = await load(url, ["/health"]);
    const answers = await load(url, paths);
    console.log("nothing new:");
    console.log(line("/health", health));
    console.log(line("the API", answers));
    const claims = items.map((f) => f.claims[0]!.claim);
    const [written, during, alive] = await Promise.all([
      review(url, claims),
      load(url, paths, { "cache-control": "max-stale=60" }),
      load(url, ["/health"], {}, 10),
    ]);
    console.log(`while a reviewer decides every ${EVERY} seconds, for callers who take an answer of the minute before:`);
    console.log(line("/health", alive));
    console.log(line("the API", during));
    console.log(line("decisions", written));
    console.log(`p95 of the API over /health, nothing new: ${(at(answers, 0.95) / at(health, 0.95)).toFixed(2)}`);
    server.send("stop");
    await new Promise((done) => server.once("exit", done));
  } finally {
    stop?.();
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

if (process.argv.includes("serve")) await serveBench(process.argv[2]!);
else await main();
