import { sql } from "drizzle-orm";
import { bigint, bigserial, doublePrecision, index, integer, json, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Grouping } from "#fusion";
import type { Claim, Fact, Kind, Made, Notice, Origin, ReviewAction, TextSignature } from "#model";

/**
 * The tables of the record are append-only, and triggers see to it. Beside them stand caches, each a function of the
 * record: `heads` (which reading of a document counts), `signatures` (what finds the twins of a text), `folds` and
 * `folded`, `grouped`.
 * Columns of type json (not jsonb) keep what a text may hold and jsonb refuses, such as U+0000.
 */
export const texts = pgTable(
  "texts",
  {
    /** hash of the text: equal hashes are one text */
    hash: text().primaryKey(),
    /** the text itself, or (escaped = 1) its JSON form, where PostgreSQL cannot hold a character of it */
    text: text().notNull(),
    escaped: integer().notNull().default(0),
  },
  (t) => [index("texts_words").using("gin", sql`to_tsvector('simple', left(${t.text}, 200000))`)],
);

export const signatures = pgTable("signatures", { hash: text().primaryKey(), signature: json().$type<TextSignature>().notNull() });

/** A publication of a text, as taken in and as understood by the reading. */
export const reports = pgTable(
  "reports",
  {
    id: text().primaryKey(),
    doc: text().notNull(),
    hash: text()
      .notNull()
      .references(() => texts.hash),
    lang: text(),
    published: text(),
    publishedWhy: text("published_why"),
    lowerDay: text("lower_day"),
    upperDay: text("upper_day"),
    title: text(),
    url: text(),
    outlet: text(),
    origin: json().$type<Origin[]>().notNull(),
    notices: json().$type<Notice[]>().notNull(),
    /** the day on which it was last changed, and those who are named as its writers */
    modified: text(),
    credits: json().$type<string[]>(),
    /** how its text was made when it was first taken in: the same text from other bytes is the same report */
    made: json().$type<Made>(),
    /** the day on which the report was first taken in */
    received: text(),
    /** last day of publication, or the day of intake where that is not known: from then on the report is known */
    knownDay: text("known_day"),
  },
  (t) => [index("reports_doc").on(t.doc), index("reports_known").on(t.knownDay), index("reports_hash").on(t.hash)],
);

export const readings = pgTable(
  "readings",
  {
    seq: bigserial({ mode: "number" }).primaryKey(),
    doc: text().notNull(),
    report: text()
      .notNull()
      .references(() => reports.id),
    /** version of the rules and the knowledge that read it */
    reader: text().notNull(),
    /** hash of the report and of all its claims: the same reading is not written twice in a row */
    digest: text().notNull(),
    at: text(),
  },
  (t) => [index("readings_doc").on(t.doc, t.seq)],
);

export const claims = pgTable(
  "claims",
  {
    reading: bigint({ mode: "number" })
      .notNull()
      .references(() => readings.seq),
    id: text().notNull(),
    place: integer().notNull(),
    doc: text().notNull(),
    kind: text().$type<Kind>().notNull(),
    type: text().notNull(),
    actors: text().array().notNull(),
    start: integer().notNull(),
    end: integer("stop").notNull(),
    rule: text(),
    confidence: doublePrecision(),
    evidence: text().notNull(),
    /** the claim as it was read, whole */
    fields: json().$type<Claim>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.reading, t.id] }),
    index("claims_id").on(t.id),
    index("claims_doc").on(t.doc),
    index("claims_actors").using("gin", t.actors),
    index("claims_words").using("gin", sql`to_tsvector('simple', ${t.evidence})`),
  ],
);

export const heads = pgTable("heads", {
  doc: text().primaryKey(),
  reading: bigint({ mode: "number" }).notNull(),
});

/** A cache of folds: under one stamp the facts that one state of the record comes to on one pair of days. */
export const folds = pgTable("folds", {
  stamp: text().primaryKey(),
  seq: bigserial({ mode: "number" }).notNull(),
  record: text().notNull(),
});

export const folded = pgTable(
  "folded",
  {
    stamp: text()
      .notNull()
      .references(() => folds.stamp, { onDelete: "cascade" }),
    place: integer().notNull(),
    id: text().notNull(),
    kind: text().$type<Kind>().notNull(),
    type: text().notNull(),
    /** parties, beneficiaries and those that the speaker speaks for */
    involved: text().array().notNull(),
    fact: json().$type<Fact>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.stamp, t.place] }),
    index("folded_kind").on(t.stamp, t.kind, t.type),
    index("folded_id").on(t.stamp, t.id),
    index("folded_involved").using("gin", t.involved),
  ],
);

/** A cache of groupings: which claims are one fact, by the state of the record and the day known; facts as of any day are made from it. */
export const grouped = pgTable(
  "grouped",
  {
    stamp: text().notNull(),
    id: text().notNull(),
    kind: text().$type<Kind>().notNull(),
    types: text().array().notNull(),
    involved: text().array().notNull(),
    /** the readings of the claims, in their order */
    readings: bigint({ mode: "number" }).array().notNull(),
    grouping: json().$type<Grouping>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.stamp, t.id] }), index("grouped_involved").using("gin", t.involved).with({ fastupdate: false })],
);

export const reviews = pgTable(
  "reviews",
  {
    id: text().primaryKey(),
    seq: bigserial({ mode: "number" }).notNull(),
    action: text().$type<ReviewAction>().notNull(),
    targets: json().$type<string[]>().notNull(),
    from: json().$type<string[]>(),
    patch: json().$type<Record<string, unknown>>(),
    who: text().notNull(),
    at: text().notNull(),
    why: text().notNull(),
  },
  (t) => [index("reviews_at").on(t.at)],
);
