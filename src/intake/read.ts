import type { Notice, Report } from "#model";
import {
  decode,
  docOf,
  type Extracted,
  type FeedEntry,
  FeedError,
  type JsonLine,
  jsonLine,
  type Kind,
  kindOf,
  languageByWords,
  type Meta,
  type ReportTables,
  readFeed,
  readHtml,
  readJsonLines,
  readMail,
  readMarkdown,
  readOpml,
  textOfMarkup,
  withHeadline,
} from "#reports";
import { readDocx } from "./docx.ts";
import { docOfAddress, finish } from "./made.ts";
import { readPdf } from "./pdf.ts";
import { readWarc } from "./warc.ts";
import type { Web } from "./web.ts";

/**
 * A report, or what stands in its way; `label` is the name by which the caller knows it. `doc` is given where a file is there but holds no text.
 */
export type Item = { label: string; report: Report } | { label: string; notice: Notice; doc?: string };

/** What reading needs: the knowledge, who fetches (null: nobody), how much of one file is held, and how a named file is opened. */
export type Reading = {
  tables: ReportTables;
  web: Web | null;
  /** entries of feeds of which the feed has only the beginning are fetched */
  follow: boolean;
  /** bytes of one report's file at most */
  bytes: number;
  open: (path: string, from: string) => Promise<Opened>;
};
export type Opened = { name: string; stream: AsyncIterable<Uint8Array> };

/** Where bytes come from. */
export type From = {
  label: string;
  name?: string;
  address?: string | null;
  contentType?: string | null;
  entry?: FeedEntry | null;
  depth?: number;
};

const problem = (label: string, rule: string, reason: string): Item => ({ label, notice: { rule, reason } });

/** A shorter text in a feed is the beginning of its report. */
const WHOLE = 1500;
const DEPTH = 2;

/** A report where there is a text, else the sentence that says why there is none. */
async function one(found: Extracted, bytes: Uint8Array | string, kind: string, { from, meta, reading }: Job): Promise<Item> {
  const { entry } = from;
  if (entry) found.published ??= entry.published === null ? null : { day: entry.published, why: "the feed gives its day" };
  const address = from.address ?? null;
  const known: Meta = { ...(address === null ? {} : { url: found.url ?? address, doc: docOfAddress(found.url ?? address) }), ...meta };
  const said = { ...known, path: known.path ?? from.name?.replace(/\.gz$/i, "") };
  if (found.text.trim() === "") {
    const notice = found.notices?.[0] ?? { rule: "empty", reason: "It holds no text; there is nothing to read." };
    return { label: from.label, notice, doc: said.doc ?? docOf(said.path ?? from.label) };
  }
  return { label: from.label, report: await finish({ ...found, title: found.title ?? entry?.title }, bytes, kind, said, reading.tables) };
}

type Job = { from: From; meta: Meta; reading: Reading };
type Simple = (bytes: Uint8Array, job: Job) => Promise<Extracted>;

const plainText: Simple = async (bytes) => {
  const { text, encoding, notices } = decode(bytes);
  return { text, encoding, notices, extractor: "plain" };
};

/** The formats that hold one report. */
const simple: Partial<Record<Kind, Simple>> = {
  text: plainText,
  binary: plainText,
  markdown: async (bytes, { reading }) => {
    const { text, encoding, notices } = decode(bytes);
    return { ...(await readMarkdown(text, reading.tables)), encoding, ...(notices.length > 0 ? { notices } : {}) };
  },
  html: (bytes, { from, meta, reading }) =>
    readHtml(bytes, { address: meta.url ?? from.address, contentType: from.contentType }, reading.tables),
  pdf: (bytes, { reading }) => readPdf(bytes, reading.tables),
  docx: (bytes, { reading }) => readDocx(bytes, reading.tables),
};

async function collected(stream: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.length;
    if (size > most) return null;
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** Reads a stream of bytes of any format that is known; archives and JSON Lines as they come, other files once they are whole. */
export async function* readStream(stream: AsyncIterable<Uint8Array>, from: From, meta: Meta, reading: Reading): AsyncGenerator<Item> {
  const others = stream[Symbol.asyncIterator]();
  const start: Uint8Array[] = [];
  for (let size = 0; size < 4096; ) {
    const next = await others.next();
    if (next.done) break;
    start.push(next.value);
    size += next.value.length;
  }
  const head = Buffer.concat(start);
  const whole = (async function* () {
    if (head.length > 0) yield new Uint8Array(head);
    for (let next = await others.next(); !next.done; next = await others.next()) yield next.value;
  })();
  const job = { from, meta, reading };
  try {
    const kind = kindOf(head, from);
    if (kind === "warc") yield* fromWarc(whole, job);
    else if (kind === "lines") for await (const item of readJsonLines(whole)) yield* fromLine(item, job);
    else yield* whenWhole(whole, kind, job);
  } finally {
    await others.return?.();
  }
}

async function* whenWhole(stream: AsyncIterable<Uint8Array>, kind: Kind, job: Job): AsyncGenerator<Item> {
  const { from, reading } = job;
  const bytes = await collected(stream, reading.bytes);
  if (bytes === null) return yield problem(from.label, "size", `It is larger than ${reading.bytes} bytes and is not read.`);
  const read = simple[kind];
  if (read) return yield await one(await read(bytes, job), bytes, kind, job);
  try {
    if (kind === "mail") yield* fromMail(bytes, job);
    else if (kind === "json") yield* fromJson(bytes, job);
    else if (kind === "opml") yield* fromOpml(bytes, job);
    else yield* fromFeed(bytes, job);
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    yield problem(from.label, "feed", error.message);
  }
}

async function* single(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Reads bytes of any format that is known. */
export const readBytes = (bytes: Uint8Array, from: From, meta: Meta, reading: Reading): AsyncGenerator<Item> =>
  readStream(single(bytes), from, meta, reading);

async function* fromWarc(stream: AsyncIterable<Uint8Array>, { from, meta, reading }: Job): AsyncGenerator<Item> {
  for await (const page of readWarc(stream, reading.bytes)) {
    const label = page.url ?? from.label;
    if ("problem" in page) yield problem(label, "warc", page.problem);
    else if ((from.depth ?? 0) < DEPTH) {
      const inner = { label, address: page.url, name: page.url, contentType: page.contentType, depth: (from.depth ?? 0) + 1 };
      yield* readBytes(page.bytes, inner, meta, { ...reading, follow: false });
    }
  }
}

async function* fromLine(item: JsonLine, job: Job): AsyncGenerator<Item> {
  const { from, meta, reading } = job;
  if ("problem" in item) return yield problem(from.label, "lines", `${item.problem}`);
  const said: Meta = { ...meta, ...Object.fromEntries(Object.entries(item.meta).filter(([, value]) => value !== undefined)) };
  const label = item.meta.doc ?? item.meta.url ?? ("path" in item ? item.path : `${from.label}, line ${item.line}`);
  if (item.remark !== undefined) yield problem(label, "lines", item.remark);
  const base = (from.name ?? "line").replace(/^.*[/\\]/, "").replace(/\.(?:jsonl|ndjson|json)(?:\.gz)?$/i, "");
  const doc = item.meta.doc ?? (item.meta.url ? docOfAddress(item.meta.url) : `${base}-${item.line}`);
  const own = { ...job, from: { ...from, label }, meta: { ...said, doc } };
  if ("text" in item) return yield await one({ text: item.text, extractor: "json", credits: item.credits }, item.text, "jsonl", own);
  if ("html" in item) {
    const found = await readHtml(
      new TextEncoder().encode(item.html),
      { address: said.url, contentType: "text/html; charset=utf-8" },
      reading.tables,
    );
    return yield await one(found, item.html, "jsonl", own);
  }
  if ((from.depth ?? 0) >= DEPTH) return;
  let opened: Opened;
  try {
    opened = await reading.open(item.path, from.name ?? "");
  } catch (error) {
    return yield problem(item.path, "file", (error as Error).message);
  }
  yield* readStream(opened.stream, { label: item.path, name: opened.name, depth: (from.depth ?? 0) + 1 }, said, reading);
}

async function* fromJson(bytes: Uint8Array, job: Job): AsyncGenerator<Item> {
  let value: unknown;
  try {
    value = JSON.parse(decode(bytes).text.replace(/^\ufeff/, ""));
  } catch {
    // a file of lines may be called .json
    for await (const item of readJsonLines(single(bytes))) yield* fromLine(item, job);
    return;
  }
  for (const [at, entry] of [value].flat().entries()) yield* fromLine(jsonLine(entry, at + 1), job);
}

async function* fromMail(bytes: Uint8Array, job: Job): AsyncGenerator<Item> {
  const { from, meta, reading } = job;
  const { attachments, ...mail } = await readMail(bytes, reading.tables);
  const titled = { ...mail, text: withHeadline(mail.title, mail.text) };
  if (mail.text !== "" || attachments.length === 0) yield await one(titled, bytes, "mail", job);
  if ((from.depth ?? 0) >= DEPTH) return;
  const { doc: _, path: __, title: ___, ...rest } = meta;
  const dated = { ...rest, published: rest.published ?? mail.published?.day, outlet: rest.outlet ?? mail.outlet };
  for (const { name, type, bytes: content } of attachments) {
    const kind = kindOf(content, { name, contentType: type });
    if (kind === "binary" || /^(?:image|audio|video|application\/(?:pgp|pkcs))/i.test(type)) continue;
    yield* readBytes(content, { label: `${from.label}: ${name}`, name, contentType: type, depth: (from.depth ?? 0) + 1 }, dated, reading);
  }
}

/** One entry of a feed: its page where the feed has only the beginning of it, otherwise what the feed holds. */
export async function* readEntry(entry: FeedEntry, lang: string | null, job: Job): AsyncGenerator<Item> {
  const { from, meta, reading } = job;
  const label = entry.url ?? entry.id;
  const text = entry.content === null ? "" : await textOfMarkup(entry.content);
  let why: string | null = null;
  if (text.length < WHOLE && entry.url !== null && reading.web !== null && reading.follow) {
    const answer = await reading.web.get(entry.url);
    if (answer.is === "page") return yield* readBytes(answer.bytes, fromPage(answer, label, entry), meta, { ...reading, follow: false });
    why = answer.is === "failed" ? answer.reason : null;
  }
  const notices = why === null ? [] : [{ rule: "web", reason: `Only what the feed holds is read: ${why}` }];
  const { title, url, credits, published, modified } = entry;
  const because = "the feed gives its day";
  const found: Extracted = {
    ...{
      text: withHeadline(title, text),
      extractor: "feedsmith",
      title,
      url,
      credits,
      lang: languageByWords(text, reading.tables).lang ?? lang,
      notices,
    },
    published: published === null ? null : { day: published, why: because },
    modified: modified === null || modified === published ? null : { day: modified, why: because },
  };
  if (text === "") return yield problem(label, "feed", why ?? "The feed names it but holds no text of it.");
  const own = { doc: docOfAddress(url ?? entry.id), ...meta };
  yield await one(found, entry.content ?? "", "feed", { from: { ...from, label, address: url }, meta: own, reading });
}

export const fromPage = (
  answer: { url: string; contentType: string | null },
  label: string,
  entry: FeedEntry | null = null,
): From & { address: string } => ({ label, address: answer.url, name: answer.url, contentType: answer.contentType, entry, depth: 1 });

async function* fromFeed(bytes: Uint8Array, job: Job): AsyncGenerator<Item> {
  const { from, reading } = job;
  const feed = await readFeed(bytes, { address: from.address, contentType: from.contentType }, reading.tables);
  if (feed.entries.length === 0) yield problem(from.label, "feed", "The feed has no entries.");
  for (const entry of feed.entries) yield* readEntry(entry, feed.lang, job);
}

async function* fromOpml(bytes: Uint8Array, { from, meta, reading }: Job): AsyncGenerator<Item> {
  const feeds = await readOpml(bytes);
  if (feeds.length === 0) yield problem(from.label, "feed", "The list names no feeds.");
  for (const { url } of feeds) {
    if ((from.depth ?? 0) < DEPTH) yield* readAddress(url, meta, reading, (from.depth ?? 0) + 1);
  }
}

/** Fetches an address and reads what it brings. */
export async function* readAddress(address: string, meta: Meta, reading: Reading, depth = 0): AsyncGenerator<Item> {
  if (reading.web === null) return yield problem(address, "web", `${address} is not fetched: fetching is switched off.`);
  const answer = await reading.web.get(address);
  if (answer.is === "failed") return yield problem(address, "web", answer.reason);
  if (answer.is === "page") yield* readBytes(answer.bytes, { ...fromPage(answer, address), depth }, meta, reading);
}
