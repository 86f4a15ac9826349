import { expect, test } from "vitest";
import { exporters, exportFormats, type Source } from "#exports";
import { fold } from "#fusion";
import type { ClaimRecord, ReportMeta } from "#model";
import {
  agreements,
  applies,
  betweenness,
  commitments,
  conflicts,
  dueBy,
  gaps,
  type Ledger,
  network,
  networkOver,
  related,
  reports,
  silence,
  timeline,
} from "#views";
import { activity, agreement, commitment, report } from "./fusion-made.ts";
import { tables } from "./fusion-tables.ts";

const docs: ReportMeta[] = [report("a", "2030-01-10", { outlet: "Morning Post", title: 'A pact, "at last"' }), report("b", "2030-03-10")];
const star: ClaimRecord[] = [
  agreement(
    "a",
    1,
    { type: "alliance", parties: ["XA", "XB"], stage: "in-force", time: "2001-05-04", name: "Harbour Treaty" },
    "They defend each other.",
  ),
  agreement("a", 2, { type: "access", parties: ["XA", "XC"], stage: "in-force", time: "2029-02-01" }, "Their troops may enter."),
  agreement("a", 3, { type: "access", parties: ["XA", "XD"], stage: "signed", time: "2029-06-30" }, "They signed on troops."),
  agreement("a", 4, { type: "access", parties: ["XA", "XB"], stage: "negotiating" }, "They talk about troops."),
  agreement(
    "b",
    5,
    { type: "access", parties: ["XA", "XD"], stage: "in-force", modality: "planned", time: "2030-09" },
    "It is to enter into force.",
  ),
];
const more: ClaimRecord[] = [
  commitment("a", 6, { action: "defend", actors: ["XB"], beneficiaries: ["XA"], object: "XA in space" }, "They defend each other."),
  commitment(
    "a",
    7,
    { action: "aid", actors: ["XA"], beneficiaries: ["XE"], object: "air defence systems", deadline: "../2030-04" },
    "XA will give air defence.",
  ),
  activity("b", 8, { type: "transfer", participants: ["XA", "XE"], time: "2030-03-05" }, "XE received the air defence systems."),
];
function ledger(claims: ClaimRecord[], asOf = "2030-04-01"): Ledger {
  const input = { reports: docs, claims };
  return { facts: fold(input, tables, { asOf }), input, tables };
}

test("what applies when a party is attacked, in each domain", () => {
  const rows = applies(ledger([...star, ...more]), { ask: "attack", on: "XA", domain: "sea" });
  expect(rows.filter((r) => r.binds).map((r) => [r.kind, r.obligation, r.obliged.join()])).toEqual([
    ["agreement", "consultation", "XB"],
    ["agreement", "defence", "XB"],
    ["commitment", "defence", "XB"],
  ]);
  const cyber = applies(ledger(star), { ask: "attack", on: "XA", domain: "cyber" }).find((r) => r.obligation === "defence");
  expect(cyber).toMatchObject({ binds: false });
  expect(cyber?.why).toContain("not for");
  expect(applies(ledger(star), { ask: "attack", on: "XF" })).toEqual([]);
  expect(silence(ledger(star), "de")).toContain("Kein Instrument");
});

test("what applies when forces exercise abroad: only what is in force binds", () => {
  const of = (a: string, b: string) => applies(ledger(star), { ask: "exercise", of: a, in: b }).map((r) => [r.obligation, r.binds]);
  expect(of("XC", "XA")).toEqual([
    ["access", true],
    ["logistics", true],
  ]);
  expect(of("XD", "XA")).toEqual([
    ["access", false],
    ["logistics", false],
  ]);
  expect(applies(ledger(star), { ask: "supply", by: "XC", of: "XA" }).map((r) => r.obligation)).toEqual(["logistics"]);
});

test("the net over time: each day as that day had it, and how it changed", () => {
  const ring = ["XB", "XC", "XD"].map((p, i, all) =>
    agreement("b", 20 + i, { type: "access", parties: [p, all[(i + 1) % 3] as string], stage: "in-force", time: "2030-03-01" }),
  );
  const days = ["2030-04-01", "2000-01-01", "2029-12-31", "2005-12-31"];
  const { steps, sentence } = networkOver(ledger([...star, ...ring]), days);
  expect(steps.map((s) => [s.day, s.edges.length, s.centralisation])).toEqual([
    ["2000-01-01", 0, 0],
    ["2005-12-31", 1, 0],
    ["2029-12-31", 3, 1],
    ["2030-04-01", 6, 0],
  ]);
  for (const step of steps) expect(step).toEqual({ day: step.day, ...network(ledger([...star, ...ring], step.day)) });
  expect(sentence).toBe(
    "From 2005-12-31 to 2030-04-01 the net went from 2 to 4 states, and its shape hardly changed (centralisation 0 and 0).",
  );
  expect(networkOver(ledger([...star, ...ring]), ["2029-12-31", "2030-04-01"]).sentence).toContain("fell from 1 to 0: towards a lattice");
  expect(networkOver(ledger([...star, ...ring]), ["2005-12-31", "2029-12-31"], { lang: "de" }).sentence).toContain("stieg von 0 auf 1");
  expect(networkOver(ledger([]), days).sentence).toBe("");
});

test("a star is hub-and-spoke, a ring a lattice", () => {
  const net = network(ledger(star));
  expect(net).toMatchObject({ hub: "XA", centralisation: 1 });
  expect(net.nodes[0]).toMatchObject({ party: "XA", degree: 3, betweenness: 1 });
  expect(net.sentence).toContain("hub-and-spoke");
  const ring = ["XA", "XB", "XC", "XD", "XE"].map((p, i, all) =>
    agreement("a", i, { parties: [p, all[(i + 1) % 5] as string], stage: "in-force" }),
  );
  expect(network(ledger(ring))).toMatchObject({ centralisation: 0 });
  expect(network(ledger(ring)).sentence).toContain("lattice");
  expect(network(ledger([])).nodes).toEqual([]);
  expect(
    betweenness(
      ["a", "b", "c"],
      new Map([
        ["a", ["b"]],
        ["b", ["a", "c"]],
        ["c", ["b"]],
      ]),
    ).get("b"),
  ).toBe(1);
});

test("gaps: which partners lack what others have, and how far they have come", () => {
  expect(gaps(ledger(star), "XA", { type: "access" }).map((r) => [r.partner, r.has.join(), r.stage])).toEqual([
    ["XB", "XC,XD", "negotiating"],
  ]);
  expect(gaps(ledger(star), "XA", { type: "alliance" }).map((r) => [r.partner, r.stage])).toEqual([
    ["XC", null],
    ["XD", null],
  ]);
});

test("a delivery that fits meets a promise of aid; the deadline stays", () => {
  const [aid] = commitments(ledger(more), { type: "aid" });
  expect(aid).toMatchObject({ status: "met", deadline: "../2030-04" });
  expect(aid?.fulfilledBy).toHaveLength(1);
  expect(dueBy(ledger(more.slice(0, 2)), "2030-04-30")).toMatchObject([{ type: "aid", status: "due" }]);
});

test("every row leads to the words of a report", () => {
  const l = ledger([...star, ...more]);
  for (const row of [...agreements(l), ...commitments(l), ...timeline(l)])
    expect(row.receipts.every((r) => r.quote.length > 0 && r.end > r.start)).toBe(true);
  expect(timeline(l).map((r) => r.when)).toEqual(["2001-05-04", "2029-02-01", "2029-06-30", "2030-03-05", "../2030-04", "2030-09"]);
  expect(related(l).some((r) => r.relation === "provision")).toBe(true);
  expect(reports(l).map((r) => [r.doc, r.claims.agreement])).toEqual([
    ["a", 4],
    ["b", 1],
  ]);
  expect(conflicts(l).every((c) => c.sides.length > 1)).toBe(true);
});

test("every format is written, the same each time", () => {
  const l: Source = { ...ledger([...star, ...more]), cow: (code) => (code === "XA" ? 2 : null) };
  const text = (name: string) => exporters[name]?.(l) as string;
  for (const name of exportFormats) expect(exporters[name]?.(l)).toEqual(exporters[name]?.(l));
  expect(text("csv").split("\r\n")).toHaveLength(l.facts.length + 2);
  expect(
    text("jsonl")
      .trim()
      .split("\n")
      .map((x) => JSON.parse(x).id),
  ).toEqual(l.facts.map((f) => f.id));
  expect(JSON.parse(text("jsonld"))["@graph"].length).toBeGreaterThan(l.facts.length);
  expect(text("graphml")).toContain('<edge source="XA" target="XB">');
  expect(text("gexf")).toContain('start="2001-05-04"');
  expect(text("ics")).toMatch(
    /^BEGIN:VCALENDAR\r\nVERSION:2.0\r\n[\s\S]*DTSTART;VALUE=DATE:20300430\r\nDTEND;VALUE=DATE:20300501\r\n[\s\S]*END:VCALENDAR\r\n$/,
  );
  for (const line of text("ics").split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(text("atop").split("\r\n")[1]).toMatch(/,XA,2,2001,5,4,0,0,0,1,0,0,0,1,1,in-force,Harbour Treaty,/);
  expect(text("dcad")).toContain("XA,XC,2,,2029,1,0,1,access,");
  for (const line of text("ftm").trim().split("\n")) expect(Object.keys(JSON.parse(line))).toEqual(["id", "schema", "properties"]);
  const bytes = exporters.parquet?.(l) as Uint8Array;
  expect(new TextDecoder().decode(bytes.slice(0, 4))).toBe("PAR1");
});
