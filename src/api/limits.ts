/** So many at once, and then so many a second. */
export type Rate = { burst: number; perSecond: number };

/** Counts what each caller takes: a bucket that fills again with time. Callers that have been quiet are forgotten. */
export class Limit {
  readonly #rate: Rate;
  readonly #now: () => number;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate;
    this.#now = now;
  }

  #level(key: string): number {
    const bucket = this.#buckets.get(key);
    if (!bucket) return this.#rate.burst;
    return Math.min(this.#rate.burst, bucket.left + Math.max(0, (this.#now() - bucket.at) / 1000) * this.#rate.perSecond);
  }

  /** Seconds until the caller may go on; 0: at once. Takes nothing. */
  wait(key: string): number {
    const level = this.#level(key);
    return level >= 1 ? 0 : Math.ceil((1 - level) / this.#rate.perSecond);
  }

  take(key: string): void {
    const left = this.#level(key) - 1;
    if (this.#buckets.size > 10_000) this.#forget();
    this.#buckets.set(key, { left, at: this.#now() });
  }

  clear(key: string): void {
    this.#buckets.delete(key);
  }

  #forget(): void {
    for (const key of this.#buckets.keys()) if (this.#level(key) >= this.#rate.burst) this.#buckets.delete(key);
  }
}
