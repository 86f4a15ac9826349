/**
 * How long the command takes to start: `--version`, `extract` of one page, and the bare Node that both stand on; median of several runs, peak memory.
 * Run: npm run build && npx tsx bench/start.ts [--runs 11]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { runs: { type: "string", default: "11" } } });
const folder = mkdtempSync(join(tmpdir(), "foedera-start-"));
const page = join(folder, "page.html");
const about = join(folder, "about.mjs");

const paragraphs = [
  "The defence ministers of Japan and Australia signed a reciprocal access agreement in Tokyo on Thursday, officials of both states said.",
  "The pact sets out how the forces of one country enter the other for exercises. Parliament in Canberra is expected to ratify it by March 2023.",
  "Australia will send two frigates to the exercise in May. Tokyo said that it would spend 2 percent of its gross domestic product on defence by 2027.",
];
const body = Array.from({ length: 8 }, () => paragraphs.map((p) => `<p>${p}</p>`).join("")).join("");
writeFileSync(
  page,
  `<!doctype html><html lang="en"><head><title>Access agreement signed</title><meta property="article:published_time" content="2022-01-06"></head><body><article><h1>Access agreement signed</h1>${body}</article></body></html>`,
);
// a run tells its own peak memory and CPU time as it ends
writeFileSync(
  about,
  `import { writeFileSync } from "node:fs"; process.on("exit", () => writeFileSync(process.env.USAGE_FILE, JSON.stringify(process.resourceUsage())));`,
);

const median = (xs: number[]): number => xs.sort((a, b) => a - b)[Math.floor(xs.length / 2)] as number;

function once(args: string[], watch: boolean): { seconds: number; ok: boolean; error: string } {
  const env = { ...process.env, USAGE_FILE: join(folder, "usage.json") };
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...(watch ? ["--import", about] : []), ...args], { encoding: "utf8", env });
  return { seconds: (performance.now() - start) / 1000, ok: status === 0, error: stderr };
}

function measure(what: string, args: string[]): void {
  const first = once(args, false);
  if (!first.ok) {
    console.log(`${what.padEnd(36)} failed: ${first.error.trim()}`);
    process.exitCode = 1;
    return;
  }
  const runs = Array.from({ length: Number(values.runs) }, () => once(args, false).seconds);
  once(args, true);
  const usage = JSON.parse(readFileSync(join(folder, "usage.json"), "utf8")) as Record<"maxRSS" | "userCPUTime" | "systemCPUTime", number>;
  const cpu = (usage.userCPUTime + usage.systemCPUTime) / 1e6;
  const [half, best] = [median(runs), Math.min(...runs)].map((t) => `${t.toFixed(3)} s`);
  console.log(
    `${what.padEnd(34)} median ${half}, best ${best}, CPU ${cpu.toFixed(2)} s, peak memory ${(usage.maxRSS / 1024).toFixed(0)} MB`,
  );
}

try {
  measure("node alone", ["-e", "0"]);
  measure("foedera --version", ["bin/foedera.js", "--version"]);
  measure("foedera extract, one page of HTML", ["bin/foedera.js", "extract", page]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
