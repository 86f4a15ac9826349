import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import ts from "typescript";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { open } from "#ledger";
import { made } from "./ledger-material.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foedera-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const reader = { reader: "test", received: "2024-05-01" };

/** The lock as a program of its own, so that other processes can hold it. */
function lockProgram(): string {
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  for (const name of ["lock", "errors"]) {
    const source = readFileSync(`src/ledger/${name}.ts`, "utf8");
    writeFileSync(
      join(folder, `${name}.mjs`),
      ts.transpileModule(source, { compilerOptions: options }).outputText.replaceAll('.ts"', '.mjs"'),
    );
  }
  const main = `import { lockFolder } from "./lock.mjs";
    try { const lock = lockFolder(process.argv[2]); console.log("held"); process.stdin.on("data", () => { lock.release(); process.exit(0); }); }
    catch (error) { console.log(error.message); process.exit(1); }`;
  writeFileSync(join(folder, "main.mjs"), main);
  return join(folder, "main.mjs");
}

const said = (child: ChildProcess): Promise<string> => new Promise((done) => child.stdout?.once("data", (d) => done(String(d).trim())));
const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((done) => (child.exitCode === null && child.signalCode === null ? child.once("exit", done) : done(child.exitCode)));

describe("the lock of a folder", () => {
  test("a second process gets one sentence, and a dead one's lock is taken over", async () => {
    const program = lockProgram();
    const at = join(folder, "ledger");
    const first = spawn(process.execPath, [program, at]);
    expect(await said(first)).toBe("held");
    await expect(open({ folder: at, create: true })).rejects.toThrow(
      `the ledger ${at} is in use by process ${first.pid}: wait until it has ended`,
    );
    first.kill("SIGKILL");
    await ended(first);
    const ledger = await open({ folder: at, create: true });
    await ledger.close();
    expect(readdirSync(at).filter((f) => f.startsWith("lock")).length).toBe(1);
  }, 60_000);

  test("of many processes that find a dead lock exactly one gets it", async () => {
    const program = lockProgram();
    const at = join(folder, "ledger");
    const dead = spawn(process.execPath, [program, at]);
    await said(dead);
    dead.kill("SIGKILL");
    await ended(dead);
    const many = Array.from({ length: 8 }, () => spawn(process.execPath, [program, at]));
    const answers = await Promise.all(many.map(said));
    expect(answers.filter((a) => a === "held").length).toBe(1);
    expect(answers.filter((a) => a.includes("is in use by process")).length).toBe(7);
    for (const child of many) {
      // those that were refused may have ended by now
      child.stdin?.on("error", () => {});
      child.stdin?.write("end\n");
    }
    await Promise.all(many.map(ended));
  }, 60_000);

  test("a number given to another process does not keep a dead lock alive, another machine's lock holds", async () => {
    const at = join(folder, "ledger");
    mkdirSync(at);
    writeFileSync(join(at, "lock.4"), JSON.stringify({ pid: process.ppid, host: hostname(), born: "another boot/1" }));
    const ledger = await open({ folder: at, create: true });
    await expect(open({ folder: at })).rejects.toThrow("is in use by process");
    await ledger.close();
    writeFileSync(join(at, "lock.9"), JSON.stringify({ pid: 1, host: "elsewhere", born: null }));
    await expect(open({ folder: at })).rejects.toThrow(
      "by process 1 on elsewhere: wait until it has ended or, if it no longer runs, delete",
    );
  }, 60_000);
});

describe("a ledger in a folder", () => {
  test("is there again after closing, and its record cannot be changed", async () => {
    const at = join(folder, "ledger");
    const ledger = await open({ folder: at, create: true });
    await ledger.put(...made.first, reader);
    await ledger.close();
    await ledger.close();
    const again = await open({ folder: at });
    expect((await again.claims()).length).toBe(2);
    await again.close();
    const raw = await PGlite.create(join(at, "data"));
    for (const table of ["texts", "reports", "readings", "claims", "reviews"]) {
      await expect(raw.query(`delete from ${table}`)).rejects.toThrow("append-only");
      await expect(raw.query(`truncate ${table} cascade`)).rejects.toThrow("append-only");
    }
    await expect(raw.query("update claims set kind = 'x'")).rejects.toThrow("append-only");
    await raw.close();
  }, 60_000);

  test("that is absent, a file or broken off in the making is told apart", async () => {
    await expect(open({ folder: join(folder, "none") })).rejects.toThrow(
      `there is no ledger in ${join(folder, "none")}: fill one with foedera read`,
    );
    expect(existsSync(join(folder, "none"))).toBe(false);
    writeFileSync(join(folder, "file"), "");
    await expect(open({ folder: join(folder, "file"), create: true })).rejects.toThrow("is a file, not a folder");
    mkdirSync(join(folder, "half/data/base"), { recursive: true });
    writeFileSync(join(folder, "half/data/PG_VERSION"), "18");
    const ledger = await open({ folder: join(folder, "half"), create: true });
    await ledger.close();
  }, 60_000);

  test.skipIf(process.getuid?.() === 0)("that cannot be written to is named", async () => {
    mkdirSync(join(folder, "shut"));
    chmodSync(join(folder, "shut"), 0o555);
    await expect(open({ folder: join(folder, "shut"), create: true })).rejects.toThrow("cannot be written to");
  });
});

describe("an address of PostgreSQL", () => {
  test("that leads nowhere gets one sentence without the password", async () => {
    const error = await open({ database: "postgres://me:secret@127.0.0.1:9/none" }).catch((e: Error) => e.message);
    expect(error).toBe("PostgreSQL does not answer at 127.0.0.1:9/none: start it, or give another address with --database");
    await expect(open({ database: "what" })).rejects.toThrow("cannot be read: write it as postgres://");
  });
});
