import { createHmac, randomBytes } from "node:crypto";
import { lookup } from "node:dns/promises";
import { existsSync, readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import type { Allowed, Resolve } from "#intake";
import type { Change } from "#model";
import type { Desk } from "./desk.ts";
import { wrongCall } from "./errors.ts";
import type { Watcher } from "./events.ts";
import type { HookRow } from "./schema-people.ts";
import { UsersError, writePrivately } from "./users.ts";

/** Where hooks are kept (null: until the server stops), and which private hosts they may lead to. */
export type HookOptions = { file: string | null; allowed: Allowed; delays?: readonly number[]; resolve?: Resolve };

type Hook = Omit<HookRow, "last"> & { secret: string };

/** milliseconds before the second, third ... try */
const DELAYS = [5_000, 30_000, 120_000, 600_000, 3_600_000];
const PATIENCE = 10_000;
const SHOWN = 100;
const MOST = 50;

const resolveBySystem: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));

/** The signature of a delivery: HMAC-SHA256 of "time.body" with the hook's secret. */
export const signature = (secret: string, time: number, body: string): string =>
  `t=${time},v1=${createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")}`;

/** Tells others by HTTP what has changed in the record, signed, and again later where they do not answer. */
export class Hooks {
  readonly #desk: Desk;
  readonly #options: HookOptions;
  #hooks: Hook[];
  readonly #last = new Map<string, HookRow["last"]>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #stop: (() => void) | null = null;
  readonly #watcher: Watcher;

  constructor(desk: Desk, watcher: Watcher, options: HookOptions) {
    this.#desk = desk;
    this.#watcher = watcher;
    this.#options = options;
    this.#hooks = options.file && existsSync(options.file) ? readHooks(options.file) : [];
    this.#listen();
  }

  get list(): HookRow[] {
    return this.#hooks.map(({ secret: _, ...row }) => ({ ...row, last: this.#last.get(row.id) ?? null }));
  }

  #keep(hooks: Hook[]): void {
    if (this.#options.file) writePrivately(this.#options.file, `${JSON.stringify(hooks, null, 1)}\n`);
    this.#hooks = hooks;
    this.#listen();
  }

  async #check(url: string) {
    const { checkAddress } = await import("#intake");
    return checkAddress(url, this.#options.allowed, this.#options.resolve ?? resolveBySystem);
  }

  /** A new hook with the secret that signs its deliveries. Throws where the address may not be called. */
  async add(url: string, party: string[], type: string | null): Promise<HookRow & { secret: string }> {
    const checked = await this.#check(url);
    if ("refused" in checked)
      throw wrongCall(checked.refused, "give an address of the public net, or allow its host: foedera serve --allow-host NAME");
    if (this.#hooks.length >= MOST) throw wrongCall(`there are ${MOST} webhooks already`, "take one away first");
    const since = new Date(this.#desk.options.now()).toISOString().slice(0, 10);
    const hook = { id: randomBytes(6).toString("hex"), url, party, type, since, secret: randomBytes(32).toString("base64url") };
    this.#keep([...this.#hooks, hook]);
    return { ...hook, last: null };
  }

  remove(id: string): boolean {
    const left = this.#hooks.filter((h) => h.id !== id);
    if (left.length === this.#hooks.length) return false;
    this.#keep(left);
    return true;
  }

  /** Watches the record as long as there is somebody to tell. */
  #listen(): void {
    if (this.#hooks.length > 0 && !this.#stop) {
      this.#stop = this.#watcher.watch(() => void this.#changed());
      this.#desk.news([]).catch(this.#desk.options.report);
    }
    if (this.#hooks.length === 0) this.#rest();
  }

  #rest(): void {
    this.#stop?.();
    this.#stop = null;
  }

  async #changed(): Promise<void> {
    try {
      const hooks = this.#hooks;
      const { state, changes } = await this.#desk.news(hooks.map(({ party, type }) => ({ party, type: type ?? undefined })));
      for (const [n, hook] of hooks.entries()) if (changes[n]?.length) this.#send(hook, bodyOf(hook, state, changes[n]), 0);
    } catch (error) {
      this.#desk.options.report(error);
    }
  }

  #send(hook: Hook, body: string, tries: number): void {
    const delays = this.#options.delays ?? DELAYS;
    void this.#post(hook, body).then((outcome) => {
      const at = new Date(this.#desk.options.now()).toISOString();
      this.#last.set(hook.id, { at, tries: tries + 1, ...outcome });
      const delay = delays[tries];
      const there = this.#hooks.some((h) => h.id === hook.id);
      if (outcome.ok || delay === undefined || !there) return;
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.#send(hook, body, tries + 1);
      }, delay);
      timer.unref();
      this.#timers.add(timer);
    });
  }

  /** One try. The address is looked up and checked anew, and only what was checked is connected to; redirections are not followed. */
  async #post(hook: Hook, body: string): Promise<{ ok: boolean; status: number | null; why: string | null }> {
    const checked = await this.#check(hook.url);
    if ("refused" in checked) return { ok: false, status: null, why: checked.refused };
    const [pinned] = checked.pinned;
    const found = ((_host: string, options: { all?: boolean }, done: (...args: unknown[]) => void) =>
      options.all ? done(null, checked.pinned) : done(null, pinned?.address, pinned?.family)) as unknown as LookupFunction;
    const time = Math.floor(this.#desk.options.now() / 1000);
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "user-agent": "foedera",
      "x-foedera-signature": signature(hook.secret, time, body),
    };
    return new Promise((done) => {
      const ask = new URL(hook.url).protocol === "https:" ? httpsRequest : httpRequest;
      const options = { method: "POST", headers, lookup: found, timeout: PATIENCE, agent: false, signal: AbortSignal.timeout(PATIENCE) };
      const sent = ask(hook.url, options, (answer) => {
        answer.resume();
        const status = answer.statusCode ?? 0;
        const ok = status >= 200 && status < 300;
        done({ ok, status, why: ok ? null : `the other side answered ${status}` });
      });
      sent.on("error", (error) => done({ ok: false, status: null, why: error.message }));
      sent.end(body);
    });
  }

  /** Gives up what waits to be sent. */
  stop(): void {
    this.#rest();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}

const bodyOf = (hook: Hook, state: string, changes: Change[]): string =>
  JSON.stringify({
    hook: hook.id,
    delivery: randomBytes(8).toString("hex"),
    state,
    total: changes.length,
    changes: changes.slice(0, SHOWN),
  });

function readHooks(file: string): Hook[] {
  try {
    const read = JSON.parse(readFileSync(file, "utf8")) as Hook[];
    if (Array.isArray(read) && read.every((h) => typeof h.url === "string" && typeof h.secret === "string")) return read;
  } catch {}
  throw new UsersError(`the file of webhooks ${file} cannot be read: mend it or take it away`);
}
