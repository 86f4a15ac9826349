/** characters of answers that are kept */
const ROOM = 32_000_000;
/** so long, in milliseconds, a new answer is waited for before one of the state before is given to a caller who takes that */
const GRACE = 25;

/** An answer as it is given: `old`, in seconds, says since when the record is known to have changed; 0 where it has not. */
export type Given = { text: string; etag: string; old: number };

/** Keeps answers: the same question to the same state of the record is worked out once, as long as there is room. */
export class Answers {
  readonly #texts = new Map<string, string>();
  readonly #making = new Map<string, Promise<string>>();
  /** by question the ETag of its last answer, and since when that is old */
  readonly #last = new Map<string, { etag: string; since: number | null }>();
  readonly #now: () => number;
  #size = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The answer with this ETag; one that is at most `patience` seconds too old where a new one takes long and the caller takes that. */
  async get(question: string, etag: string, make: () => Promise<string>, patience: number): Promise<Given> {
    const known = this.#texts.get(etag);
    if (known !== undefined) return this.#fresh(question, etag, known);
    const making = this.#make(etag, make).then((text) => this.#fresh(question, etag, text));
    const old = patience > 0 ? this.#old(question, patience) : null;
    if (!old) return making;
    making.catch(() => {});
    return Promise.race([making, new Promise<Given>((done) => setTimeout(() => done(old), GRACE))]);
  }

  #make(etag: string, make: () => Promise<string>): Promise<string> {
    const found = this.#making.get(etag);
    if (found) return found;
    const making = make().finally(() => this.#making.delete(etag));
    this.#making.set(etag, making);
    return making;
  }

  #fresh(question: string, etag: string, text: string): Given {
    this.#last.delete(question);
    this.#last.set(question, { etag, since: null });
    if (!this.#texts.has(etag)) this.#keep(etag, text);
    return { text, etag, old: 0 };
  }

  #old(question: string, patience: number): Given | null {
    const last = this.#last.get(question);
    const text = last && this.#texts.get(last.etag);
    if (!last || text === undefined) return null;
    last.since ??= this.#now();
    const seconds = (this.#now() - last.since) / 1000;
    return seconds <= patience ? { text, etag: last.etag, old: Math.max(1, Math.ceil(seconds)) } : null;
  }

  #keep(etag: string, text: string): void {
    this.#texts.set(etag, text);
    this.#size += text.length;
    for (const [old, kept] of this.#texts) {
      if (this.#size <= ROOM) break;
      this.#texts.delete(old);
      this.#size -= kept.length;
    }
    for (const question of this.#last.keys()) if (this.#last.size > 10_000) this.#last.delete(question);
  }
}

/** So many seconds old an answer may be by a Cache-Control header (`max-stale=60`, RFC 9111); 0 where nothing is said. */
export const patienceOf = (header: string | undefined): number =>
  Math.min(600, Number(/\bmax-stale=(\d{1,6})\b/.exec(header ?? "")?.[1] ?? 0));
