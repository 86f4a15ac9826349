import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call, freshFolder, type Outcome } from "./cli-material.ts";

const built = existsSync("dist/cli/index.js") && existsSync("dist/knowledge.json");
const notBuilt = built ? "" : " (skipped: dist/ is not built, run npm run build)";

const folder = freshFolder();
const at = (name: string): string => join(folder.path, name);
const english = "Japan and Britain signed a defence agreement on 11 January 2023. The ministers said the troops will train together.";
const german = "Japan und Gro\u00dfbritannien unterzeichneten am 11. Januar 2023 ein Verteidigungsabkommen.";

beforeAll(() => {
  writeFileSync(at("good.txt"), english);
  writeFileSync(at("empty.txt"), "");
  writeFileSync(
    at("binary.txt"),
    Uint8Array.from({ length: 3000 }, (_, i) => (i * 7919) % 256),
  );
  writeFileSync(at("wide.txt"), Buffer.from(`\ufeff${english}`, "utf16le"));
  writeFileSync(at("old.txt"), Buffer.from(german, "latin1"));
  writeFileSync(
    at("list.jsonl"),
    `{"path": "good.txt", "published": "2023-01-12"}\n{broken\n{"path": "old.txt", "published": "2023-01-12"}\n`,
  );
  writeFileSync(at("gone.jsonl"), `{"path": "gone.txt"}\n{"path": "good.txt"}\n`);
  mkdirSync(at("none"));
});
afterAll(() => folder.clear());

const docs = ({ out }: Outcome): { doc: string; claims: unknown[]; notices: { rule: string }[] }[] =>
  out
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((l) => JSON.parse(l));
const extract = (...argv: string[]): Promise<Outcome> => call(["extract", ...argv]);

/** Runs the built program as its own process. */
function program(argv: string[], stdout: "pipe" | number = "pipe"): Promise<{ code: number | null; err: string; out: string }> {
  const child = spawn(process.execPath, ["bin/foedera.js", ...argv], { stdio: ["ignore", stdout, "pipe"] });
  let out = "";
  let err = "";
  child.stdout?.on("data", (d) => {
    out += d;
  });
  child.stderr?.on("data", (d) => {
    err += d;
  });
  return new Promise((done) => child.on("close", (code) => done({ code, err, out })));
}

describe.skipIf(!built)(`bad input${notBuilt}`, () => {
  test("an empty and a binary file get a notice, and the rest is read", async () => {
    const found = await extract("--published", "2023-01-12", at("empty.txt"), at("binary.txt"), at("good.txt"));
    expect(found.code).toBe(0);
    expect(docs(found).map((d) => [d.doc, d.notices[0]?.rule])).toEqual([
      ["empty", "empty"],
      ["binary", "binary"],
      ["good", undefined],
    ]);
    expect(found.err.trim().split("\n")).toEqual([
      `foedera: ${at("empty.txt")}: The file is empty; there is nothing to read.`,
      expect.stringContaining(`foedera: ${at("binary.txt")}: This is `),
    ]);
  });

  test("texts in UTF-16 and Windows-1252 are read", async () => {
    const found = await extract("--published", "2023-01-12", at("wide.txt"), at("old.txt"));
    expect(found.code).toBe(0);
    expect(found.err).toContain("was read as Windows-1252");
    expect(docs(found).every((d) => d.claims.length > 0)).toBe(true);
  });

  test("a path that is missing is named, the rest is read, and the exit code is 1", async () => {
    const found = await extract("--published", "2023-01-12", at("nothing.txt"), at("good.txt"));
    expect(found.code).toBe(1);
    expect(docs(found).map((d) => d.doc)).toEqual(["good"]);
    expect(found.err).toContain(`foedera: ${at("nothing.txt")} does not exist: check its name.\n`);
    const listed = await extract("--manifest", at("gone.jsonl"));
    expect(listed.code).toBe(1);
    expect(docs(listed).map((d) => d.doc)).toEqual(["good"]);
  });

  test("a broken line of a manifest is named by its number, and the rest is read", async () => {
    const found = await extract("--manifest", at("list.jsonl"));
    expect(found.code).toBe(0);
    expect(found.err).toContain("Line 2 is no JSON object and is passed over.");
    expect(docs(found).map((d) => d.doc)).toEqual(["good", "old"]);
    expect(await extract("--manifest", at("no.jsonl"))).toMatchObject({
      code: 1,
      err: expect.stringContaining(
        `foedera: ${at("no.jsonl")}: The manifest cannot be read: ${at("no.jsonl")} does not exist: check its name.\n`,
      ),
    });
  });

  test("a language that is not read and a date that is none are told", async () => {
    expect((await extract("--lang", "xx", at("good.txt"))).err).toContain('Texts in "xx" are not read yet');
    expect(await extract("--published", "yesterday", at("good.txt"))).toMatchObject({
      code: 2,
      err: expect.stringContaining("--published is no date"),
    });
  });

  test("standard input is a report", async () => {
    const found = await call(["extract", "--published", "2023-01-12", "-"], { stdin: english });
    expect(docs(found).map((d) => d.doc)).toEqual(["stdin"]);
  });

  test("an empty folder is nothing to read", async () => {
    expect(await extract(at("none"))).toMatchObject({ code: 1, out: "", err: expect.stringContaining(`${at("none")} holds no files`) });
  });

  test("a ledger that cannot be made where it is wanted is told at once", async () => {
    expect(await call(["read", "--ledger", at("good.txt"), at("good.txt")])).toMatchObject({
      code: 1,
      err: `foedera: ${at("good.txt")} is a file, not a folder: name another one with --ledger\n`,
    });
    if (process.platform === "linux")
      expect(await call(["read", "--ledger", "/proc/nowhere/ledger", at("good.txt")])).toMatchObject({
        code: 1,
        err: expect.stringMatching(/^foedera: the folder .* cannot be/),
      });
  });

  test("reading twice changes nothing, and a second file of the same name is remarked on", async () => {
    const env = { FOEDERA_LEDGER: at("ledger") };
    expect((await call(["read", "--published", "2023-01-12", at("good.txt")], { env })).out).toMatch(
      /1 report read into .*: 1 new, 0 as before/,
    );
    expect((await call(["read", "--published", "2023-01-12", at("good.txt")], { env })).out).toMatch(/0 new, 1 as before/);
    mkdirSync(at("other"));
    writeFileSync(at("other/good.txt"), german);
    const both = await call(["read", "--published", "2023-01-12", at("good.txt"), at("other/good.txt")], { env });
    expect(both.err).toContain("has the same name as");
    expect(both.out).toContain("1 in a new version");
  }, 60_000);
});

describe.skipIf(!built)(`the built program${notBuilt}`, () => {
  test("ends with 0 when its reader goes", async () => {
    const files = Array.from({ length: 400 }, () => at("good.txt"));
    const child = spawn(process.execPath, ["bin/foedera.js", "extract", "--published", "2023-01-12", ...files], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let err = "";
    child.stderr.on("data", (d) => {
      err += d;
    });
    child.stdout.once("data", () => child.stdout.destroy());
    expect(await new Promise((done) => child.on("close", done))).toBe(0);
    expect(err).toBe("");
  });

  test.skipIf(!existsSync("/dev/full"))("names a full disk", async () => {
    const { code, err } = await program(["extract", "--published", "2023-01-12", at("good.txt")], openSync("/dev/full", "w"));
    expect({ code, err }).toEqual({ code: 1, err: "foedera: the output cannot be written (ENOSPC): make room for it\n" });
  });

  test("says what is wrong on standard error and nothing on standard output", async () => {
    expect(await program(["nonsense"])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringMatching(/^foedera: unknown command 'nonsense'.*\n$/),
    });
  });
});
