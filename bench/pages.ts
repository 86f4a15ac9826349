/**
 * The main text of pages beside plain readability on the same tree builder: word F1 on the fixture pages, and time per page.
 * Run: npx tsx --conditions=source bench/pages.ts [--pages]
 */
import { Readability } from "@mozilla/readability";
import { DOMParser } from "linkedom";
import { decodePage } from "../src/reports/charset.ts";
import { pageOf } from "../src/reports/html.ts";
import { pages, wordF1 } from "../test/intake/pages.ts";
import { tables } from "../test/report-tables.ts";

const rows: { file: string; by: string; ours: number; readability: number }[] = [];
let [ours, theirs] = [0, 0];
for (const { expected, bytes } of pages()) {
  const html = decodePage(bytes).text;
  const start = performance.now();
  const page = await pageOf(html, expected.url, tables);
  const middle = performance.now();
  const plain = new Readability(new DOMParser().parseFromString(html, "text/html") as never).parse()?.textContent ?? "";
  theirs += performance.now() - middle;
  ours += middle - start;
  rows.push({ file: expected.file, by: page.extractor, ours: wordF1(page.text, expected.text), readability: wordF1(plain, expected.text) });
}
const mean = (key: "ours" | "readability") => rows.reduce((sum, row) => sum + row[key], 0) / rows.length;
if (process.argv.includes("--pages"))
  for (const row of rows) console.log(`${row.ours.toFixed(3)}  ${row.readability.toFixed(3)}  ${row.file} (${row.by})`);
console.log(`pages ${rows.length}  word F1: foedera ${mean("ours").toFixed(4)}, readability ${mean("readability").toFixed(4)}`);
console.log(
  `worst page: foedera ${Math.min(...rows.map((r) => r.ours)).toFixed(3)}, readability ${Math.min(...rows.map((r) => r.readability)).toFixed(3)}`,
);
console.log(
  `ms per page: foedera ${(ours / rows.length).toFixed(1)} (text and metadata), readability ${(theirs / rows.length).toFixed(1)} (text)`,
);
