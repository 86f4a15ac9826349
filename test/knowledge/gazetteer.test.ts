import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { compileGazetteer, gazetteerSchemas, type RawGazetteer, readGazetteer } from "../../src/knowledge/gazetteer.ts";

const base = "knowledge/gazetteer";
const parts = Object.keys(gazetteerSchemas) as (keyof RawGazetteer)[];
const filesOf = (part: string) =>
  existsSync(`${base}/${part}`) ? readdirSync(`${base}/${part}`).map((f) => `${part}/${f}`) : [`${part}.yaml`];
const read = (part: keyof RawGazetteer): unknown[] =>
  filesOf(part).flatMap((f): unknown[] => readGazetteer(part, f, parse(readFileSync(`${base}/${f}`, "utf8"))));
const raw = Object.fromEntries(parts.map((part) => [part, read(part)])) as RawGazetteer;
const gazetteer = compileGazetteer(raw);
const find = (text: string, lang: "en" | "de" = "de") =>
  gazetteer.forms.filter((f) => f.text === text && (f.lang === lang || f.lang === "*"));
const codesOf = (text: string, lang: "en" | "de" = "de") => [...new Set(find(text, lang).flatMap((f) => f.codes))];

test.each([
  ["Japans", "JP"],
  ["japanischen", "JP"],
  ["Japanische", "JP"],
  ["Großbritanniens", "GB"],
  ["Vereinigten Königreichs", "GB"],
  ["Vereinigten Staaten", "US"],
  ["Vereinigter Staaten", "US"],
  ["US-amerikanische", "US"],
  ["Weißen Hauses", "US"],
  ["Weißes Haus", "US"],
  ["Niederländer", "NL"],
  ["Niederlanden", "NL"],
  ["Türkei", "TR"],
  ["Russinnen", "RU"],
  ["Franzosen", "FR"],
  ["Kremls", "RU"],
  ["Élysée-Palasts", "FR"],
  ["Kiew", "UA"],
  ["Kyjiw", "UA"],
  ["Tokio", "JP"],
  ["Moskauer", "RU"],
  ["Volksrepublik China", "CN"],
  ["Volksbefreiungsarmee", "CN"],
  ["Selbstverteidigungsstreitkräften", "JP"],
  ["Indopazifik-Kommandos", "US"],
  ["Bundeswehr", "DE"],
  ["Nordatlantischen Allianz", "NATO"],
  ["OVKS", "CSTO"],
  ["Golf-Kooperationsrats", "GCC"],
  ["Sowjetunion", "SU"],
  ["Demokratischen Volksrepublik Korea", "KP"],
])("the German %s stands for %s", (text, code) => expect(codesOf(text)).toEqual([code]));

test.each([
  ["Philippine", "PH"],
  ["Filipino", "PH"],
  ["Filipinos", "PH"],
  ["U.S.", "US"],
  ["UK", "GB"],
  ["ROK", "KR"],
  ["DPRK", "KP"],
  ["PRC", "CN"],
  ["People's Republic of China", "CN"],
  ["People\u2019s Republic of China", "CN"],
  ["UAE", "AE"],
  ["Netherlands", "NL"],
  ["Kyiv", "UA"],
  ["Downing Street", "GB"],
  ["Foggy Bottom", "US"],
  ["State Department", "US"],
  ["Nato", "NATO"],
  ["Seimas", "LT"],
  ["Revolutionary Guards", "IR"],
  ["Sino", "CN"],
])("the English %s stands for %s", (text, code) => expect(codesOf(text, "en")).toEqual([code]));

test("every member and observer of the United Nations is there, with names in three languages", () => {
  const states = gazetteer.actors.filter((a) => a.kind === "state");
  expect(states.filter((s) => s.un === "member")).toHaveLength(193);
  expect(states.filter((s) => s.un === "observer").map((s) => s.code)).toEqual(expect.arrayContaining(["VA", "PS"]));
  expect(states.map((s) => s.code)).toEqual(expect.arrayContaining(["TW", "XK"]));
  for (const { code, names } of states) expect(names.en && names.de && names.ja, code).toBeTruthy();
  expect(new Set(states.map((s) => s.iso3)).size).toBe(states.length);
});

test("no form stands for two states unless it is marked as ambiguous", () => {
  const byText = new Map<string, Set<string>>();
  for (const f of gazetteer.forms) {
    if (f.ambiguous || f.type === "place") continue;
    for (const lang of f.lang === "*" ? ["en", "de"] : [f.lang]) {
      const key = `${f.text} (${lang})`;
      byText.set(key, (byText.get(key) ?? new Set()).add(f.codes.join()));
    }
  }
  expect([...byText].filter(([, senses]) => senses.size > 1)).toEqual([]);
});

test("names that are also something else are ambiguous, and the likeliest bearer stands first", () => {
  for (const text of ["Georgia", "Jordan", "Chad", "Congress", "Brussels"]) {
    const forms = find(text, "en");
    expect(forms.length > 0 && forms.every((f) => f.ambiguous), text).toBe(true);
  }
  expect(find("Koreas", "de").every((f) => f.ambiguous)).toBe(true);
  expect(find("Korean", "en")[0]).toMatchObject({ codes: ["KR", "KP"], ambiguous: true });
  expect(codesOf("us", "en")).toEqual([]);
  expect(codesOf("polish", "en")).toEqual([]);
});

test("an unmistakable genitive is marked, a plural too", () => {
  expect(find("Japans")[0]).toMatchObject({ type: "state", case: "gen" });
  expect(find("Vereinigten Staaten")[0]).toMatchObject({ number: "pl" });
  expect(find("Vereinigten Staaten")[0]?.case).toBeUndefined();
  expect(find("Japanern")[0]).toMatchObject({ type: "people", number: "pl" });
});

test("first parts of compounds are there in the form that compounds use", () => {
  const prefixes = new Set(gazetteer.forms.filter((f) => f.type === "prefix" && f.lang !== "en").map((f) => f.text));
  for (const text of ["US", "EU", "Nato", "NATO", "UN", "japanisch", "amerikanisch", "deutsch", "französisch"])
    expect(prefixes, text).toContain(text);
});

test("places are no actors, and know the states they lie in", () => {
  expect(find("Okinawa")).toMatchObject([{ type: "place", codes: ["JP"] }]);
  expect(find("Südchinesischen Meer")).toMatchObject([{ type: "place", codes: [] }]);
  expect(find("Krim")).toMatchObject([{ type: "place", codes: ["UA"] }]);
  expect(find("Diego Garcia", "en")).toMatchObject([{ type: "place" }]);
  expect(gazetteer.places.length).toBeGreaterThan(400);
});

test("armed groups have no state, generic bodies wait for one", () => {
  expect(find("Hisbollah")).toMatchObject([{ type: "group", codes: [], id: "hezbollah" }]);
  expect(find("Verteidigungsministeriums")).toMatchObject([{ type: "body", codes: [], id: "defence-ministry", ambiguous: true }]);
  expect(gazetteer.bodies.find((b) => b.id === "defence-ministry")).toMatchObject({ type: "generic" });
  expect(gazetteer.bodies.filter((b) => b.of.length > 0).length).toBeGreaterThan(200);
});

test("organisations know their members and when they came", () => {
  const organisations = gazetteer.actors.filter((a) => a.kind === "organisation" || a.kind === "grouping");
  expect(organisations.length).toBeGreaterThan(80);
  const nato = organisations.find((o) => o.code === "NATO");
  expect(nato?.members).toHaveLength(32);
  expect(nato?.members?.find((m) => m.code === "SE")?.from).toBe("2024-03-07");
  expect(organisations.find((o) => o.code === "EU")?.members?.filter((m) => !m.to)).toHaveLength(27);
  expect(codesOf("baltischen Staaten")).toEqual(["EE", "LV", "LT"]);
  const known = new Set(gazetteer.actors.map((a) => a.code));
  for (const o of organisations) for (const m of o.members ?? []) expect(known, `${o.code}: ${m.code}`).toContain(m.code);
});

test("codes that bodies and places name are codes of actors", () => {
  const known = new Set([...gazetteer.actors.map((a) => a.code), "EH"]);
  for (const b of gazetteer.bodies) for (const code of b.of) expect(known, b.id).toContain(code);
  for (const p of gazetteer.places) for (const code of [...p.in, ...(p.claimed ?? [])]) expect(known, p.id).toContain(code);
});

test("every word marked as ambiguous is a word of its entry", () => {
  for (const entry of [...raw.states, ...raw.historical, ...raw.organisations, ...raw.bodies, ...raw.places]) {
    const written = JSON.stringify({ ...entry, ambiguous: [] }).replace(/[~]|\((?:\w+|-)\)s?/g, "");
    const stems = entry.ambiguous.filter((word) => !word.split(" ").every((w) => written.includes(w.replace(/e[smrn]?$/, ""))));
    expect(stems, JSON.stringify(entry.en)).toEqual([]);
  }
});

test("the tables are plain JSON and small", () => {
  const text = JSON.stringify(gazetteer);
  expect(JSON.parse(text).forms).toHaveLength(gazetteer.forms.length);
  expect(Buffer.byteLength(text)).toBeLessThan(1_210_000);
  expect(compileGazetteer(raw)).toEqual(gazetteer);
});

test("a bad file is refused with file, entry and what is wanted", () => {
  const bad = [{ code: "JP", iso3: "jp", en: { name: "x" }, de: { name: "x" }, ja: ["x"] }];
  expect(() => readGazetteer("states", "states/asia.yaml", bad)).toThrow("states/asia.yaml: entry 1 (JP), iso3: wants three capitals");
  expect(() => readGazetteer("places", "places/x.yaml", [{ kind: "sea", en: ["x"], colour: "blue" }])).toThrow("colour");
});

test("two entries with one code are refused", () => {
  const twice = { ...raw, states: [...raw.states, ...raw.states.slice(0, 1)] };
  expect(() => compileGazetteer(twice)).toThrow("stands twice");
});
