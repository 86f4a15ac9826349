import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ledger, open } from "#ledger";
import type { Report } from "#model";
import { type Outcome, type ReadAll, type Reading, readAll, readingPool } from "#work";
import { inTurn, telling, threadFile } from "./material.ts";

let folder: string;
let ledger: Ledger;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "foedera-work-"));
  ledger = await open({ folder: join(folder, "ledger"), create: true });
}, 120_000);
afterAll(async () => {
  await ledger?.close();
  rmSync(folder, { recursive: true, force: true });
});

const reports = (prefix: string, n: number): Report[] =>
  Array.from({ length: n }, (_, at) => telling(`${prefix}${at}`, `text ${prefix} ${at}`));

type Told = Partial<ReadAll> & { reading?: Reading };

/** Reads and gives what became of each report, in the order in which it was told. */
async function reading(source: AsyncIterable<Report>, told: Told = {}): Promise<string[]> {
  const outcomes: Outcome[] = [];
  const pool = told.reading ?? readingPool({ jobs: 2, knowledge: new TextEncoder().encode("known"), thread: threadFile, patienceMs: 2000 });
  const done = (outcome: Outcome): void => void outcomes.push(outcome);
  try {
    await readAll(source, { ledger, reading: pool, reader: "test 1", received: "2024-05-02", checkpoint: async () => {}, done, ...told });
  } finally {
    await pool.close();
  }
  return outcomes.map(({ report, change }) => `${report.doc} ${change}`);
}

describe("reading at scale", () => {
  it("writes in the order in which reports come, and does not read what it has read", async () => {
    const all = reports("order", 100);
    expect(await reading(inTurn(all))).toEqual(all.map(({ doc }) => `${doc} new`));
    const never: Reading = { width: 1, read: () => Promise.reject(new Error("read again")), close: async () => {} };
    expect(await reading(inTurn(all), { reading: never })).toEqual(all.map(({ doc }) => `${doc} none`));
  }, 120_000);

  it("keeps a report that cannot be read, with the reason, and tries it again the next time", async () => {
    const all = [telling("good", "good"), telling("bad", "exit"), telling("slow", "hang"), telling("last", "last")];
    const once = await reading(inTurn(all));
    expect(once).toEqual(["good new", "bad aside", "slow aside", "last new"]);
    const [kept] = await ledger.reports({ docs: ["bad"] });
    expect(kept?.notices).toEqual([{ rule: "aside", reason: "Set aside: it brought its thread down: it ended with code 3." }]);
    expect(await ledger.text(kept?.id ?? "")).toBe("exit");
    const healed: Reading = { width: 1, read: async (report) => ({ ...report, claims: [] }), close: async () => {} };
    expect(await reading(inTurn(all), { reading: healed })).toEqual(["good none", "bad revised", "slow revised", "last none"]);
  }, 120_000);

  it("takes no more reports than it can read", async () => {
    let asked = 0;
    let answered = 0;
    let most = 0;
    async function* many(): AsyncGenerator<Report> {
      for (const report of reports("many", 300)) {
        asked += 1;
        most = Math.max(most, asked - answered);
        yield report;
      }
    }
    const slow: Reading = {
      width: 1,
      read: async (report) => {
        await new Promise((done) => setTimeout(done, 1));
        return { ...report, claims: [] };
      },
      close: async () => {},
    };
    await reading(many(), { reading: slow, done: () => void (answered += 1) });
    expect(answered).toBe(300);
    expect(most).toBeLessThanOrEqual(66);
  }, 120_000);

  it("stops when it is asked to, keeps what it has read, and goes on from there", async () => {
    const all = reports("stop", 200);
    let done = 0;
    const stop = async (): Promise<void> => {
      if (done >= 40) throw new Error("stop");
    };
    await expect(reading(inTurn(all), { checkpoint: stop, done: () => void (done += 1) })).rejects.toThrow("stop");
    const held = (await ledger.reports()).filter((r) => r.doc.startsWith("stop")).length;
    expect(held).toBe(done);
    expect(held).toBeLessThan(200);
    const rest = await reading(inTurn(all));
    expect(rest.filter((line) => line.endsWith("none"))).toHaveLength(held);
    expect(rest.filter((line) => line.endsWith("new"))).toHaveLength(200 - held);
  }, 120_000);

  it("ends with the error of a source, after what came before is written", async () => {
    async function* broken(): AsyncGenerator<Report> {
      yield telling("before", "before");
      await new Promise((done) => setTimeout(done, 300));
      throw new Error("the source broke");
    }
    await expect(reading(broken())).rejects.toThrow("the source broke");
    expect(await ledger.reports({ docs: ["before"] })).toHaveLength(1);
  }, 60_000);
});
