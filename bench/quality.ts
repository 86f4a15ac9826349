/**
 * Scores the claims of the built reader against the gold and prints the tables of QUALITY.md and a row for its second table.
 * Run: npm run build && npx tsx bench/quality.ts
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const script = "../shared/score/gold.sh";

type Measure = { p: number; r: number; f1: number };
type Group = { gold: number; pred: number; detect: Measure; core: Measure; full: Measure };

function scored(half: "a" | "b" | null): Record<string, Group> {
  const { status, stdout, stderr } = spawnSync(script, ["--json", ...(half ? ["--half", half] : []), "--", "node", "bin/foedera.js"], {
    encoding: "utf8",
  });
  if (status === 0) return JSON.parse(stdout);
  console.error(`bench/quality: ${stderr.trim()}`);
  process.exit(1);
}

const shown = ({ p, r, f1 }: Measure) => [p, r, f1].map((n) => (100 * n).toFixed(1)).join(" / ");

function table(groups: Record<string, Group>): string {
  const rows = Object.entries(groups).map(
    ([name, g]) =>
      `| ${name.replace(/^(kind|lang) /, "")} | ${g.gold} | ${g.pred} | ${shown(g.detect)} | ${shown(g.core)} | ${shown(g.full)} |`,
  );
  return ["| group | gold | found | detect P / R / F1 | core P / R / F1 | full P / R / F1 |", "|---|---|---|---|---|---|", ...rows].join(
    "\n",
  );
}

const f1 = (g: Group | undefined, level: "detect" | "core" | "full") => (g ? (100 * g[level].f1).toFixed(1) : "-");

if (!existsSync(script)) console.log(`bench/quality: no gold at ../shared/gold; nothing measured`);
else {
  const [all, a, b] = [scored(null), scored("a"), scored("b")];
  console.log(`### All\n\n${table(all)}\n\n### Half a\n\n${table(a)}\n\n### Half b\n\n${table(b)}\n`);
  const cells = [
    f1(a.all, "detect"),
    f1(a.all, "core"),
    f1(b.all, "detect"),
    f1(b.all, "core"),
    f1(all["lang en"], "core"),
    f1(all["lang de"], "core"),
  ];
  const precision = all.all ? (100 * all.all.core.p).toFixed(1) : "-";
  console.log(`| | ${cells.join(" | ")} | ${precision} |`);
}
