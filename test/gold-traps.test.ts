import { describe, expect, test } from "vitest";
import { type FoldInput, fold } from "#fusion";
import type { Fact } from "#model";
import { conflicts, type Ledger, plans, speakers, statements } from "#views";
import { goldInput, hasGold, tables } from "./fusion-tables.ts";

const input: FoldInput = hasGold ? goldInput() : { reports: [], claims: [] };
const facts = hasGold ? fold(input, tables) : [];
const ledger: Ledger = { facts, input, tables };
const of = (claim: string): Fact => {
  const found = facts.find((f) => f.claims.some((c) => c.claim === claim));
  if (!found) throw new Error(`no fact holds ${claim}`);
  return found;
};
const together = (...claims: string[]) => new Set(claims.map((c) => of(c).id)).size === 1;
const step = (claim: string) => of(claim).history.find((h) => h.claim === claim);
const rows = hasGold ? conflicts(ledger) : [];

/** The 25 contradictions and traps of the five reports, each handled as its resolution says. */
describe.skipIf(!hasGold)("contradictions and traps of the five reports", () => {
  test("X1 date of the decision: both months are kept with their sources, and 2022 agrees with either", () => {
    expect(of("000:c22").time).toBe("2022-12");
    expect(of("001:c21").time).toBe("2022-11");
    expect(together("000:c22", "002:c3")).toBe(true);
    expect(of("000:c22").conflicts).toEqual([]);
    const asked = rows.find((r) => r.kind === "identity" && r.facts.includes(of("001:c21").id) && r.facts.includes(of("000:c22").id));
    expect(asked?.sides.map((s) => s.value).sort()).toEqual(["2022-11", "2022-12"]);
  });
  test("X2 a later plan replaces an unfulfilled one: no contradiction", () => {
    const treaty = of("003:c1");
    expect(treaty.id).toBe(of("000:c3").id);
    expect(treaty.conflicts).toEqual([]);
    expect(treaty.expectations.find((e) => e.stage === "signed")).toMatchObject({
      first: "2022-12",
      expected: "2023-01-09/2023-01-15",
      slips: [{ from: "2022-12", to: "2023-01-09/2023-01-15", who: ["japanische Medien"] }],
    });
    const then = (known: string) => fold(input, tables, { known }).find((f) => f.id === treaty.id)?.expected;
    expect([then("2022-12-01"), then("2023-01-10")]).toEqual(["2022-12", "2023-01-09/2023-01-15"]);
  });
  test("X3 an unfulfilled plan stays planned and is overdue after its last day", () => {
    expect(of("000:c3")).toMatchObject({ stage: "negotiating", status: "overdue" });
    expect(fold(input, tables, { asOf: "2023-01-15" }).find((f) => f.id === of("000:c3").id)?.status).toBe("slipped");
    expect(plans(ledger).find((p) => p.claim === "000:c3")?.fate).toBe("unconfirmed");
  });
  test("X4 in force by loose wording against a dated signature: flagged, with the highest dated stage", () => {
    const [conflict] = of("003:c3").conflicts;
    expect(conflict?.kind).toBe("stage");
    expect(conflict?.sides.map((s) => s.value)).toEqual(["in-force", "signed (2022-01)"]);
  });
  test("X5 a proposal is no agreement: the report that does not count it does not deny it", () => {
    expect(of("003:c18")).toMatchObject({ stage: "proposed", conflicts: [] });
    expect(together("003:c18", "000:c2")).toBe(false);
  });
  test("X6 a later report widens the parties", () => {
    expect(together("003:c12", "003:c33", "000:c6")).toBe(true);
    expect(of("000:c6").parties).toEqual(["GB", "IT", "JP"]);
    expect(plans(ledger).find((p) => p.claim === "003:c12")?.fate).toBe("unconfirmed");
    expect(of("000:c6").conflicts.map((c) => c.kind)).toEqual(["parties"]);
  });
  test("X7 figures of different precision are one target of 2 percent by 2027", () => {
    expect(together("000:c32", "001:c22", "004:c8")).toBe(true);
    expect(of("000:c32")).toMatchObject({ quantity: { value: 2, unit: "%GDP" }, deadline: "../2027", conflicts: [] });
  });
  test("X8 the treaty is of 1960", () => {
    expect(
      of("002:c19")
        .history.filter((h) => h.stage === "signed")
        .map((h) => h.event),
    ).toEqual(["1960"]);
  });
  test("X9 the space agreement is not the treaty, and a one-sided pledge not a mutual one in space", () => {
    expect(together("001:c33", "001:c35")).toBe(false);
    expect(of("001:c35").type).toBe("alliance");
    expect(together("002:c20", "001:c36")).toBe(false);
    expect(of("002:c20").parties).toEqual(["US"]);
    expect(of("001:c36").parties).toEqual(["JP", "US"]);
  });
  test("X10 buying and developing are two programmes", () => {
    expect(together("001:c24", "001:c12")).toBe(false);
    expect(of("001:c24").type).toBe("acquire");
    expect(step("003:c27")?.modality).toBe("possible");
    expect([step("000:c31")?.event, step("001:c24")?.event]).toEqual(["2026", null]);
  });
  test("X11 what the constitution says and what the policy changes are two things", () => {
    expect(together("001:c25", "000:c23")).toBe(false);
    expect(together("001:c25", "000:c19")).toBe(false);
  });
  test("X12 an ambiguous deadline stays with both clauses, as printed", () => {
    expect([step("002:c5")?.deadline, step("002:c6")?.deadline]).toEqual(["../2025-03", "../2025-03"]);
  });
  test("X13 a stop that only one report names is kept and not confirmed", () => {
    const canada = plans(ledger).find((p) => p.claim === "000:c16");
    expect(of("000:c16").parties).toContain("CA");
    expect(canada?.fate).toBe("unconfirmed");
  });
  test("X14 two 2+2 talks and two summits are four events", () => {
    expect(new Set(["001:c46", "002:c18", "001:c2", "002:c13"].map((c) => of(c).id)).size).toBe(4);
  });
  test("X15 talks were agreed in May 2022", () => {
    expect(step("003:c10")).toMatchObject({ stage: "negotiating", event: "2022-05" });
  });
  test("X16 two amendments: the plan of 2024 does not undo that of 2023", () => {
    expect(of("002:c1")).toMatchObject({ stage: "amended", time: "2023-01-13", conflicts: [] });
    expect(of("002:c1").expectations).toMatchObject([{ stage: "amended", state: "open", expected: null, metBy: null }]);
  });
  test("X17 a planned re-formation gets no date", () => {
    expect(of("001:c49")).toMatchObject({ time: null, expected: null, deadline: null, modality: "planned" });
  });
  test("X18 garbled words stay as printed, and a reader's note stands beside them", () => {
    const note = {
      id: "n1",
      action: "note" as const,
      targets: ["002:c9"],
      who: "reader",
      at: "2024-04-01",
      why: "no forces on the island: a slip of the translation",
    };
    const noted = fold({ ...input, reviews: [note] }, tables).find((f) => f.claims.some((c) => c.claim === "002:c9"));
    expect(noted?.notes).toMatchObject([{ review: "n1" }]);
    expect(noted?.claims).toEqual(of("002:c9").claims);
    expect(together("002:c9", "002:c11")).toBe(false);
  });
  test("X19 one person under several spellings", () => {
    const people = speakers(ledger);
    const named = (name: string) => people.filter((p) => p.aliases.includes(name));
    expect(named("Christopher Johnston")).toEqual(named("Christopher Johnstone"));
    expect(named("Johnston")).toEqual(named("Christopher Johnstone"));
    expect(named("Cooper")).toEqual(named("Zach Cooper"));
    expect(named("Herr Kishida")).toEqual(named("Fumio Kishida"));
    expect(named("Fumio Kishida")).toHaveLength(1);
  });
  test("X20 one person in two offices", () => {
    const campbell = speakers(ledger).find((p) => p.aliases.includes("Kurt Campbell"));
    expect(campbell?.claims.map((c) => c.claim).sort()).toEqual(["001:c51", "001:c52", "002:c23"]);
  });
  test("X21 a summary's own words are not counted as its source's", () => {
    const speech = statements(ledger).find((s) => s.claim === "004:c6");
    expect(speech?.hand).toBe("summary");
    expect(speech?.why).toContain("National Defense Magazine");
  });
  test("X22 the first state visit since 2015 does not hide the visit of January 2023", () => {
    expect(new Set([of("002:c15").id, of("002:c16").id, of("001:c17").id, of("001:c2").id]).size).toBe(4);
  });
  test("X23 a stronger and a weaker claim are both kept, each with its source", () => {
    expect(step("002:c14")).toMatchObject({ modality: "planned", attribution: [{ type: "anonymous" }] });
    expect(step("002:c24")?.modality).toBe("possible");
    expect(step("002:c24")?.attribution.at(-1)?.source).toBe("Kurt Campbell");
  });
  test("X24 one planned stage with its sources: negotiating is actual, signed planned, agreed possible", () => {
    expect(together("003:c1", "003:c32", "003:c35")).toBe(true);
    expect(["003:c35", "003:c1", "003:c32"].map((c) => `${step(c)?.stage} ${step(c)?.modality}`)).toEqual([
      "negotiating actual",
      "signed planned",
      "agreed possible",
    ]);
    expect(of("003:c1").sources.said.map((s) => s.type)).toEqual(expect.arrayContaining(["anonymous", "outlet", "state"]));
  });
  test("X25 whether the supply arrangement binds is left open", () => {
    expect(together("001:c40", "001:c41")).toBe(false);
    expect(of("001:c41")).toMatchObject({ stage: "signed", provisions: [], exclusive: false });
  });
});
