import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type Knowledge, knowledge } from "#knowledge";
import type { Report } from "#model";
import { relevant } from "#reading";

const file = "../shared/corpus/load.jsonl.gz";

/** The 3,260 White House texts as reports, or null, with a sentence, where they are absent. */
export function loadTexts(bench: string): Report[] | null {
  if (!existsSync(file)) {
    console.log(`${bench}: no texts at ${file}; nothing measured`);
    return null;
  }
  const lines = gunzipSync(readFileSync(file)).toString("utf8").trim().split("\n");
  return lines.map((line) => ({ ...(JSON.parse(line) as Pick<Report, "doc" | "lang" | "published" | "text">), origin: [], notices: [] }));
}

/** What the build compiled; a bench stops with a sentence where there is no build. */
export function builtKnowledge(): Knowledge {
  if (!existsSync("dist/knowledge.json")) {
    console.error("dist/knowledge.json is missing: run npm run build");
    process.exit(1);
  }
  return knowledge(JSON.parse(readFileSync("dist/knowledge.json", "utf8")));
}

/** The texts that the gate lets through, and those it passes over. */
export function sift(reports: readonly Report[], known: Knowledge): { relevant: Report[]; other: Report[] } {
  const out = { relevant: [] as Report[], other: [] as Report[] };
  for (const r of reports) out[relevant(r.text, known.compiled.gate) ? "relevant" : "other"].push(r);
  return out;
}

/** Millions of bytes of text in UTF-8. */
export const megabytes = (reports: readonly Report[]): number => reports.reduce((n, r) => n + Buffer.byteLength(r.text), 0) / 1e6;

/** A number from 0 to 1 for a text and a seed, the same on every machine. */
export function chance(text: string, seed: number): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
