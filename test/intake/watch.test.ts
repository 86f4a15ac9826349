import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Clock } from "../../src/intake/clock.ts";
import { type Watched, type WatchOptions, watch } from "../../src/intake/watch.ts";
import { memoryState, openWatchState, WatchStateError } from "../../src/intake/watch-state.ts";
import { webOf } from "../../src/intake/web.ts";
import { fetchReport } from "../../src/intake/web-report.ts";
import { tables } from "../report-tables.ts";
import { pages } from "./pages.ts";
import { plain, type Server, serve } from "./server.ts";

let server: Server;
const folder = mkdtempSync(join(tmpdir(), "foedera-watch-"));
const list = pages();
beforeAll(async () => {
  server = await serve();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

type Entry = { id: number; title?: string; updated?: string };
const item = ({ id, title = `Report ${id}`, updated = "2023-01-13T08:00:00Z" }: Entry) =>
  `<entry><title>${title}</title><id>tag:${id}</id><link href="${server.origin}/page/${id}"/><updated>${updated}</updated><published>2023-01-13T08:00:00Z</published></entry>`;
/** A feed whose tag changes with what it holds. */
const publish = (entries: Entry[], path = "/feed") => {
  const body = `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>f</id><updated>2023-01-13T08:00:00Z</updated>${entries.map(item).join("")}</feed>`;
  const etag = `"${Buffer.from(JSON.stringify(entries)).toString("base64")}"`;
  server.on(path, (request, response) => {
    if (request.headers["if-none-match"] === etag) return response.writeHead(304).end();
    return response.writeHead(200, { "content-type": "application/atom+xml", etag }).end(body);
  });
  for (const { id } of entries) server.on(`/page/${id}`, plain(list[id % list.length]!.bytes, { "content-type": "text/html" }));
};

const options = (wanted: Partial<WatchOptions> = {}): WatchOptions => ({
  ...{ tables, state: memoryState(), once: true },
  web: webOf({ allowed: [server.host], pace: 0, robots: false, retries: 0, timeout: 2000 }),
  ...wanted,
});
/** What a watch gives, up to so many reports, after which it is left as by a crash. */
async function seen(wanted: Partial<WatchOptions>, most = 100, lists = [`${server.origin}/feed`]): Promise<Watched[]> {
  const found: Watched[] = [];
  for await (const event of watch(lists, options(wanted))) {
    found.push(event);
    if (found.filter(({ is }) => is === "report").length >= most) break;
  }
  return found;
}
const labels = (events: Watched[]) => events.flatMap((event) => (event.is === "report" ? event.label.replace(/.*\//, "") : []));

beforeEach(() => {
  server.seen.length = 0;
});

describe("watching feeds", () => {
  it("gives what is new, the oldest first, and nothing twice", async () => {
    const state = memoryState();
    publish([{ id: 2 }, { id: 1 }]);
    expect(labels(await seen({ state }))).toEqual(["1", "2"]);
    expect(labels(await seen({ state }))).toEqual([]);
    publish([{ id: 3 }, { id: 2 }, { id: 1 }]);
    expect(labels(await seen({ state }))).toEqual(["3"]);
    expect(server.seen.filter(({ url }) => url === "/page/1").length).toBe(1);
  });

  it("asks with the tag of the last time", async () => {
    const state = memoryState();
    publish([{ id: 1 }]);
    await seen({ state });
    server.seen.length = 0;
    await seen({ state });
    expect(server.seen.map(({ url, headers }) => [url, typeof headers["if-none-match"]])).toEqual([["/feed", "string"]]);
  });

  it("gives an entry again as a new version where its feed says that it was changed", async () => {
    const state = memoryState();
    publish([{ id: 1 }]);
    await seen({ state });
    publish([{ id: 1, updated: "2023-01-15T08:00:00Z" }]);
    expect((await seen({ state }))[0]).toMatchObject({ is: "report", changed: true });
  });

  it("goes on after a crash where it stopped: nothing is skipped", async () => {
    const path = join(folder, "crash.jsonl");
    publish([{ id: 4 }, { id: 3 }, { id: 2 }, { id: 1 }]);
    const taken: string[] = [];
    for (let round = 0; round < 6; round++) {
      const state = openWatchState(path);
      taken.push(...labels(await seen({ state }, 2)));
      state.close();
      appendFileSync(path, '{"feed": "cut o');
    }
    // the report at hand when it broke off was not finished, and comes again; every other comes once
    expect([...new Set(taken)]).toEqual(["1", "2", "3", "4"]);
    expect(taken.length).toBeLessThanOrEqual(7);
    const state = openWatchState(path);
    expect(labels(await seen({ state }))).toEqual([]);
    state.close();
  });

  it("leaves a page whose server fails for the moment for the next round, though the feed has not changed", async () => {
    const state = memoryState();
    publish([{ id: 1 }]);
    server.on("/page/1", plain("", {}, 503));
    expect(labels(await seen({ state }))).toEqual([]);
    server.on("/page/1", plain(list[1]!.bytes, { "content-type": "text/html" }));
    expect(labels(await seen({ state }))).toEqual(["1"]);
    server.on("/page/7", plain("", {}, 404));
    publish([{ id: 7 }]);
    server.on("/page/7", plain("", {}, 404));
    expect((await seen({ state })).map(({ is }) => is)).toEqual(["notice", "round"]);
    expect((await seen({ state })).map(({ is }) => is)).toEqual(["round"]);
  });

  it("reads OPML, says what is wrong with a feed, and watches the others", async () => {
    publish([{ id: 1 }]);
    server.on("/page", plain("<html><body><p>no feed</p></body></html>"));
    const opml = join(folder, "feeds.opml");
    const feeds = ["/feed", "/page", "/nowhere"].map((path) => `<outline type="rss" text="x" xmlUrl="${server.origin}${path}"/>`);
    writeFileSync(opml, `<opml version="2.0"><head/><body><outline text="group">${feeds.join("")}</outline></body></opml>`);
    const events = await seen({}, 100, [opml, join(folder, "absent.opml")]);
    expect(labels(events)).toEqual(["1"]);
    const notices = events.flatMap((event) => (event.is === "notice" ? event.notice.reason : []));
    expect(notices).toEqual([
      expect.stringMatching(/absent.opml does not exist/),
      expect.stringMatching(/no feed.*It is a page: name its feed/),
      expect.stringMatching(/answers 404/),
    ]);
  });

  it("polls again after its time, later where a feed fails, and ends when it is told", async () => {
    let now = 0;
    const sleeps: number[] = [];
    const stop = new AbortController();
    const clock: Clock = {
      now: () => now,
      sleep: async (ms) => {
        now += ms;
        sleeps.push(ms);
        if (sleeps.length === 4) stop.abort();
      },
    };
    server.on("/feed", plain("", {}, 500));
    const web = webOf({ allowed: [server.host], pace: 0, robots: false, retries: 0, clock, signal: stop.signal });
    const events = await seen({ web, once: false, every: 1000, signal: stop.signal });
    expect(sleeps).toEqual([1000, 1000, 1000, 1000]);
    expect(events.filter(({ is }) => is === "notice").length).toBe(3);
  });
});

describe("the state of a watch", () => {
  it("is kept by one at a time, and is no other file", () => {
    const path = join(folder, "locked.jsonl");
    const state = openWatchState(path);
    expect(() => openWatchState(path)).toThrow(/in use by process/);
    state.close();
    openWatchState(path).close();
    writeFileSync(path, "no state\nat all\n");
    expect(() => openWatchState(path)).toThrow(WatchStateError);
    writeFileSync(`${path}.lock`, "999999999");
    writeFileSync(path, "");
    openWatchState(path).close();
  });

  it("stays small however often the same is said", () => {
    const path = join(folder, "small.jsonl");
    for (let round = 0; round < 3; round++) {
      const state = openWatchState(path);
      for (let at = 0; at < 50; at++) state.seen("f", `${at}`, `${round}`);
      state.close();
    }
    openWatchState(path).close();
    expect(readFileSync(path, "utf8").trim().split("\n").length).toBe(51);
  });
});

describe("one address", () => {
  it("gives a report with what tells whether it has changed, and then nothing new", async () => {
    const { expected, bytes } = list[0]!;
    server.on("/one", (request, response) => {
      if (request.headers["if-none-match"] === '"1"') return response.writeHead(304).end();
      return response.writeHead(200, { "content-type": "text/html; charset=iso-8859-1", etag: '"1"' }).end(bytes);
    });
    const policy = { allowed: [server.host], robots: false, pace: 0 };
    const first = await fetchReport(`${server.origin}/one`, policy, { tables });
    expect(first).toMatchObject({
      is: "report",
      etag: '"1"',
      report: { title: expected.title, text: `${expected.title}\n\n${expected.text}`, made: { encoding: "utf-8" } },
    });
    expect(await fetchReport(`${server.origin}/one`, policy, { tables, since: { etag: '"1"' } })).toEqual({ is: "unchanged" });
    expect(await fetchReport(`${server.origin}/none`, policy, { tables })).toMatchObject({ is: "failed", notice: { rule: "web" } });
    expect(await fetchReport(`${server.origin}/one`, {}, { tables })).toMatchObject({
      notice: { reason: expect.stringMatching(/allowed by name/) },
    });
  });
});
