import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type CapabilityForm, capabilityClasses, compileCapabilities } from "../../src/knowledge/capabilities.ts";

const folder = new URL("../../knowledge/gazetteer/capabilities/", import.meta.url);
const raw = Object.fromEntries(
  readdirSync(folder).map((file) => [`capabilities/${file}`, parse(readFileSync(new URL(file, folder), "utf8"))]),
);
const { capabilities, forms } = compileCapabilities(raw);
const formsNamed = (text: string): CapabilityForm[] => forms.filter((form) => form.text === text);
const names = Object.entries(raw).find(([, content]) => !Array.isArray(content)) as [string, unknown];

describe("the capabilities of the gazetteer", () => {
  it("are at least 220, of every class", () => {
    expect(capabilities.length).toBeGreaterThanOrEqual(220);
    expect(new Set(capabilities.map((c) => c.class))).toEqual(new Set(capabilityClasses));
  });

  it("are found with and without the hyphen, in singular and plural", () => {
    for (const text of ["F-35", "F35", "F-35A", "F-35s", "F35A"])
      expect(
        formsNamed(text).map((f) => f.id),
        text,
      ).toContain("f-35");
    expect(formsNamed("Tomahawk")[0]).toMatchObject({ id: "tomahawk", lang: "*" });
    expect(formsNamed("Leopard 2A8")[0]).toMatchObject({ id: "leopard-2" });
    expect(formsNamed("SM-3 Block IIA")[0]).toMatchObject({ id: "sm-3" });
    expect(
      formsNamed("Hürjet")
        .concat(formsNamed("Hurjet"))
        .map((f) => f.id),
    ).toEqual(["hurjet", "hurjet"]);
  });

  it("need a word of their class where the name is a common word", () => {
    expect(formsNamed("Taurus")[0]).toMatchObject({ ambiguous: true });
    for (const text of ["Marschflugkörper Taurus", "Taurus-Marschflugkörpern", "Taurus missiles"]) {
      expect(formsNamed(text)[0], text).toMatchObject({ id: "taurus" });
      expect(formsNamed(text)[0]?.ambiguous, text).toBeUndefined();
    }
    expect(formsNamed("Patriot-Systeme")[0]).toMatchObject({ id: "patriot", lang: "de" });
  });

  it("give no two capabilities the same name", () => {
    const owners = new Map<string, Set<string>>();
    for (const { text, id } of forms) owners.set(text, (owners.get(text) ?? new Set()).add(id));
    expect([...owners].filter(([, ids]) => ids.size > 1).map(([text, ids]) => `${text}: ${[...ids].join(", ")}`)).toEqual([]);
  });

  it("mark only words that are names of theirs as common", () => {
    const all = new Set(capabilities.flatMap((c) => [...c.names, ...c.en, ...c.de]));
    const { common } = names[1] as { common: string[] };
    expect(common.filter((name) => !all.has(name))).toEqual([]);
  });
});

describe("a data file of capabilities that is wrong", () => {
  it("is refused with file, entry and wanted value", () => {
    const compile = (entry: object) => () => compileCapabilities({ "capabilities/x.yaml": [entry], [names[0]]: names[1] });
    expect(compile({ id: "x", class: "sword", makers: ["JP"], names: ["Xx"] })).toThrow(
      /capabilities\/x.yaml, entry 1 \(x\): class: wanted one of the classes missile/,
    );
    expect(() => compileCapabilities({ "capabilities/x.yaml": [] })).toThrow(/wanted one file that is no list/);
  });
});
