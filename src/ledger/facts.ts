import { eq, isNull } from "drizzle-orm";
import { Folder, type FoldInput, type FusionTables } from "#fusion";
import type { Fact } from "#model";
import { textSignature } from "#reports";
import { type FactFilter, keep, kept, meets, stampOf, WORTH } from "./cache.ts";
import type { Clocks } from "./clocks.ts";
import type { Database } from "./engine.ts";
import { factsAsOf, hasGroupings, keepGroupings } from "./grouped.ts";
import { metasOf } from "./metas.ts";
import { findClaims, findReviews } from "./query.ts";
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
export async function foldInput(db: Database, known: string | null = null): Promise<FoldInput> {
  await fillSignatures(db);
  return { reports: await metasOf(db, { known }), claims: await findClaims(db, { known }), reviews: await findReviews(db) };
}

/** The last fold of this process. */
export type Memory = { stamp: string; facts: Fact[] };

/**
 * The facts that the record comes to. The last fold stays in `memory`. Of a large record it is kept for the next process too, and with it
 * which claims are one fact by all that is known, from which the facts as of any other day are made.
 */
export async function foldFacts(
  db: Database,
  clocks: Clocks,
  tools: FoldTools,
  memory: Partial<Memory>,
  filter: FactFilter = {},
): Promise<Fact[]> {
  const { lang, version } = tools;
  const load = async () => (typeof tools.tables === "function" ? tools.tables() : tools.tables);
  const stamped = await stampOf(db, clocks, `${version} ${lang ?? ""}`);
  if (memory.stamp !== stamped.stamp) {
    const found = version ? await kept(db, stamped.stamp, filter) : null;
    if (found) return found;
    if (version && !clocks.known && (await hasGroupings(db, stamped.grouped)))
      return factsAsOf(db, stamped.grouped, clocks.asOf ?? null, filter, { tables: await load(), lang });
    const input = await foldInput(db, clocks.known ?? null);
    const folder = new Folder(await load(), { known: clocks.known ?? undefined, asOf: clocks.asOf ?? undefined, lang });
    folder.add(input);
    const made = folder.facts();
    // whoever may only read the ledger can still ask it
    if (version && input.claims.length >= WORTH)
      await keep(db, stamped, made)
        .then(() => (clocks.known ? undefined : keepGroupings(db, stamped.grouped, folder.groupings())))
        .catch(() => {});
    Object.assign(memory, { stamp: stamped.stamp, facts: made });
  }
  return (memory.facts ?? []).filter((f) => meets(f, filter));
}
