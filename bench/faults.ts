/**
 * Ends processes hard (kill -9) at random moments while they read, and compares the facts with those of an undisturbed run, byte by byte.
 * Run: npm run build && npx tsx bench/faults.ts [--part folder|workers|nats|postgres] [--reports 500] [--queued 2000] [--kills 20] [--seed 1]
 * The servers are its own, on free loopback ports, in a folder that is taken away at the end.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { generatedLine } from "./generated.ts";
import { type OwnServer, ownNats, ownPostgres } from "./servers.ts";
import { chance } from "./texts.ts";

const { values } = parseArgs({
  options: {
    part: { type: "string", multiple: true, default: ["folder", "workers", "nats", "postgres"] },
    reports: { type: "string", default: "500" },
    queued: { type: "string", default: "2000" },
    kills: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
  },
});
const seed = Number(values.seed);
const kills = Number(values.kills);
const root = mkdtempSync(join(tmpdir(), "foedera-faults-"));
chmodSync(root, 0o755);

let drawn = 0;
/** A number from `from` to `to`, by the seed. */
const random = (from: number, to: number): number => from + chance(`draw ${drawn++}`, seed) * (to - from);

function written(n: number): string {
  const file = join(root, `reports-${n}.jsonl`);
  writeFileSync(file, Array.from({ length: n }, (_, at) => `${generatedLine(at, seed)}\n`).join(""));
  return file;
}

const cli = ["bin/foedera.js"];
const running = new Set<ChildProcess>();

/** Starts a command; what it says on standard error is kept for the case that it fails. */
function started(args: string[]): { child: ChildProcess; end: Promise<number | null>; said(): string } {
  const child = spawn(process.execPath, [...cli, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  running.add(child);
  let text = "";
  child.stderr?.on("data", (part: Buffer) => {
    text = (text + part.toString()).slice(-2000);
  });
  const end = new Promise<number | null>((done) =>
    child.once("close", (code) => {
      running.delete(child);
      done(code);
    }),
  );
  return { child, end, said: () => text };
}

async function run(args: string[]): Promise<number> {
  const start = performance.now();
  const { end, said } = started(args);
  const code = await end;
  if (code !== 0) throw new Error(`foedera ${args.join(" ")} ended with ${code}: ${said()}`);
  return performance.now() - start;
}

/** Hash and number of the facts. */
function facts(place: string[]): { hash: string; count: number } {
  const { stdout, status, stderr } = spawnSync(process.execPath, [...cli, "facts", "--json", ...place], {
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(stderr);
  return { hash: createHash("sha256").update(stdout).digest("hex").slice(0, 16), count: stdout.split("\n").length - 1 };
}

let failed = false;

function verdict(part: string, wanted: { hash: string; count: number }, found: { hash: string; count: number }, counts: string): void {
  const same = wanted.hash === found.hash && wanted.count > 0;
  failed ||= !same;
  console.log(
    `${part}: ${counts}; ${found.count} facts, ${same ? "byte-equal" : `NOT EQUAL to the ${wanted.count} facts`} of an undisturbed run`,
  );
}

/** Lets a command run for a random time and ends it hard; true where it was still running. */
async function cutShort(args: string[], longest: number): Promise<boolean> {
  const { child, end } = started(args);
  const late = await Promise.race([end.then(() => false), pause(random(0, longest)).then(() => true)]);
  if (late) child.kill("SIGKILL");
  await end;
  return late;
}

/** Reads into a folder, cut short again and again; a ledger that is whole before its next kill is compared, and the next one begun. */
async function folder(): Promise<void> {
  const n = Number(values.reports);
  const file = written(n);
  const calm = join(root, "calm");
  const whole = await run(["read", file, "--ledger", calm, "--jobs", "2"]);
  const want = facts(["--ledger", calm]);
  let [cut, ledgers, same] = [0, 0, 0];
  const compare = (ledger: string): void => {
    const found = facts(["--ledger", ledger]);
    if (found.hash === want.hash) same += 1;
    rmSync(ledger, { recursive: true });
  };
  while (cut < kills) {
    const rough = join(root, `rough-${ledgers++}`);
    while (cut < kills && (await cutShort(["read", file, "--ledger", rough, "--jobs", String(1 + (cut % 2))], whole))) cut += 1;
    await run(["read", file, "--ledger", rough]);
    compare(rough);
  }
  failed ||= same < ledgers || want.count === 0;
  console.log(
    `folder: ${n} reports, ${cut} kills in ${ledgers} ledgers; ${same} of them byte-equal to the ${want.count} facts of an undisturbed run`,
  );
}

type Servers = { nats: OwnServer; postgres: OwnServer };

async function database({ postgres }: Servers, name: string): Promise<string> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: postgres.address });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return postgres.address.replace(/postgres$/, name);
}

const workerArgs = ({ nats }: Servers, queue: string, address: string): string[] => [
  ...["worker", "--nats", nats.address, "--queue", queue, "--database", address],
  ...["--ack-wait", "3", "--port", "0"],
];

let wanted: { hash: string; count: number } | null = null;

/** What an undisturbed reading of the queued reports comes to, read without queue and server. */
async function undisturbed(file: string): Promise<{ hash: string; count: number }> {
  if (wanted) return wanted;
  const calm = join(root, "calm-queued");
  await run(["read", file, "--ledger", calm, "--jobs", "2"]);
  wanted = facts(["--ledger", calm]);
  return wanted;
}

/** Two workers, started again whenever they have ended, until the queue is empty; meanwhile `harm` is done again and again. */
async function withWorkers(part: string, servers: Servers, harm: (workers: ChildProcess[]) => Promise<void>): Promise<void> {
  const n = Number(values.queued);
  const file = written(n);
  const want = await undisturbed(file);
  const address = await database(servers, `rough_${part}`);
  const args = workerArgs(servers, part, address);
  let over = false;
  let restarts = -2;
  const workers: ChildProcess[] = [];
  const lastWords = new Set<string>();
  const keep = async (at: number): Promise<void> => {
    while (!over) {
      const { child, end, said } = started(args);
      restarts += 1;
      workers[at] = child;
      const code = await end;
      if (over) return;
      if (code !== null) lastWords.add(said().trim().split("\n").at(-1) ?? "");
      await pause(100);
    }
  };
  const kept = [keep(0), keep(1)];
  // one who feeds a queue whose server is down at that moment is told so, and does it again
  const feed = async (tries = 20): Promise<unknown> =>
    run(["read", file, "--nats", servers.nats.address, "--queue", part]).catch((error) =>
      tries > 1 && /does not answer/.test(String(error)) ? pause(1000).then(() => feed(tries - 1)) : Promise.reject(error),
    );
  const feeding = feed();
  let done = 0;
  for (; done < kills; done++) {
    await pause(random(200, 3000));
    await harm(workers);
  }
  await feeding;
  const { handed, aside } = await untilEmpty(servers, part);
  over = true;
  for (const child of workers) child.kill("SIGTERM");
  await Promise.all(kept);
  const counts = `${n} reports, ${done} kills, ${restarts} restarts of workers, ${handed} in hand and ${aside} set aside at the end`;
  verdict(part, want, facts(["--database", address]), counts);
  for (const words of lastWords) console.log(`  a worker ended by itself: ${words}`);
}

async function untilEmpty({ nats }: Servers, queue: string): Promise<{ handed: number; aside: number }> {
  const { queues } = await import("#work");
  const { openQueue } = await queues();
  const open = await openQueue({ servers: nats.address, name: queue });
  try {
    for (;;) {
      const counts = await open.counts().catch(() => null);
      if (counts && counts.waiting + counts.handed === 0) return counts;
      await pause(500);
    }
  } finally {
    await open.close();
  }
}

async function again(server: OwnServer): Promise<void> {
  await server.kill();
  await pause(random(0, 1500));
  await server.start();
}

async function queued(parts: string[]): Promise<void> {
  const [nats, postgres] = [await ownNats(join(root, "nats")), await ownPostgres(join(root, "postgres"))];
  try {
    if (!nats || !postgres) {
      console.log(`${parts.join(", ")}: not tried, for nats-server or PostgreSQL is not installed`);
      return;
    }
    const servers = { nats, postgres };
    if (parts.includes("workers"))
      await withWorkers("workers", servers, async (workers) => void workers[random(0, 1) < 0.5 ? 0 : 1]?.kill("SIGKILL"));
    if (parts.includes("nats")) await withWorkers("nats", servers, () => again(nats));
    if (parts.includes("postgres")) await withWorkers("postgres", servers, () => again(postgres));
  } finally {
    for (const child of running) child.kill("SIGKILL");
    await nats?.stop();
    await postgres?.stop();
  }
}

try {
  if (values.part.includes("folder")) await folder();
  const parts = values.part.filter((part) => part !== "folder");
  if (parts.length > 0) await queued(parts);
} finally {
  rmSync(root, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
