import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fold } from "#fusion";
import type { Fact } from "#model";
import { goldInput, hasGold, shared, tables } from "./fusion-tables.ts";

const gold = test.skipIf(!hasGold);
if (!hasGold) console.warn("../shared/gold is not there: the tests of the ledger on gold claims are skipped.");

function score(facts: readonly Fact[]) {
  const dir = mkdtempSync(join(tmpdir(), "foedera-gold-"));
  try {
    const pred = join(dir, "facts.jsonl");
    writeFileSync(pred, facts.map((f) => JSON.stringify(f)).join("\n"));
    const args = [
      join(shared, "score/ledger.mjs"),
      "--cross",
      join(shared, "gold/CROSS.json"),
      "--gold",
      join(shared, "gold"),
      "--pred",
      pred,
      "--json",
    ];
    return JSON.parse(execFileSync("node", args, { encoding: "utf8" }));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

gold("gold claims fold into the facts of CROSS.json", () => {
  const figures = score(fold(goldInput(), tables));
  expect(figures.bcubed.f1).toBeGreaterThanOrEqual(0.92);
  expect(figures.staged).toBe(1);
  expect(figures.named).toBeGreaterThanOrEqual(0.9);
  expect(figures.coverage).toBeGreaterThanOrEqual(0.9);
});

gold("every report of the five counts as a source of its own", () => {
  const cross = JSON.parse(readFileSync(join(shared, "gold/CROSS.json"), "utf8"));
  const facts = fold(goldInput(), tables);
  for (const want of cross.facts as {
    label: string;
    kind: string;
    members: [string, string][];
    sources: { upstreams: string[]; independent: number };
  }[]) {
    const claims = new Set(want.members.map(([doc, id]) => `${doc.slice(0, 3)}:${id}`));
    const held = facts.find((f) => f.kind === want.kind && f.claims.length === claims.size && f.claims.every((c) => claims.has(c.claim)));
    if (held) expect([want.label, [...held.sources.origins].sort()]).toEqual([want.label, [...want.sources.upstreams].sort()]);
  }
});

/** The access agreements of a party as known on a day, in the words of the snapshots. */
function accessOf(party: string, known: string): Record<string, string> {
  const facts = fold(goldInput(), tables, { known }).filter(
    (f) => f.kind === "agreement" && f.parties.includes(party) && ["access", "alliance"].includes(f.type),
  );
  return Object.fromEntries(
    facts.map((f) => {
      const next = f.expectations.find((e) => e.state !== "met" && e.state !== "dropped" && e.expected);
      const dated = f.history.find((h) => h.modality === "actual" && h.stage === f.stage && h.event);
      return [
        `${f.type} ${f.parties.join("-")}`,
        `${f.stage ?? ""}${dated ? ` (${dated.event})` : ""}${next ? `; ${next.stage} ${next.state} ${next.expected}` : ""}`,
      ];
    }),
  );
}

gold("as known on 2022-12-01", () => {
  expect(accessOf("JP", "2022-12-01")).toEqual({
    "access AU-JP": "signed (2022-01)",
    "access GB-JP": "negotiating (2022-05); signed open 2022-12",
    "access JP-PH": "proposed",
  });
});

gold("as known on 2023-01-10", () => {
  const now = accessOf("JP", "2023-01-10");
  expect(now).toMatchObject({ "alliance JP-US": "in-force", "access AU-JP": "in-force", "access JP-PH": "proposed" });
  expect(now["access GB-JP"]).toContain("signed slipped 2023-01-09/2023-01-15");
  const australia = fold(goldInput(), tables, { known: "2023-01-10" }).find((f) => f.type === "access" && f.parties.join() === "AU,JP");
  expect(australia?.conflicts.map((c) => c.kind)).toEqual(["stage"]);
});

gold("as known on 2024-03-31", () => {
  const now = accessOf("JP", "2024-03-31");
  expect(now["alliance JP-US"]).toBe("amended (2023-01-13)");
  expect(now["access GB-JP"]).toContain("signed overdue 2023-01-09/2023-01-15");
  expect(now["access AU-JP"]).toBe("in-force");
  expect(now["access JP-PH"]).toBe("proposed");
  const alliance = fold(goldInput(), tables).find((f) => f.type === "alliance");
  expect(alliance?.history.find((h) => h.stage === "signed")?.event).toBe("1960");
  expect(alliance?.expectations.map((e) => [e.stage, e.state])).toEqual([["amended", "open"]]);
});

gold("Japan's treaty holds as of a day before it was amended", () => {
  const then = fold(goldInput(), tables, { asOf: "1970-01-01" });
  const alliance = then.find((f) => f.type === "alliance");
  expect(alliance?.stage).toBe("signed");
  expect(then.some((f) => f.type === "access")).toBe(false);
});
