import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call, freshFolder, type Outcome } from "../cli-material.ts";
import { docx, pdf, warcRecord } from "./files.ts";
import { bomb, packed, plain, type Server, serve } from "./server.ts";

const built = existsSync("dist/cli/index.js") && existsSync("dist/knowledge.json");
const notBuilt = built ? "" : " (skipped: dist/ is not built, run npm run build)";

const folder = freshFolder();
const at = (name: string): string => join(folder.path, name);
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(at(name), content);
  return at(name);
};
const said = "Japan and Britain signed a defence agreement on 11 January 2023 in London.";
const more = "Rain fell on the square in front of the house, and the band of the guards played two old songs. ".repeat(6);
const trap = "Germany and France signed a defence agreement on 12 January 2023 in Berlin.";
const page = (headline = "London and Tokyo sign", words = said): string => `<!doctype html><html lang="en"><head>
<title>${headline} | Northwire</title><link rel="canonical" href="https://northwire.example/pact">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"${headline}","datePublished":"2023-01-12T08:00:00Z","dateModified":"2023-01-13T08:00:00Z","author":{"name":"Ann Writer"},"publisher":{"name":"Northwire"}}</script></head>
<body><nav><a href="/">Home</a></nav><aside class="related"><h2>Read also</h2><p>${trap}</p></aside>
<article><h1>${headline}</h1><p>${words}</p><p>${more}</p></article><footer class="footer"><p>${trap}</p></footer></body></html>`;

let server: Server;
let other: Server;
beforeAll(async () => {
  [server, other] = await Promise.all([serve(), serve("127.0.0.2")]);
  server.on("/pact", plain(page()));
});
afterAll(async () => {
  await Promise.all([server.close(), other.close()]);
  folder.clear();
});

type Document = { doc: string; text?: string; claims: { parties?: string[]; start: number; end: number; evidence: string }[] } & Record<
  string,
  unknown
>;
const documents = ({ out }: Outcome): Document[] =>
  out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const extract = (...argv: string[]): Promise<Outcome> => call(["extract", ...argv]);
const parties = (document: Document | undefined) => document?.claims.map((claim) => claim.parties);

describe.skipIf(!built)(`extract${notBuilt}`, () => {
  test("reads of a page its article and nothing around it, and says what the page says of itself", async () => {
    const bytes = page();
    const [found] = documents(await extract("--text", put("page.html", bytes)));
    expect(parties(found)).toEqual([["JP", "GB"]]);
    expect(found?.text).not.toContain("Berlin");
    for (const { start, end, evidence } of found?.claims ?? []) expect(found?.text?.slice(start, end)).toBe(evidence);
    expect(found).toMatchObject({
      ...{ title: "London and Tokyo sign", outlet: "Northwire", lang: "en", published: "2023-01-12", modified: "2023-01-13" },
      ...{ credits: ["Ann Writer"], url: "https://northwire.example/pact" },
      made: { from: "html", bytesHash: createHash("sha256").update(bytes).digest("hex"), encoding: "utf-8" },
    });
  });

  test("fetches an address of a private network only where its host is allowed by name", async () => {
    const refused = await extract(`${server.origin}/pact`);
    expect(refused).toMatchObject({ code: 1, out: "", err: expect.stringContaining("is not fetched unless it is allowed by name") });
    const [found] = documents(await extract("--allow-host", server.host, `${server.origin}/pact`));
    expect(parties(found)).toEqual([["JP", "GB"]]);
  });

  test("a server that misbehaves costs one sentence, and the rest is read", async () => {
    server.on("/away", plain("", { location: `${other.origin}/` }, 302));
    server.on("/bomb", bomb);
    server.on("/busy", plain("", { "retry-after": "3600" }, 429));
    server.on("/latin", plain(Buffer.from(page("Grüße aus Köln", said), "latin1"), { "content-type": "text/html; charset=utf-8" }));
    server.on("/packed", packed(page()));
    const one = server.host;
    const found = await extract(
      "--allow-host",
      one,
      ...["away", "bomb", "latin", "packed", "busy"].map((name) => `${server.origin}/${name}`),
    );
    expect(found.code).toBe(1);
    expect(found.err).toMatch(/\/away cannot be fetched: .*private or local network \(127\.0\.0\.2\)/);
    expect(found.err).toMatch(/\/bomb cannot be fetched: .*larger than/);
    expect(found.err).toMatch(/\/busy cannot be fetched: .*left alone for 3600 seconds/);
    expect(found.err).toContain("3 sources could not be read");
    expect(documents(found).map(({ title }) => title)).toEqual(["Grüße aus Köln", "London and Tokyo sign"]);
    expect(other.seen).toEqual([]);
  }, 60_000);

  test("a list of feeds gives the reports of feeds of every kind, whole or fetched", async () => {
    const link = `${server.origin}/pact`;
    const long = `<p>${said}</p><p>${more}</p><p>${more}</p><p>${more}</p>`;
    const head = `<title>Pact</title><id>1</id><link href="${link}"/><updated>2023-01-12T08:00:00Z</updated>`;
    const feeds: Record<string, [type: string, body: string]> = {
      rss: [
        "text/html",
        `<rss version="2.0"><channel><title>T</title><item><title>Pact</title><link>${link}</link></item></channel></rss>`,
      ],
      atom: [
        "application/atom+xml",
        `<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><entry>${head}<content type="html">${long.replaceAll("<", "&lt;")}</content></entry></feed>`,
      ],
      json: [
        "application/feed+json",
        JSON.stringify({
          version: "https://jsonfeed.org/version/1.1",
          title: "T",
          items: [{ id: "1", url: link, content_html: long, date_published: "2023-01-12" }],
        }),
      ],
    };
    for (const [name, [type, body]] of Object.entries(feeds)) server.on(`/${name}`, plain(body, { "content-type": type }));
    const outlines = Object.keys(feeds).map((name) => `<outline type="rss" text="x" xmlUrl="${server.origin}/${name}"/>`);
    const list = put("feeds.opml", `<opml version="2.0"><head/><body>${outlines.join("")}</body></opml>`);
    const found = await extract("--text", "--allow-host", server.host, list);
    expect(found).toMatchObject({ code: 0 });
    expect(documents(found).map(({ text }) => text?.includes(said) && !text.includes(trap))).toEqual([true, true, true]);
    expect(documents(found).map(({ made }) => (made as { from: string }).from)).toEqual(["html", "feed", "feed"]);
  }, 60_000);

  test("standard input, folders, archives and lines are read in their order", async () => {
    mkdirSync(at("walk"), { recursive: true });
    put("walk/a.warc.gz", gzipSync(warcRecord("https://northwire.example/pact", page())));
    put("walk/b.jsonl", `${JSON.stringify({ doc: "line", text: said, published: "2023-01-12", lang: "en" })}\n`);
    put("walk/c.eml", `From: a@b.example\r\nSubject: Pact\r\nDate: Thu, 12 Jan 2023 08:00:00 GMT\r\nMIME-Version: 1.0\r\n\r\n${said}\r\n`);
    put("walk/d.md", `---\ndate: 2023-01-12\n---\n# Pact\n\n**Japan** and Britain signed a defence agreement on 11 January 2023.\n`);
    const found = await call(["extract", at("walk"), "-"], { stdin: page() });
    expect(found.code).toBe(0);
    expect(documents(found).map(parties)).toEqual(Array(5).fill([["JP", "GB"]]));
    expect(documents(found).map(({ doc }) => doc)).toEqual([expect.stringMatching(/^pact-[0-9a-f]{10}$/), "line", "c", "d", "stdin"]);
  });
});

const feed = (...ids: number[]): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>f</id>${ids
    .map(
      (id) =>
        `<entry><title>Pact ${id}</title><id>${id}</id><link href="${server.origin}/p${id}"/><updated>2023-01-12T08:00:00Z</updated></entry>`,
    )
    .join("")}</feed>`;

function publish(...ids: number[]): void {
  server.on("/feed", plain(feed(...ids), { "content-type": "application/atom+xml" }));
  for (const id of ids) server.on(`/p${id}`, plain(page(`Pact ${id}`).replace("northwire.example/pact", `northwire.example/p${id}`)));
}

type Running = { child: ChildProcess; ended: Promise<number | null>; told(words: string): Promise<void>; out(): string; err(): string };

/** The built program as a process of its own. */
function start(argv: string[]): Running {
  const child = spawn(process.execPath, ["bin/foedera.js", ...argv], { stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout?.on("data", (part) => (out += part));
  const waiting: (() => void)[] = [];
  child.stderr?.on("data", (part) => {
    err += part;
    for (const look of waiting) look();
  });
  const ended = new Promise<number | null>((done) => child.on("close", done));
  const told = (words: string) =>
    new Promise<void>((done, fail) => {
      const look = () => err.includes(words) && done();
      waiting.push(look);
      look();
      void ended.then(() => fail(new Error(`it ended without saying "${words}": ${err}`)));
    });
  return { child, ended, told, out: () => out, err: () => err };
}

describe.skipIf(!built)(`the built program${notBuilt}`, () => {
  test("reads a PDF and a Word document", async () => {
    const files = [put("bulletin.pdf", pdf([[[50, 730, 11, said]]])), put("note.docx", docx(["# Pact", said]))];
    const running = start(["extract", "--published", "2023-01-12", ...files]);
    expect([await running.ended, running.err()]).toEqual([0, ""]);
    expect(documents({ out: running.out(), code: 0, err: "" }).map((one) => [one.doc, parties(one)])).toEqual([
      ["bulletin", [["JP", "GB"]]],
      ["note", [["JP", "GB"]]],
    ]);
  }, 60_000);

  test("watches feeds, is stopped by SIGTERM, and goes on after it; others use the ledger between two rounds", async () => {
    const ledger = at("watched");
    const argv = ["watch", "--ledger", ledger, "--allow-host", server.host, `${server.origin}/feed`];
    publish(2, 1);
    const first = start(argv);
    try {
      await first.told("the next round begins at");
      const reports = await call(["reports", "--json", "--ledger", ledger]);
      expect(documents(reports)).toMatchObject(
        [1, 2].map((id) => ({ title: `Pact ${id}`, outlet: "Northwire", credits: ["Ann Writer"], made: { from: "html" } })),
      );
      first.child.kill("SIGTERM");
      expect(await first.ended).toBe(0);
    } finally {
      first.child.kill("SIGKILL");
    }
    expect(first.out().split("\n").filter(Boolean)).toEqual([1, 2].map((id) => `new      1 claim    Pact ${id} (Northwire, 2023-01-12)`));
    expect(existsSync(join(ledger, "watch.jsonl"))).toBe(true);
    publish(3, 2, 1);
    const again = await call([...argv, "--once", "--json"]);
    expect(documents(again)).toMatchObject([{ title: "Pact 3", change: "new", claims: 1 }]);
    expect(server.seen.filter(({ url }) => url === "/p1").length).toBe(1);
  }, 120_000);

  test("watch says what is wrong with a call or a feed", async () => {
    expect(await call(["watch", "--every", "soon", "x.opml"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--every takes a time such as 15m"),
    });
    expect(await call(["watch", "--every", "5s", "x.opml"])).toMatchObject({ code: 2, err: expect.stringContaining("a minute or more") });
    const argv = ["watch", "--once", "--ledger", at("watched"), "--state", put("other.jsonl", "no state\nat all\n"), at("absent.opml")];
    expect(await call(argv)).toMatchObject({ code: 1, err: expect.stringContaining("is no state of a watch") });
    argv[5] = at("fresh.jsonl");
    expect(await call(argv)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/absent\.opml does not exist.*\n.*0 feeds asked.*\n.*1 feed could not be read/),
    });
  }, 60_000);
});
