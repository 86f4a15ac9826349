import { and, arrayContains, asc, desc, eq, inArray, notInArray, type SQL, sql } from "drizzle-orm";
import type { Fact, Kind } from "#model";
import type { Clocks } from "./clocks.ts";
import type { Database } from "./engine.ts";
import { contentHash } from "./hash.ts";
import { folded, folds, readings, reviews } from "./schema.ts";

/** Which facts are asked for; every given condition must hold. */
export type FactFilter = {
  kinds?: readonly Kind[];
  types?: readonly string[];
  /** codes that must all be among the parties, the beneficiaries or those that the speaker speaks for */
  parties?: readonly string[];
  /** the beginning of an id */
  id?: string;
};

/** All codes that a fact involves. */
const involved = (f: Fact): string[] => [...new Set([...f.parties, ...f.beneficiaries, ...f.speakerOf])];

/** Whether a fact is among those asked for. */
export function meets(fact: Fact, { kinds, types, parties, id }: FactFilter): boolean {
  const codes = parties?.length ? involved(fact) : [];
  return (
    (!kinds || kinds.includes(fact.kind)) &&
    (!types || types.includes(fact.type)) &&
    (parties ?? []).every((p) => codes.includes(p)) &&
    (!id || fact.id.startsWith(id))
  );
}

/** A folded record of fewer claims is worked out again faster than it is looked up. */
const WORTH = 2000;
const KEPT = 12;
const BATCH = 500;

/** A short name of the state of the record: it changes whenever a reading or a review is added. */
export async function recordState(db: Database): Promise<string> {
  const [read] = await db
    .select({ n: sql<number>`count(*)::int`, last: sql<number>`coalesce(max(${readings.seq}), 0)::int` })
    .from(readings);
  const [seen] = await db.select({ n: sql<number>`count(*)::int`, last: sql<number>`coalesce(max(${reviews.seq}), 0)::int` }).from(reviews);
  return contentHash([read, seen]);
}

/** Under which stamp the facts of a pair of days, as this version folds them, would be kept. */
export async function stampOf(db: Database, clocks: Clocks, version: string): Promise<{ stamp: string; record: string }> {
  const record = await recordState(db);
  return { record, stamp: contentHash([record, clocks.known ?? null, clocks.asOf ?? null, version]) };
}

/** The facts kept under a stamp; null where there are none. */
export async function kept(db: Database, stamp: string, filter: FactFilter): Promise<Fact[] | null> {
  if ((await db.$count(folds, eq(folds.stamp, stamp))) === 0) return null;
  const conditions: (SQL | undefined)[] = [
    eq(folded.stamp, stamp),
    filter.kinds && inArray(folded.kind, [...filter.kinds]),
    filter.types && inArray(folded.type, [...filter.types]),
    filter.parties?.length ? arrayContains(folded.involved, [...filter.parties]) : undefined,
    filter.id ? sql`starts_with(${folded.id}, ${filter.id})` : undefined,
  ];
  const rows = await db
    .select({ fact: folded.fact })
    .from(folded)
    .where(and(...conditions))
    .orderBy(asc(folded.place));
  return rows.map((r) => r.fact);
}

/** Keeps the facts of a fold; forgets those of earlier states of the record, and of this one all but the last few. */
export async function keep(
  db: Database,
  { stamp, record }: { stamp: string; record: string },
  facts: Fact[],
  claims: number,
): Promise<void> {
  if (claims < WORTH) return;
  await db.transaction(async (tx) => {
    const last = await tx
      .select({ stamp: folds.stamp })
      .from(folds)
      .where(eq(folds.record, record))
      .orderBy(desc(folds.seq))
      .limit(KEPT - 1);
    await tx.delete(folds).where(
      last.length > 0
        ? notInArray(
            folds.stamp,
            last.map((l) => l.stamp),
          )
        : undefined,
    );
    const made = await tx.insert(folds).values({ stamp, record }).onConflictDoNothing().returning({ stamp: folds.stamp });
    if (made.length === 0) return;
    const rows = facts.map((fact, place) => ({
      stamp,
      place,
      id: fact.id,
      kind: fact.kind,
      type: fact.type,
      involved: involved(fact),
      fact,
    }));
    for (let at = 0; at < rows.length; at += BATCH) await tx.insert(folded).values(rows.slice(at, at + BATCH));
  });
}
