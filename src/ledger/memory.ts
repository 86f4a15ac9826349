import { inArray, sql } from "drizzle-orm";
import { Folder, type FoldInput, type FoldOptions, type FusionTables } from "#fusion";
import type { ClaimRecord, Fact, ReportMeta, Review } from "#model";
import type { Database } from "./engine.ts";
import { metasOf } from "./metas.ts";
import { current, findReviews } from "./query.ts";
import { claims, readings } from "./schema.ts";

/** What counts in the record on a day known, with the readings and reviews it was made of. */
export type Whole = {
  /** the document of each reading */
  seqs: ReadonlyMap<number, string>;
  input: { reports: ReportMeta[]; claims: ClaimRecord[]; reviews: Review[] };
};

/** A fold that can go on, and what it has taken in. */
type Fold = { folder: Folder; seqs: ReadonlyMap<number, string>; reviews: ReadonlySet<string> };

const INPUTS = 3;
const FOLDS = 4;

/** What a process remembers of its folds, so that what comes to the record is folded on and not from the start. */
export class Memory {
  stamp: string | null = null;
  facts: Fact[] = [];
  readonly #inputs = new Map<string, Whole>();
  readonly #folds = new Map<string, Fold>();

  /** The reports, claims and reviews that count now; only what is new is read from the database. */
  async whole(db: Database, known: string | null): Promise<Whole> {
    const key = known ?? "";
    const whole = await grown(db, known, this.#inputs.get(key));
    last(this.#inputs, key, whole, INPUTS);
    return whole;
  }

  /** Is there a fold for these days and this language that can go on? */
  has(options: FoldOptions): boolean {
    return this.#folds.has(keyOf(options));
  }

  /** The fold of a whole: goes on where it left off, unless a report was read anew. */
  fold(whole: Whole, tables: FusionTables, options: FoldOptions): Folder {
    const key = keyOf(options);
    const old = this.#folds.get(key);
    const added = old && addedTo(old, whole);
    const folder = old && added ? old.folder : new Folder(tables, options);
    folder.add(added ?? whole.input);
    folder.update();
    last(this.#folds, key, { folder, seqs: whole.seqs, reviews: new Set(whole.input.reviews.map((r) => r.id)) }, FOLDS);
    return folder;
  }
}

const keyOf = ({ known, asOf, lang }: FoldOptions): string => JSON.stringify([known ?? null, asOf ?? null, lang ?? null]);

function last<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const old of map.keys()) if (map.size > most) map.delete(old);
}

/** What a fold has not taken in yet; null where a report that it holds no longer counts as it was. */
function addedTo({ seqs, reviews }: Fold, whole: Whole): FoldInput | null {
  const { input } = whole;
  if ([...seqs.keys()].some((seq) => !whole.seqs.has(seq))) return null;
  const fresh = new Set([...whole.seqs].filter(([seq]) => !seqs.has(seq)).map(([, doc]) => doc));
  const isFresh = (r: { doc: string }): boolean => fresh.has(r.doc);
  const unheard = input.reviews.filter((r) => !reviews.has(r.id));
  return { reports: input.reports.filter(isFresh), claims: input.claims.filter(isFresh), reviews: unheard };
}

const rows = async (db: Database, seqs: number[]): Promise<ClaimRecord[]> =>
  seqs.length === 0
    ? []
    : db
        .select({ doc: claims.doc, claim: claims.fields })
        .from(claims)
        .where(sql`${claims.reading} = any(${`{${seqs.join(",")}}`}::bigint[])`)
        .orderBy(claims.reading, claims.place);

/** The same order whether it was read at once or bit by bit; the claims of a report stay in theirs. */
const byDoc = <T extends { doc: string }>(list: T[]): T[] => list.sort((a, b) => (a.doc < b.doc ? -1 : a.doc > b.doc ? 1 : 0));

async function grown(db: Database, known: string | null, old: Whole | undefined): Promise<Whole> {
  const found = await db
    .select({ seq: readings.seq, doc: readings.doc })
    .from(readings)
    .where(inArray(readings.seq, current(db, known)));
  const seqs = new Map(found.map((r) => [r.seq, r.doc]));
  const base = old && [...old.seqs.keys()].every((seq) => seqs.has(seq)) ? old : null;
  const fresh = [...seqs.keys()].filter((seq) => !base?.seqs.has(seq));
  const reviews = await findReviews(db);
  if (base && fresh.length === 0) return { seqs, input: { ...base.input, reviews } };
  const [reports, said] = [await metasOf(db, fresh), await rows(db, fresh)];
  const { reports: before = [], claims: told = [] } = base?.input ?? {};
  return { seqs, input: { reports: byDoc([...before, ...reports]), claims: byDoc([...told, ...said]), reviews } };
}
