// npm start: from a fresh clone to a ledger of the example reports, and the desk where there is one.
import { spawnSync } from "node:child_process";
import { ready, run } from "./ready.mjs";

const foedera = "bin/foedera.js";
const ledger = ".foedera-example";
const views = ["agreements", "commitments", "activities", "statements"];

/** Shows a command as one would type it, and runs it. */
function show(...args) {
  console.log(`\n$ npx foedera ${args.join(" ")}`);
  run(process.execPath, [foedera, ...args]);
}

const known = (command) => spawnSync(process.execPath, [foedera, command, "--help"], { stdio: "ignore" }).status === 0;

ready();
show("read", "--ledger", ledger, "--manifest", "examples/index.jsonl");
for (const view of views.filter(known)) show(view, "--ledger", ledger);
console.log(`\nThe ledger is in ${ledger}; "npx foedera --help" lists what else can be asked of it.`);
if (!process.argv.includes("--no-serve") && known("serve")) show("serve", "--ledger", ledger);
