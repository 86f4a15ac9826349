import type { Put } from "#ledger";
import type { Report } from "#model";
import { type Reading, SetAside } from "./pool.ts";
import { type Outcome, type Read, type Target, writeRead } from "./write.ts";

export type ReadAll = Target & {
  reading: Reading;
  /** day on which the reports are taken in */
  received: string | null;
  /** called many times a second; what it throws ends the work after the reports that are ready have been written */
  checkpoint(): Promise<void>;
  done(outcome: Outcome): void;
};

type Held = Read & { known?: Put; settled: boolean; fault?: unknown; result: Promise<void> };

/** Reports in one transaction; how long a finished one waits for others; how many reports and characters are held at a time. */
const BATCH = 32;
const LINGER_MS = 500;
const HELD = { reports: 64, perThread: 16, characters: 20_000_000 };
const TICK_MS = 200;

/** One run: reports wait in the order in which they came, are read by whoever is free, and are written in their order. */
class Run {
  readonly #held: Held[] = [];
  #characters = 0;
  #written = performance.now();

  constructor(
    private readonly all: ReadAll,
    /** nothing is in the ledger yet, so nothing need be looked up */
    private readonly fresh: boolean,
  ) {}

  get size(): number {
    return this.#held.length;
  }

  get full(): boolean {
    const most = Math.max(HELD.reports, HELD.perThread * this.all.reading.width);
    return this.#held.length >= most || this.#characters >= HELD.characters;
  }

  /** The reading that everything waits for. */
  get first(): Promise<void> | undefined {
    return this.#held.find((one) => !one.settled)?.result;
  }

  take(report: Report): void {
    const held: Held = { report, settled: false, result: Promise.resolve() };
    held.result = this.#read(held)
      .catch((error: unknown) => {
        if (error instanceof SetAside) held.reason = error.message;
        else held.fault = error;
      })
      .then(() => {
        held.settled = true;
      });
    this.#held.push(held);
    this.#characters += report.text.length;
  }

  async #read(held: Held): Promise<void> {
    const { ledger, reader, reading } = this.all;
    const known = this.fresh ? null : await ledger.known(held.report, reader);
    if (known) held.known = known;
    else held.document = await reading.read(held.report);
  }

  /** Writes the reports at the head of the line that are read, once they are many or have waited; true where it wrote any. */
  async write(now: (ready: number) => boolean): Promise<boolean> {
    const unsettled = this.#held.findIndex((one) => !one.settled);
    const ready = unsettled < 0 ? this.#held.length : unsettled;
    if (ready === 0 || !(ready >= BATCH || performance.now() - this.#written > LINGER_MS || now(ready))) return false;
    const list = this.#held.splice(0, ready);
    this.#characters = this.#held.reduce((n, { report }) => n + report.text.length, 0);
    const broken = list.findIndex(({ fault }) => fault !== undefined);
    await this.#writeList(broken < 0 ? list : list.slice(0, broken));
    if (broken >= 0) throw list[broken]?.fault;
    this.#written = performance.now();
    return true;
  }

  async #writeList(list: Held[]): Promise<void> {
    const outcomes = await writeRead(
      list.filter(({ known }) => !known),
      this.all,
      this.all.received,
    );
    for (const { report, known } of list) {
      const outcome = known ? { report, ...known } : outcomes.shift();
      if (outcome) this.all.done(outcome);
    }
  }
}

/** Waits for whatever comes first, but no longer than a moment. */
async function moment(...waits: (Promise<unknown> | undefined | null)[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tick = new Promise((done) => {
    timer = setTimeout(done, TICK_MS);
  });
  await Promise.race([tick, ...waits.filter((wait) => wait)]).finally(() => clearTimeout(timer));
}

/**
 * Reads reports into a ledger: many at once, written by one writer in the order in which they came, so that the ledger is the same
 * however many read. No more reports are fetched than can be read. A report that this reader has read before is not read again; one
 * that cannot be read is set aside with its reason. Throws what `reports` or `checkpoint` throws, and a LedgerError.
 */
export async function readAll(reports: AsyncIterable<Report>, all: ReadAll): Promise<void> {
  const run = new Run(all, (await all.ledger.counts()).docs === 0);
  const iterator = reports[Symbol.asyncIterator]();
  let come: IteratorResult<Report> | null = null;
  let broken: { error: unknown } | null = null;
  const ask = (): Promise<void> =>
    iterator.next().then(
      (result) => {
        come = result;
      },
      (error: unknown) => {
        broken = { error };
        come = { done: true, value: undefined };
      },
    );
  let next: Promise<void> | null = ask();
  try {
    while (next || run.size > 0) {
      await all.checkpoint();
      const arrived = come as IteratorResult<Report> | null;
      if (arrived && !run.full) {
        come = null;
        next = arrived.done ? null : ask();
        if (!arrived.done) run.take(arrived.value);
      }
      if (await run.write((ready) => !next && ready === run.size)) continue;
      if (come && !run.full) continue;
      await moment(run.first, come ? null : next);
    }
    // what came before the source broke has been read and written
    if (broken) throw (broken as { error: unknown }).error;
  } catch (error) {
    await run.write(() => true).catch(() => {});
    throw error;
  } finally {
    void iterator.return?.()?.catch(() => {});
  }
}
