import { describe, expect, test } from "vitest";
import { type FoldInput, fold } from "#fusion";
import { activities, agreements, applies, changes, commitments, conflicts, gaps, type Ledger, network, reports, statements } from "#views";
import { goldInput, hasGold, tables } from "./fusion-tables.ts";

const input: FoldInput = hasGold ? goldInput() : { reports: [], claims: [] };
const at = (known?: string): Ledger => ({ facts: hasGold ? fold(input, tables, { known }) : [], input, tables });
const now = at();
const held = (rows: { receipts: { claim: string }[] }[]) => rows.flatMap((r) => r.receipts.map((c) => c.claim));

/** Twenty questions that no view was made for, with answers taken from the gold claims by reading them. */
describe.skipIf(!hasGold)("questions kept aside", () => {
  test("1 which agreements has Japan with Australia?", () =>
    expect(agreements(now, { party: ["AU", "JP"], type: "access" }).map((r) => [r.type, r.stage])).toEqual([["access", "in-force"]]));
  test("2 had they come into force by what was known in December 2022?", () =>
    expect(agreements(at("2022-12-01"), { party: ["AU", "JP"], type: "access" })[0]?.stage).toBe("signed"));
  test("3 by which day was the treaty of Japan and Britain expected at first?", () =>
    expect(agreements(now, { party: ["GB", "JP"], type: "access" })[0]?.expectations.find((e) => e.stage === "signed")?.first).toBe(
      "2022-12",
    ));
  test("4 how late is it by the last report?", () =>
    expect(agreements(now, { party: ["GB", "JP"], type: "access" })[0]?.next?.overdueDays).toBeGreaterThan(400));
  test("5 who builds the fighter?", () => expect(agreements(now, { party: ["IT"] }).map((r) => r.parties.join())).toContain("GB,IT,JP"));
  test("6 who pledges to defend Japan?", () =>
    expect(commitments(now, { type: "defend", party: ["JP"] }).map((r) => r.parties.join())).toContain("US"));
  test("7 which share of its product does Japan mean to spend?", () =>
    expect(commitments(now, { party: ["JP"], type: "spend" }).map((r) => r.quantity?.value)).toContain(2));
  test("8 how many reports say so?", () =>
    expect(commitments(now, { party: ["JP"], type: "spend" }).find((r) => r.quantity?.value === 2)?.reports).toBe(3));
  test("9 who is attacked in space: does the treaty apply?", () => {
    const rows = applies(now, { ask: "attack", on: "JP", domain: "space" });
    expect(rows.some((r) => r.kind === "agreement" && r.binds && r.parties.join() === "JP,US")).toBe(true);
  });
  test("10 may forces of Australia exercise in Japan?", () =>
    expect(applies(now, { ask: "exercise", of: "AU", in: "JP" }).some((r) => r.binds && r.obligation === "access")).toBe(true));
  test("11 and those of Britain?", () =>
    expect(applies(now, { ask: "exercise", of: "GB", in: "JP" }).filter((r) => r.binds && r.obligation === "access")).toEqual([]));
  test("12 who lacks the access that Australia has with Japan?", () =>
    expect(gaps(now, "JP", { type: "access" }).map((r) => r.partner)).toEqual(expect.arrayContaining(["GB", "PH"])));
  test("13 who stands in the middle of the net?", () => expect(network(now).hub).toBe("JP"));
  test("14 what is disputed of Australia's treaty?", () =>
    expect(conflicts(now, { party: ["AU", "JP"] }).map((r) => r.kind)).toContain("stage"));
  test("15 which journey went to several states?", () =>
    expect(activities(now, { type: "visit" }).some((r) => r.parties.length >= 6 && r.parties.includes("IT"))).toBe(true));
  test("16 who speaks of the war in Ukraine or of Russia?", () => expect(statements(now, { party: ["RU"] }).length).toBeGreaterThan(0));
  test("17 what came to be known after the first of December 2022?", () =>
    expect(changes(input, tables, "2022-12-01").map((c) => c.change)).toEqual(expect.arrayContaining(["new", "revised"])));
  test("18 what is to begin in 2026?", () =>
    expect(held(commitments(now, { party: ["JP"] }).filter((r) => r.expected === "2026"))).toEqual(["000:c31", "001:c12"]));
  test("19 do two of the five reports have one origin?", () => expect(reports(now).filter((r) => r.sameOrigin.length)).toEqual([]));
  test("20 which claims answer for the treaty of 1960?", () =>
    expect(held(agreements(now, { party: ["JP", "US"], type: "alliance" }))).toContain("002:c19"));
});
