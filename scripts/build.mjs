// Makes dist/: one module per room, the scripts, and the compiled knowledge. It is made beside the old one and then put in
// its place, so that a build that fails leaves what worked before. Plain Node: this runs before anything is built.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";

const fresh = `.build-${process.pid}`;
const old = `${fresh}-old`;

function run(command, args, more = {}) {
  const env = { ...process.env, NO_COLOR: "1", ...more };
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8", env });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ""}${stderr ?? ""}${error ? `${error.message}\n` : ""}`);
  rmSync(fresh, { recursive: true, force: true });
  console.error(`The build stopped in "${args[0]}"; mend what stands above and run npm run build again.`);
  process.exit(1);
}

/** The desk: the part for the browser, and the knowledge with which it reads a pasted text. */
function desk(folder) {
  const names = { FOEDERA_OUT: fresh, FOEDERA_KNOWLEDGE: `${fresh}/knowledge.json` };
  run(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--logLevel", "error"], names);
  copyFileSync(`${fresh}/knowledge.json`, `${folder}/knowledge.json`);
}

run(process.execPath, ["node_modules/tsdown/dist/run.mjs", "--out-dir", fresh, "--log-level", "warn"]);
run(process.execPath, [`${fresh}/scripts/build-knowledge.js`, `${fresh}/knowledge.json`]);
desk(`${fresh}/web`);
writeFileSync(`${fresh}/.built`, "");

if (existsSync("dist")) renameSync("dist", old);
renameSync(fresh, "dist");
rmSync(old, { recursive: true, force: true });
