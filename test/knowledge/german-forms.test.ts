import { expect, test } from "vitest";
import { englishName, englishPeopleForms } from "../../src/knowledge/english-forms.ts";
import { germanAdjectiveForms, germanName, germanNounForms, germanPeopleForms } from "../../src/knowledge/german-forms.ts";

const texts = (forms: { text: string }[]) => forms.map((f) => f.text);
const genitives = (forms: { text: string; case?: string }[]) => texts(forms.filter((f) => f.case === "gen"));

test("a neuter name without article takes -s in the genitive, an apostrophe after a hiss", () => {
  expect(germanNounForms("Japan")).toEqual([{ text: "Japan" }, { text: "Japans", case: "gen" }]);
  expect(genitives(germanNounForms("Honduras"))).toEqual(["Honduras'"]);
});

test("an adjective before the head is declined with it", () => {
  const house = germanNounForms("n Grau~ Haus(es)");
  expect(texts(house)).toEqual(["Graues Haus", "Graue Haus", "Grauen Haus", "Grauem Haus", "Grauen Hauses"]);
  expect(genitives(house)).toEqual(["Grauen Hauses"]);
  expect(texts(germanNounForms("f Arabisch~ Liga"))).toEqual(["Arabische Liga", "Arabischen Liga", "Arabischer Liga"]);
});

test("a plural name has a dative in -n and a strong genitive", () => {
  const islands = germanNounForms("pl Arabisch~ Emirate");
  expect(texts(islands)).toContain("Arabischen Emiraten");
  expect(genitives(islands)).toEqual(["Arabischer Emirate"]);
  expect(islands.every((f) => f.number === "pl")).toBe(true);
});

test("only the head is inflected, and both endings where both are good", () => {
  expect(texts(germanNounForms("m Rat(e)s der Union"))).toEqual(["Rat der Union", "Rats der Union", "Rates der Union"]);
  expect(texts(germanNounForms("m Mercosur(-)"))).toEqual(["Mercosur"]);
  expect(germanName("n Alt~ Land(e)s im Westen")).toBe("Altes Land im Westen");
});

test("an adjective has six forms", () => {
  expect(germanAdjectiveForms("polnisch")).toEqual(["polnisch", "polnische", "polnischen", "polnischer", "polnisches", "polnischem"]);
});

test("people are strong, weak, adjectives or foreign, with a feminine", () => {
  expect(texts(germanPeopleForms("Spanier"))).toEqual(["Spanier", "Spaniers", "Spaniern", "Spanierin", "Spanierinnen"]);
  expect(texts(germanPeopleForms("Schwede"))).toEqual(["Schwede", "Schweden", "Schwedin", "Schwedinnen"]);
  expect(texts(germanPeopleForms("Deutsch~"))).toEqual(["Deutsche", "Deutscher", "Deutschen", "Deutschem"]);
  expect(texts(germanPeopleForms("Jemenit"))).toEqual(["Jemenit", "Jemeniten", "Jemenitin", "Jemenitinnen"]);
  expect(texts(germanPeopleForms("Israeli"))).toEqual(["Israeli", "Israelis"]);
});

test("English names lose a small article only, people get a plural", () => {
  expect(englishName("the Netherlands")).toBe("Netherlands");
  expect(englishName("The Hague")).toBe("The Hague");
  expect(texts(englishPeopleForms("Finn"))).toEqual(["Finn", "Finns"]);
  expect(texts(englishPeopleForms("Chinese"))).toEqual(["Chinese"]);
  expect(texts(englishPeopleForms("Irishman/Irishmen"))).toEqual(["Irishman", "Irishmen"]);
});
