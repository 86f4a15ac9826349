import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compilePeople, officesOn, type Person, type PersonForm } from "../../src/knowledge/people.ts";

const folder = new URL("../../knowledge/gazetteer/people/", import.meta.url);
const raw = Object.fromEntries(readdirSync(folder).map((file) => [`people/${file}`, parse(readFileSync(new URL(file, folder), "utf8"))]));
const { people, forms } = compilePeople(raw);
const heldBy = (of: string, office: string, day: string): string[] =>
  people.filter((p) => officesOn(p, day).some((o) => o.office === office && (o.of ?? p.of) === of && !o.acting)).map((p) => p.name);
const formsNamed = (text: string): PersonForm[] => forms.filter((form) => form.text === text);
const inflection = Object.entries(raw).find(([, content]) => !Array.isArray(content)) as [string, unknown];

describe("the persons of the gazetteer", () => {
  it("says who held an office on a day", () => {
    expect(heldBy("JP", "head-of-government", "2023-01-13")).toEqual(["Fumio Kishida"]);
    expect(heldBy("GB", "head-of-government", "2022-10-30")).toEqual(["Rishi Sunak"]);
    expect(heldBy("DE", "defence-minister", "2023-02-01")).toEqual(["Boris Pistorius"]);
    expect(heldBy("NATO", "secretary-general", "2024-11-01")).toEqual(["Mark Rutte"]);
    expect(heldBy("US", "deputy-foreign-minister", "2024-03-25")).toEqual(["Kurt Campbell"]);
  });

  it("finds a person under the spellings of both languages and both orders", () => {
    for (const text of ["Zelensky", "Zelenskyy", "Selenskyj", "Wolodymyr Selenskyj", "Selenskyjs"]) {
      expect(new Set(formsNamed(text).map((f) => f.id)), text).toEqual(new Set(["volodymyr-zelenskyy"]));
    }
    expect(formsNamed("Kishida Fumio")[0]).toMatchObject({ id: "fumio-kishida", part: "full", lang: "*" });
    expect(formsNamed("Lawrow")[0]).toMatchObject({ id: "sergei-lavrov", part: "family", lang: "de" });
    expect(formsNamed("Lee Jae Myung")[0]).toMatchObject({ id: "lee-jae-myung", part: "full" });
    expect(formsNamed("Sebastien Lecornu")[0]).toMatchObject({ id: "sebastien-lecornu", part: "full" });
  });

  it("marks family names that name nobody alone", () => {
    expect(formsNamed("May")[0]).toMatchObject({ part: "family", ambiguous: true });
    expect(formsNamed("Theresa May")[0]?.ambiguous).toBeUndefined();
    expect(formsNamed("Putin")[0]?.ambiguous).toBeUndefined();
  });

  it("calls common only names that somebody here bears", () => {
    const borne = new Set(forms.filter((form) => form.part === "family").map((form) => form.text));
    expect((inflection[1] as { common: string[] }).common.filter((name) => !borne.has(name))).toEqual([]);
  });

  it("gives no two persons the same full name", () => {
    const owners = new Map<string, Set<string>>();
    for (const { text, id, part } of forms) if (part === "full") owners.set(text, (owners.get(text) ?? new Set()).add(id));
    expect([...owners].filter(([, ids]) => ids.size > 1).map(([text, ids]) => `${text}: ${[...ids].join(", ")}`)).toEqual([]);
  });

  it("lets no office of one state be held by two at once, and none end before it begins", () => {
    const single = [
      "head-of-state",
      "head-of-government",
      "foreign-minister",
      "defence-minister",
      "secretary-general",
      "president-of-commission",
    ];
    expect(people.flatMap((p) => p.offices.filter((o) => o.from && o.to && o.to !== ".." && o.to < o.from).map(() => p.name))).toEqual([]);
    expect(single.flatMap((office) => overlaps(people, office))).toEqual([]);
  });

  it("covers the states most reported on, from head of state to defence minister", () => {
    const states = new Set(people.flatMap((p) => p.offices.map((o) => o.of ?? p.of)));
    expect(states.size).toBeGreaterThanOrEqual(45);
  });
});

describe("a data file of persons that is wrong", () => {
  const failure = (entry: object): string => {
    try {
      compilePeople({ "people/x.yaml": [entry], [inflection[0]]: inflection[1] });
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };
  it("is refused with file, entry and wanted value", () => {
    expect(failure({ name: "Ann Ode", family: "Ode", of: "XX", offices: [{ office: "king" }] })).toMatch(
      /people\/x.yaml, entry 1 \(Ann Ode\): offices.0.office: wanted one of the offices head-of-state/,
    );
    expect(failure({ name: "Ann Ode", family: "Od", of: "XX", offices: [{ office: "minister" }] })).toMatch(
      /family: wanted a part of the name/,
    );
    expect(() => compilePeople({ "people/x.yaml": [] })).toThrow(/wanted one file that is no list/);
  });
});

/** Two holders whose terms share a day; a month or year alone may touch its neighbour. */
function overlaps(all: Person[], office: string): string[] {
  const terms = all.flatMap((p) =>
    p.offices
      .filter((o) => o.office === office && !o.acting && !o.post && o.from)
      .map((o) => ({ who: p.name, of: o.of ?? p.of, from: o.from as string, to: !o.to || o.to === ".." ? "9999" : o.to })),
  );
  const within = (a: string, b: string): boolean => a < b.slice(0, a.length) || (a.length > b.length && a.slice(0, b.length) < b);
  return terms.flatMap((a) =>
    terms
      .filter((b) => a.of === b.of && a.who !== b.who && a.from <= b.from && within(b.from, a.to))
      .map((b) => `${office} ${a.of}: ${a.who} ${a.from}/${a.to}, ${b.who} ${b.from}/${b.to}`),
  );
}
