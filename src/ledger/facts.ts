import { eq, isNull } from "drizzle-orm";
import { type FoldInput, type FusionTables, fold, textSignature } from "#fusion";
import type { Fact, ReportMeta } from "#model";
import { type FactFilter, keep, kept, meets, stampOf } from "./cache.ts";
import type { Clocks } from "./clocks.ts";
import type { Database } from "./engine.ts";
import { findClaims, findReports, findReviews, type ReportRecord } from "./query.ts";
import { reports, signatures, texts } from "./schema.ts";
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

function metaOf(record: ReportRecord): ReportMeta {
  const { doc, lang, published, publishedWhy, received, title, url, outlet, origin, hash } = record;
  return { doc, lang, published, publishedWhy, received, title, url, outlet, origin, hash };
}

/** Everything that the facts of a day are folded from. */
export async function foldInput(db: Database, known: string | null = null): Promise<FoldInput> {
  await fillSignatures(db);
  const records = await findReports(db, { known });
  const rows = await db
    .select({ doc: reports.doc, hash: signatures.hash, signature: signatures.signature })
    .from(reports)
    .innerJoin(signatures, eq(signatures.hash, reports.hash));
  const byHash = new Map(rows.map((r) => [r.hash, r.signature]));
  const metas = records.map((r) => ({ ...metaOf(r), signature: byHash.get(r.hash) }));
  return { reports: metas, claims: await findClaims(db, { known }), reviews: await findReviews(db) };
}

/** The last fold of this process. */
export type Memory = { stamp: string; facts: Fact[] };

/** The facts that the record comes to. The last fold stays in `memory`; a large record's is kept for the next process too. */
export async function foldFacts(
  db: Database,
  clocks: Clocks,
  tools: FoldTools,
  memory: Partial<Memory>,
  filter: FactFilter = {},
): Promise<Fact[]> {
  const { tables, lang, version } = tools;
  const stamped = await stampOf(db, clocks, `${version} ${lang ?? ""}`);
  if (memory.stamp !== stamped.stamp) {
    const found = version ? await kept(db, stamped.stamp, filter) : null;
    if (found) return found;
    const input = await foldInput(db, clocks.known ?? null);
    const made = fold(input, typeof tables === "function" ? await tables() : tables, {
      known: clocks.known ?? undefined,
      asOf: clocks.asOf ?? undefined,
      lang,
    });
    // whoever may only read the ledger can still ask it
    if (version) await keep(db, stamped, made, input.claims.length).catch(() => {});
    Object.assign(memory, { stamp: stamped.stamp, facts: made });
  }
  return (memory.facts ?? []).filter((f) => meets(f, filter));
}
