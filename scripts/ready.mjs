// Installs and builds what is missing or out of date. Plain Node: nothing is installed when this first runs.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** What a build is made of. */
const sources = ["src", "knowledge", "scripts", "package.json", "tsdown.config.ts", "vite.config.ts"];

/** npm writes its own copy of the lock and the lock itself within a moment of each other, in either order. */
const moment = 60_000;

/** The time of the last change of a file or folder, 0 where there is none. */
export const changed = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** The time of the latest change in a file or folder, in milliseconds. */
function latest(path) {
  const own = changed(path);
  if (!own || !statSync(path).isDirectory()) return own;
  return readdirSync(path).reduce((time, name) => Math.max(time, latest(join(path, name))), own);
}

/** True where `node_modules` is missing or older than the lock. */
export const mustInstall = () => changed("node_modules/.package-lock.json") + moment < changed("package-lock.json");

/** True where `dist` is missing or older than what it is made of. */
export const mustBuild = () => changed("dist/.built") < Math.max(...sources.map(latest));

/** Runs a command with this terminal; ends the program with its exit code where it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit", ...options });
  if (status === 0) return;
  if (error) console.error(`${command} could not be started: ${error.message}`);
  process.exit(status ?? 1);
}

/** Brings the folder to where the program and its tests run. */
export function ready() {
  const [major] = process.versions.node.split(".").map(Number);
  if (major < 20) {
    console.error(`Foedera needs Node 20 or later, and this is ${process.versions.node}; install a newer Node and try again.`);
    process.exit(1);
  }
  if (mustInstall()) {
    console.error("Installing the packages of package-lock.json ...");
    run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  }
  if (mustBuild()) {
    console.error("Building dist/ ...");
    run(process.execPath, ["scripts/build.mjs"]);
  }
}
