import { describe, expect, it } from "vitest";
import { type Compared, Duplicates, duplicates } from "../../src/reports/duplicates.ts";
import { pages } from "./pages.ts";
import { reprints, seeded } from "./reprints.ts";

const texts = [...new Map(pages().map(({ expected }) => [expected.title, expected.text])).values()];
const random = seeded(3);
const made = texts.flatMap((text, at) => reprints(text, at, random));
const groups = duplicates(made.map(({ report }) => report));
const groupOf = (doc: string) => groups.find(({ docs }) => docs.includes(doc));
const [text, other] = texts as [string, string];
const report = (doc: string, wanted: Partial<Compared>): Compared => ({ doc, text, published: "2023-01-13", ...wanted });
const only = (...list: Compared[]) => duplicates(list)[0]?.matches[0];

describe("reports with one text", () => {
  it("are found however they were cut, reordered, headed, credited and edited, and no others", () => {
    const lost = made.filter(({ report: { doc }, original, way }) => !/30|45/.test(way) && !groupOf(`o${original}`)?.docs.includes(doc));
    expect(lost.map(({ report: { doc }, way }) => `${doc} ${way}`)).toEqual([]);
    const origin = new Map(made.map(({ report: { doc }, original }) => [doc, original]));
    expect(groups.filter(({ docs }) => new Set(docs.map((doc) => origin.get(doc))).size > 1)).toEqual([]);
  });

  it("say how and why", () => {
    expect(only(report("a", {}), report("b", { text: ` ${text.toUpperCase()}\n` }))).toMatchObject({ how: "same", share: 1 });
    const agency = { relation: "reprint-of" as const, source: "Northwire" };
    expect(
      only(report("a", { origin: [agency], outlet: "One" }), report("b", { origin: [agency], outlet: "Two", text: `Head\n\n${text}` })),
    ).toMatchObject({
      how: "wire",
      because: expect.stringContaining("northwire"),
    });
    expect(only(report("a", { outlet: "Northwire" }), report("b", { origin: [agency], text: `Head\n\n${text}` }))).toMatchObject({
      how: "reprint",
    });
    expect(only(report("a", {}), report("b", { text: `Head\n\n${text}` }))).toMatchObject({
      how: "near",
      because: expect.stringMatching(/% of the shorter/),
    });
    const url = "https://news.example/a";
    const later = report("b", { url: `${url}?utm_source=x`, text: text.replace("Tuesday", "Wednesday") });
    expect(only(report("a", { url }), later)).toMatchObject({ how: "version", because: expect.stringContaining("one address") });
  });

  it("are not those that fill in one form for other things, nor those of other days", () => {
    const form = (state: string, day: string, figure: string) =>
      `${state} may draw on the fund for storms. The council has approved the request that ${state} made on ${day}. The sum of ${figure} is to be paid in two parts, and the office for harbours in ${state} will report on its use. Nothing in this notice binds the council for later years, and the rules of the fund of 1998 apply without change.`;
    expect(
      duplicates([
        report("a", { text: form("Westland", "3 March", "40 million") }),
        report("b", { text: form("Ostmark", "9 April", "75 million") }),
      ]),
    ).toEqual([]);
    const edited = `${text.replace("Tuesday", "Friday")} A last remark for Bergen, Hamburg and Lisbon.`;
    expect(duplicates([report("a", {}), report("b", { text: edited, published: "2023-01-20" })]).length).toBe(1);
    expect(duplicates([report("a", {}), report("b", { text: text.slice(0, text.length / 2) + other, published: "2024-01-13" })])).toEqual(
      [],
    );
  });

  it("are found in another language by their figures and names, within two weeks and in their order", () => {
    const english = `Minister Ada Stone of Nordland said on 14 May 2031 in Westport that General Bo Reed would lead Bold Spear with 4,500 soldiers, 32 aircraft and the Aurora. Colonel Lin Tarn named 780 million for the Kestrel.`;
    const german = `Ministerin Ada Stone aus Nordland sagte am 14. Mai 2031 in Westport, General Bo Reed werde Bold Spear mit 4.500 Soldaten, 32 Flugzeugen und der Aurora leiten. Oberst Lin Tarn nannte 780 Millionen f\u00fcr die Kestrel.`;
    const told = (published: string, text = german) =>
      only(report("a", { text: english, published: "2031-05-15" }), report("b", { text, published }));
    expect(told("2031-05-17")).toMatchObject({ how: "retold", because: expect.stringContaining("figures and names") });
    expect(told("2031-07-17")).toBeUndefined();
    expect(told("2031-05-17", german.split(" ").reverse().join(" "))).toBeUndefined();
  });

  it("come out the same in whatever order they are given", () => {
    const list = made.map(({ report: one }) => one);
    const sorted = (found: ReturnType<typeof duplicates>) => found.map(({ docs }) => docs.join()).sort();
    expect(sorted(duplicates([...list].reverse()))).toEqual(sorted(groups));
  });

  it("are found one by one too, and nothing is found in nothing", () => {
    const finder = new Duplicates();
    expect(finder.add(report("a", {}))).toEqual([]);
    expect(finder.add(report("b", {}))).toMatchObject([{ doc: "b", other: "a", how: "same" }]);
    expect(finder.add(report("c", { text: "" }))).toEqual([]);
    expect(finder.add(report("d", { text: "" }))).toEqual([]);
  });
});
