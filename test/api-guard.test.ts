import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listen, ServeError, Users } from "#api";
import { apiOn, enter, type Person, type Served, serveLedger } from "./api-material.ts";
import { freshFolder } from "./cli-material.ts";
import { evil, fillHostile } from "./hostile.ts";

const PASSWORD = "correct horse battery";
const folder = freshFolder();
const file = join(folder.path, "users.json");
let users: Users;
let api: Served;
let people: Record<"reader" | "reviewer" | "admin", Person>;
let clock = Date.parse("2024-05-01T12:00:00Z");

beforeAll(async () => {
  users = new Users(file);
  for (const role of ["reader", "reviewer", "admin"] as const) await users.put(`the ${role}`, role, PASSWORD, "2024-05-01");
  const web = join(folder.path, "web");
  mkdirSync(join(web, "assets"), { recursive: true });
  writeFileSync(join(web, "index.html"), "<!doctype html><title>desk</title>");
  writeFileSync(join(web, "assets", "app-1234.js"), "export {};");
  writeFileSync(join(folder.path, "secret.txt"), "secret");
  const more = { users, web, auditFile: `${file}.audit.jsonl`, now: () => clock, patience: 1500 };
  api = await apiOn(more, fillHostile);
  const of = async (role: string) => enter(api, `the ${role}`, PASSWORD);
  people = { reader: await of("reader"), reviewer: await of("reviewer"), admin: await of("admin") };
}, 120_000);
afterAll(async () => {
  await api?.close();
  folder.clear();
});

const decision = { action: "note", targets: ["hostile"], why: "seen" };

describe("what each role may do", () => {
  const deeds: [string, string, unknown, ("reader" | "reviewer" | "admin")[]][] = [
    ["GET", "/api/facts", undefined, ["reader", "reviewer", "admin"]],
    ["POST", "/api/reviews", decision, ["reviewer", "admin"]],
    ["GET", "/api/users", undefined, ["admin"]],
    ["POST", "/api/users", { name: "new one", role: "reader", password: PASSWORD }, ["admin"]],
    ["DELETE", "/api/users/new%20one", undefined, ["admin"]],
    ["GET", "/api/audit", undefined, ["admin"]],
    ["POST", "/api/tokens", { label: "mine" }, ["reader", "reviewer", "admin"]],
  ];
  it.each(deeds)("%s %s", async (method, path, body, allowed) => {
    for (const role of ["reader", "reviewer", "admin"] as const) {
      const { status } = await people[role].ask(path, method, body);
      expect(`${role} ${status}`).toBe(`${role} ${allowed.includes(role) ? 200 : 403}`);
    }
    const stranger = await api.get(path, {
      method,
      headers: { "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(stranger.status).toBe(401);
  });

  it("every address but the few open ones asks strangers to log in", async () => {
    const document = await api.json("/openapi.json");
    const paths = Object.keys(document.paths).filter((path) => document.paths[path].get && path !== "/api/session");
    expect(paths.length).toBeGreaterThan(25);
    for (const path of paths) expect(`${path} ${(await api.get(path.replace(/\{\w+\}/g, "x"))).status}`).toBe(`${path} 401`);
    for (const path of ["/health", "/api", "/api/session", "/api/style.css"]) expect((await api.get(path)).status).toBe(200);
  });

  it("decisions are those of the one who is logged in, and nobody else can be named", async () => {
    const made = await people.reviewer.ask("/api/reviews", "POST", decision);
    expect(((await made.json()) as { who: string }).who).toBe("the reviewer");
    expect((await people.reviewer.ask("/api/reviews", "POST", { ...decision, who: "the admin" })).status).toBe(400);
  });

  it("the audit log tells of logins, refusals and deeds, and holds no password", async () => {
    const { items } = (await (await people.admin.ask("/api/audit?limit=500")).json()) as {
      items: { what: string; who: string; ok: boolean }[];
    };
    expect(items.some((r) => r.what === "login" && r.who === "the reader" && r.ok)).toBe(true);
    expect(items.some((r) => r.what === "POST /api/reviews" && r.who === "the reader" && !r.ok)).toBe(true);
    expect(items.some((r) => r.what === "review note" && r.who === "the reviewer")).toBe(true);
    expect(readFileSync(`${file}.audit.jsonl`, "utf8")).not.toContain(PASSWORD);
  });
});

describe("sessions, tokens and forged requests", () => {
  it("the cookie is HttpOnly and SameSite=Strict, and ends with the logout", async () => {
    const headers = { "content-type": "application/json" };
    const answer = await api.get("/api/session", {
      method: "POST",
      headers,
      body: JSON.stringify({ name: "the reader", password: PASSWORD }),
    });
    expect(answer.headers.get("set-cookie")).toMatch(/HttpOnly/i);
    expect(answer.headers.get("set-cookie")).toMatch(/SameSite=Strict/i);
    const one = await enter(api, "the reader", PASSWORD);
    expect((await one.ask("/api/session", "DELETE")).status).toBe(200);
    expect((await one.ask("/api/facts")).status).toBe(401);
  });

  it("a session writes only with its own token, as JSON, from its own site", async () => {
    const { cookie, csrf } = people.reviewer;
    const body = JSON.stringify(decision);
    const json = { "content-type": "application/json" };
    const post = (headers: Record<string, string>) => api.get("/api/reviews", { method: "POST", headers: { cookie, ...headers }, body });
    expect((await post(json)).status).toBe(403);
    expect((await post({ ...json, "x-csrf-token": people.admin.csrf })).status).toBe(403);
    expect((await post({ ...json, "x-csrf-token": csrf, origin: "https://elsewhere.example" })).status).toBe(403);
    expect((await post({ ...json, "x-csrf-token": csrf, "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await post({ "x-csrf-token": csrf, "content-type": "text/plain" })).status).toBe(415);
    expect((await post({ ...json, "x-csrf-token": csrf, origin: api.url })).status).toBe(200);
  });

  it("a token is shown once, kept as a hash, and allows no more than its user may", async () => {
    const made = (await (await people.reviewer.ask("/api/tokens", "POST", { label: "script", role: "reviewer" })).json()) as {
      token: string;
      id: string;
    };
    expect(readFileSync(file, "utf8")).not.toContain(made.token);
    expect(JSON.stringify(await (await people.reviewer.ask("/api/tokens")).json())).not.toContain(made.token);
    const bearer = { authorization: `Bearer ${made.token}`, "content-type": "application/json" };
    expect((await api.get("/api/facts", { headers: bearer })).status).toBe(200);
    const basic = `Basic ${Buffer.from(`any:${made.token}`).toString("base64")}`;
    expect((await api.get("/api/feeds/changes.atom", { headers: { authorization: basic } })).status).toBe(200);
    expect((await api.get("/api/reviews", { method: "POST", headers: bearer, body: JSON.stringify(decision) })).status).toBe(200);
    expect((await api.get("/api/users", { headers: bearer })).status).toBe(403);
    expect((await people.reviewer.ask("/api/tokens", "POST", { label: "more", role: "admin" })).status).toBe(403);
    expect((await people.reader.ask(`/api/tokens/${made.id}`, "DELETE")).status).toBe(404);
    expect((await people.reviewer.ask(`/api/tokens/${made.id}`, "DELETE")).status).toBe(200);
    expect((await api.get("/api/facts", { headers: bearer })).status).toBe(401);
  });

  it("bad tokens are refused, and after twenty no more are looked at for a while", async () => {
    const seen: number[] = [];
    for (let n = 0; n < 25; n++) seen.push((await api.get("/api/facts", { headers: { authorization: `Bearer fdr_${n}` } })).status);
    expect(seen.slice(0, 15)).toEqual(Array(15).fill(401));
    expect(seen.at(-1)).toBe(429);
    clock += 3_600_000;
  });

  it("a new password ends the sessions of before; passwords are kept as scrypt for the owner's eyes", async () => {
    await people.admin.ask("/api/users", "POST", { name: "brief", role: "reader", password: PASSWORD });
    const brief = await enter(api, "brief", PASSWORD);
    await people.admin.ask("/api/users", "POST", { name: "brief", role: "reader", password: `${PASSWORD}!` });
    expect((await brief.ask("/api/facts")).status).toBe(401);
    expect(readFileSync(file, "utf8")).not.toContain(PASSWORD);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("1,000 wrong passwords: few are looked at, none lets in, and the right one does again later", async () => {
    clock += 3_600_000;
    const headers = { "content-type": "application/json" };
    const login = (name: string, password: string) =>
      api.get("/api/session", { method: "POST", headers, body: JSON.stringify({ name, password }) });
    const seen = new Map<number, number>();
    for (let n = 0; n < 1000; n += 20) {
      const some = await Promise.all(Array.from({ length: 20 }, (_, i) => login("the admin", `wrong ${n + i}`)));
      for (const { status } of some) seen.set(status, (seen.get(status) ?? 0) + 1);
      clock += 1000;
    }
    expect([...seen.keys()].sort()).toEqual([401, 429]);
    expect(seen.get(401)).toBeLessThanOrEqual(6);
    const blocked = await login("the admin", PASSWORD);
    expect(blocked.status).toBe(429);
    expect(Number(blocked.headers.get("retry-after"))).toBeGreaterThan(0);
    clock += 3_600_000;
    expect((await login("the admin", PASSWORD)).status).toBe(200);
  }, 120_000);
});

describe("what comes in", () => {
  it("a body that is too large is refused, whether it says so or not", async () => {
    const { cookie, csrf } = people.reviewer;
    const headers = { cookie, "x-csrf-token": csrf, "content-type": "application/json" };
    const body = JSON.stringify({ ...decision, why: "x".repeat(400_000) });
    expect((await api.get("/api/reviews", { method: "POST", headers, body })).status).toBe(413);
    const stream = new Blob([body]).stream();
    const sent = { method: "POST", headers, body: stream, duplex: "half" } as RequestInit;
    expect((await api.get("/api/reviews", sent)).status).toBe(413);
  });

  it("a body that does not arrive is given up", async () => {
    const { hostname, port } = new URL(api.url);
    const said = await new Promise<string>((done) => {
      const socket = connect(Number(port), hostname);
      let answer = "";
      socket.write(
        `POST /api/session HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
      );
      socket
        .on("data", (part) => (answer += part))
        .on("close", () => done(answer))
        .on("error", () => done(answer));
    });
    expect(said).not.toContain("200");
  }, 20_000);

  it("JSON that is none, and JSON with strange keys, are wrong calls", async () => {
    const { cookie, csrf } = people.reviewer;
    const headers = { cookie, "x-csrf-token": csrf, "content-type": "application/json" };
    for (const body of ["{", "[]", '"x"', '{"__proto__": {"why": "x"}}']) {
      const answer = await api.get("/api/reviews", { method: "POST", headers, body });
      expect(`${body} ${answer.status}`).toBe(`${body} 400`);
      expect(Object.keys(((await answer.json()) as { error: object }).error)).toEqual(["code", "message", "hint"]);
    }
  });
});

/** A request as it is written, since fetch would tidy the path up. */
async function raw(url: string, path: string, host?: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((done, failed) => {
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host ?? `${hostname}:${port}`}\r\nConnection: close\r\n\r\n`);
    socket
      .on("data", (part) => (answer += part))
      .on("end", () => done(answer))
      .on("error", failed);
  });
}

describe("what goes out", () => {
  it("markup in a report's text, title and address stays text", async () => {
    const answer = await people.reader.ask("/api/reports/hostile");
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const page = (await answer.json()) as { text: string; report: { title: string } };
    expect(page.text).toContain(evil);
    expect(page.report.title).toBe(evil);
    const feed = await (await people.reader.ask("/api/feeds/changes.atom?since=2022-01-01")).text();
    expect(feed).toContain("<entry>");
    expect(feed).not.toContain("<script>");
    expect(await (await api.get("/api")).text()).not.toContain("<script");
  });

  it("every answer has a strict policy, also refusals and files", async () => {
    for (const path of ["/", "/assets/app-1234.js", "/api", "/api/session", "/api/facts", "/api/nowhere", "/health", "/assets/none.js"]) {
      const { headers } = await api.get(path);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy, path).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  it("files of the client: hashed ones for a year, the page for its own routes, nothing beside the folder", async () => {
    expect((await api.get("/assets/app-1234.js")).headers.get("cache-control")).toContain("immutable");
    const page = await api.get("/agreements/ag123?known=2023-01");
    expect(await page.text()).toContain("<title>desk</title>");
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect((await api.get("/", { headers: { "if-none-match": page.headers.get("etag") ?? "" } })).status).toBe(304);
    expect((await api.get("/assets/none.js")).status).toBe(404);
    const paths = [
      "/../secret.txt",
      "/assets/../../secret.txt",
      "/..%2fsecret.txt",
      "/%2e%2e/secret.txt",
      "/assets/..%5c..%5csecret.txt",
      "//secret.txt",
      "/assets/%00secret.txt",
    ];
    for (const path of paths) {
      const answer = await raw(api.url, path);
      expect(answer, path).not.toContain("\r\n\r\nsecret");
      expect(answer).toMatch(/^HTTP\/1\.1 (?:404|400|200)/);
    }
  });

  it("another name for this machine is not answered (DNS rebinding)", async () => {
    expect(await raw(api.url, "/health", "evil.example")).toMatch(/^HTTP\/1\.1 421/);
    expect(await raw(api.url, "/health", "localhost:1")).toMatch(/^HTTP\/1\.1 200/);
    const proxied = await serveLedger(api.ledger, { users, hosts: ["desk.example.org"] });
    expect(await raw(proxied.url, "/health", "desk.example.org")).toMatch(/^HTTP\/1\.1 200/);
    await proxied.close();
  });

  it("an address that others can reach is refused without users, with a sentence", async () => {
    const options = {
      ledger: api.ledger,
      tables: {},
      known: { actors: [], people: [], abbreviations: {} },
      version: "t",
      now: () => 0,
      report: () => {},
    };
    const start = (more: object) => listen({ ...options, ...more } as never, { host: "0.0.0.0", port: 0 });
    await expect(start({})).rejects.toThrow(ServeError);
    await expect(start({})).rejects.toThrow(/set users up first/);
    await expect(start({ users: new Users(join(folder.path, "none.json")) })).rejects.toThrow(/has no users yet/);
  });

  it("who asks too much must wait", async () => {
    const slow = await serveLedger(api.ledger, { users, rate: { burst: 5, perSecond: 0.001 } });
    const me = await enter(slow, "the reader", PASSWORD);
    const seen = [];
    for (let n = 0; n < 7; n++) seen.push((await me.ask("/api/names")).status);
    expect(seen).toEqual([200, 200, 200, 200, 200, 429, 429]);
    await slow.close();
  });

  it("nothing went wrong inside", () => expect(api.failures).toEqual([]));
});
