// npm test: installs and builds what is missing, then runs the tests. Arguments go to vitest: npm test -- src/time
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { ready, run } from "./ready.mjs";

/** The desk is tested in Debian's Chromium; where this user may install it, it is. Elsewhere those tests skip and say why. */
function browser() {
  const there = existsSync(process.env.FOEDERA_CHROMIUM ?? "/usr/bin/chromium");
  if (there || process.platform !== "linux" || process.getuid() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  console.error("Installing Chromium for the tests of the desk ...");
  const apt = (...args) => spawnSync("apt-get", args, { stdio: "ignore", timeout: 300_000 });
  apt("update", "-qq");
  apt("install", "-y", "-qq", "--no-install-recommends", "chromium");
}

ready();
browser();
run(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)]);
