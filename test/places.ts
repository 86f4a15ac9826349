import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

/** The PostgreSQL server of the tests; each test makes a database of its own in it and takes it away again. */
const server = process.env.FOEDERA_TEST_POSTGRES ?? "postgres://postgres@127.0.0.1:5432";

async function withServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: `${server}/postgres`, connectionTimeoutMillis: 2000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export const reachable = await withServer(async () => true).catch(() => false);
/** What the name of a test says where no server answers. */
export const noServer = reachable ? "" : ` (skipped: no PostgreSQL answers at ${server})`;

/** A fresh place for a ledger, and how to clear it away. */
export type Place = { folder?: string; database?: string; clear(): Promise<void> };

let count = 0;
const name = (): string => `foedera_test_${process.pid}_${count++}`;

export const places = {
  pglite: async (): Promise<Place> => {
    const folder = mkdtempSync(join(tmpdir(), "foedera-"));
    return { folder: join(folder, "ledger"), clear: async () => rmSync(folder, { recursive: true, force: true }) };
  },
  postgres: async (): Promise<Place> => {
    const database = name();
    await withServer((c) => c.query(`create database ${database}`));
    return {
      database: `${server}/${database}`,
      clear: async () => void (await withServer((c) => c.query(`drop database ${database} with (force)`))),
    };
  },
};

export type EngineName = keyof typeof places;
export const engines: readonly EngineName[] = ["pglite", "postgres"];

/** Why the tests of an engine cannot run, or nothing. */
export const missing = (engine: EngineName): string => (engine === "postgres" ? noServer : "");
