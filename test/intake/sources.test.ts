import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { finished } from "node:stream/promises";
import { brotliCompressSync, createGzip, gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import type { Item } from "../../src/intake/read.ts";
import { type SourceOptions, sources } from "../../src/intake/sources.ts";
import { tables } from "../report-tables.ts";
import { docx, pdf, warcRecord, zip } from "./files.ts";
import { pages } from "./pages.ts";

const folder = mkdtempSync(join(tmpdir(), "foedera-sources-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [{ expected: known, bytes: page }] = pages() as [ReturnType<typeof pages>[number]];
const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
};
async function read(inputs: string | string[], options: Partial<SourceOptions> = {}): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of sources([inputs].flat(), { tables, web: null, ...options })) found.push(item);
  return found;
}
const report = async (input: string, options: Partial<SourceOptions> = {}) => {
  const [item, ...rest] = await read(input, options);
  expect(rest).toEqual([]);
  if (!item || !("report" in item)) throw new Error(`no report: ${JSON.stringify(item)}`);
  return item.report;
};
const reason = async (input: string, options: Partial<SourceOptions> = {}) => {
  const found = await read(input, options);
  return found.map((item) => ("notice" in item ? item.notice.reason : `report ${item.report.doc}`)).join(" / ");
};
const english =
  "Norway and Japan have begun talks about an agreement that would let their navies use each other's ports, the two ministries said. The first draft covers fuel and short repairs.";
const sha = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");

describe("files", () => {
  it("a text stays as it is, and says how it was made", async () => {
    const text = `\ufeffTalks\r\n\r\n${english}\r\n`;
    const found = await report(put("plain.txt", text));
    expect(found).toMatchObject({ doc: "plain", text, lang: "en" });
    expect(found.made).toEqual({ from: "text", bytesHash: sha(text), encoding: "utf-8", extractor: "plain" });
  });

  it("Markdown loses its marks and gives its front matter", async () => {
    const written = `---\ntitle: Port talks\ndate: 2023-01-13\nlang: en\nauthor: Ann Writer\n---\n# Port talks\n\n**Norway** and [Japan](https://x.example/a_b) _begin_ talks.\n\n- fuel\n- \`parts\`\n\n> Quoted words of snake_case.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n`;
    const found = await report(put("talks.md", written));
    expect(found.text).toBe("Port talks\n\nNorway and Japan begin talks.\n\nfuel\nparts\n\nQuoted words of snake_case.\n\na\tb\n\n1\t2");
    expect(found).toMatchObject({ title: "Port talks", published: "2023-01-13", lang: "en", credits: ["Ann Writer"] });
  });

  it("HTML gives its article under its headline", async () => {
    const found = await report(put("page.html", page));
    expect(found.text).toBe(`${known.title}\n\n${known.text}`);
    expect(found.made).toEqual({
      from: "html",
      bytesHash: sha(page),
      encoding: "utf-8",
      extractor: expect.stringContaining("readability"),
    });
  });

  it("PDF gives paragraphs without running titles, and joins divided words", async () => {
    const places = ["", "Norway", "Finland", "Iceland"];
    const lines = (from: number): [number, number, number, string][] => [
      [50, 800, 9, "Bulletin of the ministry"],
      ...(from === 1 ? ([[50, 760, 20, "Port talks begin"]] as [number, number, number, string][]) : []),
      [50, 730, 11, `${places[from]} and Japan have begun talks about an agree-`],
      [50, 716, 11, `ment that would let their navies use ports (part ${from}).`],
      [50, 690, 11, "The first draft covers fuel and short repairs, and it is to be"],
      [50, 676, 11, `signed in ${places[from]}.`],
      [290, 30, 9, String(from)],
    ];
    const bytes = pdf(
      [lines(1), lines(2), lines(3)],
      "/Title (untitled.docx) /Author (Ann Writer) /CreationDate (D:20230113080000+09'00')",
    );
    const found = await report(put("bulletin.pdf", bytes));
    expect(found).toMatchObject({ title: "Port talks begin", published: "2023-01-13", credits: ["Ann Writer"], lang: "en" });
    expect(found.text.split("\n\n").slice(0, 3)).toEqual([
      "Port talks begin",
      "Norway and Japan have begun talks about an agreement that would let their navies use ports (part 1).",
      "The first draft covers fuel and short repairs, and it is to be signed in Norway.",
    ]);
    expect(found.text).not.toMatch(/Bulletin/);
    expect(found.made?.bytesHash).toBe(sha(bytes));
  });

  it("DOCX gives paragraphs and properties", async () => {
    const properties =
      "<dc:title>Port &amp; repair</dc:title><dc:creator>Ann Writer</dc:creator><dcterms:created>2023-01-13T08:00:00Z</dcterms:created>";
    const found = await report(put("talks.docx", docx(["# Port talks", english, "Costs < are > shared."], properties)));
    expect(found.text).toBe(`Port talks\n\n${english}\n\nCosts < are > shared.`);
    expect(found).toMatchObject({ title: "Port & repair", published: "2023-01-13", credits: ["Ann Writer"], made: { from: "docx" } });
  });

  it("mail gives its text, its day and the files that it brings", async () => {
    const attached = Buffer.from(docx(["# Annex", english])).toString("base64");
    const mail = [
      ...["From: =?utf-8?q?Presse_K=C3=BCste?= <press@news.example>", "To: desk@example.org", "Subject: =?utf-8?q?H=C3=A4fen?="],
      ...["Date: Fri, 13 Jan 2023 23:30:00 +0900", "MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"', "", "--b"],
      ...["Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable", ""],
      ...["Norwegen und Japan haben Gespr=E4che =FCber ein Abkommen begonnen, das den Zugang zu H=E4fen regelt.", "--b"],
      ...['Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document; name="annex.docx"'],
      ...["Content-Transfer-Encoding: base64", 'Content-Disposition: attachment; filename="annex.docx"', "", attached, "--b--", ""],
    ].join("\r\n");
    const [body, annex] = await read(put("talks.eml", mail));
    expect(body).toMatchObject({ report: { title: "H\u00e4fen", published: "2023-01-13", lang: "de", credits: ["Presse K\u00fcste"] } });
    expect(body && "report" in body && body.report.text).toContain("Gespr\u00e4che \u00fcber ein Abkommen");
    expect(annex).toMatchObject({ report: { doc: "annex", published: "2023-01-13", text: `Annex\n\n${english}` } });
  });

  it("JSON Lines give texts, pages and the files that they name, with what they say of them first", async () => {
    put("deep/one.html", page);
    const lines = [
      { doc: "a1", text: `${english}\n`, published: "2023-01-13T10:00:00Z", title: "Talks", authors: ["Ann"], source: "Northwire" },
      { url: "https://news.example/x", html: page.toString() },
      { path: "one.html", title: "Another title", published: "2020-02", outlet: "Manifest Post" },
      "no object",
      { title: "nothing" },
    ];
    const path = put("deep/list.jsonl", `${lines.map((one) => JSON.stringify(one)).join("\n")}\n{broken\n`);
    const found = await read(path);
    expect(found.map((item) => ("report" in item ? item.report.doc.replace(/-[0-9a-f]{10}$/, "") : item.notice.reason))).toEqual([
      ...["a1", "x", "one", "Line 4 is no JSON object and is passed over."],
      ...['Line 5 has neither "text", "html" nor "path" and is passed over.', "Line 6 is no JSON object and is passed over."],
    ]);
    expect(found[0]).toMatchObject({ report: { text: `${english}\n`, published: "2023-01-13", credits: ["Ann"], outlet: "Northwire" } });
    expect(found[2]).toMatchObject({ report: { title: "Another title", published: "2020-02", outlet: "Manifest Post", lang: "en" } });
    const odd = [
      { doc: "o1", text: "", body: english, published: "2023-13-45" },
      { doc: "o2", text: { value: 1 }, content: english, published: "2023-01-13 10:00" },
      { doc: "o3", text: english, published: "2023-01/2023-02" },
    ];
    const told = await read(put("deep/odd.jsonl", odd.map((one) => JSON.stringify(one)).join("\n")));
    expect(told.map((item) => ("report" in item ? [item.report.text, item.report.published] : item.notice.reason))).toEqual([
      ...["The day on line 1 is no date (such as 2023-01-13) and is left out: 2023-13-45", [english, null]],
      ...[
        [english, "2023-01-13"],
        [english, "2023-01/2023-02"],
      ],
    ]);
    expect((await read(put("packed.jsonl.gz", gzipSync(JSON.stringify(lines[0]))))).length).toBe(1);
  });

  it("a feed gives what it holds, in each of its formats", async () => {
    const long = `<p>${english}</p><p>${english.replace("Norway", "Finland")}</p>`;
    const feeds = {
      "rss.xml": `<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title><link>https://news.example/</link><item><title>Ports &amp; repairs</title><link>/a</link><guid isPermaLink="false">1</guid><pubDate>Fri, 13 Jan 2023 08:00:00 GMT</pubDate><dc:creator>Ann</dc:creator><content:encoded><![CDATA[${long}]]></content:encoded></item></channel></rss>`,
      "feed.atom": `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>i</id><updated>2023-01-14T00:00:00Z</updated><entry><title>Ports &amp; repairs</title><id>1</id><link href="https://news.example/a"/><published>2023-01-13T08:00:00Z</published><updated>2023-01-14T08:00:00Z</updated><author><name>Ann</name></author><content type="html">${long.replace(/</g, "&lt;")}</content></entry></feed>`,
      "feed.json": JSON.stringify({
        version: "https://jsonfeed.org/version/1.1",
        title: "T",
        items: [
          {
            id: "1",
            url: "https://news.example/a",
            title: "Ports & repairs",
            content_html: long,
            date_published: "2023-01-13T08:00:00Z",
            authors: [{ name: "Ann" }],
          },
        ],
      }),
      "feed.rdf": `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title><link>https://news.example/</link></channel><item rdf:about="https://news.example/a"><title>Ports &amp; repairs</title><link>https://news.example/a</link><dc:date>2023-01-13</dc:date><dc:creator>Ann</dc:creator><description><![CDATA[${long}]]></description></item></rdf:RDF>`,
    };
    for (const [name, content] of Object.entries(feeds)) {
      const found = await report(put(name, content));
      expect(found, name).toMatchObject({
        title: "Ports & repairs",
        published: "2023-01-13",
        credits: ["Ann"],
        url: "https://news.example/a",
        made: { from: "feed" },
      });
      expect(found.text, name).toBe(`Ports & repairs\n\n${english}\n\n${english.replace("Norway", "Finland")}`);
    }
  });

  it("a folder is walked in order; what a manifest in it names is read once, as the manifest says", async () => {
    put("walk/b/two.txt", english);
    put("walk/a.txt", english);
    put("walk/picture.png", "\x89PNG");
    put("walk/.hidden/x.txt", english);
    put("walk/manifest.jsonl", '{"path": "b/two.txt", "published": "2020-05-04", "title": "Second"}\n');
    symlinkSync(join(folder, "walk"), join(folder, "walk/b/circle"));
    const found = await read(join(folder, "walk"));
    expect(found.map((item) => "report" in item && [item.report.doc, item.report.published])).toEqual([
      ["a", null],
      ["two", "2020-05-04"],
    ]);
    const manifest = await read([], { manifests: [join(folder, "walk/manifest.jsonl")], meta: { published: "1999-01-01", lang: "en" } });
    expect(manifest).toMatchObject([{ label: "b/two.txt", report: { published: "2020-05-04", title: "Second" } }]);
  });

  it("standard input is told by its bytes", async () => {
    const stdin = (bytes: string | Uint8Array) =>
      async function* () {
        yield typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
      };
    expect(await report("-", { stdin: stdin(english) })).toMatchObject({ doc: "stdin", made: { from: "text" } });
    expect(await report("-", { stdin: stdin(page) })).toMatchObject({ title: known.title, made: { from: "html" } });
    expect((await read("-", { stdin: stdin(gzipSync(warcRecord("https://news.example/a", page))) })).length).toBe(1);
  });
});

describe("archives", () => {
  const archive = () =>
    Buffer.concat([
      Buffer.from("WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\nContent-Length: 6\r\n\r\na: b\r\n\r\n\r\n"),
      warcRecord("https://news.example/one", page),
      warcRecord("https://news.example/gone", "<p>gone</p>", "Content-Type: text/html", "404 Not Found"),
      warcRecord("https://news.example/pic", "\x89PNG", "Content-Type: image/png"),
      warcRecord("https://news.example/two", gzipSync(page), "Content-Type: text/html\r\nContent-Encoding: gzip"),
      warcRecord("https://news.example/three", brotliCompressSync(page), "Content-Type: text/html\r\nContent-Encoding: br"),
      warcRecord(
        "https://news.example/four",
        `${page.length.toString(16)}\r\n${page.toString()}\r\n0\r\n\r\n`,
        "Content-Type: text/html\r\nTransfer-Encoding: chunked",
      ),
    ]);

  it("give their pages, however each is packed", async () => {
    const found = await read(put("news.warc", archive()));
    expect(found.map((item) => ("report" in item ? item.report.text.length : item.notice.reason))).toEqual(
      Array(4).fill(`${known.title}\n\n${known.text}`.length),
    );
    const members = gzipSync(warcRecord("https://news.example/one", page));
    expect((await read(put("members.warc.gz", Buffer.concat([members, members, members])))).length).toBe(3);
  });

  it("that break off are read up to there", async () => {
    const whole = gzipSync(Buffer.concat([warcRecord("https://news.example/one", page), warcRecord("https://news.example/two", page)]));
    expect(await reason(put("cut.warc.gz", whole.subarray(0, whole.length - 60)))).toMatch(/breaks off after .* the rest is not read/);
    expect(await reason(put("none.warc", "WARC/1.0\r\n"))).toMatch(/archive/);
  });

  it("of any size take no more memory than a page", async () => {
    const path = join(folder, "large.warc.gz");
    const filler = warcRecord("https://news.example/video", Buffer.alloc(4_000_000, 65), "Content-Type: video/mp4");
    const gzip = createGzip({ level: 1 });
    const out = gzip.pipe(createWriteStream(path));
    for (let n = 0; n < 75; n++) {
      gzip.write(warcRecord(`https://news.example/${n}`, page));
      if (!gzip.write(filler)) await new Promise((done) => gzip.once("drain", done));
    }
    gzip.end();
    await finished(out);
    const before = process.memoryUsage().rss;
    let [count, peak] = [0, 0];
    for await (const item of sources([path], { tables, web: null })) {
      count += "report" in item ? 1 : 0;
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    expect(count).toBe(75);
    expect((peak - before) / 1e6).toBeLessThan(250);
  });
});

describe("pages in the encodings of western Europe", () => {
  it.each([
    ["iso-8859-15", 0xa4],
    ["windows-1252", 0x80],
    ["iso-8859-1", 0x80],
  ])("%s", async (name, euro) => {
    const html = Buffer.from(
      `<html><head><meta charset="${name}"><title>x</title></head><body><article><p>${english} It costs 5 ?.</p></article></body></html>`,
    );
    html[html.lastIndexOf(63)] = euro;
    const found = await report(put(`${name}.html`, html));
    expect(found.text).toContain("5 \u20ac.");
    expect(found.made?.encoding).toBe(name === "iso-8859-1" ? "windows-1252" : name);
  });
});

describe("what cannot be read gets one sentence", () => {
  it.each([
    ["empty.txt", "", /empty/],
    ["picture.txt", "\x89PNG\r\n\x1a\n\0\0\0", /PNG|binary/],
    ["blank.html", "<html><body></body></html>", /No article was found/],
    ["deep.html", `${"<div>".repeat(200_000)}x`, /nests its elements more than/],
    ["tags.html", "<b></b>".repeat(400_000), /more than 300000 tags/],
    ["broken.pdf", "%PDF-1.7\nnothing here", /PDF cannot be read/],
    ["broken.docx", "PK\x03\x04 nothing", /document cannot be read/],
    ["other.docx", zip({ "a.txt": "x" }), /another kind of archive/],
    ["entities.docx", docx(["x"], "", '<!DOCTYPE x [<!ENTITY a "b">]>'), /defines entities/],
    ["bomb.docx", zip({ "word/document.xml": new Uint8Array(60_000_000) }), /unpacks to more/],
    [
      "bomb.rss",
      `<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>`,
      /defines entities/,
    ],
    ["deep.rss", `<rss version="2.0"><channel>${"<a>".repeat(100_000)}`, /nests/],
    ["no.rss", "<rss", /no feed/],
    ["none.rss", `<rss version="2.0"><channel><title>x</title></channel></rss>`, /no entries|no feed/],
    ["no.opml", "<html>", /no OPML|No article/],
    ["cut.jsonl.gz", gzipSync('{"text": "x"}\n'.repeat(1000)).subarray(0, 40), /packed but broken/],
  ])("%s", async (name, content, sentence) => {
    const start = performance.now();
    const said = await reason(put(`bad/${name}`, content as string));
    expect(said).toMatch(sentence);
    expect(said).not.toContain(" / ");
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it("what is not there, and what is not fetched", async () => {
    expect(await reason(join(folder, "absent.txt"))).toMatch(/does not exist/);
    expect(await reason("ftp://news.example/a")).toMatch(/http/);
    expect(await reason("https://news.example/a")).toMatch(/switched off/);
    expect(await reason(put("large.txt", "x".repeat(2000)), { bytes: 1000 })).toMatch(/larger than 1000 bytes/);
    expect(await reason("-")).toMatch(/no standard input/);
  });
});

describe("hostile pages", () => {
  const within = async (html: string) => {
    const start = performance.now();
    await read(put("hostile.html", html));
    return performance.now() - start;
  };
  it.each([
    ["tags that never end", "<a ".repeat(500_000)],
    ["comments that never end", "<!--".repeat(300_000)],
    ["many attributes", `<p ${Array.from({ length: 50_000 }, (_, at) => `a${at}=1`).join(" ")}>x</p>`],
    ["nested as deep as is read", `${"<div><p>Some words, here.</p>".repeat(390)}`],
    ["many paragraphs", "<div><p>Some words, and some more of them, here.</p></div>".repeat(20_000)],
    ["many links", `<div>${"<a href=x>y</a> ".repeat(60_000)}</div>`],
    ["many line breaks", `<div>${"<br>".repeat(100_000)}x</div>`],
    ["scripts", `<script>${"if(a<b){}".repeat(200_000)}</script><p>x</p>`],
  ])("%s come to nothing in bounded time", async (_, html) => {
    expect(await within(html)).toBeLessThan(8000);
  });
});
