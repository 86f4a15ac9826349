import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";

const built = existsSync("dist/cli/index.js");
if (!built) console.warn("dist/ is not built: the test of the served desk is skipped.");

const run = (args: string[]) => spawn(process.execPath, ["bin/foedera.js", ...args], { stdio: ["ignore", "pipe", "inherit"] });

describe.skipIf(!built)("a ledger that the command line has read", () => {
  it("is served: its pages, and what it holds", async () => {
    const folder = mkdtempSync(join(tmpdir(), "foedera-served-"));
    const ledger = join(folder, "ledger");
    const read = run(["read", "examples", "--ledger", ledger]);
    read.stdout.resume();
    expect((await once(read, "exit"))[0]).toBe(0);
    // facts asked for before are kept, and the server must find those again
    const asked = run(["agreements", "--ledger", ledger]);
    asked.stdout.resume();
    expect((await once(asked, "exit"))[0]).toBe(0);
    const server = run(["serve", "--ledger", ledger, "--port", "0"]);
    try {
      const [line] = (await once(createInterface(server.stdout), "line")) as [string];
      const url = /http:\/\/[\d.]+:\d+/.exec(line)?.[0];
      for (const path of ["/", "/api/overview", "/api/agreements?limit=5", "/api/reports?limit=5"]) {
        const answer = await fetch(`${url}${path}`);
        expect(answer.status, path).toBe(200);
        const body = await answer.text();
        if (path.includes("limit")) expect(JSON.parse(body).items.length, path).toBeGreaterThan(0);
      }
    } finally {
      server.kill();
      await once(server, "exit");
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);
});
