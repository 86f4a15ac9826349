import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, it } from "vitest";

const built = existsSync("dist/work/thread.js");
const why = built ? "" : " (skipped: there is no build in dist/)";

/** The bench with few reports and few kills; it prints a line a part, and ends with 1 where facts are not byte-equal. */
it.skipIf(!built)(
  `the facts are those of an undisturbed run after readers, workers and servers were ended hard${why}`,
  () => {
    const args = ["tsx", "bench/faults.ts", "--reports", "20", "--queued", "40", "--kills", "2"];
    const { stdout, stderr, status } = spawnSync("npx", args, { encoding: "utf8", timeout: 1_200_000 });
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/^folder: 20 reports, 2 kills .* byte-equal/m);
    if (!stdout.includes("not tried"))
      for (const part of ["workers", "nats", "postgres"]) expect(stdout).toMatch(new RegExp(`^${part}: .* byte-equal`, "m"));
  },
  1_200_000,
);
