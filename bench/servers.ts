import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

/** A server of our own on a free loopback port, that can be ended hard by its process id and started again on its data. */
export type OwnServer = { address: string; kill(): Promise<void>; start(): Promise<void>; stop(): Promise<void> };

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

/** Waits until something succeeds; gives up after a minute. */
async function until(what: string, works: () => Promise<unknown>): Promise<void> {
  for (let n = 0; n < 300; n++) {
    if (await works().then(Boolean, () => false)) return;
    await pause(200);
  }
  throw new Error(`${what} does not answer`);
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once("exit", done));
  child.kill(signal);
  await gone;
}

const has = (program: string): boolean => spawnSync(program, ["--version"]).status === 0;

/** Starts NATS with JetStream in a folder; null where it is not installed. */
export async function ownNats(folder: string): Promise<OwnServer | null> {
  if (!has("nats-server")) return null;
  const port = await freePort();
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    child = spawn("nats-server", ["--jetstream", "--store_dir", folder, "--addr", "127.0.0.1", "--port", String(port)], {
      stdio: "ignore",
    });
    const { connect } = await import("@nats-io/transport-node");
    await until("NATS", async () => {
      const connection = await connect({ servers: `127.0.0.1:${port}`, reconnect: false });
      await connection.close();
      return true;
    });
  };
  await start();
  return { address: `nats://127.0.0.1:${port}`, start, kill: () => ended(child, "SIGKILL"), stop: () => ended(child, "SIGTERM") };
}

/** The folder of PostgreSQL's programs. */
function postgresBin(): string | null {
  const root = "/usr/lib/postgresql";
  const found = existsSync(root) ? readdirSync(root).map((version) => join(root, version, "bin")) : [];
  return found.find((bin) => existsSync(join(bin, "initdb"))) ?? (has("initdb") ? "" : null);
}

/** PostgreSQL refuses to run as root: then its own user runs it. */
function owner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** Makes and starts a PostgreSQL cluster in a folder; null where it is not installed. */
export async function ownPostgres(folder: string): Promise<OwnServer | null> {
  const bin = postgresBin();
  if (bin === null) return null;
  const who = owner();
  mkdirSync(folder, { recursive: true });
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid ?? who.uid);
  const data = join(folder, "data");
  execFileSync(join(bin, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"], { stdio: "ignore", cwd: "/", ...who });
  const port = await freePort();
  let child: ChildProcess;
  const address = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const start = async (): Promise<void> => {
    await until("PostgreSQL", async () => {
      if (!child || child.exitCode !== null || child.signalCode !== null)
        child = spawn(join(bin, "postgres"), ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", ""], {
          stdio: "ignore",
          cwd: "/",
          ...who,
        });
      const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 1000 });
      await client.connect();
      await client.end();
      return true;
    });
  };
  await start();
  return { address, start, kill: () => ended(child, "SIGKILL"), stop: () => ended(child, "SIGINT") };
}
