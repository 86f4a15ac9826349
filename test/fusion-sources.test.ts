import { describe, expect, it } from "vitest";
import { Provenance } from "#fusion";
import type { ReportMeta } from "#model";
import { tables } from "./fusion-tables.ts";

const report = (doc: string, outlet: string, published: string, source?: string): ReportMeta => ({
  doc,
  lang: "en",
  published,
  outlet,
  origin: source ? [{ relation: "translation-of", source, inferred: false }] : [],
});

const made = (...reports: ReportMeta[]): Provenance =>
  new Provenance(
    tables,
    reports.map((r) => [r.doc, r] as const),
  );
const said = (...docs: string[]) => docs.map((doc) => ({ doc, attribution: [] }));

describe("independent sources", () => {
  const all = [
    report("herald-1", "The Herald", "2024-03-01"),
    report("bote-1", "Der Bote", "2024-03-02", "The Herald"),
    report("herald-2", "The Herald", "2024-05-01"),
    report("bote-2", "Der Bote", "2024-05-01"),
  ];

  it("count a translation and its original once", () => {
    const sources = made(...all).sources(said("herald-1", "bote-1"), "en");
    expect(sources.independent).toBe(1);
    expect(sources.groups[0]?.why).toContain("The Herald");
  });

  it("are not joined by what two outlets once took from each other", () => {
    expect(made(...all).sources(said("herald-2", "bote-2"), "en").independent).toBe(2);
  });

  it("go by where a piece comes from, not by who printed it", () => {
    const own = report("bote-3", "Der Bote", "2024-03-20");
    const sources = made(...all, own).sources(said("bote-1", "bote-3", "herald-2"), "en");
    expect(sources.groups.map((g) => g.docs)).toEqual([["bote-3"], ["bote-1", "herald-2"]]);
  });

  it("do not depend on the order of the reports", () => {
    const docs = ["bote-2", "herald-1", "herald-2", "bote-1"];
    const one = made(...all).sources(said(...docs), "en");
    expect(made(...[...all].reverse()).sources(said(...[...docs].reverse()), "en")).toEqual(one);
  });

  it("name the other tellings of a piece, and only those", () => {
    const kin = made(...all).kin("en");
    expect(kin.get("bote-1")?.map((k) => k.doc)).toEqual(["herald-1"]);
    expect(kin.get("herald-2")).toBeUndefined();
  });
});
