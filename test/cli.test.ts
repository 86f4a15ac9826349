import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Io, main } from "#cli";
import { open } from "#ledger";
import { call, freshFolder, type Kept, lent, type Outcome, ontologyFile } from "./cli-material.ts";
import { agreement, claimOn, documentOf } from "./ledger-material.ts";

const folder = freshFolder();
const ledger = join(folder.path, "ledger");
let env: Record<string, string>;

const autumn =
  "Japan and Britain are to sign the Reciprocal Access Agreement in December. Tokyo is in first talks with Manila about a like pact.";
const winter =
  "The Reciprocal Access Agreement of Japan and Britain will be signed next week. Tokyo will raise its budget to 2 percent by 2027.";
const raa = { name: "Reciprocal Access Agreement", modality: "planned" };

const reports = [
  documentOf("autumn", autumn, "2022-11-03", [
    claimOn(
      "autumn",
      autumn,
      "Japan and Britain are to sign the Reciprocal Access Agreement in December.",
      agreement(["JP", "GB"], "signed", { ...raa, time: "2022-12" }),
    ),
    claimOn("autumn", autumn, "Tokyo is in first talks with Manila about a like pact.", agreement(["JP", "PH"], "proposed")),
  ]),
  documentOf("winter", winter, "2023-01-07", [
    claimOn(
      "winter",
      winter,
      "The Reciprocal Access Agreement of Japan and Britain will be signed next week.",
      agreement(["JP", "GB"], "signed", { ...raa, time: "2023-01-09/2023-01-15", from: { name: [[4, 31]] } }),
    ),
    claimOn("winter", winter, "Tokyo will raise its budget to 2 percent by 2027.", {
      kind: "commitment",
      action: "spend",
      actors: ["JP"],
      beneficiaries: [],
      object: "budget",
      quantity: { value: 2, unit: "%GDP" },
      deadline: "../2027",
      modality: "planned",
    }),
  ]),
];

let kept: Kept;
const foedera = (...argv: string[]): Promise<Outcome> => call(argv, { env, kept });
const lines = (text: string): string[] => text.trimEnd().split("\n");
const records = (o: Outcome): Record<string, unknown>[] => lines(o.out).map((l) => JSON.parse(l));
const first = async (...argv: string[]): Promise<Record<string, unknown>> => records(await foedera(...argv, "--json"))[0] ?? {};
const idOf = async (...argv: string[]): Promise<string> => String((await first(...argv)).id);

beforeAll(async () => {
  env = { FOEDERA_LEDGER: ledger, FOEDERA_KNOWLEDGE: ontologyFile(folder.path) };
  const made = await open({ folder: ledger, create: true });
  for (const [document, report] of reports) await made.put(document, report, { reader: "hand", received: "2024-05-01" });
  kept = { folder: ledger, ledger: made };
}, 60_000);
afterAll(async () => {
  await kept.ledger.close();
  folder.clear();
});

describe("views", () => {
  test("agreements show parties, stage, the next step and how far it slipped", async () => {
    const { code, out, err } = await foedera("agreements", "--party", "JP", "--as-of", "2023-02-01");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^ID +PARTIES +AGREEMENT +STAGE +EXPECTED +SRC/);
    expect(out).toContain("JP PH");
    expect(out).toContain("overdue 17 days");
    expect(out).toMatch(/slipped 15 days from\s+2022-12/);
    expect(out).toContain("2 agreements as of 2023-02-01.");
  });

  test("a day in the past knows only what was published by then", async () => {
    const raaThen = await first("agreements", "--party", "GB", "--known", "2022-12-01");
    expect(raaThen).toMatchObject({ parties: ["GB", "JP"], expected: "2022-12", sources: { reports: 1 } });
    expect((await foedera("agreements", "--known", "2022-01")).out).toBe("No agreements as of 2022-01-31, as known on 2022-01-31.\n");
  });

  test("no line is wider than the terminal", async () => {
    for (const columns of [60, 80])
      for (const view of ["agreements", "facts", "reports", "timeline"]) {
        const { out } = await call([view], { env, columns, kept });
        expect(
          lines(out).filter((l) => l.length > columns),
          `${view} at ${columns}`,
        ).toEqual([]);
      }
  });

  test("filters by party, type, stage and status", async () => {
    expect(records(await foedera("facts", "--party", "JP", "--party", "PH", "--json")).length).toBe(1);
    expect(records(await foedera("facts", "--type", "commitment", "--json")).map((f) => f.type)).toEqual(["spend"]);
    expect(records(await foedera("agreements", "--stage", "proposed", "--json")).map((f) => f.parties)).toEqual([["JP", "PH"]]);
    expect((await foedera("commitments", "--party", "GB")).out).toBe("No commitments.\n");
  });

  test("show leads from a fact to its claims, from a claim to its report, by the beginning of an id", async () => {
    const fact = await foedera("show", (await idOf("agreements", "--party", "GB")).slice(0, 8));
    expect(fact.out).toContain("HISTORY\n  known 2022-11-03: signed (planned) 2022-12");
    expect(fact.out).toContain('"The Reciprocal Access Agreement of Japan and Britain will be signed next\n    week."');
    const id = reports[1]?.[0].claims[0]?.id ?? "";
    const claim = await foedera("show", id);
    expect(claim.out).toContain(`agreement claim ${id}`);
    expect(claim.out).toContain('from "Reciprocal Access Agreement"');
    expect((await foedera("show", "winter")).out).toContain("winter 79-128");
    expect(await foedera("show", "zzz")).toEqual({
      code: 1,
      out: "",
      err: "foedera: nothing in the ledger has the id zzz: the lists (foedera agreements, reports, search ...) show the ids\n",
    });
  });

  test("search, reports, timeline, conflicts, quality and export answer", async () => {
    expect((await foedera("search", "budg")).out).toContain("1 claim; in the title or text of 1 report: winter.");
    expect(records(await foedera("reports", "--json")).map((r) => r.doc)).toEqual(["autumn", "winter"]);
    expect((await foedera("timeline", "--type", "access")).out).toContain("signed");
    expect((await foedera("conflicts")).code).toBe(0);
    expect((await foedera("quality")).out).toContain("agreement");
    const csv = lines((await foedera("export", "--format", "csv")).out.replaceAll("\r", ""));
    expect(csv[0]).toMatch(/^id,kind,type,parties,/);
    expect(csv.length).toBe(4);
  });
});

describe("what follows", () => {
  test("a search on the two clocks, and reports of one origin", async () => {
    const found = async (...argv: string[]) => records(await foedera("search", "agreement", "--json", ...argv)).map((r) => r.doc);
    expect(await found()).toEqual(["autumn", "winter", "autumn", "winter"]);
    expect(await found("--known", "2022-12-01")).toEqual(["autumn", "autumn"]);
    expect(await found("--as-of", "2022-12-01")).toEqual(["autumn", "autumn", "winter"]);
    expect((await foedera("search", "agreement", "--known", "2021")).out).toBe(
      "Nothing in the ledger holds agreement as of 2021-12-31, as known on 2021-12-31.\n",
    );
    expect((await foedera("search", "agreement", "--known", "soon")).code).toBe(2);
    expect(records(await foedera("reports", "--as-of", "2022-12-01", "--json")).map((r) => r.claims)).toEqual([2, 0]);
    expect((await foedera("reports", "--same")).out).toBe("No report shares its text or its origin with another.\n");
  });

  test("changes since a day: what is new and what was put off", async () => {
    const { out, code } = await foedera("changes", "--since", "2022-12-01");
    expect(code).toBe(0);
    expect(out).toMatch(/revised +GB JP/);
    expect(out).toMatch(/new +JP +spend/);
    expect((await foedera("changes")).err).toBe("foedera: changes needs the day to compare with: give it with --since\n");
  });

  test("network, applies and gaps answer in tables, sentences and JSON", async () => {
    expect((await foedera("network")).out).toContain("No agreement links any two states on that day.");
    expect(records(await foedera("network", "--over", "2021/2023-06-30", "--json")).map((r) => r.day)).toEqual([
      "2021-12-31",
      "2022-12-31",
      "2023-06-30",
    ]);
    expect((await foedera("network", "--over", "2022,2023", "--party", "JP")).out).toMatch(/JP +2022-12-31 +0/);
    expect((await foedera("network", "--over", "2024/2021")).err).toContain("--over takes an interval of up to 200 years");
    expect((await foedera("network", "--over", "2022", "--as-of", "2022")).err).toBe(
      "foedera: --over names the days itself: leave --as-of out\n",
    );
    expect((await foedera("applies", "--exercise", "PH:JP")).out).toContain("stands only at");
    expect(
      records(await foedera("applies", "--attacked", "JP", "--domain", "space", "--json").then((o) => ({ ...o, out: o.out || "{}" }))),
    ).toEqual([{}]);
    expect((await foedera("gaps", "--party", "JP")).out).toBe("No gaps of JP.\n");
    expect((await foedera("gaps")).err).toBe("foedera: gaps needs one party: give it with --party CODE\n");
    expect((await foedera("applies")).err).toContain("ask one thing: --attacked CODE");
    expect((await foedera("applies", "--exercise", "PH")).err).toBe("foedera: --exercise takes two codes, such as GB:JP\n");
  });
});

describe("reviews", () => {
  const why = ["--why", "checked"];
  test("what is rejected is gone, also after re-reading, until it is taken back", async () => {
    const id = await idOf("agreements", "--party", "PH");
    const review = records(await foedera("review", "reject", id, ...why, "--json"))[0];
    expect(review).toMatchObject({ action: "reject", who: "ann", why: "checked" });
    expect((await foedera("agreements", "--party", "PH")).out).toBe("No agreements.\n");
    expect((await foedera("review", "list")).out).toContain("1 decision, 1 in force.");
    expect((await foedera("review", "undo", String(review?.id).slice(0, 10), ...why)).code).toBe(0);
    expect(await idOf("agreements", "--party", "PH")).toBe(id);
  });

  test("an amendment counts and is checked", async () => {
    const id = await idOf("agreements", "--party", "PH");
    expect((await foedera("review", "amend", id, "stage=agreed", "name=Pact", "--who", "bob", ...why)).code).toBe(0);
    expect(await first("agreements", "--party", "PH")).toMatchObject({ stage: "agreed", name: "Pact" });
    expect((await foedera("review", "amend", id, "stage=wished", ...why)).err).toMatch(/^foedera: stage cannot be that: /);
    expect((await foedera("review", "amend", id, "evidence=x", ...why)).err).toContain("has no field evidence that can be amended");
    expect((await foedera("review", "amend", id, "stage", ...why)).code).toBe(2);
  });

  test("two reviewers are compared by field", async () => {
    const id = await idOf("agreements", "--party", "PH");
    await foedera("review", "accept", id, "--who", "cat", ...why);
    const { out } = await foedera("review", "agreement", "bob", "cat");
    expect(out).toMatch(/parties +1 +1\.00 +1\.00/);
    expect(out).toMatch(/stage +1 +0\.00/);
  });

  test("quality shows how far reviewers agree", async () => {
    expect((await foedera("quality")).out).toMatch(/FIELD +CLAIMS +KAPPA +ALPHA[\s\S]*stage +1[\s\S]*Reviewers: .*bob, cat/);
    const rows = records(await foedera("quality", "--json"));
    expect(rows.find((r) => r.by === "agreement" && r.field === "parties")).toMatchObject({ units: 1, alpha: 1 });
  });

  test("decisions move into another ledger and count there", async () => {
    const file = join(folder.path, "decisions.jsonl");
    expect((await foedera("review", "export", "--out", file)).err).toMatch(/decisions written to/);
    const text = readFileSync(file, "utf8");
    expect((await foedera("review", "export")).out).toBe(text);
    const count = lines(text).length;
    expect((await foedera("review", "import", file)).out).toBe(`0 decisions taken in, ${count} known before.\n`);
    const target = freshFolder();
    const copy = await open({ folder: target.path, create: true });
    try {
      for (const [document, report] of reports) await copy.put(document, report, { reader: "hand", received: "2024-05-01" });
      const kept = { folder: target.path, ledger: copy };
      const there = (...argv: string[]) => call([...argv, "--ledger", target.path], { env, kept, stdin: text });
      expect(JSON.parse((await there("review", "import", "-", "--json")).out)).toEqual({ taken: count, known: 0, unknownTargets: 0 });
      const facts = (outcome: { out: string }) => outcome.out;
      expect(facts(await there("facts", "--json"))).toBe(facts(await foedera("facts", "--json")));
      writeFileSync(file, `${text}{"id": "x", "action": "wish"}\n`);
      expect((await there("review", "import", file)).err).toMatch(/^foedera: line \d+ of .* is no decision: action: /);
      writeFileSync(file, text.replace('"who":"bob"', '"who":"rob"'));
      expect((await there("review", "import", file)).err).toContain("is another one in this ledger: nothing was taken in");
    } finally {
      await copy.close();
      target.clear();
    }
  });

  test("facts are split and merged", async () => {
    const id = await idOf("agreements", "--party", "GB");
    const one = reports[1]?.[0].claims[0]?.id ?? "";
    expect((await foedera("review", "split", one, ...why)).code).toBe(0);
    const parts = records(await foedera("agreements", "--party", "GB", "--json"));
    expect(parts.length).toBe(2);
    expect((await foedera("review", "merge", ...parts.map((p) => String(p.id)), ...why)).code).toBe(0);
    expect(await idOf("agreements", "--party", "GB")).toBe(id);
    expect((await foedera("review", "note", "winter", "--why", "garbled")).code).toBe(0);
  });

  test("a decision needs its reason and something to decide on", async () => {
    expect(await foedera("review", "accept", "winter")).toMatchObject({
      code: 2,
      err: "foedera: a decision needs its reason: give it with --why\n",
    });
    expect((await foedera("review", "accept", ...why)).code).toBe(2);
    expect((await foedera("review", "undo", "nothing", ...why)).code).toBe(2);
  });
});

describe("the program", () => {
  const package_ = JSON.parse(readFileSync("package.json", "utf8"));

  test("prints its version and its help", async () => {
    expect(await foedera("--version")).toEqual({ code: 0, out: `${package_.version}\n`, err: "" });
    expect((await foedera("--help")).out).toContain("agreements [options]");
    expect((await foedera("agreements", "--help")).out).toContain("--as-of <date>");
  });

  test.each([
    [["agrements"], "unknown command 'agrements' (Did you mean agreements?)"],
    [["agreements", "--partys", "JP"], "unknown option '--partys'"],
    [["show"], "missing required argument 'id'"],
    [["agreements", "--known", "soon"], "--known is no date: write 2023-01-13, 2023-01 or 2023 (EDTF), not soon"],
    [["agreements", "--party", "Japan!"], "--party takes a code such as JP, US or NATO"],
    [["agreements", "--stage", "wished"], "--stage has no value wished: use one of proposed, negotiating"],
    [["facts", "--ledger", "a", "--database", "b"], "give --ledger or --database, not both"],
    [["extract"], "nothing to read: name files, or a list of them with --manifest"],
    [["export"], "export needs a format: give --format with one of csv, jsonl"],
    [[], "name a command: foedera --help lists them"],
  ])("called wrongly as %j says so in one sentence", async (argv, sentence) => {
    const { code, out, err } = await foedera(...argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`foedera: ${sentence}`);
    expect(lines(err).length).toBe(1);
  });

  test("names a ledger that is not there, in use or no ledger", async () => {
    const none = join(folder.path, "none");
    expect(await foedera("agreements", "--ledger", none)).toEqual({
      code: 1,
      out: "",
      err: `foedera: there is no ledger in ${none}: fill one with foedera read, or name another with --ledger\n`,
    });
    expect((await call(["agreements"], { env })).err).toContain(`is in use by process ${process.pid}: wait until it has ended`);
    expect((await foedera("agreements", "--database", "postgres://u:secret@127.0.0.1:9/x")).err).toBe(
      "foedera: PostgreSQL does not answer at 127.0.0.1:9/x: start it, or give another address with --database\n",
    );
  });

  test("ends quietly when nobody reads on", async () => {
    const { OutputClosed } = await import("../src/cli/errors.ts");
    const closed = {
      write: () => {
        throw new OutputClosed();
      },
      flush: async () => {},
      isTTY: false,
      columns: 80,
      colour: false,
    };
    let given = false;
    const io: Io = {
      out: closed,
      err: { ...closed, write: () => {} },
      env,
      now: () => new Date(0),
      stdin: async function* () {},
      checkpoint: async () => {},
      open: async () =>
        lent(kept, () => {
          given = true;
        }),
    };
    expect(await main(["facts", "--json"], io)).toBe(0);
    expect(given).toBe(true);
  });

  test("copies a ledger", async () => {
    const copy = join(folder.path, "copy");
    const { out, code } = await foedera("ledger", "copy", ledger, copy);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("2 readings with 4 claims") });
    expect((await foedera("facts", "--json", "--ledger", copy)).out).toBe((await foedera("facts", "--json")).out);
    expect(await foedera("ledger", "copy", ledger, ledger)).toMatchObject({
      code: 2,
      err: "foedera: a ledger cannot be copied into itself: name another folder or database\n",
    });
  }, 60_000);
});
