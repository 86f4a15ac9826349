import { and, arrayOverlaps, asc, count, desc, eq, gte, inArray, isNotNull, like, lte, or, type SQL, sql } from "drizzle-orm";
import type { Claim, ClaimRecord, Kind, Made, Notice, ReportMeta, Review } from "#model";
import { counted } from "./count.ts";
import type { Database } from "./engine.ts";
import { claims, heads, readings, reports, reviews, texts } from "./schema.ts";
import { unpackText } from "./write.ts";

/** Which claims are asked for; every given condition must hold. */
export type ClaimFilter = {
  docs?: string[];
  ids?: string[];
  kinds?: Kind[];
  /** codes: claims that are about any of them */
  parties?: string[];
  rules?: string[];
  minConfidence?: number;
  /** ISO day: only reports published by then, each in its version of that day */
  known?: string | null;
};

/** A report as the ledger holds it, without its text. */
export type ReportRecord = ReportMeta & {
  id: string;
  hash: string;
  lowerDay: string | null;
  upperDay: string | null;
  knownDay: string | null;
  notices: Notice[];
  modified: string | null;
  credits: string[] | null;
  made: Made | null;
  reader: string;
  claims: number;
  /** how many versions and readings of the document are kept, this one included */
  versions: number;
};

/** The readings that count: of each document the last, among the reports known on a day where one is given. */
export function current(db: Database, known: string | null | undefined) {
  if (!known) return db.select({ seq: heads.reading }).from(heads).where(sql`${heads.reading} > 0`);
  return db
    .selectDistinctOn([readings.doc], { seq: readings.seq })
    .from(readings)
    .innerJoin(reports, eq(reports.id, readings.report))
    .where(lte(reports.knownDay, known))
    .orderBy(readings.doc, desc(readings.seq));
}

function conditions(filter: ClaimFilter): SQL[] {
  const all: (SQL | undefined)[] = [
    filter.docs && inArray(claims.doc, filter.docs),
    filter.ids && inArray(claims.id, filter.ids),
    filter.kinds && inArray(claims.kind, filter.kinds),
    filter.parties?.length ? arrayOverlaps(claims.actors, filter.parties) : undefined,
    filter.rules && inArray(claims.rule, filter.rules),
    filter.minConfidence === undefined ? undefined : gte(claims.confidence, filter.minConfidence),
  ];
  return all.filter((c) => c !== undefined);
}

/** The claims that count and meet the filter, by document and place. */
export async function findClaims(db: Database, filter: ClaimFilter = {}): Promise<ClaimRecord[]> {
  const rows = await db
    .select({ doc: claims.doc, claim: claims.fields })
    .from(claims)
    .where(and(inArray(claims.reading, current(db, filter.known)), ...conditions(filter)))
    .orderBy(asc(claims.doc), asc(claims.place));
  return rows;
}

/** Claims by their ids, also those that no present reading holds; of each the last written. */
export async function anyClaims(db: Database, ids: string[]): Promise<ClaimRecord[]> {
  const rows = await db
    .selectDistinctOn([claims.id], { doc: claims.doc, claim: claims.fields })
    .from(claims)
    .where(inArray(claims.id, ids))
    .orderBy(claims.id, desc(claims.reading));
  return rows;
}

/** The reports that count, by the day on which they were known. */
export async function findReports(db: Database, filter: { known?: string | null; docs?: string[] } = {}): Promise<ReportRecord[]> {
  const rows = await db
    .select({
      report: reports,
      reader: readings.reader,
      claims: sql<number>`(select count(*)::int from claims c where c.reading = ${readings.seq})`,
      versions: sql<number>`(select count(*)::int from readings r where r.doc = ${readings.doc})`,
    })
    .from(readings)
    .innerJoin(reports, eq(reports.id, readings.report))
    .where(and(inArray(readings.seq, current(db, filter.known)), filter.docs && inArray(readings.doc, filter.docs)))
    .orderBy(asc(reports.knownDay), asc(reports.doc));
  return rows.map(({ report, ...counts }) => ({ ...report, ...counts }));
}

/** Every version of a document, the first first. */
export async function findVersions(
  db: Database,
  doc: string,
): Promise<{ report: string; reader: string; published: string | null; at: string | null; claims: number }[]> {
  return db
    .select({ report: reports.id, reader: readings.reader, published: reports.published, at: readings.at, claims: count(claims.id) })
    .from(readings)
    .innerJoin(reports, eq(reports.id, readings.report))
    .leftJoin(claims, eq(claims.reading, readings.seq))
    .where(eq(readings.doc, doc))
    .groupBy(readings.seq, reports.id)
    .orderBy(asc(readings.seq));
}

/** The text of a report version (its `id`), as it was taken in; null where there is none. */
export async function findText(db: Database, report: string): Promise<string | null> {
  const [row] = await db
    .select({ text: texts.text, escaped: texts.escaped })
    .from(reports)
    .innerJoin(texts, eq(texts.hash, reports.hash))
    .where(eq(reports.id, report));
  return row ? unpackText(row) : null;
}

/** All reviews in the order of their days. */
export async function findReviews(db: Database): Promise<Review[]> {
  const rows = await db.select().from(reviews).orderBy(asc(reviews.at), asc(reviews.id));
  return rows.map(({ seq, from, patch, ...rest }) => ({ ...rest, ...(from ? { from } : {}), ...(patch ? { patch } : {}) }));
}

/** Ids that begin with the given letters: claims, reports by id or by document, reviews. */
export async function findIds(db: Database, prefix: string): Promise<{ claims: string[]; docs: string[]; reviews: string[] }> {
  const pattern = `${prefix.replace(/[\\%_]/g, "\\$&")}%`;
  const [c, d, r] = await Promise.all([
    db.selectDistinct({ id: claims.id }).from(claims).where(like(claims.id, pattern)).limit(20),
    db
      .selectDistinct({ id: reports.doc })
      .from(reports)
      .where(or(like(reports.doc, pattern), like(reports.id, pattern)))
      .limit(20),
    db.selectDistinct({ id: reviews.id }).from(reviews).where(like(reviews.id, pattern)).limit(20),
  ]);
  return { claims: c.map((x) => x.id), docs: d.map((x) => x.id), reviews: r.map((x) => x.id) };
}

/** Counts of what the ledger holds. */
export async function countAll(db: Database): Promise<{ docs: number; readings: number; claims: number; reviews: number }> {
  const [docs, read, said, seen] = await Promise.all([
    counted(db, heads),
    counted(db, readings),
    counted(db, claims, inArray(claims.reading, current(db, null))),
    counted(db, reviews),
  ]);
  return { docs, readings: read, claims: said, reviews: seen };
}

export type Tally = { by: string; value: string; count: number };

/** Claims that count, by kind, rule and tenth of confidence; reports by language; notices by rule. */
export async function tally(db: Database): Promise<Tally[]> {
  const here = inArray(claims.reading, current(db, null));
  const group = async (by: string, value: SQL<string>): Promise<Tally[]> => {
    const rows = await db.select({ value, count: count() }).from(claims).where(here).groupBy(value).orderBy(desc(count()), value);
    return rows.map((r) => ({ by, ...r }));
  };
  const kinds = await group("kind", sql<string>`${claims.kind}`);
  const rules = await group("rule", sql<string>`coalesce(${claims.rule}, '')`);
  const sure = await group("confidence", sql<string>`coalesce((floor(${claims.confidence} * 10) / 10)::numeric(3, 1)::text, '')`);
  return [...kinds, ...rules, ...sure];
}

/** How a search is bounded: how many claims and reports at most, and (ISO day) only in reports known by then. */
export type SearchLimits = { limit?: number; known?: string | null };

/** The rows of a search, the best first: claims by the words of their evidence, reports by those of their title and text. */
export async function searchWords(
  db: Database,
  words: string[],
  { limit = 50, known = null }: SearchLimits = {},
): Promise<{ claims: ClaimRecord[]; docs: string[] }> {
  const terms = words
    .map((w) => w.replace(/[^\p{L}\p{N}]+/gu, " ").trim())
    .flatMap((w) => w.split(" "))
    .filter(Boolean);
  if (terms.length === 0) return { claims: [], docs: [] };
  const query = terms.map((t) => `${t}:*`).join(" & ");
  const inside = (column: unknown): SQL =>
    sql.join(
      terms.map((t) => sql`${column} ilike ${`%${t.replace(/[\\%_]/g, "\\$&")}%`}`),
      sql` and `,
    );
  const unspaced = terms.some((t) => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(t));
  const inClaim = unspaced ? inside(claims.evidence) : sql`to_tsvector('simple', ${claims.evidence}) @@ to_tsquery('simple', ${query})`;
  const inText = unspaced ? inside(texts.text) : sql`to_tsvector('simple', left(${texts.text}, 200000)) @@ to_tsquery('simple', ${query})`;
  const [found, docs] = await Promise.all([
    db
      .select({ doc: claims.doc, claim: claims.fields })
      .from(claims)
      .where(and(inArray(claims.reading, current(db, known)), inClaim))
      .orderBy(desc(claims.confidence), asc(claims.doc), asc(claims.place))
      .limit(limit),
    db
      .select({ doc: readings.doc })
      .from(readings)
      .innerJoin(reports, eq(reports.id, readings.report))
      .innerJoin(texts, eq(texts.hash, reports.hash))
      .where(and(inArray(readings.seq, current(db, known)), or(inText, and(isNotNull(reports.title), inside(reports.title)))))
      .orderBy(asc(reports.knownDay), asc(readings.doc))
      .limit(limit),
  ]);
  return { claims: found as { doc: string; claim: Claim }[], docs: docs.map((d) => d.doc) };
}
