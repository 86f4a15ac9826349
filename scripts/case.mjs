// npm run case -- NAME: a new folder for a report that is read wrong, to be filled in before the reading is mended.
// NAME is a language and a slug, such as de-verschobene-unterzeichnung. With --from FILE the report is copied from there.
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";

const args = process.argv.slice(2);
const from = args.includes("--from") ? args.splice(args.indexOf("--from"), 2)[1] : undefined;
const [name] = args;

function stop(sentence) {
  console.error(sentence);
  process.exit(2);
}

if (!/^[a-z]{2,3}-[a-z0-9-]+$/.test(name ?? ""))
  stop("Name the case by language and slug: npm run case -- de-verschobene-unterzeichnung [--from FILE]");
const folder = `cases/${name}`;
if (existsSync(folder)) stop(`${folder} is there already; choose another name or work in it.`);
if (from !== undefined && !existsSync(from)) stop(`There is no file ${from}.`);

mkdirSync(folder, { recursive: true });
if (from === undefined) writeFileSync(`${folder}/report.txt`, "");
else copyFileSync(from, `${folder}/report.txt`);
const meta = { lang: name.split("-")[0], published: null, what: "One sentence: what this case shows." };
writeFileSync(`${folder}/meta.json`, `${JSON.stringify(meta, null, 2)}\n`);
writeFileSync(`${folder}/expected.jsonl`, "");
console.log(`Made ${folder}/: write the report into report.txt (your own words), its date and what the case shows into meta.json,`);
console.log("and each claim that must be found as one line of expected.jsonl; then npm test -- test/cases.test.ts");
