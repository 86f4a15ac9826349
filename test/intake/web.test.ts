import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Resolve } from "../../src/intake/address.ts";
import { retryAfter, type Web, webOf } from "../../src/intake/web.ts";
import type { WebPolicy } from "../../src/intake/web-policy.ts";
import { bomb, endless, packed, plain, type Server, serve } from "./server.ts";

let server: Server;
let other: Server;
/** names that only this test knows; the system's resolver is never asked */
const names: Record<string, string[]> = { "news.test": ["127.0.0.1"], "turncoat.test": ["127.0.0.1"] };
const resolve: Resolve = async (host) => (names[host] ?? []).map((address) => ({ address, family: 4 as const }));
const web = (wanted: Partial<WebPolicy> = {}): Web =>
  webOf({ allowed: [server.host], resolve, pace: 0, timeout: 2000, bytes: 200_000, retries: 0, ...wanted });
const reason = async (path: string, wanted: Partial<WebPolicy> = {}) => {
  const answer = await web(wanted).get(path.startsWith("http") ? path : server.origin + path);
  return answer.is === "failed" ? answer.reason : answer.is;
};

beforeAll(async () => {
  [server, other] = await Promise.all([serve(), serve("127.0.0.2")]);
});
afterAll(() => Promise.all([server.close(), other.close()]));
beforeEach(() => {
  server.seen.length = 0;
  other.seen.length = 0;
  server.on("/robots.txt", plain("", {}, 404));
});

describe("fetching", () => {
  it("brings a page with what tells whether it has changed, and asks with that the next time", async () => {
    server.on("/page", (request, response) => {
      if (request.headers["if-none-match"] === '"v1"') return response.writeHead(304).end();
      return response
        .writeHead(200, { "content-type": "text/html", etag: '"v1"', "last-modified": "Fri, 13 Jan 2023 08:00:00 GMT" })
        .end("<p>x");
    });
    const first = await web().get(`${server.origin}/page`);
    expect(first).toMatchObject({ is: "page", etag: '"v1"', lastModified: "Fri, 13 Jan 2023 08:00:00 GMT", contentType: "text/html" });
    const again = await web().get(`${server.origin}/page`, first as { etag: string });
    expect(again).toEqual({ is: "unchanged", url: `${server.origin}/page` });
    expect(server.seen.at(-1)?.headers["if-modified-since"]).toBe("Fri, 13 Jan 2023 08:00:00 GMT");
  });

  it("unpacks, and stops a page that unpacks to too much", async () => {
    server.on("/packed", packed("<p>unpacked</p>"));
    const answer = await web().get(`${server.origin}/packed`);
    expect(answer.is === "page" && new TextDecoder().decode(answer.bytes)).toBe("<p>unpacked</p>");
    server.on("/bomb", bomb);
    expect(await reason("/bomb")).toMatch(/larger than 200000 bytes/);
    server.on("/torn", plain("no gzip at all", { "content-encoding": "gzip" }));
    expect(await reason("/torn")).toMatch(/packed but broken/);
  });

  it("stops what is too large, too slow or endless", async () => {
    server.on("/large", plain("x".repeat(300_000)));
    expect(await reason("/large")).toMatch(/larger than/);
    server.on("/silent", () => {});
    expect(await reason("/silent", { timeout: 150 })).toMatch(/longer than 150 milliseconds/);
    server.on("/endless", endless);
    expect(await reason("/endless", { timeout: 200 })).toMatch(/longer than 200 milliseconds/);
    server.on("/cut", (_, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("half");
      setTimeout(() => response.destroy(), 20);
    });
    expect(await reason("/cut")).toMatch(/cut|ECONNRESET|aborted/i);
  });

  it("follows redirects, each checked like the first, and not for ever", async () => {
    server.on("/to-page", plain("", { location: "/landed" }, 301));
    server.on("/landed", plain("<p>here</p>"));
    expect(await web().get(`${server.origin}/to-page`)).toMatchObject({ is: "page", url: `${server.origin}/landed` });
    for (const location of [
      other.origin,
      `http://localhost:${server.host.split(":")[1]}/`,
      "http://169.254.169.254/latest/",
      "http://0x7f.1/",
    ]) {
      server.on("/inside", plain("", { location }, 302));
      expect(await reason("/inside")).toMatch(/not fetched unless it is allowed by name|leads to no address/);
    }
    expect(other.seen).toEqual([]);
    server.on("/file", plain("", { location: "file:///etc/passwd" }, 302));
    expect(await reason("/file")).toMatch(/is not fetched/);
    server.on("/round", plain("", { location: "/round" }, 302));
    expect(await reason("/round")).toMatch(/leads on more than 5 times/);
  });

  it("connects to the addresses that were checked, though the name leads elsewhere a moment later", async () => {
    let asked = 0;
    const turning: Resolve = async () => [{ address: asked++ === 0 ? "127.0.0.1" : "127.0.0.2", family: 4 }];
    const port = server.host.split(":")[1];
    server.on("/x", plain("<p>checked</p>"));
    const answer = await web({ resolve: turning, robots: false, allowed: [`turncoat.test:${port}`] }).get(`http://turncoat.test:${port}/x`);
    expect(answer.is).toBe("page");
    expect(asked).toBe(1);
    expect(other.seen).toEqual([]);
    expect(server.seen.at(-1)?.headers.host).toBe(`turncoat.test:${port}`);
  });

  it("refuses inner addresses without a packet", async () => {
    expect(await reason(`${other.origin}/`)).toMatch(/private or local network/);
    expect(await reason(`http://news.test:${server.host.split(":")[1]}/`)).toMatch(/private or local network/);
    expect(await reason("http://unknown.test/")).toMatch(/leads to no address/);
    expect([server.seen.length, other.seen.length]).toEqual([0, 0]);
  });
});

describe("politeness", () => {
  it("obeys robots.txt, and fetches nothing where it cannot be told", async () => {
    server.on(
      "/robots.txt",
      plain("User-agent: *\nDisallow: /private\nUser-agent: foedera\nDisallow: /secret\n", { "content-type": "text/plain" }),
    );
    server.on("/open", plain("<p>open</p>"));
    expect(await reason("/open")).toBe("page");
    expect(await reason("/secret/1")).toMatch(/robots.txt of .* asks not to fetch it/);
    expect(server.seen.map(({ url }) => url)).toEqual(["/robots.txt", "/open", "/robots.txt"]);
    server.on("/robots.txt", plain("", {}, 500));
    expect(await reason("/open")).toMatch(/robots.txt/);
    server.on("/robots.txt", plain("", { location: "http://[broken" }, 302));
    expect(await reason("/open")).toMatch(/robots.txt .* nothing is fetched from there. It leads on to what is no address/);
    expect(await reason("/open", { robots: false })).toBe("page");
  });

  it("asks for robots.txt once a day", async () => {
    const one = web();
    server.on("/open", plain("<p>open</p>"));
    await Promise.all([one.get(`${server.origin}/open`), one.get(`${server.origin}/open?2`), one.get(`${server.origin}/open?3`)]);
    expect(server.seen.filter(({ url }) => url === "/robots.txt").length).toBe(1);
  });

  it("leaves a pause between two requests to one host", async () => {
    const one = web({ pace: 120, robots: false });
    server.on("/open", plain("<p>open</p>"));
    await Promise.all([1, 2, 3].map((n) => one.get(`${server.origin}/open?${n}`)));
    const times = server.seen.map(({ at }) => at);
    expect(times.slice(1).every((time, at) => time - times[at]! >= 110)).toBe(true);
  });

  it("waits as long as a busy server asks, and no longer than its patience", async () => {
    let busy = 1;
    server.on("/busy", (_, response) => {
      if (busy-- > 0) response.writeHead(429, { "retry-after": "1" }).end();
      else response.writeHead(200, { "content-type": "text/html" }).end("<p>now</p>");
    });
    const before = performance.now();
    expect(await reason("/busy", { retries: 1 })).toBe("page");
    expect(performance.now() - before).toBeGreaterThan(950);
    server.on("/closed", plain("", { "retry-after": "3600" }, 503));
    const answer = await web({ retries: 3, patience: 100 }).get(`${server.origin}/closed`);
    expect(answer).toMatchObject({ is: "failed", status: 503, reason: expect.stringMatching(/left alone for 3600 seconds/) });
    expect(server.seen.filter(({ url }) => url === "/closed").length).toBe(1);
  });

  it("reads Retry-After in seconds and as a date", () => {
    const now = Date.UTC(2023, 0, 13, 8);
    expect(retryAfter("120", now)).toBe(120_000);
    expect(retryAfter("Fri, 13 Jan 2023 08:01:00 GMT", now)).toBe(60_000);
    expect(retryAfter("soon", now)).toBeNull();
  });
});
