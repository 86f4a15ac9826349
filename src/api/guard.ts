import { randomBytes, timingSafeEqual } from "node:crypto";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { getCookie } from "hono/cookie";
import { Audit } from "./audit.ts";
import { ApiError } from "./errors.ts";
import { Limit, type Rate } from "./limits.ts";
import type { Role } from "./schema-people.ts";
import { Sessions } from "./sessions.ts";
import { atLeast, type Person, type Users } from "./users.ts";

/** How the server is guarded. */
export type GuardOptions = {
  /** null: nobody logs in, and whoever reaches the loopback is the admin */
  users: Users | null;
  /** in whose name decisions are made where nobody logs in */
  reviewer: string;
  /** the Host headers that are answered, without port; null: all */
  hosts: readonly string[] | null;
  /** a proxy stands before the server: its X-Forwarded-For is believed */
  proxy: boolean;
  /** of every caller where users are set up */
  rate: Rate;
  auditFile: string | null;
  now(): number;
};

export const COOKIE = "foedera_session";
const BODY = 256 * 1024;
const HEADERS: Record<string, string> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
};

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Who asks: by session, by token, or (where nobody logs in) whoever reaches the server. */
export type Caller = { person: Person | null; by: "session" | "token" | "open"; csrf: string | null };

/** Decides who may ask what, and keeps the log of it. */
export class Guard {
  readonly options: GuardOptions;
  readonly sessions: Sessions;
  readonly audit: Audit;
  readonly #general: Limit;
  readonly #tokens: Limit;
  readonly #openCsrf = randomBytes(24).toString("base64url");

  constructor(options: GuardOptions) {
    this.options = options;
    this.sessions = new Sessions(options.now);
    this.audit = new Audit(options.auditFile);
    this.#general = new Limit(options.rate, options.now);
    this.#tokens = new Limit({ burst: 20, perSecond: 1 / 30 }, options.now);
  }

  /** The address that a request comes from. */
  from(c: Context): string {
    const forwarded = this.options.proxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
    try {
      return forwarded || getConnInfo(c).remote.address || "unknown";
    } catch {
      return "unknown";
    }
  }

  log(c: Context, what: string, ok: boolean, on: string | null = null, who?: string): void {
    const name = who ?? this.caller(c).person?.name ?? null;
    this.audit.write({ at: new Date(this.options.now()).toISOString(), who: name, from: this.from(c), what, on, ok });
  }

  caller(c: Context): Caller {
    const { users, reviewer } = this.options;
    if (!users) return { person: { name: reviewer, role: "admin" }, by: "open", csrf: this.#openCsrf };
    const token = tokenIn(c.req.header("authorization"));
    if (token !== null) return { person: this.#byToken(c, users, token), by: "token", csrf: null };
    const found = this.sessions.find(getCookie(c, COOKIE));
    const person = found && users.named(found.name);
    return person ? { person, by: "session", csrf: found.csrf } : { person: null, by: "session", csrf: null };
  }

  #byToken(c: Context, users: Users, token: string): Person {
    const from = this.from(c);
    const wait = this.#tokens.wait(from);
    if (wait > 0) throw tooMany(wait);
    const person = users.byToken(token);
    if (person) return person;
    this.#tokens.take(from);
    this.audit.write({ at: new Date(this.options.now()).toISOString(), who: null, from, what: "token", on: null, ok: false });
    throw new ApiError(401, "bad-token", "this token is not known here", "make one under /api/tokens, or log in");
  }

  /** Refuses a caller who may not do what needs a role; gives the one who may. */
  require(c: Context, needed: Role): Person {
    const { person } = this.caller(c);
    if (!person) throw new ApiError(401, "login", "nobody is logged in", "POST name and password to /api/session, or send a token");
    if (atLeast(person.role, needed)) return person;
    this.log(c, `${c.req.method} ${c.req.path}`, false);
    throw new ApiError(
      403,
      "forbidden",
      `this takes the role ${needed}, and ${person.name} is ${person.role}`,
      "ask an admin of this desk",
    );
  }

  /** Headers of every answer, and the Host that is asked for. */
  readonly outer: MiddlewareHandler = async (c, next) => {
    const { hosts } = this.options;
    const host = (c.req.header("host") ?? "").toLowerCase().replace(/:\d+$/, "");
    if (hosts && !hosts.includes(host)) {
      const hint = `use one of ${hosts.join(", ")}, or name this host with --name`;
      throw new ApiError(421, "host", "this server does not answer under that name", hint);
    }
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
    if (c.req.path.startsWith("/api") && !c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  };

  /** Logins, rates and forged requests, for everything under /api that is not open to all. */
  readonly inner: MiddlewareHandler = async (c, next) => {
    const caller = this.caller(c);
    if (this.options.users) {
      const key = caller.person?.name ?? this.from(c);
      const wait = this.#general.wait(key);
      if (wait > 0) throw tooMany(wait);
      this.#general.take(key);
    }
    if (!open.has(c.req.path)) this.require(c, "reader");
    if (!/^(GET|HEAD|OPTIONS)$/.test(c.req.method)) this.#written(c, caller);
    await next();
  };

  /** What writes must come from this site's own pages (or by a token), and as JSON. */
  #written(c: Context, caller: Caller): void {
    const origin = c.req.header("origin");
    const host = c.req.header("host") ?? "";
    const foreign = origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
    const crossing = c.req.header("sec-fetch-site");
    if (foreign || (crossing !== undefined && crossing !== "same-origin" && crossing !== "none"))
      throw new ApiError(403, "origin", "this request comes from another site", "only the desk's own pages may write");
    if (c.req.method === "POST" && !/^application\/json\b/i.test(c.req.header("content-type") ?? ""))
      throw new ApiError(415, "content-type", "the body is not sent as JSON", "send content-type: application/json");
    if (caller.by === "token" || (c.req.path === "/api/session" && c.req.method === "POST")) return;
    if (caller.csrf && same(c.req.header("x-csrf-token") ?? "", caller.csrf)) return;
    throw new ApiError(
      403,
      "csrf",
      "the X-CSRF-Token is missing or old",
      "get it from /api/session and send it with every POST and DELETE",
    );
  }

  /** Refuses bodies that are too large, also where they do not say so beforehand. */
  readonly body: MiddlewareHandler = bodyLimit({
    maxSize: BODY,
    onError: () => {
      throw new ApiError(413, "too-large", `the body is larger than ${BODY / 1024} KiB`, "send less at once");
    },
  });
}

/** What is answered without a login: who one is, and how the API is used. */
const open = new Set(["/api", "/api/", "/api/session", "/api/style.css"]);

export const tooMany = (wait: number): ApiError =>
  new ApiError(429, "too-many", "too many requests", `wait ${wait} seconds`, { "retry-after": String(wait) });

/** The token of an Authorization header: Bearer, or as the password of Basic, which feed readers can send. */
function tokenIn(header: string | undefined): string | null {
  const [, scheme = "", value = ""] = /^(\w+) +(\S+)$/.exec(header ?? "") ?? [];
  if (/^bearer$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return null;
  const pair = Buffer.from(value, "base64").toString("utf8");
  return pair.slice(pair.indexOf(":") + 1);
}
