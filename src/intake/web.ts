import { checkAddress } from "./address.ts";
import { type Rules, rulesOf } from "./robots.ts";
import { type WebPolicy, webPolicy } from "./web-policy.ts";
import { request, WebError, type Wire } from "./web-request.ts";

/** By what a server tells whether a page has changed since. */
export type Validators = { etag?: string | null; lastModified?: string | null };

export type Answer =
  | ({ is: "page"; url: string; bytes: Uint8Array; contentType: string | null } & Validators)
  | { is: "unchanged"; url: string }
  /** `passing`: it may be otherwise the next time; `again`: the time in milliseconds before which the server does not want to be asked */
  | { is: "failed"; url: string; reason: string; passing: boolean; status?: number; again?: number };

/** Fetches pages politely: one at a time from each host, with pauses, obeying robots.txt, and only from where the policy lets it. */
export type Web = { policy: WebPolicy; get(url: string, since?: Validators): Promise<Answer> };

const ROBOTS_BYTES = 512_000;
const DAY = 86_400_000;

/** The pause that a busy server asks for, in milliseconds: a number of seconds or a date. */
export function retryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Where an answer leads on to. Throws a WebError where that is no address. */
function onward(location: string, address: string): string {
  if (!URL.canParse(location, address)) throw new WebError("It leads on to what is no address.");
  return new URL(location, address).href;
}

class Fetcher implements Web {
  private readonly rules = new Map<string, { rules: Promise<Rules>; until: number }>();
  /** when each host may be asked next */
  private readonly next = new Map<string, number>();
  private readonly turns = new Map<string, Promise<void>>();

  constructor(readonly policy: WebPolicy) {}

  async get(written: string, since: Validators = {}): Promise<Answer> {
    try {
      return await this.follow(written, since);
    } catch (error) {
      if (!(error instanceof WebError)) throw error;
      return { is: "failed", url: written, reason: `${written} cannot be fetched: ${error.message}`, passing: error.passing };
    }
  }

  private async follow(written: string, since: Validators): Promise<Answer> {
    let address = written;
    for (let hops = 0; hops <= this.policy.redirects; hops++) {
      const wire = await this.polite(address, since);
      const location = wire.headers.location;
      if (wire.status < 300 || wire.status === 304 || wire.status >= 400 || location === undefined)
        return this.answer(written, address, wire);
      address = onward(location, address);
    }
    throw new WebError(`It leads on more than ${this.policy.redirects} times.`);
  }

  private answer(written: string, address: string, { status, headers, bytes }: Wire): Answer {
    if (status === 304) return { is: "unchanged", url: address };
    const text = (value: string | undefined) => value ?? null;
    if (status >= 200 && status < 300)
      return {
        ...{ is: "page", url: address, bytes, contentType: text(headers["content-type"]) },
        ...{ etag: text(headers.etag), lastModified: text(headers["last-modified"]) },
      };
    const pause = status === 429 || status === 503 ? retryAfter(headers["retry-after"], this.policy.clock.now()) : null;
    const later = pause === null ? "" : ` and asks to be left alone for ${Math.ceil(pause / 1000)} seconds`;
    const reason = `${written} cannot be fetched: the server answers ${status}${later}.`;
    const passing = status === 429 || status >= 500;
    return { is: "failed", url: address, status, reason, passing, ...(pause === null ? {} : { again: this.policy.clock.now() + pause }) };
  }

  /** One request when it is its host's turn, and again where the host is busy. */
  private async polite(address: string, since: Validators): Promise<Wire> {
    const { retries, patience, clock } = this.policy;
    for (let tried = 0; ; tried++) {
      const { url, pinned, host } = await this.checked(address);
      const rules = this.policy.robots ? await this.rulesFor(url) : null;
      if (rules && !rules.allows(url.href)) throw new WebError(`robots.txt of ${url.host} asks not to fetch it.`);
      const wire = await this.inTurn(host, Math.max(this.policy.pace, rules?.delay ?? 0), () => this.send(url, pinned, since));
      const busy = wire.status === 429 || wire.status === 503;
      const pause = busy ? (retryAfter(wire.headers["retry-after"], clock.now()) ?? 5000) : 0;
      if (busy) this.next.set(host, Math.max(this.next.get(host) ?? 0, clock.now() + Math.min(pause, patience)));
      if (!busy || tried >= retries || pause > patience) return wire;
    }
  }

  private async checked(address: string) {
    const found = await checkAddress(address, this.policy.allowed, this.policy.resolve);
    if ("refused" in found) throw new WebError(found.refused, found.passing);
    return { url: new URL(address), pinned: found.pinned, host: `${found.host}:${found.port}` };
  }

  private send(url: URL, pinned: Parameters<typeof request>[1]["pinned"], since: Validators, bytes = this.policy.bytes): Promise<Wire> {
    const headers = {
      ...{ "user-agent": this.policy.agent, accept: "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.7" },
      ...{ "accept-encoding": "gzip, deflate, br" },
      ...(since.etag ? { "if-none-match": since.etag } : {}),
      ...(since.lastModified ? { "if-modified-since": since.lastModified } : {}),
    };
    return request(url, { pinned, headers, bytes, timeout: this.policy.timeout, signal: this.policy.signal });
  }

  /** Waits for the requests to a host that came before, and for the pause after them. */
  private async inTurn<T>(host: string, pause: number, work: () => Promise<T>): Promise<T> {
    const { clock, signal } = this.policy;
    const before = this.turns.get(host) ?? Promise.resolve();
    let free = (): void => {};
    const turn = new Promise<void>((done) => (free = done));
    this.turns.set(host, turn);
    await before;
    try {
      const wait = (this.next.get(host) ?? 0) - clock.now();
      if (wait > 0) await clock.sleep(wait, signal);
      return await work();
    } finally {
      this.next.set(host, Math.max(this.next.get(host) ?? 0, clock.now() + pause));
      if (this.turns.get(host) === turn) this.turns.delete(host);
      free();
    }
  }

  private async rulesFor(url: URL): Promise<Rules> {
    const now = this.policy.clock.now();
    const known = this.rules.get(url.origin);
    if (known && known.until > now) return known.rules;
    const rules = this.readRules(url.origin);
    this.rules.set(url.origin, { rules, until: now + DAY });
    const failed = await rules.then(
      () => false,
      () => true,
    );
    if (failed) this.rules.delete(url.origin);
    return rules;
  }

  private async readRules(origin: string): Promise<Rules> {
    let address = `${origin}/robots.txt`;
    try {
      for (let hops = 0; hops <= this.policy.redirects; hops++) {
        const { url, pinned, host } = await this.checked(address);
        const wire = await this.inTurn(host, 0, () => this.send(url, pinned, {}, ROBOTS_BYTES));
        if (wire.status < 300 || wire.status >= 400 || !wire.headers.location)
          return await rulesOf(address, wire.status, new TextDecoder().decode(wire.bytes), this.policy.agent);
        address = onward(wire.headers.location, address);
      }
    } catch (error) {
      if (!(error instanceof WebError)) throw error;
      throw new WebError(`robots.txt of ${origin} cannot be read, so nothing is fetched from there. ${error.message}`, error.passing);
    }
    return rulesOf(address, 404, "", this.policy.agent);
  }
}

/** Someone who fetches pages by a policy, and remembers robots.txt and the pauses of each host. */
export const webOf = (policy: Partial<WebPolicy> = {}): Web => new Fetcher(webPolicy(policy));

/** A fetcher, or one made by a policy, which a signal ends. */
export const fetcherOf = (web: Web | Partial<WebPolicy>, signal?: AbortSignal): Web => ("get" in web ? web : webOf({ signal, ...web }));
