import { eq, isNull } from "drizzle-orm";
import { type FoldInput, type FusionTables, factsOf } from "#fusion";
import type { Fact } from "#model";
import { textSignature } from "#reports";
import { type FactFilter, keep, kept, meets, type Stamped, stampOf, WORTH } from "./cache.ts";
import type { Clocks } from "./clocks.ts";
import type { Database } from "./engine.ts";
import { factsAsOf, hasGroupings, keepGroupings } from "./grouped.ts";
import type { Memory, Whole } from "./memory.ts";
import { signatures, texts } from "./schema.ts";
import { unpackText } from "./write.ts";

/** What a fold needs from outside: the compiled tables, and the language of its sentences. */
export type FoldTools = {
  /** the compiled tables, or what loads them when they are needed */
  tables: FusionTables | (() => Promise<FusionTables>);
  lang?: string;
  /** names the version of tables and fusion; with it the facts of a large ledger are kept for the next call */
  version?: string;
};

const BATCH = 500;

/** Works out the signatures of texts that have none yet; the table is a cache of a function of the text. */
export async function fillSignatures(db: Database): Promise<void> {
  for (;;) {
    const rows = await db
      .select()
      .from(texts)
      .leftJoin(signatures, eq(signatures.hash, texts.hash))
      .where(isNull(signatures.hash))
      .limit(BATCH);
    if (rows.length === 0) return;
    const made = rows.map(({ texts: row }) => ({ hash: row.hash, signature: textSignature(unpackText(row)) }));
    await db.insert(signatures).values(made).onConflictDoNothing();
  }
}

/** Everything that the facts of a day are folded from. */
export async function foldInput(db: Database, memory: Memory, known: string | null = null): Promise<FoldInput> {
  return (await wholeOf(db, memory, known)).input;
}

async function wholeOf(db: Database, memory: Memory, known: string | null): Promise<Whole> {
  await fillSignatures(db);
  return memory.whole(db, known);
}

/**
 * The facts that the record comes to. The last fold stays in `memory`, and goes on when something is added. A large record that is folded
 * from the start is kept for the next process too, and with it which claims are one fact by all that is known, from which the facts as of
 * any other day are made.
 */
export async function foldFacts(db: Database, clocks: Clocks, tools: FoldTools, memory: Memory, filter: FactFilter = {}): Promise<Fact[]> {
  const stamped = await stampOf(db, clocks, `${tools.version} ${tools.lang ?? ""}`);
  if (memory.stamp !== stamped.stamp) {
    const found = await keptFacts(db, clocks, tools, stamped, memory, filter);
    if (found) return found;
    memory.facts = await madeFacts(db, clocks, tools, stamped, memory);
    memory.stamp = stamped.stamp;
  }
  return memory.facts.filter((f) => meets(f, filter));
}

const load = async ({ tables }: FoldTools): Promise<FusionTables> => (typeof tables === "function" ? tables() : tables);

const optionsOf = ({ known, asOf }: Clocks, lang: string | undefined) => ({ known: known ?? undefined, asOf: asOf ?? undefined, lang });

/** Facts that are kept in the database, or made from the groupings kept there; null where neither is, or a fold in memory can go on. */
async function keptFacts(
  db: Database,
  clocks: Clocks,
  tools: FoldTools,
  { stamp, grouped }: Stamped,
  memory: Memory,
  filter: FactFilter,
): Promise<Fact[] | null> {
  if (!tools.version || memory.has(optionsOf(clocks, tools.lang))) return null;
  const found = await kept(db, stamp, filter);
  if (found) return found;
  if (clocks.known || !(await hasGroupings(db, grouped))) return null;
  return factsAsOf(db, grouped, clocks.asOf ?? null, filter, { tables: await load(tools), lang: tools.lang });
}

async function madeFacts(db: Database, clocks: Clocks, tools: FoldTools, stamped: Stamped, memory: Memory): Promise<Fact[]> {
  const options = optionsOf(clocks, tools.lang);
  const tables = await load(tools);
  const whole = await wholeOf(db, memory, clocks.known ?? null);
  const now = optionsOf({}, tools.lang);
  if (clocks.asOf && !clocks.known && memory.has(now)) {
    const groupings = memory.fold(whole, tables, now).groupings();
    return factsOf({ ...whole.input, groupings }, tables, clocks.asOf, tools.lang);
  }
  const goesOn = memory.has(options);
  const folder = memory.fold(whole, tables, options);
  const made = folder.facts();
  // whoever may only read the ledger can still ask it
  if (tools.version && !goesOn && whole.input.claims.length >= WORTH)
    await keep(db, stamped, made)
      .then(() => (clocks.known ? undefined : keepGroupings(db, stamped.grouped, folder.groupings())))
      .catch(() => {});
  return made;
}
