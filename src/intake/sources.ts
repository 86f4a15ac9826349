import { stat } from "node:fs/promises";
import { dirname, isAbsolute, resolve } from "node:path";
import { linesOf, type Meta, parseManifest, type ReportTables } from "#reports";
import { type Meter, open, ownFiles, reasonOf } from "./files.ts";
import { type Item, type Opened, type Reading, readAddress, readStream } from "./read.ts";
import { gunzipped } from "./warc.ts";
import { fetcherOf, type Web } from "./web.ts";
import type { WebPolicy } from "./web-policy.ts";

export type SourceOptions = {
  tables: ReportTables;
  /** said of all reports: what a manifest says of one goes before it */
  meta?: Pick<Meta, "published" | "lang" | "outlet">;
  /** JSON Lines files whose lines name files and say what is known of them */
  manifests?: readonly string[];
  /** who fetches addresses, or by which policy; null where none are fetched */
  web?: Web | Partial<WebPolicy> | null;
  /** entries of which a feed has only the beginning are fetched; true if not said */
  follow?: boolean;
  /** what "-" stands for */
  stdin?: () => AsyncIterable<Uint8Array>;
  /** bytes of one report's file at most; fifty million if not said */
  bytes?: number;
  /** told of every byte that is taken from files */
  meter?: Meter;
  signal?: AbortSignal;
};

async function* fromFile(path: string, meta: Meta, reading: Reading): AsyncGenerator<Item> {
  let opened: Opened;
  try {
    opened = await reading.open(path, "");
  } catch (error) {
    return yield { label: path, notice: { rule: "file", reason: (error as Error).message } };
  }
  try {
    yield* readStream(opened.stream, { label: path, name: opened.name }, meta, reading);
  } catch (error) {
    const broken = /^Z_/.test((error as NodeJS.ErrnoException).code ?? "");
    const reason = broken ? `${path} is packed but broken; pack it again.` : reasonOf(path, error);
    yield { label: path, notice: { rule: "file", reason } };
  }
}

async function* fromFolder(folder: string, meta: Meta, reading: Reading): AsyncGenerator<Item> {
  let files = 0;
  for await (const path of ownFiles(folder)) {
    files++;
    yield* fromFile(path, meta, reading);
  }
  if (files === 0) yield { label: folder, notice: { rule: "file", reason: `${folder} holds no files of a format that is read.` } };
}

async function* fromManifest(file: string, meta: Meta, reading: Reading): AsyncGenerator<Item> {
  let opened: Opened;
  try {
    opened = await reading.open(file, "");
  } catch (error) {
    return yield { label: file, notice: { rule: "file", reason: `The manifest cannot be read: ${(error as Error).message}` } };
  }
  const parts: string[] = [];
  for await (const line of linesOf(opened.stream)) parts.push(line ?? "");
  const { entries, notices } = parseManifest(parts.join("\n"));
  for (const { rule, reason } of notices) yield { label: file, notice: { rule, reason } };
  for (const { line: _, path, ...said } of entries) {
    const own = isAbsolute(path) ? path : resolve(dirname(file), path);
    for await (const item of fromFile(own, { ...meta, ...said }, reading)) yield item.label === own ? { ...item, label: path } : item;
  }
}

async function* fromInput(input: string, meta: Meta, reading: Reading, options: SourceOptions): AsyncGenerator<Item> {
  if (input === "-") {
    if (!options.stdin)
      return yield { label: "-", notice: { rule: "file", reason: "There is no standard input here; name files instead." } };
    return yield* readStream(gunzipped(options.stdin()), { label: "standard input", name: "stdin" }, { doc: "stdin", ...meta }, reading);
  }
  if (/^https?:\/\//i.test(input)) return yield* readAddress(input, meta, reading);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(input))
    return yield {
      label: input,
      notice: { rule: "web", reason: `${input} is not fetched: give an address that begins with http:// or https://.` },
    };
  const folder = await stat(input)
    .then((found) => found.isDirectory())
    .catch(() => false);
  yield* folder ? fromFolder(input, meta, reading) : fromFile(input, meta, reading);
}

/**
 * Reads reports from wherever they are: files of every known format, folders, archives, feeds, lists of feeds, addresses, "-" for standard
 * input. One report after the other is given, or a notice in its place; nothing is thrown for what a source holds, and no more than one
 * file or one page of an archive is held at a time. Stops between two reports once `signal` is given.
 */
export async function* sources(inputs: readonly string[], options: SourceOptions): AsyncGenerator<Item> {
  const { web = {}, follow = true, bytes = 50_000_000, tables, meta = {}, signal, meter } = options;
  const fetcher = web === null ? null : fetcherOf(web, signal);
  const reading: Reading = { tables, web: fetcher, follow, bytes, open: (path, from) => open(path, from, meter) };
  const all = async function* () {
    for (const file of options.manifests ?? []) yield* fromManifest(file, meta, reading);
    for (const input of inputs) yield* fromInput(input, meta, reading, options);
  };
  for await (const item of all()) {
    signal?.throwIfAborted();
    yield item;
  }
}
