import { lookup } from "node:dns/promises";
import type { Allowed, Resolve } from "./address.ts";
import { type Clock, systemClock } from "./clock.ts";

/** How the web is fetched: who asks, how much is taken, how long is waited, and which inner addresses are allowed by name. */
export type WebPolicy = {
  /** the name that servers and robots.txt are given */
  agent: string;
  /** hosts of private and local networks that may be fetched, with their port if only that one */
  allowed: Allowed;
  resolve: Resolve;
  /** robots.txt is obeyed */
  robots: boolean;
  /** milliseconds between two requests to one host; robots.txt may ask for more, and gets up to a minute */
  pace: number;
  /** milliseconds for one request with its answer */
  timeout: number;
  /** bytes of an answer, unpacked */
  bytes: number;
  redirects: number;
  /** how often a server that is busy (429, 503) is asked again, and how many milliseconds are waited for it at most */
  retries: number;
  patience: number;
  clock: Clock;
  signal?: AbortSignal;
};

const resolveBySystem: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));

/** The policy for what is not said: public addresses only, politely, ten million bytes and thirty seconds for a page. */
export const webPolicy = (wanted: Partial<WebPolicy> = {}): WebPolicy => ({
  agent: "foedera/0.1 (news reader; honours robots.txt)",
  allowed: [],
  resolve: resolveBySystem,
  robots: true,
  pace: 1000,
  timeout: 30_000,
  bytes: 10_000_000,
  redirects: 5,
  retries: 1,
  patience: 60_000,
  clock: systemClock,
  ...wanted,
});
