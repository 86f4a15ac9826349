import { createReadStream } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { isReadable, linesOf, parseManifest } from "#reports";
import type { Opened } from "./read.ts";
import { gunzipped } from "./warc.ts";

/** Counts the bytes that have been taken from files so far, as they lie there. */
export type Meter = { bytes: number };

/** Why a file cannot be opened, as a sentence. */
export function reasonOf(path: string, error: unknown): string {
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
export async function open(path: string, from = "", meter?: Meter): Promise<Opened> {
  const name = isAbsolute(path) ? path : resolve(from === "" ? "." : dirname(from), path);
  try {
    if (!(await stat(name)).isFile()) throw new Error(`${path} is no file.`);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code ? new Error(reasonOf(path, error)) : error;
  }
  const stream = createReadStream(name, { highWaterMark: 262_144 });
  return { name, stream: gunzipped(meter ? counted(stream, meter) : stream) };
}

async function* counted(stream: AsyncIterable<Uint8Array>, meter: Meter): AsyncGenerator<Uint8Array> {
  for await (const part of stream) {
    meter.bytes += part.length;
    yield part;
  }
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
  const { stream } = await open(path);
  const named: string[] = [];
  for await (const line of linesOf(stream)) {
    const found = line !== null && /"path"/.test(line) ? parseManifest(line).entries[0]?.path : undefined;
    if (found !== undefined) named.push(resolve(dirname(path), found));
    else if (named.length === 0) break;
  }
  return named;
}

/** The files of a folder that are read for themselves: not those that a manifest in it names, which are read as it says. */
export async function* ownFiles(folder: string): AsyncGenerator<string> {
  const named = new Set<string>();
  for await (const path of filesIn(folder)) if (isManifest(path)) for (const file of await namedIn(path)) named.add(file);
  for await (const path of filesIn(folder)) if (!named.has(resolve(path))) yield path;
}

const bytesAt = (path: string): Promise<number> =>
  stat(path).then(
    (found) => found.size,
    () => 0,
  );

async function bytesNamedIn(path: string): Promise<number> {
  let all = 0;
  for (const file of await namedIn(path)) all += await bytesAt(file);
  return all;
}

/** How many bytes sources have, as they lie there; null where nobody can tell before they are read: addresses, standard input. */
export async function bytesOf(inputs: readonly string[], manifests: readonly string[] = []): Promise<number | null> {
  if (inputs.some((input) => input === "-" || /^[a-z][a-z0-9+.-]+:\/\//i.test(input))) return null;
  let all = 0;
  for (const file of manifests) all += (await bytesAt(file)) + (await bytesNamedIn(file).catch(() => 0));
  for (const input of inputs) {
    const found = await stat(input).catch(() => null);
    const paths: AsyncIterable<string> | string[] = found?.isDirectory() ? filesIn(input) : [input];
    for await (const path of paths) all += await bytesAt(path);
    if (found?.isFile() && isManifest(input)) all += await bytesNamedIn(input).catch(() => 0);
  }
  return all;
}
