/**
 * Reports per second from a file of JSON Lines into a ledger in a folder (PGlite), beside the same without storing and without reading, in the
 * same run: one process each, one after the other, by CPU time and by the clock, with its peak memory.
 * Run: npm run build && npx tsx bench/intake.ts [--file FILE.jsonl.gz]
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sources } from "#intake";
import { open } from "#ledger";
import { read } from "#reading";
import { furniture } from "#reports";
import { builtKnowledge } from "./texts.ts";

const steps = ["made", "read", "stored"] as const;
type Step = (typeof steps)[number];
type Measured = { reports: number; claims: number; cpu: number; clock: number; peak: number };

const { values } = parseArgs({
  options: { file: { type: "string", default: "../shared/corpus/load.jsonl.gz" }, step: { type: "string" } },
});

async function measure(step: Step): Promise<Measured> {
  const known = builtKnowledge();
  const tables = known.compiled.reports;
  const folder = mkdtempSync(join(tmpdir(), "foedera-bench-"));
  const ledger = step === "stored" ? await open({ folder: join(folder, "ledger"), create: true }) : null;
  let [reports, claims] = [0, 0];
  const [{ user, system }, start] = [process.cpuUsage(), performance.now()];
  try {
    for await (const item of sources([values.file], { tables, web: null })) {
      if (!("report" in item)) continue;
      reports++;
      if (step === "made") continue;
      const document = read(item.report, known, { skip: furniture(item.report.text, tables) });
      claims += document.claims.length;
      await ledger?.put(document, item.report, { reader: "bench" });
    }
    const used = process.cpuUsage({ user, system });
    const clock = (performance.now() - start) / 1000;
    return { reports, claims, cpu: (used.user + used.system) / 1e6, clock, peak: process.resourceUsage().maxRSS / 1024 };
  } finally {
    await ledger?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same program again, for one step. */
function apart(step: Step): Measured {
  const argv = [...process.execArgv, process.argv[1]!, "--file", values.file, "--step", step];
  const { stdout, stderr, status } = spawnSync(process.execPath, argv, { encoding: "utf8" });
  if (status !== 0) throw new Error(`the step "${step}" failed: ${stderr}`);
  return JSON.parse(stdout);
}

if (values.step) console.log(JSON.stringify(await measure(values.step as Step)));
else if (!existsSync(values.file)) console.log(`intake: no texts at ${values.file}; nothing measured`);
else {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  console.log(`foedera ${version}, ${values.file}\n`);
  const found = steps.map((step) => {
    const one = apart(step);
    const { reports, claims, cpu, clock, peak } = one;
    const rates = `${Math.round(reports / cpu)} a second of CPU time, ${Math.round(reports / clock)} by the clock`;
    console.log(`${step.padEnd(7)} ${reports} reports, ${claims} claims: ${rates}; peak ${Math.round(peak)} MB`);
    return one;
  });
  const [, only, stored] = found as [Measured, Measured, Measured];
  console.log(`storing takes ${(stored.cpu / only.cpu).toFixed(2)} times the CPU time of reading alone`);
}
