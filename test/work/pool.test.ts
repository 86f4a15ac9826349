import { afterEach, describe, expect, it } from "vitest";
import { type PoolOptions, type Reading, readingHere, readingPool, SetAside } from "#work";
import { telling, threadFile } from "./material.ts";

const open: Reading[] = [];
const pool = (jobs: number, options: Partial<PoolOptions> = {}): Reading => {
  const made = readingPool({ jobs, knowledge: new TextEncoder().encode("known"), thread: threadFile, ...options });
  open.push(made);
  return made;
};

/** What became of reports that are read at once: the what the thread knew, or the reason why there is none. */
async function outcomes(reading: Reading, texts: string[]): Promise<string[]> {
  const results = await Promise.allSettled(texts.map((text, n) => reading.read(telling(`r${n}`, text))));
  return results.map((r) => {
    if (r.status === "fulfilled") return `${r.value.doc} ${r.value.mentions?.[0]?.knows}`;
    expect(r.reason).toBeInstanceOf(SetAside);
    return (r.reason as Error).message;
  });
}

afterEach(async () => void (await Promise.all(open.splice(0).map((one) => one.close()))));

describe("threads that read", () => {
  it("share the knowledge and answer every report", async () => {
    expect(await outcomes(pool(2), ["a", "b", "c", "d", "e"])).toEqual(["r0 known", "r1 known", "r2 known", "r3 known", "r4 known"]);
  });

  it("set aside what brings a thread down, and read all the rest", async () => {
    const down = "it brought its thread down: it ended with code 3";
    const want = ["r0 known", down, "r2 known", down, "the reading failed: no such word", "r5 known"];
    expect(await outcomes(pool(1), ["a", "exit", "b", "exit", "throw", "c"])).toEqual(want);
    expect(await outcomes(pool(2), ["a", "exit", "b", "exit", "throw", "c"])).toEqual(want);
  });

  it("set aside what is not read in time", async () => {
    const late = "it was not read within 1 seconds";
    expect(await outcomes(pool(1, { patienceMs: 1000 }), ["a", "hang", "b"])).toEqual(["r0 known", late, "r2 known"]);
  });

  it("set aside what needs too much memory", async () => {
    const found = await outcomes(pool(1, { memoryMb: 64 }), ["fill", "a"]);
    expect(found).toEqual(["it brought its thread down: it needed more memory than a thread may take", "r1 known"]);
  });

  it("say in one sentence that they cannot be started", async () => {
    const reading = pool(2, { knowledge: new TextEncoder().encode("never") });
    await expect(reading.read(telling("a", "a"))).rejects.toThrow(/cannot be started .*: run npm run build, or read with --jobs 1$/);
    await expect(reading.read(telling("a", "a"))).rejects.toThrow(/cannot be started/);
  });
});

it("a reading without threads sets aside what it fails at", async () => {
  const reading = readingHere((report) => {
    if (report.text === "throw") throw new Error("no such word");
    return { ...report, claims: [], mentions: [{ knows: "here" }] };
  });
  expect(await outcomes(reading, ["a", "throw"])).toEqual(["r0 here", "the reading failed: no such word"]);
});
