/**
 * Draws claims at random from texts that were not chosen for their topic and writes them as a list to be judged by hand. The draw is by
 * hash, so it hardly moves when the rules change, and a verdict already in the list is kept with its claim.
 * Run: npm run build && npx tsx bench/offtopic.ts [--seed 1] [--claims 50]
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Claim, Report } from "#model";
import { read } from "#reading";
import { builtKnowledge, chance, loadTexts } from "./texts.ts";

const list = "bench/offtopic-sample.md";
const longest = 300;
const { values } = parseArgs({ options: { seed: { type: "string", default: "1" }, claims: { type: "string", default: "50" } } });

type Drawn = { report: Report; claim: Claim; draw: number };

function draw(reports: readonly Report[], seed: number): Drawn[] {
  const known = builtKnowledge();
  const all = reports.flatMap((report) =>
    read(report, known).claims.map((claim) => ({ report, claim, draw: chance(`${report.doc}:${claim.start}:${claim.kind}`, seed) })),
  );
  return all.sort((a, b) => a.draw - b.draw);
}

const noise = new Set(["id", "evidence", "start", "end", "rule", "confidence", "from", "kind"]);

/** "agreement: type access, parties JP GB, stage signed", without what is empty. */
function said(claim: Claim): string {
  const parts = Object.entries(claim).flatMap(([field, value]) => {
    if (noise.has(field) || value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    const shown = Array.isArray(value) ? value.map((v) => (typeof v === "object" ? JSON.stringify(v) : v)).join(" ") : value;
    return [`${field} ${typeof shown === "object" ? JSON.stringify(shown) : shown}`];
  });
  return `${claim.kind}: ${parts.join(", ")}`;
}

function quotation(claim: Claim): string {
  const flat = claim.evidence.replaceAll(/[\s*_|]+/g, " ").trim();
  return flat.length < longest ? flat : `${flat.slice(0, longest - 4)} ...`;
}

/** What identifies a judged claim: its text and all that is said of it. A claim that changes is to be judged anew. */
const keyOf = (doc: string, claim: Claim): string => `${doc}#${claim.start} ${said(claim)}`;

/** Indented under its number, as a Markdown list wants it. */
function entry(n: number, { report, claim }: Drawn, verdict: string): string {
  const under = " ".repeat(`${n}. `.length);
  return `${n}. ${keyOf(report.doc, claim)}\n${under}> ${quotation(claim)}\n\n${under}rule ${claim.rule}; verdict: ${verdict}\n`;
}

function verdicts(): Map<string, string> {
  if (!existsSync(list)) return new Map();
  const found = readFileSync(list, "utf8").matchAll(/^\d+\. (.+)\n(?: +> .*\n\n)? +rule .*; verdict: (.+)$/gm);
  return new Map([...found].flatMap(([, key, verdict]) => (key && verdict && verdict !== "-" ? [[key, verdict] as const] : [])));
}

const reports = loadTexts("bench/offtopic");
if (reports) {
  const kept = verdicts();
  const all = draw(reports, Number(values.seed));
  const drawn = all.slice(0, Number(values.claims));
  const judged = drawn.map((d) => kept.get(keyOf(d.report.doc, d.claim)) ?? "-");
  const right = judged.filter((v) => v.startsWith("right")).length;
  const open = judged.filter((v) => v === "-").length;
  const head = `# ${drawn.length} claims drawn at random (seed ${values.seed}) from ${all.length} in ${reports.length} White House texts\n\nThe texts are works of the United States government and in the public domain. Write \`right\` or \`wrong\` and why behind "verdict:".\n\nRight: ${right} of ${drawn.length - open} judged.\n`;
  writeFileSync(list, `${head}\n${drawn.map((d, i) => entry(i + 1, d, judged[i] as string)).join("\n")}`);
  console.log(`${list}: ${drawn.length} of ${all.length} claims, ${right} right of ${drawn.length - open} judged, ${open} to judge`);
}
