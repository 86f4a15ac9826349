import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareReaders, comparison } from "#llm";
import type { Claim } from "#model";

const place = (start: number, end: number) => ({
  evidence: "x".repeat(end - start),
  start,
  end,
  time: null,
  attribution: [],
  modality: "actual" as const,
});
const pact = (id: string, start: number, end: number, more: object = {}): Claim =>
  ({ id, kind: "agreement", type: "access", name: null, parties: ["JP", "PH"], stage: "signed", ...place(start, end), ...more }) as Claim;
const said = (id: string, speaker: string | null, more: object = {}): Claim =>
  ({ id, kind: "statement", speaker, speakerOf: "JP", stance: "support", about: [], ...place(0, 50), ...more }) as Claim;

describe("two readers compared", () => {
  it("agreement keeps the rules' claim and raises its confidence", () => {
    const rules = pact("a", 0, 100, { rule: "signing", confidence: 0.7 });
    const llm = pact("b", 40, 90, { rule: "llm", confidence: 0.5, parties: ["ph", "JP"], time: "2024" });
    expect(compareReaders([rules], [llm])).toEqual([{ ...rules, rule: "signing+llm", confidence: 0.85 }]);
  });

  it("what only one has stays as it was, in the order of the text", () => {
    const rules = pact("a", 50, 100, { rule: "signing" });
    const llm = pact("b", 0, 40, { rule: "llm" });
    expect(compareReaders([rules], [llm])).toEqual([llm, rules]);
  });

  it("another stage, type, party or place is no agreement", () => {
    const rules = pact("a", 0, 100);
    for (const other of [{ stage: "agreed" }, { type: "logistics" }, { parties: ["JP"] }, { start: 80, end: 180 }]) {
      expect(comparison([rules], [pact("b", 0, 100, other)]).agreed).toEqual([]);
    }
  });

  it("speakers are one where they share a word of their name, or, nameless, their state", () => {
    const ignored = new Set(["the"]);
    const agree = (a: Claim, b: Claim) => comparison([a], [b], ignored).agreed.length === 1;
    expect(agree(said("a", "Prime Minister Sato"), said("b", "Sato", { stance: "neutral" }))).toBe(true);
    expect(agree(said("a", "the envoy"), said("b", "the general"))).toBe(false);
    expect(agree(said("a", null), said("b", "the general"))).toBe(true);
    expect(agree(said("a", null), said("b", null, { speakerOf: ["PH"] }))).toBe(false);
  });

  it("each claim has one partner, the most like, and none is lost", () => {
    const rules = [pact("a", 0, 100, { modality: "planned" }), pact("b", 0, 100)];
    const { agreed, llmOnly } = comparison(rules, [pact("c", 0, 100), pact("d", 0, 100)]);
    expect(agreed.map(({ rules: r, llm }) => r.id + llm.id).sort()).toEqual(["ad", "bc"]);
    expect(llmOnly).toEqual([]);
    const spans = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 30 })), { maxLength: 8 });
    fc.assert(
      fc.property(spans, spans, (x, y) => {
        const [left, right] = [x, y].map((all, side) => all.map(([at, length], i) => pact(`${side}-${i}`, at, at + length))) as [
          Claim[],
          Claim[],
        ];
        const found = comparison(left, right);
        expect(found.agreed.length + found.rulesOnly.length).toBe(left.length);
        expect(found.agreed.length + found.llmOnly.length).toBe(right.length);
        expect(compareReaders(left, right)).toHaveLength(left.length + right.length - found.agreed.length);
      }),
    );
  });
});
