/**
 * Same text found among generated reprints of real reports (../shared/corpus/load.jsonl.gz), or of the texts of the fixture pages where that
 * is absent: precision over pairs, recall by the way a reprint was made, and texts per second.
 * Run: npx tsx --conditions=source bench/duplicates.ts [originals] [--undated] [--mixed]
 */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Provenance } from "#fusion";
import { duplicates, textSignature } from "#reports";
import { tables } from "../test/fusion-tables.ts";
import { pages } from "../test/intake/pages.ts";
import { reprints, seeded } from "../test/intake/reprints.ts";

type Text = { text: string; published: string };
const file = "../shared/corpus/load.jsonl.gz";
const wanted = Number(process.argv[2] ?? 800);
const real = existsSync(file)
  ? gunzipSync(readFileSync(file))
      .toString()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Text)
  : [...new Map(pages().map(({ expected }) => [expected.text, expected])).values()];
if (!existsSync(file)) console.log(`${file} is absent: the ${real.length} texts of the fixture pages stand in`);

const random = seeded(7);
const originals = real
  .filter(({ text }) => text.length > 900 && text.length < 20_000)
  .sort(() => random() - 0.5)
  .slice(0, wanted);
const made = originals.flatMap(({ text, published }, at) =>
  reprints(text, at, random, process.argv.includes("--undated") ? undefined : published),
);
const start = performance.now();
const groups = duplicates(made.map(({ report }) => report));
const seconds = (performance.now() - start) / 1000;

const groupOf = new Map(groups.flatMap((group, at) => group.docs.map((doc) => [doc, at] as const)));
const origin = new Map(made.map(({ report, original }) => [report.doc, original]));
let [right, wrong] = [0, 0];
const mixed: string[] = [];
for (const { docs } of groups) {
  for (const [at, a] of docs.entries())
    for (const b of docs.slice(at + 1)) {
      if (origin.get(a) === origin.get(b)) right++;
      else wrong++;
    }
  const roots = [...new Set(docs.map((doc) => origin.get(doc)!))];
  if (roots.length > 1) mixed.push(roots.map((root) => originals[root]!.text.slice(0, 50).replace(/\s+/g, " ")).join("  |  "));
}
const ways = [...new Set(made.map(({ way }) => way))].filter((way) => way !== "original");
console.log(`originals ${originals.length}, texts ${made.length}, groups ${groups.length}`);
for (const way of ways) {
  const list = made.filter((one) => one.way === way);
  const found = list.filter((one) => {
    const own = groupOf.get(one.report.doc);
    return own !== undefined && own === groupOf.get(`o${one.original}`);
  });
  console.log(`recall ${way.padEnd(16)} ${(found.length / list.length).toFixed(3)}`);
}
console.log(
  `precision over pairs ${(right / (right + wrong)).toFixed(4)} (${wrong} of ${right + wrong} pairs are of two originals, in ${mixed.length} groups)`,
);
if (process.argv.includes("--mixed")) console.log(mixed.join("\n"));
console.log(
  `texts per second ${Math.round(made.length / seconds)}, MB/s ${(made.reduce((sum, { report }) => sum + report.text.length, 0) / 1e6 / seconds).toFixed(2)}`,
);

// fusion's view of the same texts, each way of an outlet of its own, without what they say of their source
const metas = made.map(({ report, way }) => ({
  ...{ doc: report.doc, lang: "en", published: report.published ?? null, origin: [], outlet: `Outlet ${way}` },
  signature: textSignature(report.text),
}));
const began = performance.now();
const kin = new Provenance(
  tables,
  metas.map((meta) => [meta.doc, meta] as const),
).kin("en");
const took = (performance.now() - began) / 1000;
for (const way of ways) {
  const list = made.filter((one) => one.way === way);
  const found = list.filter(({ report, original }) => kin.get(report.doc)?.some(({ doc }) => doc === `o${original}`));
  console.log(`kin: recall ${way.padEnd(16)} ${(found.length / list.length).toFixed(3)}`);
}
const pairs = [...kin].flatMap(([doc, others]) => others.map(({ doc: other }) => origin.get(doc) === origin.get(other)));
console.log(
  `kin: precision over pairs ${(pairs.filter(Boolean).length / pairs.length).toFixed(4)} of ${pairs.length / 2}, ${took.toFixed(1)} s`,
);
