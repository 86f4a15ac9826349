import { eq, isNull } from "drizzle-orm";
import { type FoldInput, type FusionTables, fold, textSignature } from "#fusion";
import type { Fact, ReportMeta } from "#model";
import type { Database } from "./engine.ts";
import { findClaims, findReports, findReviews, type ReportRecord } from "./query.ts";
import { reports, signatures, texts } from "./schema.ts";
import { unpackText } from "./write.ts";

/** The two clocks: reports published by `known` count, and what held on the day `asOf` is told (by default `known`, else the last report's day). */
export type Clocks = { known?: string | null; asOf?: string | null };

/** What a fold needs from outside: the compiled tables, and the language of its sentences. */
export type FoldTools = { tables: FusionTables; lang?: string };

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

/** The facts that the record comes to. */
export async function foldFacts(db: Database, { known, asOf }: Clocks, { tables, lang }: FoldTools): Promise<Fact[]> {
  const input = await foldInput(db, known ?? null);
  return fold(input, tables, { known: known ?? undefined, asOf: asOf ?? undefined, lang });
}
