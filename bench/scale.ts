/**
 * Reading at scale on generated reports: --jobs 1 beside --jobs 2, one worker beside two, and time and memory for 1,000, 10,000 and 100,000.
 * Run: npm run build && npx tsx bench/scale.ts [--part jobs|workers|growth] [--reports 600] [--rounds 3] [--sizes 1000,10000,100000] [--share 1]
 * Runs that are compared take turns, and the ratio of each round is given beside their median: another program on the machine meets both.
 * The time of a run is that from its first report to its last, without the start of programs and the making of an empty ledger.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, chmodSync, createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createGunzip } from "node:zlib";
import { generatedLine } from "./generated.ts";
import { ownNats, ownPostgres } from "./servers.ts";

const { values } = parseArgs({
  options: {
    part: { type: "string", multiple: true, default: ["jobs", "workers", "growth"] },
    reports: { type: "string", default: "600" },
    rounds: { type: "string", default: "3" },
    sizes: { type: "string", default: "1000,10000,100000" },
    share: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
    real: { type: "boolean", default: false },
  },
});
const seed = Number(values.seed);
const root = mkdtempSync(join(tmpdir(), "foedera-scale-"));
// the user that runs PostgreSQL must get through
chmodSync(root, 0o755);
const real = "../shared/corpus/load.jsonl.gz";

function written(n: number, share: number): string {
  const file = join(root, `reports-${n}.jsonl`);
  writeFileSync(file, "");
  for (let at = 0; at < n; at += 1000) {
    const lines = Array.from({ length: Math.min(1000, n - at) }, (_, k) => `${generatedLine(at + k, seed, share)}\n`);
    appendFileSync(file, lines.join(""));
  }
  return file;
}

/** The largest resident set of a living process so far, MB; 0 where the system does not tell. */
function peak(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** CPU seconds that a living process and its threads have used; another program on the machine hardly changes them. */
function used(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .slice(11, 13)
      .map(Number);
    return (user + system) / 100;
  } catch {
    return 0;
  }
}

type Ran = { seconds: number; peak: number; cpu: number };

function started(args: string[]): { child: ChildProcess; end: Promise<void> } {
  const child = spawn(process.execPath, ["bin/foedera.js", ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr?.on("data", (part: Buffer) => {
    said = (said + part.toString()).slice(-1000);
  });
  const end = new Promise<void>((done, failed) =>
    child.once("close", (code) => (code === 0 ? done() : failed(new Error(`foedera ${args.join(" ")}: ${said}`)))),
  );
  return { child, end };
}

/** Runs a command to its end. */
async function timed(args: string[]): Promise<Ran> {
  const start = performance.now();
  const { child, end } = started(args);
  let [most, cpu] = [0, 0];
  const look = setInterval(() => {
    most = Math.max(most, peak(child.pid));
    cpu = Math.max(cpu, used(child.pid));
  }, 200);
  await end.finally(() => clearInterval(look));
  return { seconds: (performance.now() - start) / 1000, peak: most, cpu };
}

const median = (list: number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
const shown = (list: number[]): string => list.map((n) => n.toFixed(2)).join(", ");

/** One against two in turns. */
async function compared(what: string, n: number, one: () => Promise<number>, two: () => Promise<number>): Promise<void> {
  const ones: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const pair = round % 2 === 0 ? [await one(), await two()] : [await two(), await one()].reverse();
    const [a = 0, b = 1] = pair;
    ones.push(n / a);
    ratios.push(a / b);
    console.log(`${what}, round ${round + 1}: ${(n / a).toFixed(1)} and ${(n / b).toFixed(1)} reports a second`);
  }
  console.log(
    `${what}: ${median(ones).toFixed(1)} reports a second with one; with two ${median(ratios).toFixed(2)} times as many (${shown(ratios)})`,
  );
}

async function jobs(): Promise<void> {
  const n = Number(values.reports);
  const [file, first] = [written(n, 1), written(1, 1)];
  let count = 0;
  const run = (threads: number) => async (): Promise<number> => {
    const ledger = join(root, `jobs-${count++}`);
    const args = ["--ledger", ledger, "--jobs", String(threads)];
    // the ledger is made and the program started by a run of one report
    await timed(["read", first, ...args]);
    const { seconds: idle } = await timed(["read", first, ...args]);
    const { seconds } = await timed(["read", file, ...args]);
    rmSync(ledger, { recursive: true });
    return Math.max(0.001, seconds - idle);
  };
  await compared("--jobs 1 and 2", n, run(1), run(2));
}

async function workers(): Promise<void> {
  const [nats, postgres] = [await ownNats(join(root, "nats")), await ownPostgres(join(root, "postgres"))];
  try {
    if (!nats || !postgres) return console.log("workers: not tried, for nats-server or PostgreSQL is not installed");
    const { default: pg } = await import("pg");
    const { open } = await import("#ledger");
    const { queues } = await import("#work");
    const { openQueue } = await queues();
    const n = Number(values.reports);
    const file = written(n, 1);
    let count = 0;
    const run = (many: number) => async (): Promise<number> => {
      const name = `scale_${count++}`;
      const client = new pg.Client({ connectionString: postgres.address });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      const database = postgres.address.replace(/postgres$/, name);
      await (await open({ database })).close();
      const queue = await openQueue({ servers: nats.address, name });
      const args = ["worker", "--nats", nats.address, "--queue", name, "--database", database, "--port", "0"];
      const workers = Array.from({ length: many }, () => started(args));
      // they stand ready before there is anything to do
      await pause(8000);
      const start = performance.now();
      const feeding = started(["read", file, "--nats", nats.address, "--queue", name]).end;
      let fed = 0;
      void feeding.then(() => {
        fed = performance.now();
      });
      for (;;) {
        const { waiting, handed } = await queue.counts();
        if (fed > 0 && waiting + handed === 0) break;
        await pause(100);
      }
      const seconds = (performance.now() - start) / 1000;
      for (const { child } of workers) child.kill("SIGTERM");
      await Promise.all(workers.map(({ end }) => end));
      await queue.close();
      return seconds;
    };
    await compared("one worker and two", n, run(1), run(2));
  } finally {
    await nats?.stop();
    await postgres?.stop();
  }
}

async function growth(): Promise<void> {
  for (const n of values.sizes.split(",").map(Number)) {
    const ledger = join(root, `growth-${n}`);
    const ran = await timed(["read", written(n, Number(values.share)), "--ledger", ledger, "--jobs", "2"]);
    rmSync(ledger, { recursive: true });
    const each = (seconds: number): string => ((1000 * seconds) / n).toFixed(2);
    console.log(
      `${n} generated reports: ${each(ran.seconds)} ms a report (${each(ran.cpu)} ms of CPU), ${(n / ran.seconds).toFixed(1)} a second, peak ${Math.round(ran.peak)} MB`,
    );
  }
}

/** The 3,260 White House texts. */
async function texts(): Promise<void> {
  if (!existsSync(real)) return console.log(`real texts: none at ${real}; nothing measured`);
  const file = join(root, "real.jsonl");
  for await (const part of createReadStream(real).pipe(createGunzip())) appendFileSync(file, part as Buffer);
  const ran = await timed(["read", file, "--ledger", join(root, "real"), "--jobs", "2"]);
  console.log(
    `3,260 real texts: ${(3260 / ran.seconds).toFixed(1)} a second, ${((1000 * ran.cpu) / 3260).toFixed(2)} ms of CPU a report, peak ${Math.round(ran.peak)} MB`,
  );
}

try {
  if (values.part.includes("jobs")) await jobs();
  if (values.part.includes("workers")) await workers();
  if (values.part.includes("growth")) await growth();
  if (values.real) await texts();
} finally {
  rmSync(root, { recursive: true, force: true });
}
