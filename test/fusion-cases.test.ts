import { expect, test } from "vitest";
import { compileFusion, diff, Folder, type FoldOptions, fold } from "#fusion";
import type { ClaimRecord, Fact, ReportMeta, Review } from "#model";
import { textSignature } from "#reports";
import { activity, agreement, commitment, report, statement } from "./fusion-made.ts";
import { tables } from "./fusion-tables.ts";

const facts = (reports: ReportMeta[], claims: ClaimRecord[], options: FoldOptions & { reviews?: Review[] } = {}): Fact[] =>
  fold({ reports, claims, reviews: options.reviews }, tables, options);
const a = report("a", "2030-01-10", { outlet: "Morning Post" });
const b = report("b", "2030-03-10", { outlet: "Evening Post" });
const c = report("c", "2030-06-10", { outlet: "Daily Post" });
const review = (id: string, action: Review["action"], targets: string[], more: Partial<Review> = {}): Review => ({
  id,
  action,
  targets,
  who: "reader",
  at: `2031-01-0${id.length}`,
  why: "read again",
  ...more,
});

test("one agreement under an English and a German name, from type, parties and the table of words", () => {
  const found = facts(
    [a, b],
    [
      agreement("a", 1, { name: "Reciprocal Access Agreement (RAA)", stage: "negotiating" }),
      agreement(
        "b",
        1,
        { name: "gegenseitiges Zugangsabkommen", parties: ["XB", "XA"], stage: "signed", time: "2030-03-09" },
        "Sie unterzeichneten das Abkommen.",
      ),
    ],
  );
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ stage: "signed", time: "2030-03-09", sources: { reports: 2, independent: 2 } });
  expect(found[0]?.history.map((h) => h.relation)).toEqual(["first", "update"]);
});

test("two named programmes of the same parties stay two", () => {
  const found = facts(
    [a, b],
    [
      agreement("a", 1, { type: "industry", name: "Security of Supply Arrangement" }, "They signed on supply."),
      agreement("b", 1, { type: "industry", name: "Fighter Development Programme" }, "They build a fighter."),
    ],
  );
  expect(found).toHaveLength(2);
});

test("the authority file joins what names do not, and parts what names would join", () => {
  const named = (x: string, y: string) =>
    facts(
      [a, b],
      [
        agreement("a", 1, { type: "cooperation", name: "Harbour Pact", instrument: x }),
        agreement("b", 1, { type: "cooperation", name: "Hafenpakt von Nord", instrument: y }),
      ],
    );
  expect(named("xa-xb-1", "xa-xb-1")).toHaveLength(1);
  expect(named("xa-xb-1", "xa-xb-2")).toHaveLength(2);
});

test("an expected signing slips, is overdue, and is met, each by its own evidence", () => {
  const plan = agreement("a", 1, { modality: "planned", time: "2030-02" });
  const later = agreement("b", 1, { modality: "planned", time: "2030-05" });
  const done = agreement("c", 1, { modality: "actual", time: "2030-06-08" });
  const state = (claims: ClaimRecord[], asOf: string) => facts([a, b, c], claims, { asOf })[0]?.expectations[0];
  expect(state([plan], "2030-02-20")?.state).toBe("open");
  expect(state([plan], "2030-03-05")).toMatchObject({ state: "overdue", overdueDays: 5 });
  expect(state([plan, later], "2030-04-01")).toMatchObject({ state: "slipped", first: "2030-02", expected: "2030-05", slippedDays: 92 });
  expect(state([plan, later, done], "2030-07-01")).toMatchObject({ state: "met", metOn: "2030-06-08", slippedDays: 100 });
  const denied = agreement("c", 1, { modality: "negated" });
  expect(state([plan, denied], "2030-07-01")?.state).toBe("dropped");
});

test("a revised plan is an update; two dates for one past step contradict each other", () => {
  const plans = facts(
    [a, b],
    [agreement("a", 1, { modality: "planned", time: "2030-02" }), agreement("b", 1, { modality: "planned", time: "2030-05" })],
  );
  expect(plans[0]?.conflicts).toEqual([]);
  const past = facts([a, b], [agreement("a", 1, { time: "2030-01-02" }), agreement("b", 1, { time: "2030-01-05" })]);
  expect(past).toHaveLength(1);
  expect(past[0]?.conflicts).toMatchObject([{ kind: "date", internal: false, sides: [{ value: "2030-01-02" }, { value: "2030-01-05" }] }]);
});

test("a step backward is a conflict, not an overwriting; a resumed agreement is none", () => {
  const back = facts(
    [a, b],
    [agreement("a", 1, { stage: "in-force", time: "2029-05-01" }), agreement("b", 1, { stage: "signed", time: "2030-03-01" })],
  );
  expect(back[0]).toMatchObject({ stage: "in-force", conflicts: [{ kind: "order" }] });
  const again = facts(
    [a, b],
    [agreement("a", 1, { stage: "suspended", time: "2029-05-01" }), agreement("b", 1, { stage: "in-force", time: "2030-03-01" })],
  );
  expect(again[0]).toMatchObject({ stage: "in-force", conflicts: [] });
});

test("a commitment keeps its first deadline and quantity beside the revised ones", () => {
  const first = commitment("a", 1, {
    object: "battle tanks",
    beneficiaries: ["XC"],
    quantity: { value: 40, unit: "tank" },
    deadline: "../2030-04",
  });
  const second = commitment("b", 1, {
    object: "Kampfpanzer",
    beneficiaries: ["XC"],
    quantity: { value: 30, unit: "tank" },
    deadline: "../2030-09",
  });
  const one = (claims: ClaimRecord[], asOf: string) => facts([a, b, c], claims, { asOf });
  expect(one([first, second], "2030-04-01")).toMatchObject([
    {
      status: "revised",
      firstDeadline: "../2030-04",
      deadline: "../2030-09",
      firstQuantity: { value: 40 },
      quantity: { value: 30 },
      conflicts: [],
    },
  ]);
  expect(one([first], "2030-02-15")[0]?.status).toBe("due");
  expect(one([first], "2030-05-01")[0]?.status).toBe("overdue");
  const done = commitment("c", 1, {
    object: "battle tanks",
    beneficiaries: ["XC"],
    quantity: { value: 30, unit: "tank" },
    modality: "actual",
    time: "2030-06-01",
  });
  expect(one([second, done], "2030-07-01")[0]?.status).toBe("met");
});

test("two meetings of the same parties on two days are two, a plan and its outcome one", () => {
  expect(
    facts([a, b], [activity("a", 1, { time: "2030-01-08", name: "2+2" }), activity("b", 1, { time: "2030-03-08", name: "2+2" })]),
  ).toHaveLength(2);
  const held = facts([a, b], [activity("a", 1, { time: "2030-02-03", modality: "planned" }), activity("b", 1, { time: "2030-02-03" })]);
  expect(held).toMatchObject([{ status: "happened", history: [{ relation: "first" }, { relation: "confirms", confirms: ["a.1"] }] }]);
});

test("the stops of a tour belong to it, a visit of another month does not", () => {
  const tour = activity("a", 1, { type: "visit", participants: ["XA", "XB", "XC", "XD"], time: "2030-01-07/2030-01-14" });
  const stop = activity("a", 2, { type: "visit", participants: ["XA", "XC"], time: "2030-01-09", modality: "planned" });
  const other = activity("b", 1, { type: "visit", participants: ["XA", "XC"], time: "2030-03-02" });
  expect(
    facts([a, b], [tour, stop, other])
      .map((f) => f.claims.length)
      .sort(),
  ).toEqual([1, 2]);
});

test("reprints, translations and citations of one origin count as one source", () => {
  const claims = ["a", "b", "c"].map((doc) => agreement(doc, 1, {}));
  const origin = [{ relation: "reprint-of" as const, source: "The Agency" }];
  const sources = (reports: ReportMeta[], list = claims) => facts(reports, list)[0]?.sources;
  expect(sources([a, b, c])?.independent).toBe(3);
  expect(sources([{ ...a, origin }, { ...b, origin: [{ relation: "translation-of", source: "Agency" }] }, c])).toMatchObject({
    reports: 3,
    independent: 2,
  });
  expect(sources([{ ...a, outlet: "Agency" }, { ...b, origin }, c])?.independent).toBe(2);
  const cited = agreement("c", 1, { attribution: [{ source: "Morning Post", type: "outlet" }] });
  expect(sources([a, b, c], [claims[0] as ClaimRecord, cited])).toMatchObject({ independent: 1, groups: [{ docs: ["a", "c"] }] });
});

const english = `Minister Ada Stone of Nordland said on 14 May 2031 that the Harbour Pact would be signed in Westport. "We are ready," Stone told reporters. The Bold Spear exercise with 4,500 soldiers, 32 aircraft and the frigate Aurora will follow in June, according to General Bo Reed. Colonel Lin Tarn named costs of 780 million for the Kestrel drone. The talks in Eastbridge took 17 months, Reed said, and the Osprey radar will stand by 2034.`;
const german = `Ministerin Ada Stone aus Nordland sagte am 14. Mai 2031, der Hafenpakt werde in Westport unterzeichnet. \u201eWir sind bereit\u201c, sagte Stone vor Reportern. Im Juni folgt nach den Worten von General Bo Reed die \u00dcbung Bold Spear mit 4.500 Soldaten, 32 Flugzeugen und der Fregatte Aurora. Oberst Lin Tarn nannte Kosten von 780 Millionen f\u00fcr die Drohne Kestrel. Die Gespr\u00e4che in Eastbridge dauerten 17 Monate, so Reed, und das Radar Osprey soll bis 2034 stehen.`;
const another = `General Bo Reed said in Westport on 14 May 2031 that the army wants more money. Parliament in Southgate debated a budget of 3,100 million on Tuesday. Ada Stone and Lin Tarn did not attend. The Falcon programme, 12 years late, was criticised by Senator Mara Holt, who asked for 250 new guns by 2036 and named the Lynx vehicle a failure.`;

test("a fact is called by the name that tells most, and not by one that points at another thing", () => {
  const name = (...names: string[]) => {
    const found = facts(
      [a, b, c],
      names.map((n, i) => agreement("abc"[i] as string, i + 1, { name: n })),
    );
    return found.map((f) => f.name);
  };
  expect(name("major defense pact", "UK-Japan RAA", "gegenseitige Zugangsabkommen")).toEqual(["UK-Japan RAA"]);
  expect(name("similar treaty")).toEqual([null]);
  expect(name("ein \u00e4hnliches Abkommen")).toEqual([null]);
  expect(name("Pact")).toEqual(["Pact"]);
  expect(name("a similar treaty", "Reciprocal Access Agreement")).toEqual(["Reciprocal Access Agreement"]);
});

test("what a report calls new cannot have been amended yet", () => {
  const told = (name: string) =>
    facts(
      [a],
      [
        agreement("a", 1, { type: "space", name, stage: "amended" }, "They widen their pact."),
        agreement("a", 2, { type: "space", name: "space agreement", stage: "signed" }, "They signed the space agreement."),
      ],
    ).map((f) => f.stage);
  expect(told("new space agreement")).toEqual(["signed"]);
  expect(told("space agreement")).toEqual(["amended"]);
});

test("wire copies and translations are found without being told", () => {
  const with_ = (text: string, base: ReportMeta): ReportMeta => ({ ...base, published: "2031-05-15", signature: textSignature(text) });
  const independent = (x: string, y: string) =>
    facts([with_(x, a), with_(y, b)], [agreement("a", 1, {}), agreement("b", 1, {})])[0]?.sources;
  expect(independent(english, `${english} It was reported on Thursday.`)).toMatchObject({
    independent: 1,
    groups: [{ why: "the texts are nearly identical" }],
  });
  expect(independent(english, german)).toMatchObject({
    independent: 1,
    groups: [{ why: "the texts share figures and names in the same order" }],
  });
  expect(independent(english, another)?.independent).toBe(2);
});

test("reviews reject, amend, merge and split, and a revocation undoes them", () => {
  const claims = [
    agreement("a", 1, { type: "industry", name: "Kite" }, "Kite."),
    agreement("b", 1, { type: "industry", name: "Drachen" }, "Drachen."),
  ];
  const run = (...reviews: Review[]) => facts([a, b], claims, { reviews });
  expect(run()).toHaveLength(2);
  expect(run(review("1", "merge", ["a.1", "b.1"]))).toHaveLength(1);
  expect(run(review("1", "merge", ["a.1", "b.1"]), review("22", "split", ["a.1"], { from: ["b.1"] }))).toHaveLength(2);
  expect(run(review("1", "merge", ["a.1", "b.1"]), review("333", "revoke", ["1"]))).toHaveLength(2);
  expect(run(review("1", "reject", ["a.1"]))).toHaveLength(1);
  expect(run(review("1", "reject", ["a"]))).toHaveLength(1);
  expect(run(review("1", "reject", ["a.1"]), review("22", "accept", ["a.1"]))).toHaveLength(2);
  expect(
    run(review("1", "amend", ["a.1"], { patch: { stage: "ratified" } }))
      .map((f) => f.stage)
      .sort(),
  ).toEqual(["ratified", "signed"]);
  expect(run(review("1", "amend", ["a.1"], { patch: { stage: "nonsense" } })).map((f) => f.stage)).toEqual(["signed", "signed"]);
  const folder = new Folder(tables);
  folder.add({ reports: [a, b], claims, reviews: [review("1", "reject", ["a.1"])] });
  folder.add({ reports: [a], claims });
  expect(folder.facts()).toHaveLength(1);
});

test("two clocks: what was known by a day, and what held on it", () => {
  const claims = [agreement("a", 1, { modality: "planned", time: "2030-05" }), agreement("c", 1, { time: "2030-05-20" })];
  expect(facts([a, c], claims, { known: "2030-02-01" })[0]).toMatchObject({ stage: null, expected: "2030-05" });
  expect(facts([a, c], claims, { asOf: "2030-05-01" })[0]).toMatchObject({ stage: null });
  expect(facts([a, c], claims, { asOf: "2030-05-21" })[0]).toMatchObject({ stage: "signed" });
  const undated = report("u", null);
  expect(facts([undated], [agreement("u", 1, {})], { known: "2030-02-01" })).toEqual([]);
  expect(facts([{ ...undated, received: "2030-01-02" }], [agreement("u", 1, {})], { known: "2030-02-01" })).toHaveLength(1);
});

test("changes name what is new, further, moved and overdue", () => {
  const plan = agreement("a", 1, { modality: "planned", time: "2030-02" });
  const before = facts([a], [plan], { asOf: "2030-01-15" });
  expect(diff([], before, tables).map((x) => x.change)).toEqual(["new"]);
  expect(diff(before, facts([a], [plan], { asOf: "2030-03-15" }), tables).map((x) => x.change)).toEqual(["overdue"]);
  const moved = facts([a, b], [plan, agreement("b", 1, { modality: "planned", time: "2030-05" })], { asOf: "2030-03-15" });
  expect(diff(before, moved, tables).map((x) => x.change)).toEqual(["revised", "source"]);
});

test("every claim in a fact has a decision with a sentence that brought it there", () => {
  const [fact] = facts(
    [a, b, c],
    ["a", "b", "c"].map((doc) => agreement(doc, 1, { name: "Harbour Access Agreement" })),
  );
  const named = new Set(fact?.decisions.flatMap((d) => [d.left, d.right]));
  expect([...named].sort()).toEqual(["a.1", "b.1", "c.1"]);
  for (const d of fact?.decisions ?? []) expect(d.why).toMatch(/^Taken as /);
});

test("statements of one speaker on other matters stay apart", () => {
  const found = facts(
    [a, b],
    [statement("a", 1, {}, "\u201cWe welcome the pact.\u201d"), statement("b", 1, {}, "\u201cThe base is good for us.\u201d")],
  );
  expect(found).toHaveLength(2);
});

test("a fault in the tables is named", () => {
  expect(() => compileFusion({})).toThrow(/knowledge\/ontology: fusion/);
});
