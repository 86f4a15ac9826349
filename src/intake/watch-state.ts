import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { type FeedEntry, object, said } from "#reports";

/** What is remembered of one feed. */
export type FeedState = {
  etag: string | null;
  lastModified: string | null;
  /** when it may be asked next, in milliseconds since 1970 */
  next: number;
  failures: number;
  /** the entries that were read, by id, each with a mark that changes when the entry does */
  seen: Map<string, string>;
  /** the entries whose page could not be fetched yet */
  pending: Map<string, { entry: FeedEntry; tries: number }>;
};

export type Polled = Pick<FeedState, "etag" | "lastModified" | "next" | "failures">;

/** The memory of a watch. Every change is kept at once, so that a process that is killed goes on where it stopped. */
export type WatchState = {
  feed(url: string): FeedState;
  polled(url: string, polled: Polled): void;
  seen(url: string, id: string, mark: string): void;
  pending(url: string, entry: FeedEntry, tries: number): void;
  close(): void;
};

/** The state is kept by someone else at the moment, or is no state: the sentence says what to do. */
export class WatchStateError extends Error {}

/** Of entries that a feed no longer has, this many are still remembered. */
const REMEMBERED = 5000;

const fresh = (): FeedState => ({ etag: null, lastModified: null, next: 0, failures: 0, seen: new Map(), pending: new Map() });

type Change = { feed: string } & ({ polled: Polled } | { seen: string; mark: string } | { pending: FeedEntry; tries: number });

function apply(feeds: Map<string, FeedState>, change: Change): void {
  const state = feeds.get(change.feed) ?? fresh();
  feeds.set(change.feed, state);
  if ("polled" in change) Object.assign(state, change.polled);
  else if ("seen" in change) {
    state.seen.delete(change.seen);
    state.seen.set(change.seen, change.mark);
    state.pending.delete(change.seen);
    if (state.seen.size > REMEMBERED * 2) state.seen = new Map([...state.seen].slice(-REMEMBERED));
  } else state.pending.set(change.pending.id, { entry: change.pending, tries: change.tries });
}

/** All that a state holds, as the fewest changes that make it. */
function* changesOf(feeds: Map<string, FeedState>): Generator<Change> {
  for (const [feed, { seen, pending, etag, lastModified, next, failures }] of feeds) {
    yield { feed, polled: { etag, lastModified, next, failures } };
    for (const [id, mark] of seen) yield { feed, seen: id, mark };
    for (const { entry, tries } of pending.values()) yield { feed, pending: entry, tries };
  }
}

function stateOn(feeds: Map<string, FeedState>, keep: (change: Change) => void, close: () => void): WatchState {
  const change = (one: Change) => {
    keep(one);
    apply(feeds, one);
  };
  return {
    feed: (url) => feeds.get(url) ?? fresh(),
    polled: (feed, polled) => change({ feed, polled }),
    seen: (feed, id, mark) => change({ feed, seen: id, mark }),
    pending: (feed, entry, tries) => change({ feed, pending: entry, tries }),
    close,
  };
}

/** A memory that ends with the process. */
export const memoryState = (): WatchState =>
  stateOn(
    new Map(),
    () => {},
    () => {},
  );

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Makes sure that nobody else keeps this state: two watches with one memory would each miss what the other reads. */
function lock(path: string): () => void {
  const name = `${path}.lock`;
  for (let tried = 0; tried < 2; tried++) {
    try {
      const file = openSync(name, "wx");
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(name, { force: true });
    } catch {
      const owner = Number(existsSync(name) ? readFileSync(name, "utf8") : 0);
      if (owner > 0 && alive(owner))
        throw new WatchStateError(`${path} is in use by process ${owner}: end that watch, or keep another state file.`);
      rmSync(name, { force: true });
    }
  }
  throw new WatchStateError(`${path} cannot be locked: check the rights of its folder.`);
}

/** The changes in a state file. Its last line may be cut off where the process was killed while it was written. */
function readChanges(path: string): Map<string, FeedState> {
  const feeds = new Map<string, FeedState>();
  if (!existsSync(path)) return feeds;
  const lines = readFileSync(path, "utf8").split("\n");
  for (const [at, line] of lines.entries()) {
    if (line === "") continue;
    try {
      const change = object(JSON.parse(line));
      if (!change || said(change.feed) === undefined) throw new Error();
      apply(feeds, change as Change);
    } catch {
      if (at < lines.length - 1) throw new WatchStateError(`${path} is no state of a watch (line ${at + 1}): name another file for it.`);
    }
  }
  return feeds;
}

/**
 * Opens a state file, and makes it where it is not there. One change is one line of JSON at its end; it is written anew in short form when
 * it is opened. Throws WatchStateError where another process keeps it or it is something else.
 */
export function openWatchState(path: string): WatchState {
  mkdirSync(dirname(path), { recursive: true });
  const unlock = lock(path);
  try {
    const feeds = readChanges(path);
    const short = [...changesOf(feeds)].map((change) => `${JSON.stringify(change)}\n`).join("");
    writeFileSync(`${path}.new`, short);
    renameSync(`${path}.new`, path);
    return stateOn(feeds, (change) => appendFileSync(path, `${JSON.stringify(change)}\n`), unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}
