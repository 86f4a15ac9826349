import { createReadStream } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { isReadable } from "./kind.ts";
import { linesOf } from "./lines.ts";
import { parseManifest } from "./manifest.ts";
import { type Item, type Opened, type Reading, readAddress, readStream } from "./read.ts";
import type { Meta } from "./report.ts";
import type { ReportTables } from "./tables.ts";
import { gunzipped } from "./warc.ts";
import { type Web, webOf } from "./web.ts";
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
  signal?: AbortSignal;
};

/** Why a file cannot be opened, as a sentence. */
function reasonOf(path: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    ENOENT: "does not exist: check its name.",
    EACCES: "may not be read: change its rights.",
    EPERM: "may not be read: change its rights.",
    ELOOP: "is a link that leads to itself.",
  };
  return `${path} ${known[code ?? ""] ?? `cannot be read (${code ?? message}).`}`;
}

/** Opens a file as a stream, unpacked where it is gzip. The path is relative to the file that names it. */
async function open(path: string, from: string): Promise<Opened> {
  const name = isAbsolute(path) ? path : resolve(from === "" ? "." : dirname(from), path);
  try {
    if (!(await stat(name)).isFile()) throw new Error(`${path} is no file.`);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code ? new Error(reasonOf(path, error)) : error;
  }
  return { name, stream: gunzipped(createReadStream(name, { highWaterMark: 262_144 })) };
}

/** The files of a folder and the folders in it, in the order of their names; hidden ones and links in a circle are left out. */
async function* filesIn(folder: string, seen = new Set<string>()): AsyncGenerator<string> {
  const real = await realpath(folder);
  if (seen.has(real)) return;
  seen.add(real);
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    const found = entry.isSymbolicLink() ? await stat(path).catch(() => null) : entry;
    if (found?.isDirectory()) yield* filesIn(path, seen);
    else if (found?.isFile() && isReadable(entry.name)) yield path;
  }
}

const isManifest = (path: string) => /\.(?:jsonl|ndjson)$/i.test(path);

/** The files that a JSON Lines file names, where it is a manifest. */
async function namedIn(path: string): Promise<string[]> {
  const { stream } = await open(path, "");
  const named: string[] = [];
  for await (const line of linesOf(stream)) {
    const found = line !== null && /"path"/.test(line) ? parseManifest(line).entries[0]?.path : undefined;
    if (found !== undefined) named.push(resolve(dirname(path), found));
    else if (named.length === 0) break;
  }
  return named;
}

async function* fromFile(path: string, meta: Meta, reading: Reading): AsyncGenerator<Item> {
  let opened: Opened;
  try {
    opened = await open(path, "");
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

/** A folder's reports. A file that a manifest in the folder names is read as the manifest says, and once. */
async function* fromFolder(folder: string, meta: Meta, reading: Reading): AsyncGenerator<Item> {
  const named = new Set<string>();
  for await (const path of filesIn(folder)) if (isManifest(path)) for (const file of await namedIn(path)) named.add(file);
  for await (const path of filesIn(folder)) if (!named.has(resolve(path))) yield* fromFile(path, meta, reading);
}

async function* fromManifest(file: string, meta: Meta, reading: Reading): AsyncGenerator<Item> {
  let opened: Opened;
  try {
    opened = await open(file, "");
  } catch (error) {
    return yield { label: file, notice: { rule: "manifest", reason: `The manifest cannot be read: ${(error as Error).message}` } };
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
  const { web = {}, follow = true, bytes = 50_000_000, tables, meta = {}, signal } = options;
  const fetcher = web === null || "get" in web ? web : webOf({ ...web, signal });
  const reading: Reading = { tables, web: fetcher, follow, bytes, open };
  const all = async function* () {
    for (const file of options.manifests ?? []) yield* fromManifest(file, meta, reading);
    for (const input of inputs) yield* fromInput(input, meta, reading, options);
  };
  for await (const item of all()) {
    signal?.throwIfAborted();
    yield item;
  }
}
