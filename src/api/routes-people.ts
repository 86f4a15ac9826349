import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { ApiError, absent, wrongCall } from "./errors.ts";
import { COOKIE, type Guard, tooMany } from "./guard.ts";
import { Limit } from "./limits.ts";
import { pageOf } from "./paging.ts";
import { pageParams } from "./params.ts";
import { auditRow, credentials, newToken, newUser, type Session, session, tokenRow, tokenShown, userRow } from "./schema-people.ts";
import { atLeast, type Users } from "./users.ts";
import { deed } from "./write.ts";

const done = z.object({ done: z.literal(true) });
/** scrypt takes 32 MB each */
const AT_ONCE = 4;

const sessionOf = (guard: Guard, c: Context): Session => {
  const { person, csrf } = guard.caller(c);
  return { user: person, login: guard.options.users !== null, csrf };
};

/** Logging in is slowed down by name, by address and over all, so that passwords cannot be tried out. */
class Gate {
  readonly byName: Limit;
  readonly byAddress: Limit;
  #busy = 0;

  constructor(now: () => number) {
    this.byName = new Limit({ burst: 5, perSecond: 1 / 60 }, now);
    this.byAddress = new Limit({ burst: 20, perSecond: 1 / 30 }, now);
  }

  async pass<T>(name: string, address: string, work: () => Promise<T | null>): Promise<T | null> {
    const key = `${name} ${address}`;
    const wait = Math.max(this.byName.wait(key), this.byAddress.wait(address), this.#busy >= AT_ONCE ? 1 : 0);
    if (wait > 0) throw tooMany(wait);
    this.byName.take(key);
    this.byAddress.take(address);
    this.#busy += 1;
    try {
      const found = await work();
      if (found !== null) this.byName.clear(key);
      return found;
    } finally {
      this.#busy -= 1;
    }
  }
}

function sessionRoutes(app: OpenAPIHono, guard: Guard): void {
  const gate = new Gate(guard.options.now);
  deed(
    app,
    { method: "get", path: "/api/session", summary: "Who one is, and the token against forged requests", tag: "people", answer: session },
    ({ c }) => sessionOf(guard, c),
  );
  deed(
    app,
    { method: "post", path: "/api/session", summary: "Log in", tag: "people", body: credentials, answer: session },
    async ({ c, body }) => {
      const { users } = guard.options;
      if (!users) throw wrongCall("nobody logs in here", "this desk has no users: it answers whoever reaches this machine");
      const person = await gate.pass(body.name, guard.from(c), () => users.check(body.name, body.password));
      guard.log(c, "login", person !== null, null, body.name);
      if (!person) throw new ApiError(401, "wrong-password", "name or password are wrong", "try again, or ask an admin for a new password");
      const { id, csrf } = guard.sessions.open(person.name);
      const secure = new URL(c.req.url).protocol === "https:" || c.req.header("x-forwarded-proto") === "https";
      setCookie(c, COOKIE, id, { httpOnly: true, sameSite: "Strict", path: "/", secure, maxAge: 7 * 24 * 3600 });
      return { user: person, login: true, csrf };
    },
  );
  deed(app, { method: "delete", path: "/api/session", summary: "Log out", tag: "people", answer: done }, ({ c }) => {
    guard.log(c, "logout", true);
    guard.sessions.close(getCookie(c, COOKIE));
    deleteCookie(c, COOKIE, { path: "/" });
    return { done: true as const };
  });
}

const since = (guard: Guard): string => new Date(guard.options.now()).toISOString().slice(0, 10);

function tokenRoutes(app: OpenAPIHono, guard: Guard, users: Users): void {
  deed(
    app,
    {
      method: "get",
      path: "/api/tokens",
      summary: "One's own tokens; an admin's answer has all",
      tag: "people",
      answer: z.object({ items: z.array(tokenRow) }),
    },
    ({ c }) => {
      const me = guard.require(c, "reader");
      return { items: users.tokens(me.role === "admin" ? undefined : me.name) };
    },
  );
  deed(
    app,
    { method: "post", path: "/api/tokens", summary: "A new token, shown once", tag: "people", body: newToken, answer: tokenShown },
    ({ c, body }) => {
      const me = guard.require(c, "reader");
      const held = body.role ?? "reader";
      if (!atLeast(me.role, held)) throw new ApiError(403, "forbidden", `a token cannot allow more than ${me.role}`, "leave role out");
      guard.log(c, "token made", true, body.label);
      return users.addToken(me.name, held, body.label, since(guard));
    },
  );
  deed(
    app,
    { method: "delete", path: "/api/tokens/{id}", summary: "Take a token back", tag: "people", params: { id: z.string() }, answer: done },
    ({ c, path }) => {
      const me = guard.require(c, "reader");
      if (!users.removeToken(path.id, me.role === "admin" ? undefined : me.name)) throw absent("there is no such token of yours");
      guard.log(c, "token taken back", true, path.id);
      return { done: true as const };
    },
  );
}

function userRoutes(app: OpenAPIHono, guard: Guard, users: Users): void {
  deed(
    app,
    { method: "get", path: "/api/users", summary: "All users (admin)", tag: "people", answer: z.object({ items: z.array(userRow) }) },
    ({ c }) => {
      guard.require(c, "admin");
      return { items: users.list };
    },
  );
  deed(
    app,
    {
      method: "post",
      path: "/api/users",
      summary: "A new user, or a new password and role of one (admin)",
      tag: "people",
      body: newUser,
      answer: userRow,
    },
    async ({ c, body }) => {
      guard.require(c, "admin");
      await users.put(body.name, body.role, body.password, since(guard));
      guard.sessions.closeAll(body.name);
      guard.log(c, "user put", true, `${body.name} ${body.role}`);
      return { name: body.name, role: body.role, since: since(guard) };
    },
  );
  deed(
    app,
    {
      method: "delete",
      path: "/api/users/{name}",
      summary: "Take a user away (admin)",
      tag: "people",
      params: { name: z.string() },
      answer: done,
    },
    ({ c, path }) => {
      const me = guard.require(c, "admin");
      if (me.name === path.name) throw wrongCall("nobody can take himself away", "let another admin do it");
      if (!users.remove(path.name)) throw absent(`there is no user ${path.name}`);
      guard.sessions.closeAll(path.name);
      guard.log(c, "user taken away", true, path.name);
      return { done: true as const };
    },
  );
}

/** Who one is, and what admins look after. Users and tokens are there only where the desk has users. */
export function peopleRoutes(app: OpenAPIHono, guard: Guard): void {
  sessionRoutes(app, guard);
  const answer = z.object({ items: z.array(auditRow), next: z.string().nullable(), total: z.number() });
  deed(
    app,
    { method: "get", path: "/api/audit", summary: "Who did what, the last first (admin)", tag: "people", query: pageParams, answer },
    ({ c, query }) => {
      guard.require(c, "admin");
      return pageOf(guard.audit.rows, (r) => `${r.at} ${r.what} ${r.who} ${r.on}`, query);
    },
  );
  const { users } = guard.options;
  if (!users) return;
  tokenRoutes(app, guard, users);
  userRoutes(app, guard, users);
}
