import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import type { Report } from "#model";
import { parseManifest } from "#reports";
import { CommandError, pathReason, wrongCall } from "./errors.ts";
import type { Io } from "./io.ts";
import type { Meta, Reader } from "./reader.ts";

/** What is to be read: files, folders, `-`, addresses, and manifests. */
export type Wanted = Pick<Meta, "published" | "lang"> & { sources: string[]; manifests: string[] };

/** One report to come, under the name the caller knows it by. */
export type Item = { label: string; load(reader: Reader): Promise<Report> };

export type Intake = { items: Item[]; problem(sentence: string): void; remark(sentence: string): void; failures(): number };

/** Endings of the files that are taken from a folder; a file that is named is read whatever its ending. */
const texts = new Set([".txt", ".text", ".md"]);

function filesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => texts.has(extname(name).toLowerCase()));
  return names.sort().map((name) => join(folder, name));
}

const fileItem = (path: string, label: string, meta: Meta): Item => ({
  label,
  load: async (reader) => reader.report(readFileSync(path), { path, ...meta }),
});

function folderItems(folder: string, meta: Meta): Item[] {
  const files = filesIn(folder);
  if (files.length === 0)
    throw new CommandError(`${folder} holds no files that end in ${[...texts].join(", ")}: name the files themselves`);
  return files.map((path) => fileItem(path, path, meta));
}

const stdinItem = (io: Io, meta: Meta): Item => ({
  label: "standard input",
  load: async (reader) => reader.report(await io.stdin(), { doc: "stdin", ...meta }),
});

const FETCH_MS = 30_000;

async function fetched(address: string): Promise<Uint8Array> {
  let answer: Response;
  try {
    answer = await fetch(address, { signal: AbortSignal.timeout(FETCH_MS), headers: { accept: "text/plain, */*;q=0.5" } });
  } catch (error) {
    const { cause, message } = error as Error;
    throw new CommandError(`${address} cannot be fetched: ${(cause as Error | undefined)?.message || message}`);
  }
  if (!answer.ok) throw new CommandError(`${address} cannot be fetched: the server answers ${answer.status}`);
  const type = answer.headers.get("content-type") ?? "text/plain";
  if (!type.startsWith("text/plain"))
    throw new CommandError(
      `${address} is ${type.split(";")[0]}, and only plain text is read from addresses: save its text to a file and name that`,
    );
  return new Uint8Array(await answer.arrayBuffer());
}

const addressItem = (address: string, meta: Meta): Item => ({
  label: address,
  load: async (reader) => reader.report(await fetched(address), { url: address, ...meta }),
});

function manifestItems(file: string, wanted: Wanted, remark: (sentence: string) => void): Item[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandError(`the manifest ${file} ${pathReason(error)}`);
  }
  const { entries, notices } = parseManifest(text);
  for (const n of notices) remark(`${file}: ${n.reason}`);
  return entries.map(({ line: _, path, ...said }) => fileItem(resolve(dirname(file), path), path, { ...metaOf(wanted), ...said }));
}

const metaOf = ({ published, lang }: Wanted): Meta => ({ ...(published ? { published } : {}), ...(lang ? { lang } : {}) });

function sourceItems(source: string, wanted: Wanted, io: Io): Item[] {
  const meta = metaOf(wanted);
  if (source === "-") return [stdinItem(io, meta)];
  if (/^https?:\/\//.test(source)) return [addressItem(source, meta)];
  if (statSync(source).isDirectory()) return folderItems(source, meta);
  return [fileItem(source, source, meta)];
}

/** Finds what is to be read. What cannot be found is told on stderr, and the rest is read. */
export function intakeOf(wanted: Wanted, io: Io): Intake {
  if (wanted.sources.length + wanted.manifests.length === 0)
    throw wrongCall("nothing to read: name files, or a list of them with --manifest");
  let failures = 0;
  const remark = (sentence: string): void => io.err.write(`foedera: ${sentence}\n`);
  const problem = (sentence: string): void => {
    failures += 1;
    remark(sentence);
  };
  const items = wanted.manifests.flatMap((file) => manifestItems(file, wanted, remark));
  for (const source of wanted.sources) {
    try {
      items.push(...sourceItems(source, wanted, io));
    } catch (error) {
      problem(error instanceof CommandError ? error.message : `${source} ${pathReason(error)}`);
    }
  }
  return { items, problem, remark, failures: () => failures };
}

/** Loads the reports one after the other; one that cannot be loaded is told on stderr and passed over. */
export async function* reportsOf(intake: Intake, reader: Reader): AsyncGenerator<{ label: string; report: Report }> {
  const seen = new Map<string, string>();
  for (const { label, load } of intake.items) {
    let report: Report;
    try {
      report = await load(reader);
    } catch (error) {
      intake.problem(error instanceof CommandError ? error.message : `${label} ${pathReason(error)}`);
      continue;
    }
    const other = seen.get(report.doc);
    if (other !== undefined && other !== label)
      intake.remark(`${label} has the same name as ${other} (${report.doc}): it counts as a new version of it`);
    seen.set(report.doc, label);
    for (const n of report.notices) intake.remark(`${label}: ${n.reason}`);
    yield { label, report };
  }
}
