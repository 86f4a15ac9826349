/**
 * The fold: claims folded at once, and one more report of five claims folded into a small and a large ledger, in a world that grows with the
 * reports (as many claims of each pair of states) and in one that does not.
 * Run: npx tsx --conditions=source bench/ledger-fold.ts [claims of the large ledger]
 */
import { Folder } from "#fusion";
import { made } from "../test/fusion-made.ts";
import { tables } from "../test/fusion-tables.ts";

const large = Number(process.argv[2] ?? 100_000);
const small = large / 10;
const ADDED = 100;
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Folds `n` claims about so many states, then more reports one by one. */
function run(n: number, among: number): { fold: number; median: number; mean: number } {
  const { reports, claims } = made(n + 5 * ADDED, 3, among);
  const folder = new Folder(tables, { asOf: "2026-01-01" });
  const start = cpu();
  folder.add({ reports: reports.slice(0, n / 5), claims: claims.slice(0, n) });
  const facts = folder.facts().length;
  const fold = cpu() - start;
  const times: number[] = [];
  for (let i = 0; i < ADDED; i++) {
    const from = n + 5 * i;
    const before = cpu();
    folder.add({ reports: reports.slice(from / 5, from / 5 + 1), claims: claims.slice(from, from + 5) });
    folder.update();
    times.push(cpu() - before);
  }
  times.sort((a, b) => a - b);
  const [median, mean] = [times[ADDED / 2] ?? 0, times.reduce((a, b) => a + b, 0) / ADDED];
  console.log(
    `${n} claims, ${among} states: fold ${(fold / 1000).toFixed(1)} s (${facts} facts); one more report ${median.toFixed(2)} ms median, ${mean.toFixed(2)} mean`,
  );
  return { fold, median, mean };
}

for (const grows of [true, false]) {
  const [a, b] = [run(small, grows ? 63 : 200), run(large, 200)];
  console.log(
    `${grows ? "a world that grows with them" : "one world, told ten times as densely"}: fold ${(b.fold / a.fold).toFixed(1)} times, one more report ${(b.median / a.median).toFixed(2)} (mean ${(b.mean / a.mean).toFixed(2)}) times`,
  );
}
