import { existsSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { databaseError, folderError, LedgerError } from "./errors.ts";
import { lockFolder } from "./lock.ts";
import * as schema from "./schema.ts";

export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

/** A question in SQL with its parameters; `arrays`: rows as lists of values, and not by their names. */
export type Query = { sql: string; params: unknown[]; arrays: boolean };

/** How another thread asks the same ledger: through a connection of its own, or through the one that holds the folder. */
export type Shared = { database: string } | { lent(query: Query): Promise<unknown[]> };

/** A database that holds a ledger: PGlite in a folder of its own, or PostgreSQL. */
export type Engine = {
  kind: "pglite" | "postgres";
  shared: Shared;
  where: string;
  db: Database;
  failure(error: unknown): LedgerError;
  close(): Promise<void>;
};

/** The migrations stand with the sources, also where the code runs from a bundle. */
function migrationsFolder(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, "package.json")) && dirname(at) !== at) at = dirname(at);
  return join(at, "src", "ledger", "migrations");
}

/** Opens the PGlite database in a folder, which it locks; makes it where `create` allows. `threaded`: in a thread of its own. */
export async function openFolder(folder: string, create: boolean, threaded = false): Promise<Engine> {
  const ready = join(folder, "ready");
  if (!create && !existsSync(ready))
    throw new LedgerError(`there is no ledger in ${folder}: fill one with foedera read, or name another with --ledger`);
  try {
    const lock = lockFolder(folder);
    try {
      return await startFolder(folder, { ready, threaded }, lock.release);
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    throw folderError(error, folder);
  }
}

async function startFolder(folder: string, how: { ready: string; threaded: boolean }, release: () => void): Promise<Engine> {
  const { ready, threaded } = how;
  const data = join(folder, "data");
  // without `ready` the making of the database was broken off, and nothing can have been written to it
  if (!existsSync(ready)) rmSync(data, { recursive: true, force: true });
  const [{ PGlite }, { drizzle }, { migrate }] = await Promise.all([
    import("@electric-sql/pglite"),
    import("drizzle-orm/pglite"),
    import("drizzle-orm/pglite/migrator"),
  ]);
  const client = (threaded ? await (await import("./threaded.ts")).openThreaded(data) : null) ?? (await PGlite.create(data));
  const close = async (): Promise<void> => {
    await client.close();
    release();
  };
  try {
    const db = drizzle({ client, schema });
    await migrate(db, { migrationsFolder: migrationsFolder() });
    if (!existsSync(ready)) writeFileSync(ready, "");
    const lent = async ({ sql, params, arrays }: Query): Promise<unknown[]> =>
      (await client.query(sql, params, { rowMode: arrays ? "array" : "object" })).rows;
    const failure = (error: unknown): LedgerError => folderError(error, folder);
    return { kind: "pglite", shared: { lent }, where: folder, db: db as unknown as Database, failure, close };
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** A ledger that another thread of this process holds, for reading. */
export async function openLent(lent: (query: Query) => Promise<unknown[]>): Promise<Engine> {
  const { drizzle } = await import("drizzle-orm/pg-proxy");
  const ask = async (sql: string, params: unknown[], method: "all" | "execute"): Promise<{ rows: never }> => {
    const rows = await lent({ sql, params, arrays: method === "all" });
    // what is executed as it stands is looked for in the answer itself by drizzle, and in its `rows` as with the other drivers by us
    return { rows: (method === "all" ? rows : Object.assign(rows, { rows })) as never };
  };
  const db = drizzle(ask, { schema });
  const failure = (error: unknown): LedgerError => folderError(error, "this process");
  return { kind: "pglite", shared: { lent }, where: "", db: db as unknown as Database, failure, close: async () => {} };
}

/** The address without its password, for messages. */
function shown(address: string): string {
  try {
    const url = new URL(address);
    return `${url.hostname || "localhost"}:${url.port || 5432}${url.pathname}`;
  } catch {
    throw new LedgerError("the address of the database cannot be read: write it as postgres://user:password@host:5432/name");
  }
}

const MIGRATION_LOCK = 5_077_313;

/** Opens a PostgreSQL database and brings its tables up to date; several processes may do so at once. */
export async function openDatabase(address: string): Promise<Engine> {
  const where = shown(address);
  const [pg, { drizzle }, { migrate }] = await Promise.all([
    import("pg"),
    import("drizzle-orm/node-postgres"),
    import("drizzle-orm/node-postgres/migrator"),
  ]);
  const pool = new pg.default.Pool({ connectionString: address, max: 8, connectionTimeoutMillis: 10_000 });
  pool.on("error", () => {});
  // a server that ends in mid-work also tells the connection itself, which would end the process; whoever asked gets the error anyway
  pool.on("connect", (client) => void client.on("error", () => {}));
  try {
    const client = await pool.connect();
    try {
      await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
      await client.query("set client_min_messages = warning");
      await migrate(drizzle({ client }), { migrationsFolder: migrationsFolder() });
    } finally {
      await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]).catch(() => {});
      client.release();
    }
  } catch (error) {
    await pool.end().catch(() => {});
    throw databaseError(error, where);
  }
  const db = drizzle({ client: pool, schema });
  return {
    kind: "postgres",
    shared: { database: address },
    where,
    db: db as unknown as Database,
    failure: (error) => databaseError(error, where),
    close: () => pool.end(),
  };
}
