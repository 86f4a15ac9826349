import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { type Io, main } from "#cli";

/** What a call printed, and its exit code. */
export type Outcome = { code: number; out: string; err: string };

export type Outside = { columns?: number; stdin?: string; env?: Record<string, string>; now?: string };

/** Runs a call in this process, with an outer world of its own. */
export async function call(argv: string[], outside: Outside = {}): Promise<Outcome> {
  const said = { out: "", err: "" };
  const output = (name: "out" | "err"): Io["out"] => ({
    write: (text) => void (said[name] += text),
    flush: async () => {},
    isTTY: false,
    columns: outside.columns ?? 80,
    colour: false,
  });
  const io: Io = {
    out: output("out"),
    err: output("err"),
    env: { FOEDERA_REVIEWER: "ann", ...outside.env },
    now: () => new Date(outside.now ?? "2024-05-01T12:00:00Z"),
    stdin: async () => new TextEncoder().encode(outside.stdin ?? ""),
    checkpoint: async () => {},
  };
  const code = await main(argv, io);
  return { code, ...said };
}

/** A folder that is taken away again. */
export function freshFolder(): { path: string; clear(): void } {
  const path = mkdtempSync(join(tmpdir(), "foedera-cli-"));
  return { path, clear: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes what the views need of the compiled knowledge to a file. */
export function ontologyFile(folder: string): string {
  const names = ["fusion", "synonyms", "sentences", "obligations", "labels"];
  const ontology = Object.fromEntries(names.map((n) => [n, parse(readFileSync(`knowledge/ontology/${n}.yaml`, "utf8"))]));
  const file = join(folder, "knowledge.json");
  writeFileSync(file, JSON.stringify({ ontology }));
  return file;
}
