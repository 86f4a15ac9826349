import { and, arrayContains, asc, desc, eq, inArray, notInArray, type SQL, sql } from "drizzle-orm";
import type { Fact, Kind } from "#model";
import type { Clocks } from "./clocks.ts";
import { counted } from "./count.ts";
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
export const WORTH = 2000;
const KEPT = 12;
const BATCH = 500;

/** Readings get their numbers before they are committed, so of the last of them it is also counted how many are there. */
const LATE = 5000;

/** A short name of the state of the record: it changes whenever a reading or a review is added. */
export async function recordState(db: Database): Promise<string> {
  const { rows } = (await db.execute(sql`
    with r as (select coalesce(max(seq), 0) as last from ${readings}), v as (select coalesce(max(seq), 0) as last from ${reviews})
    select r.last as reading, (select count(*) from ${readings} where seq > r.last - ${LATE}) as readings,
      v.last as review, (select count(*) from ${reviews} where seq > v.last - ${LATE}) as reviews from r, v`)) as unknown as {
    rows: Record<string, unknown>[];
  };
  return contentHash(Object.entries(rows[0] ?? {}).map(([name, n]) => [name, String(n)]));
}

/** Under which stamps the facts of a pair of days, as this version folds them, and the groupings of all that is known, would be kept. */
export type Stamped = { stamp: string; record: string; grouped: string };

export async function stampOf(db: Database, clocks: Clocks, version: string): Promise<Stamped> {
  const record = await recordState(db);
  return {
    record,
    stamp: contentHash([record, clocks.known ?? null, clocks.asOf ?? null, version]),
    grouped: contentHash([record, version]),
  };
}

/** The facts kept under a stamp; null where there are none. */
export async function kept(db: Database, stamp: string, filter: FactFilter): Promise<Fact[] | null> {
  if ((await counted(db, folds, eq(folds.stamp, stamp))) === 0) return null;
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
export async function keep(db: Database, { stamp, record }: Stamped, facts: Fact[]): Promise<void> {
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
