import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { type Io, main } from "#cli";
import { type Ledger, open } from "#ledger";

/** What a call printed, and its exit code. */
export type Outcome = { code: number; out: string; err: string };

/** A ledger that stays open from call to call, under its folder. */
export type Kept = { folder: string; ledger: Ledger };

/** The ledger as a call gets it: closing it is only noted. */
export function lent({ ledger }: Kept, onClose = (): void => {}): Ledger {
  const value = (name: keyof Ledger): unknown => {
    const own: unknown = ledger[name];
    return typeof own === "function" ? own.bind(ledger) : own;
  };
  return new Proxy(ledger, { get: (_, name) => (name === "close" ? async () => onClose() : value(name as keyof Ledger)) });
}

export type Outside = { kept?: Kept; columns?: number; stdin?: string; env?: Record<string, string>; now?: string };

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
    stdin: async function* () {
      yield new TextEncoder().encode(outside.stdin ?? "");
    },
    checkpoint: async () => {},
    open: async (where) => (outside.kept && where.folder === outside.kept.folder ? lent(outside.kept) : open(where)),
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
