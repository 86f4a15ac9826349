import { asc, eq, gt } from "drizzle-orm";
import { counted } from "./count.ts";
import type { Engine } from "./engine.ts";
import { LedgerError } from "./errors.ts";
import { claims, heads, readings, reports, reviews, texts } from "./schema.ts";

/** What was carried over. */
export type Copied = { reports: number; readings: number; claims: number; reviews: number };

const PAGE = 200;

type Reading = typeof readings.$inferSelect;

async function copyReading(from: Engine, to: Engine, reading: Reading): Promise<number> {
  const [row] = await from.db.select().from(reports).innerJoin(texts, eq(texts.hash, reports.hash)).where(eq(reports.id, reading.report));
  if (!row) throw new LedgerError(`the ledger ${from.where} is damaged: reading ${reading.seq} of ${reading.doc} has no report`);
  const said = await from.db.select().from(claims).where(eq(claims.reading, reading.seq)).orderBy(asc(claims.place));
  await to.db.transaction(async (tx) => {
    await tx.insert(texts).values(row.texts).onConflictDoNothing();
    await tx.insert(reports).values(row.reports).onConflictDoNothing();
    const { seq: _, ...rest } = reading;
    const [written] = await tx.insert(readings).values(rest).returning({ seq: readings.seq });
    const seq = written?.seq ?? 0;
    for (let at = 0; at < said.length; at += 1000)
      await tx.insert(claims).values(said.slice(at, at + 1000).map((c) => ({ ...c, reading: seq })));
    await tx
      .insert(heads)
      .values({ doc: reading.doc, reading: seq })
      .onConflictDoUpdate({ target: heads.doc, set: { reading: seq } });
  });
  return said.length;
}

/** How many readings of the source the target holds already: a copy that was broken off goes on where it stopped. */
async function alreadyThere(from: Engine, to: Engine): Promise<number> {
  const kept = await to.db.select({ doc: readings.doc, digest: readings.digest }).from(readings).orderBy(asc(readings.seq));
  if (kept.length === 0) return 0;
  const source = await from.db
    .select({ doc: readings.doc, digest: readings.digest })
    .from(readings)
    .orderBy(asc(readings.seq))
    .limit(kept.length);
  const same = source.length === kept.length && kept.every((k, i) => k.digest === source[i]?.digest && k.doc === source[i]?.doc);
  if (!same) throw new LedgerError(`the ledger ${to.where} holds other reports already: copy into an empty one`);
  return kept.length;
}

/** Copies the whole record, every version and review in its order, into a ledger that is empty or holds a part of the copy. */
export async function copyRecord(from: Engine, to: Engine, progress: (done: number, all: number) => void = () => {}): Promise<Copied> {
  const all = await counted(from.db, readings);
  const there = await alreadyThere(from, to);
  const copied: Copied = { reports: 0, readings: 0, claims: 0, reviews: 0 };
  let after = 0;
  if (there > 0) {
    const [last] = await from.db
      .select({ seq: readings.seq })
      .from(readings)
      .orderBy(asc(readings.seq))
      .offset(there - 1)
      .limit(1);
    after = last?.seq ?? 0;
  }
  for (;;) {
    const page = await from.db.select().from(readings).where(gt(readings.seq, after)).orderBy(asc(readings.seq)).limit(PAGE);
    for (const reading of page) {
      copied.claims += await copyReading(from, to, reading);
      copied.readings += 1;
      progress(there + copied.readings, all);
    }
    after = page.at(-1)?.seq ?? after;
    if (page.length < PAGE) break;
  }
  copied.reports = await counted(to.db, heads);
  copied.reviews = await copyReviews(from, to);
  return copied;
}

async function copyReviews(from: Engine, to: Engine): Promise<number> {
  const rows = await from.db.select().from(reviews).orderBy(asc(reviews.seq));
  for (const { seq: _, ...row } of rows) await to.db.insert(reviews).values(row).onConflictDoNothing();
  return rows.length;
}
