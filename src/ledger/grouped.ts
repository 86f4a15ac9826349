import { and, arrayContains, arrayOverlaps, asc, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import { type FoldInput, type FusionTables, factsOf, type Grouping } from "#fusion";
import type { ClaimRecord, Fact } from "#model";
import { type FactFilter, meets } from "./cache.ts";
import type { Database } from "./engine.ts";
import { metasOf } from "./metas.ts";
import { current, findReviews } from "./query.ts";
import { claims, grouped, readings, reports } from "./schema.ts";

const BATCH = 500;

/** Keeps which claims are one fact under the stamp of a state of the record, and forgets those of earlier states. */
export async function keepGroupings(db: Database, stamp: string, groupings: Grouping[]): Promise<void> {
  const heads = await db
    .select({ doc: readings.doc, seq: readings.seq })
    .from(readings)
    .where(inArray(readings.seq, current(db, null)));
  const reading = new Map(heads.map((h) => [h.doc, h.seq]));
  await db.transaction(async (tx) => {
    await tx.delete(grouped).where(ne(grouped.stamp, stamp));
    for (let at = 0; at < groupings.length; at += BATCH)
      await tx
        .insert(grouped)
        .values(groupings.slice(at, at + BATCH).map((g) => rowOf(g, stamp, reading)))
        .onConflictDoNothing();
  });
}

const rowOf = (g: Grouping, stamp: string, reading: ReadonlyMap<string, number>) => ({
  stamp,
  id: g.id,
  kind: g.kind,
  types: g.types,
  involved: g.involved,
  readings: g.claims.map((c) => reading.get(c.doc) ?? 0),
  grouping: g,
});

/** Are there groupings under a stamp? */
export const hasGroupings = async (db: Database, stamp: string): Promise<boolean> =>
  (await db.select({ id: grouped.id }).from(grouped).where(eq(grouped.stamp, stamp)).limit(1)).length > 0;

/** The day for which a call without one asks: that of the last report. */
async function lastDay(db: Database): Promise<string | null> {
  const [row] = await db.select({ day: sql<string | null>`max(${reports.knownDay})` }).from(reports);
  return row?.day ?? null;
}

/** The claims by reading and id, through the primary key. */
async function claimsOf(db: Database, rows: { readings: number[]; grouping: Grouping }[]): Promise<ClaimRecord[]> {
  const seqs = rows.flatMap((r) => r.readings);
  const ids = rows.flatMap((r) => r.grouping.claims.map((c) => c.claim));
  if (ids.length === 0) return [];
  const list = (values: (string | number)[]): SQL => sql`${JSON.stringify(values)}::json`;
  return db
    .select({ doc: claims.doc, claim: claims.fields })
    .from(claims)
    .innerJoin(
      sql`(select s.value::bigint as reading, i.value as id
        from json_array_elements_text(${list(seqs)}) with ordinality s(value, n)
        join json_array_elements_text(${list(ids)}) with ordinality i(value, n) using (n)) wanted`,
      sql`wanted.reading = ${claims.reading} and wanted.id = ${claims.id}`,
    );
}

/** The facts as of a day that meet a filter, made from the groupings under a stamp. */
export async function factsAsOf(
  db: Database,
  stamp: string,
  asOf: string | null,
  filter: FactFilter,
  { tables, lang }: { tables: FusionTables; lang?: string },
): Promise<Fact[]> {
  const conditions: (SQL | undefined)[] = [
    eq(grouped.stamp, stamp),
    filter.kinds && inArray(grouped.kind, [...filter.kinds]),
    filter.types && arrayOverlaps(grouped.types, [...filter.types]),
    filter.parties?.length ? arrayContains(grouped.involved, [...filter.parties]) : undefined,
    filter.id ? sql`starts_with(${grouped.id}, ${filter.id})` : undefined,
  ];
  const rows = await db
    .select({ readings: grouped.readings, grouping: grouped.grouping })
    .from(grouped)
    .where(and(...conditions))
    .orderBy(asc(grouped.id));
  const docs = [...new Set(rows.flatMap((r) => r.grouping.claims.map((c) => c.doc)))];
  const seqs = [...new Set(rows.flatMap((r) => r.readings))];
  const input: FoldInput = {
    claims: await claimsOf(db, rows),
    reports: docs.length ? await metasOf(db, seqs) : [],
    reviews: await findReviews(db),
  };
  const day = asOf ?? (await lastDay(db)) ?? "..";
  const made = factsOf({ ...input, reviews: input.reviews ?? [], groupings: rows.map((r) => r.grouping) }, tables, day, lang);
  return made.filter((f) => meets(f, filter));
}
