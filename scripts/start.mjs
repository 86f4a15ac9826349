// npm start: from a fresh clone to a ledger of the example reports, and the desk where there is one.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { changed, ready, run } from "./ready.mjs";

const foedera = "bin/foedera.js";
const ledger = ".foedera-example";
const place = ["--ledger", ledger];

/** Shows a command as one would type it, and runs it. */
function show(...args) {
  console.log(`\n$ npx foedera ${args.join(" ")}`);
  run(process.execPath, [foedera, ...args]);
}

const known = (command) => spawnSync(process.execPath, [foedera, command, "--help"], { stdio: "ignore" }).status === 0;

/** The agreement that most reports speak of. */
function mostTold() {
  const { stdout } = spawnSync(process.execPath, [foedera, "agreements", ...place, "--json"], { encoding: "utf8" });
  const facts = stdout
    .split("\n")
    .filter(Boolean)
    .flatMap((line) => JSON.parse(line));
  return facts.reduce((most, fact) => ((fact.sources?.reports ?? 0) > (most?.sources?.reports ?? 0) ? fact : most), undefined);
}

ready();
// the example ledger is made anew where what made it has changed
if (changed(ledger) < changed("dist/.built")) rmSync(ledger, { recursive: true, force: true });

show("read", ...place, "--manifest", "examples/index.jsonl");
show("agreements", ...place);
show("commitments", ...place);
const told = mostTold();
if (told) show("show", ...place, told.id);
console.log(`\nThe ledger is in ${ledger}; "npx foedera --help" lists what else can be asked of it.`);
if (!process.argv.includes("--no-serve") && known("serve")) show("serve", ...place);
