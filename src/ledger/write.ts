import { eq, sql } from "drizzle-orm";
import type { Claim, Document, Report, Review } from "#model";
import { actorsOf, typeOf } from "#model";
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

const headQuery = (db: Database, doc: string) =>
  db
    .select({ report: readings.report, digest: readings.digest })
    .from(heads)
    .innerJoin(readings, eq(readings.seq, heads.reading))
    .where(eq(heads.doc, doc));

/** Writes one report with its claims in one transaction. Writing the same again changes nothing; nothing is ever overwritten. */
export async function putReport(db: Database, document: Document, report: Report, intake: Intake): Promise<Put> {
  const row = reportRow(document, report, intake.received ?? null);
  const list = distinct(document.claims);
  const digest = contentHash([row.id, list]);
  const [known] = await headQuery(db, row.doc);
  if (known?.digest === digest) return { doc: row.doc, change: "none", claims: list.length };
  return db.transaction(async (tx) => {
    await tx.insert(heads).values({ doc: row.doc, reading: 0 }).onConflictDoNothing();
    await tx.execute(sql`select 1 from ${heads} where ${heads.doc} = ${row.doc} for update`);
    const [before] = await headQuery(tx as Database, row.doc);
    if (before?.digest === digest) return { doc: row.doc, change: "none", claims: list.length };
    await tx
      .insert(texts)
      .values({ hash: row.hash, ...packText(report.text) })
      .onConflictDoNothing();
    await tx.insert(reports).values(row).onConflictDoNothing();
    const reading = { doc: row.doc, report: row.id, reader: intake.reader, digest, at: intake.received ?? null };
    const [written] = await tx.insert(readings).values(reading).returning({ seq: readings.seq });
    const seq = written?.seq ?? 0;
    await insertClaims(
      tx as Database,
      list.map((c, place) => claimRow(c, place, row.doc, seq)),
    );
    await tx.update(heads).set({ reading: seq }).where(eq(heads.doc, row.doc));
    return { doc: row.doc, change: !before ? "new" : before.report === row.id ? "reread" : "revised", claims: list.length };
  });
}

/** Writes a review; its id is the hash of what it says, so the same decision written twice is one. */
export async function putReview(db: Database, review: Omit<Review, "id"> & { id?: string }): Promise<Review> {
  const { id: given, ...rest } = review;
  const whole: Review = { ...rest, id: given ?? contentHash(rest) };
  const { id, action, targets, from = null, patch = null, who, at, why } = whole;
  await db.insert(reviews).values({ id, action, targets, from, patch, who, at, why }).onConflictDoNothing();
  return whole;
}
