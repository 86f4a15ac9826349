import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { germanicForms } from "../../src/knowledge/inflection.ts";
import { compileInstruments, type InstrumentForm, instrumentNames } from "../../src/knowledge/instruments.ts";

const folder = new URL("../../knowledge/gazetteer/instruments/", import.meta.url);
const raw = Object.fromEntries(
  readdirSync(folder).map((file) => [`instruments/${file}`, parse(readFileSync(new URL(file, folder), "utf8"))]),
);
const { instruments, forms } = compileInstruments(raw);
const idsOf = (text: string, lang = "en"): string[] => forms.filter((f) => f.text === text && f.lang === lang).map((f) => f.id);
const names = Object.entries(raw).find(([, content]) => !Array.isArray(content)) as [string, unknown];
const table = instrumentNames.parse(names[1]).inflection.de;

describe("the authority file of instruments", () => {
  it("holds at least 160 instruments, each with a source and a first name", () => {
    expect(instruments.length).toBeGreaterThanOrEqual(160);
    expect(instruments.filter((i) => i.en.length === 0 || i.source.length < 5)).toEqual([]);
  });

  it("finds an instrument under its official, short and paired names", () => {
    expect(idsOf("Treaty of Mutual Cooperation and Security between Japan and the United States of America")).toEqual([
      "us-jp-security-treaty-1960",
    ]);
    for (const text of ["Japan-UK Reciprocal Access Agreement", "UK-Japan RAA", "Britain–Japan Reciprocal Access Agreement"]) {
      expect(idsOf(text), text).toEqual(["jp-gb-raa-2023"]);
    }
    expect(idsOf("U.S.-Philippines Mutual Defense Treaty")).toEqual(["us-ph-mdt-1951"]);
    expect(idsOf("GSOMIA")).toEqual(["jp-kr-gsomia-2016"]);
  });

  it("finds German names in every case, large and small", () => {
    for (const text of [
      "amerikanisch-japanischen Sicherheitsvertrags",
      "Amerikanisch-japanischer Sicherheitsvertrag",
      "japanisch-amerikanischen Sicherheitsvertrag",
    ]) {
      expect(idsOf(text, "de"), text).toContain("us-jp-security-treaty-1960");
    }
    expect(idsOf("Nordatlantikvertrages", "de")).toEqual(["north-atlantic-treaty"]);
    expect(idsOf("Aachener Vertrags", "de")).toEqual(["fr-de-aachen-2019"]);
    expect(idsOf("japanisch-britisches Zugangsabkommen", "de")).toEqual(["jp-gb-raa-2023"]);
    expect(idsOf("Vertrags von Aachen", "de")).toEqual(["fr-de-aachen-2019"]);
  });

  it("gives no two instruments the same name", () => {
    const owners = new Map<string, Set<string>>();
    for (const { text, lang, id } of forms) owners.set(`${lang} ${text}`, (owners.get(`${lang} ${text}`) ?? new Set()).add(id));
    expect([...owners].filter(([, ids]) => ids.size > 1).map(([text, ids]) => `${text}: ${[...ids].join(", ")}`)).toEqual([]);
  });

  it("dates each instrument in the order of its stages", () => {
    const disordered = instruments.filter(({ signed, inForce, ended }) => {
      const days = [signed, inForce, ended].filter((d): d is string => d !== undefined);
      return days.some((day, i) => i > 0 && day.slice(0, 4) < (days[i - 1] ?? "").slice(0, 4));
    });
    expect(disordered.map((i) => i.id)).toEqual([]);
  });

  it("leaves no mark of its notation in a name or form", () => {
    expect([...forms.map((f: InstrumentForm) => f.text), ...instruments.flatMap((i) => i.de)].filter((text) => /[|{}]/.test(text))).toEqual(
      [],
    );
  });
});

describe("the inflection of German names", () => {
  it("lets adjective and noun agree, and leaves what follows the noun alone", () => {
    expect(germanicForms("gegenseitig|es Zugangsabkommen", table)).toContain("gegenseitigen Zugangsabkommens");
    expect(germanicForms("gegenseitig|es Zugangsabkommen", table)).not.toContain("gegenseitiges Zugangsabkommens");
    expect(germanicForms("Vertrag über Freundschaft", table)).toEqual([
      "Vertrag über Freundschaft",
      "Vertrags über Freundschaft",
      "Vertrages über Freundschaft",
    ]);
    expect(germanicForms("Five Eyes", table)).toEqual(["Five Eyes"]);
  });
});

describe("a data file of instruments that is wrong", () => {
  const compile = (entry: object) => () => compileInstruments({ "instruments/x.yaml": [entry], [names[0]]: names[1] });
  it("is refused with file, entry and wanted value", () => {
    const base = { id: "a-b-1999", type: "alliance", parties: ["JP", "US"], source: "a page" };
    expect(compile({ ...base, type: "pact", en: ["Some pact"] })).toThrow(
      /instruments\/x.yaml, entry 1 \(a-b-1999\): type: wanted one of the types alliance/,
    );
    expect(compile({ ...base, kind: "zzz", en: ["Some pact"] })).toThrow(/kind: wanted one of raa/);
    expect(compile(base)).toThrow(/en: wanted a name/);
  });
});
