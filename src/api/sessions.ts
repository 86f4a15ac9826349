import { randomBytes } from "node:crypto";
import { sha256 } from "./users.ts";

type Kept = { name: string; csrf: string; seen: number; begun: number };

const HOUR = 3_600_000;
const IDLE = 8 * HOUR;
const LONGEST = 7 * 24 * HOUR;
const MOST = 10_000;

/** Who is logged in. What a cookie holds is kept only as its hash, in memory: a restart logs everybody out. */
export class Sessions {
  readonly #kept = new Map<string, Kept>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  open(name: string): { id: string; csrf: string } {
    const id = randomBytes(32).toString("base64url");
    const csrf = randomBytes(24).toString("base64url");
    const now = this.#now();
    for (const [key, s] of this.#kept) if (this.#kept.size >= MOST || this.#over(s)) this.#kept.delete(key);
    this.#kept.set(sha256(id), { name, csrf, seen: now, begun: now });
    return { id, csrf };
  }

  #over({ seen, begun }: Kept): boolean {
    return this.#now() - seen > IDLE || this.#now() - begun > LONGEST;
  }

  find(id: string | undefined): { name: string; csrf: string } | null {
    const found = id ? this.#kept.get(sha256(id)) : undefined;
    if (!found || this.#over(found)) return null;
    found.seen = this.#now();
    return { name: found.name, csrf: found.csrf };
  }

  close(id: string | undefined): void {
    if (id) this.#kept.delete(sha256(id));
  }

  /** Ends all sessions of a user. */
  closeAll(name: string): void {
    for (const [key, s] of this.#kept) if (s.name === name) this.#kept.delete(key);
  }
}
