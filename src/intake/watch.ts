import { readFile } from "node:fs/promises";
import type { Notice, Report } from "#model";
import { type Feed, type FeedEntry, FeedError, kindOf, type Meta, type ReportTables, readFeed, readOpml } from "#reports";
import { bytesHash } from "./made.ts";
import { type Item, type Reading, readEntry } from "./read.ts";
import type { FeedState, WatchState } from "./watch-state.ts";
import { type Answer, fetcherOf, type Web } from "./web.ts";
import type { WebPolicy } from "./web-policy.ts";
import { webReading } from "./web-report.ts";

export type WatchOptions = {
  tables: ReportTables;
  state: WatchState;
  web?: Web | Partial<WebPolicy>;
  meta?: Pick<Meta, "lang" | "outlet">;
  /** milliseconds between two polls of a feed; fifteen minutes if not said */
  every?: number;
  /** one round, and no more */
  once?: boolean;
  /** feeds that are asked at the same time; eight if not said */
  parallel?: number;
  /** ends the watch, after the report at hand */
  signal?: AbortSignal;
};

/** What a watch tells: a new report or a new version of one, what is wrong, or that a round is over and when the next begins. */
export type Watched =
  | { is: "report"; feed: string; label: string; report: Report; changed: boolean }
  | { is: "notice"; feed: string; label: string; notice: Notice }
  | { is: "round"; feeds: number; reports: number; next: number };

const QUARTER = 900_000;
const LONGEST = 86_400_000;
/** A page that cannot be fetched is tried in so many rounds; then what the feed holds of it is read. */
const TRIES = 5;

/** Changes when an entry does: its title, its day, what its feed calls the day of its change. */
const markOf = ({ title, published, modified }: FeedEntry) => bytesHash(JSON.stringify([title, published, modified])).slice(0, 12);

/** A page whose server fails for the moment. */
class Later extends Error {}

type Poll = { url: string; answer: Answer };
type Work = { url: string; entry: FeedEntry; tries: number };

class Watch {
  private readonly web: Web;
  private readonly reading: Reading;
  private readonly every: number;
  private reports = 0;

  constructor(
    private readonly lists: readonly string[],
    private readonly options: WatchOptions,
  ) {
    this.web = fetcherOf(options.web ?? {}, options.signal);
    this.reading = { ...webReading(options.tables, this.web), follow: true };
    this.every = options.every ?? QUARTER;
  }

  async *run(): AsyncGenerator<Watched> {
    const { clock } = this.web.policy;
    const { signal, once, state } = this.options;
    while (!signal?.aborted) {
      this.reports = 0;
      const feeds = new Set<string>();
      for await (const found of this.feeds()) {
        if (typeof found === "string") feeds.add(found);
        else yield found;
      }
      yield* this.round([...feeds].filter((url) => (once && state.feed(url).failures === 0) || state.feed(url).next <= clock.now()));
      if (signal?.aborted) return;
      const due = Math.min(clock.now() + this.every, ...[...feeds].map((url) => state.feed(url).next));
      const next = Math.max(due, clock.now() + 1000);
      yield { is: "round", feeds: feeds.size, reports: this.reports, next };
      if (once) return;
      await clock.sleep(next - clock.now(), signal).catch(() => {});
    }
  }

  /** The feeds to watch: those that are named, and those that OPML files list, read anew in every round. */
  private async *feeds(): AsyncGenerator<string | Watched> {
    for (const list of this.lists) {
      const address = /^https?:\/\//i.test(list);
      if (address && !/\.opml(?:[?#]|$)/i.test(list)) {
        yield list;
        continue;
      }
      try {
        for (const { url } of await readOpml(address ? await this.bytesAt(list) : new Uint8Array(await readFile(list)))) yield url;
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        const reason = code === "ENOENT" ? `${list} does not exist: check its name.` : `${list} cannot be read: ${message}`;
        yield this.notice(list, list, "feed", reason);
      }
    }
  }

  private async bytesAt(address: string): Promise<Uint8Array> {
    const answer = await this.web.get(address);
    if (answer.is === "page") return answer.bytes;
    throw new FeedError(answer.is === "failed" ? answer.reason : "it is not sent");
  }

  private notice = (feed: string, label: string, rule: string, reason: string): Watched => ({
    ...{ is: "notice" as const, feed, label },
    notice: { rule, reason },
  });

  /** Polls the feeds that are due, a few at a time, and reads what is new in each. */
  private async *round(due: string[]): AsyncGenerator<Watched> {
    const asked: Promise<Poll>[] = [];
    const ask = (url: string): Promise<Poll> => {
      const { etag, lastModified } = this.options.state.feed(url);
      return this.web.get(url, { etag, lastModified }).then((answer) => ({ url, answer }));
    };
    for (let at = 0; at < due.length && !this.options.signal?.aborted; at++) {
      while (asked.length < due.length && asked.length < at + (this.options.parallel ?? 8)) {
        const poll = ask(due[asked.length]!);
        poll.catch(() => {});
        asked.push(poll);
      }
      try {
        yield* this.handle(await asked[at]!);
      } catch (error) {
        if (!this.options.signal?.aborted) throw error;
      }
    }
  }

  private async *handle({ url, answer }: Poll): AsyncGenerator<Watched> {
    const { state } = this.options;
    const known = state.feed(url);
    const now = this.web.policy.clock.now();
    if (answer.is === "failed") {
      const failures = known.failures + 1;
      const next = Math.max(now + Math.min(LONGEST, this.every * 2 ** (failures - 1)), answer.again ?? 0);
      yield this.notice(url, url, "web", answer.reason);
      return state.polled(url, { etag: known.etag, lastModified: known.lastModified, failures, next });
    }
    const late = [...known.pending.values()].map(({ entry, tries }) => ({ url, entry, tries }));
    let feed: Feed | null = null;
    if (answer.is === "page") {
      const read = await this.parse(url, answer);
      if ("is" in read) yield read;
      else feed = read;
    }
    const fresh = (feed?.entries ?? []).filter((entry) => known.seen.get(entry.id) !== markOf(entry) && !known.pending.has(entry.id));
    for (const work of [...late, ...fresh.reverse().map((entry) => ({ url, entry, tries: 0 }))]) {
      if (this.options.signal?.aborted) return;
      yield* this.read(work, feed?.lang ?? null, known);
    }
    // only now: a feed that was polled but not read to its end must be sent again
    const validators = answer.is === "page" ? { etag: answer.etag ?? null, lastModified: answer.lastModified ?? null } : known;
    state.polled(url, { etag: validators.etag, lastModified: validators.lastModified, failures: 0, next: now + this.every });
  }

  private async parse(url: string, answer: Answer & { is: "page" }): Promise<Feed | Watched> {
    try {
      return await readFeed(answer.bytes, { address: answer.url, contentType: answer.contentType }, this.options.tables);
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      const kind = kindOf(answer.bytes, { contentType: answer.contentType });
      return this.notice(url, url, "feed", `${error.message}${kind === "html" ? " It is a page: name its feed." : ""}`);
    }
  }

  /** Reads one entry. It counts as read once whoever watches asks for the next: a crash before that reads it again, and misses nothing. */
  private async *read({ url, entry, tries }: Work, lang: string | null, known: FeedState): AsyncGenerator<Watched> {
    const { state, meta = {} } = this.options;
    const changed = known.seen.has(entry.id);
    const job = { from: { label: entry.url ?? entry.id, address: url }, meta, reading: this.readingFor(tries) };
    const items: Item[] = [];
    try {
      for await (const item of readEntry(entry, lang, job)) items.push(item);
    } catch (error) {
      if (this.options.signal?.aborted) return;
      if (!(error instanceof Later)) throw error;
      return state.pending(url, entry, tries + 1);
    }
    for (const item of items) {
      if ("report" in item) {
        this.reports++;
        yield { is: "report", feed: url, label: item.label, report: item.report, changed };
      } else yield { is: "notice", feed: url, label: item.label, notice: item.notice };
    }
    state.seen(url, entry.id, markOf(entry));
  }

  /** Reading for an entry: while a server only fails for the moment, the entry is left for a later round. */
  private readingFor(tries: number): Reading {
    if (tries >= TRIES) return this.reading;
    const get: Web["get"] = async (address, since) => {
      const answer = await this.web.get(address, since);
      if (answer.is === "failed" && answer.passing) throw new Later();
      return answer;
    };
    return { ...this.reading, web: { policy: this.web.policy, get } };
  }
}

/**
 * Watches feeds: asks each again and again, politely, and gives what is new, the oldest first. `lists` names feeds by their addresses and
 * OPML files by path or address. What was read is kept in the state, so that after a restart nothing is read twice and nothing is skipped.
 *
 * @example
 * const state = openWatchState(".foedera/watch.jsonl");
 * for await (const event of watch(["feeds.opml"], { tables, state, signal })) if (event.is === "report") await take(event.report);
 */
export async function* watch(lists: readonly string[], options: WatchOptions): AsyncGenerator<Watched> {
  yield* new Watch(lists, options).run();
}
