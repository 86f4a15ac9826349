import { eq, inArray, sql } from "drizzle-orm";
import type { Claim, Document, Report, Review } from "#model";
import { actorsOf, typeOf } from "#model";
import { counted } from "./count.ts";
import { knownDay, lowerDay, upperDay } from "./days.ts";
import type { Database } from "./engine.ts";
import { contentHash } from "./hash.ts";
import { claims, heads, readings, reports, reviews, texts } from "./schema.ts";

/** Who read the report, and on which day it was taken in (null: on no known day). */
export type Intake = { reader: string; received?: string | null };

/** What the writing of a report came to: `none` where the ledger holds the very same reading already. */
export type Put = { doc: string; change: "new" | "revised" | "reread" | "none"; claims: number };

type ReportRow = typeof reports.$inferInsert;

function reportRow(document: Document, report: Report, received: string | null): ReportRow {
  const { lang, published, origin } = document;
  const row = {
    doc: document.doc,
    hash: contentHash(report.text),
    lang,
    published,
    publishedWhy: document.publishedWhy ?? null,
    title: optional(document.title ?? report.title),
    url: optional(document.url ?? report.url),
    outlet: optional(document.outlet ?? report.outlet),
    origin,
    notices: document.notices ?? report.notices,
    // absent and not null where nothing is said of them, so that ids of reports without them stay what they were
    ...(report.modified ? { modified: report.modified } : {}),
    ...(report.credits?.length ? { credits: report.credits.map(searchable) } : {}),
  };
  return {
    id: contentHash(row),
    ...row,
    made: report.made ?? null,
    lowerDay: lowerDay(published),
    upperDay: upperDay(published),
    received,
    knownDay: knownDay(published, received),
  };
}

/** U+0000 and halves of surrogate pairs, which PostgreSQL cannot hold. */
const holdable = (text: string): boolean => !text.includes("\u0000") && !/\p{Surrogate}/u.test(text);

const searchable = (text: string): string => text.replace(/\p{Surrogate}/gu, "\uFFFD").replaceAll("\u0000", " ");

const optional = (text: string | null | undefined): string | null => (text ? searchable(text) : null);

/** The text as its column holds it. */
export const packText = (text: string): { text: string; escaped: number } =>
  holdable(text) ? { text, escaped: 0 } : { text: JSON.stringify(text), escaped: 1 };

/** The text as it was taken in. */
export const unpackText = (row: { text: string; escaped: number }): string => (row.escaped ? (JSON.parse(row.text) as string) : row.text);

function claimRow(claim: Claim, place: number, doc: string, reading: number): typeof claims.$inferInsert {
  const { id, kind, start, end, rule, confidence, evidence } = claim;
  const actors = [...new Set(actorsOf(claim))];
  const said = { evidence: searchable(evidence), rule: rule ?? null, confidence: confidence ?? null, fields: claim };
  return { reading, id, place, doc, kind, type: typeOf(claim), actors, start, end, ...said };
}

/** A claim that a reading names twice is one claim. */
const distinct = (list: Claim[]): Claim[] => [...new Map(list.map((c) => [c.id, c])).values()];

const BATCH = 1000;

/**
 * Inserts claims by one parameter a batch, which is several times faster than one a field. `fields` goes as a string within
 * the JSON, so that PostgreSQL does not unescape what it cannot hold.
 */
async function insertClaims(tx: Database, rows: (typeof claims.$inferInsert)[]): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = rows.slice(at, at + BATCH).map((row) => ({ ...row, fields: JSON.stringify(row.fields) }));
    await tx.execute(sql`insert into ${claims} (reading, id, place, doc, kind, type, actors, start, stop, rule, confidence, evidence, fields)
      select reading, id, place, doc, kind, type, actors, start, "end", rule, confidence, evidence, fields::json
      from json_to_recordset(${JSON.stringify(batch)}::json) as r(reading bigint, id text, place int, doc text, kind text, type text,
        actors text[], start int, "end" int, rule text, confidence float8, evidence text, fields text)`);
  }
}

/** The reading that counts of each of some documents, with the reader that read it. */
const headsOf = (db: Database, docs: string[]) =>
  db
    .select({ doc: heads.doc, report: readings.report, seq: readings.seq, reader: readings.reader, digest: readings.digest })
    .from(heads)
    .innerJoin(readings, eq(readings.seq, heads.reading))
    .where(inArray(heads.doc, docs));

/** The id under which a report stands in the record: the hash of its text and of all that is known of it. */
export const reportId = (report: Report): string => reportRow({ ...report, claims: [] }, report, null).id;

/** What writing this report again would come to, where the reading of it that counts is by this reader; otherwise null. */
export async function knownPut(db: Database, report: Report, reader: string): Promise<Put | null> {
  const [head] = await headsOf(db, [report.doc]);
  if (head?.reader !== reader || head.report !== reportId(report)) return null;
  return { doc: report.doc, change: "none", claims: await counted(db, claims, eq(claims.reading, head.seq)) };
}

/** A report with what was read in it. */
export type Entry = { document: Document; report: Report };

type Prepared = { row: ReportRow; list: Claim[]; digest: string; text: string; written: number };

function prepare({ document, report }: Entry, received: string | null): Prepared {
  const row = reportRow(document, report, received);
  const list = distinct(document.claims);
  return { row, list, digest: contentHash([row.id, list]), text: report.text, written: 0 };
}

/** Several workers write the same rows in the same order, so that none waits for one that waits for it. */
const sorted = <T>(rows: T[], key: (row: T) => string): T[] => {
  const byKey = new Map(rows.map((row) => [key(row), row]));
  return [...byKey.keys()].sort().map((k) => byKey.get(k) as T);
};

const INSERTED = 500;

async function insertReadings(tx: Database, todo: Prepared[], { reader, received }: Intake): Promise<void> {
  const packed = sorted(
    todo.map(({ row, text }) => ({ hash: row.hash, ...packText(text) })),
    (t) => t.hash,
  );
  await tx.insert(texts).values(packed).onConflictDoNothing();
  const rows = sorted(
    todo.map(({ row }) => row),
    (r) => r.id,
  );
  await tx.insert(reports).values(rows).onConflictDoNothing();
  const values = todo.map(({ row, digest }) => ({ doc: row.doc, report: row.id, reader, digest, at: received ?? null }));
  const seqs = new Map(
    (await tx.insert(readings).values(values).returning({ doc: readings.doc, seq: readings.seq })).map((r) => [r.doc, r.seq]),
  );
  for (const one of todo) one.written = seqs.get(one.row.doc) ?? 0;
  await insertClaims(
    tx,
    todo.flatMap(({ list, row, written }) => list.map((c, place) => claimRow(c, place, row.doc, written))),
  );
  const counting = JSON.stringify(todo.map(({ row, written }) => ({ doc: row.doc, reading: written })));
  await tx.execute(sql`update ${heads} set reading = r.reading
    from json_to_recordset(${counting}::json) as r(doc text, reading bigint) where ${heads.doc} = r.doc`);
}

/** Writes reports of different documents in one transaction. */
async function putDistinct(db: Database, all: Prepared[], intake: Intake): Promise<Put[]> {
  const put = ({ row, list }: Prepared, change: Put["change"]): Put => ({ doc: row.doc, change, claims: list.length });
  const known = new Map(
    (
      await headsOf(
        db,
        all.map(({ row }) => row.doc),
      )
    ).map((h) => [h.doc, h.digest]),
  );
  const changed = all.filter(({ row, digest }) => known.get(row.doc) !== digest);
  if (changed.length === 0) return all.map((one) => put(one, "none"));
  const docs = changed.map(({ row }) => row.doc).sort();
  const before = await db.transaction(async (tx) => {
    await tx
      .insert(heads)
      .values(docs.map((doc) => ({ doc, reading: 0 })))
      .onConflictDoNothing();
    await tx.execute(sql`select 1 from ${heads} where ${inArray(heads.doc, docs)} order by ${heads.doc} for update`);
    const found = new Map((await headsOf(tx as Database, docs)).map((h) => [h.doc, h]));
    const todo = changed.filter(({ row, digest }) => found.get(row.doc)?.digest !== digest);
    if (todo.length > 0) await insertReadings(tx as Database, todo, intake);
    return found;
  });
  return all.map((one) => {
    const head = before.get(one.row.doc);
    if (one.written === 0) return put(one, "none");
    return put(one, !head ? "new" : head.report === one.row.id ? "reread" : "revised");
  });
}

/**
 * Writes reports with their claims, in the order given; each is written whole or not at all, and many in one transaction.
 * Writing the same again changes nothing; nothing is ever overwritten.
 */
export async function putReports(db: Database, entries: readonly Entry[], intake: Intake): Promise<Put[]> {
  const done: Put[] = [];
  let batch: Prepared[] = [];
  const docs = new Set<string>();
  const write = async (): Promise<void> => {
    if (batch.length > 0) done.push(...(await putDistinct(db, batch, intake)));
    batch = [];
    docs.clear();
  };
  for (const entry of entries) {
    // two versions of one document are written one after the other
    if (docs.has(entry.document.doc) || batch.length === INSERTED) await write();
    docs.add(entry.document.doc);
    batch.push(prepare(entry, intake.received ?? null));
  }
  await write();
  return done;
}

/** Writes one report with its claims in one transaction. */
export async function putReport(db: Database, document: Document, report: Report, intake: Intake): Promise<Put> {
  const [put] = await putReports(db, [{ document, report }], intake);
  return put as Put;
}

/** Writes a review; its id is the hash of what it says, so the same decision written twice is one. */
export async function putReview(db: Database, review: Omit<Review, "id"> & { id?: string }): Promise<Review> {
  const { id: given, ...rest } = review;
  const whole: Review = { ...rest, id: given ?? contentHash(rest) };
  const { id, action, targets, from = null, patch = null, who, at, why } = whole;
  await db.insert(reviews).values({ id, action, targets, from, patch, who, at, why }).onConflictDoNothing();
  return whole;
}
