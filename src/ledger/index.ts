import type { FoldInput } from "#fusion";
import type { ClaimRecord, Document, Fact, Report, Review } from "#model";
import { type FactFilter, recordState } from "./cache.ts";
import type { Clocks } from "./clocks.ts";
import { type Copied, copyRecord } from "./copy.ts";
import { type Engine, openDatabase, openFolder, openLent, type Query, type Shared } from "./engine.ts";
import { type FoldTools, foldFacts, foldInput } from "./facts.ts";
import { Memory } from "./memory.ts";
import * as query from "./query.ts";
import { type Entry, type Intake, knownPut, type Put, putReport, putReports, putReview } from "./write.ts";

export { agreementByField, cohenKappa, type FieldAgreement, krippendorffAlpha, type Rating, ratingsByField } from "./agreement.ts";
export type { FactFilter } from "./cache.ts";
export type { Clocks } from "./clocks.ts";
export type { Copied } from "./copy.ts";
export type { Query, Shared } from "./engine.ts";
export { LedgerError } from "./errors.ts";
export type { FoldTools } from "./facts.ts";
export { canonical, contentHash } from "./hash.ts";
export type { ClaimFilter, ReportRecord, Tally } from "./query.ts";
export { type Entry, type Intake, type Put, reportId } from "./write.ts";

/** Where the ledger is: a folder (PGlite), or the address of a PostgreSQL database. */
export type LedgerOptions = {
  folder?: string;
  database?: string;
  /** asks the ledger that another thread of this process has open (see `Ledger.shared`) */
  lent?: (query: Query) => Promise<unknown[]>;
  /** make the folder's ledger where there is none; without it an absent ledger is an error */
  create?: boolean;
  /** keep the folder's database in a thread of its own: much writing then leaves this one free */
  threaded?: boolean;
};

/** The two-clock record of reports, claims and reviews. Every method may throw a LedgerError. */
export class Ledger {
  readonly #engine: Engine;
  #closed = false;
  readonly #memory = new Memory();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** The folder or the address (without password) of the ledger. */
  get where(): string {
    return this.#engine.where;
  }

  /** How another thread of this process may ask the same ledger: give it to `open` there. */
  get shared(): Shared {
    return this.#engine.shared;
  }

  async #run<T>(work: (db: Engine["db"]) => Promise<T>): Promise<T> {
    try {
      return await work(this.#engine.db);
    } catch (error) {
      throw this.#engine.failure(error);
    }
  }

  /** Writes a report and what was read in it, in one transaction; the same again changes nothing, another text is a new version. */
  put(document: Document, report: Report, intake: Intake): Promise<Put> {
    return this.#run((db) => putReport(db, document, report, intake));
  }

  /** Writes many reports in the order given, in as few transactions as can be; gives for each what its writing came to. */
  putAll(entries: readonly Entry[], intake: Intake): Promise<Put[]> {
    return this.#run((db) => putReports(db, entries, intake));
  }

  /** What writing this report again would come to, where this reader has read it in its present version; null where it is to be read. */
  known(report: Report, reader: string): Promise<Put | null> {
    return this.#run((db) => knownPut(db, report, reader));
  }

  /** Writes a decision of a reader; without an id it gets the hash of its content. */
  review(review: Omit<Review, "id"> & { id?: string }): Promise<Review> {
    return this.#run((db) => putReview(db, review));
  }

  /** The reports that count, each in its last version (among those known on the day `known`, where given). */
  reports(filter: { known?: string | null; docs?: string[] } = {}): Promise<query.ReportRecord[]> {
    return this.#run((db) => query.findReports(db, filter));
  }

  /** Every version of a document, the first first. */
  versions(doc: string): ReturnType<typeof query.findVersions> {
    return this.#run((db) => query.findVersions(db, doc));
  }

  /** The text of a report by the `id` of its record, unchanged since intake. */
  text(report: string): Promise<string | null> {
    return this.#run((db) => query.findText(db, report));
  }

  /** The claims that count and meet the filter, by document and place. */
  claims(filter: query.ClaimFilter = {}): Promise<ClaimRecord[]> {
    return this.#run((db) => query.findClaims(db, filter));
  }

  /** Claims by id, also those of readings that no longer count. */
  anyClaims(ids: string[]): Promise<ClaimRecord[]> {
    return this.#run((db) => query.anyClaims(db, ids));
  }

  /** All decisions of readers, by their day. */
  reviews(): Promise<Review[]> {
    return this.#run((db) => query.findReviews(db));
  }

  /** The facts that the record comes to, on two clocks. Example: `facts({ known: "2023-01-10" }, { tables })`. */
  facts(clocks: Clocks, tools: FoldTools, filter?: FactFilter): Promise<Fact[]> {
    return this.#run((db) => foldFacts(db, clocks, tools, this.#memory, filter));
  }

  /** Reports, claims and reviews as the fold takes them in (those known on a day, where one is given). */
  foldInput(known?: string | null): Promise<FoldInput> {
    return this.#run((db) => foldInput(db, this.#memory, known));
  }

  /** Claims whose evidence, and documents whose title or text, hold all words (or words that begin with them). */
  search(words: string[], limits?: query.SearchLimits): Promise<{ claims: ClaimRecord[]; docs: string[] }> {
    return this.#run((db) => query.searchWords(db, words, limits));
  }

  /** Ids of claims, documents and reviews that begin with the letters given. */
  ids(prefix: string): Promise<{ claims: string[]; docs: string[]; reviews: string[] }> {
    return this.#run((db) => query.findIds(db, prefix));
  }

  /** A short name of what the record holds: it changes whenever a reading or a review is added. */
  state(): Promise<string> {
    return this.#run(recordState);
  }

  /** How much the ledger holds. */
  counts(): ReturnType<typeof query.countAll> {
    return this.#run((db) => query.countAll(db));
  }

  /** Counts of the claims by kind, rule and confidence. */
  tally(): Promise<query.Tally[]> {
    return this.#run((db) => query.tally(db));
  }

  /** Copies the whole record into another ledger, which must be empty or hold the beginning of the same copy. */
  async copyTo(target: Ledger, progress?: (done: number, all: number) => void): Promise<Copied> {
    return this.#run(() => copyRecord(this.#engine, target.#engine, progress));
  }

  /** Gives the ledger back; calling it again does nothing. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#engine.close();
  }
}

/**
 * Opens a ledger. A folder is locked until `close`; a second process gets a LedgerError that names the first.
 * Example: `const ledger = await open({ folder: ".foedera", create: true })`.
 */
export async function open(options: LedgerOptions): Promise<Ledger> {
  if (options.lent) return new Ledger(await openLent(options.lent));
  if (options.database) return new Ledger(await openDatabase(options.database));
  return new Ledger(await openFolder(options.folder ?? ".foedera", options.create ?? false, options.threaded ?? false));
}
