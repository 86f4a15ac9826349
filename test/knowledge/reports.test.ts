import { describe, expect, it } from "vitest";
import { readFolder } from "../../src/knowledge/files.ts";
import { compileFurniture, furnitureEntry } from "../../src/knowledge/furniture.ts";
import { compileOrigins, originEntry } from "../../src/knowledge/origins.ts";
import { compileOutlets } from "../../src/knowledge/outlets.ts";
import { compilePages, type PageMark, pageMarks } from "../../src/knowledge/pages.ts";
import { type Pattern, Patterns } from "../../src/knowledge/patterns.ts";
import { compilePublication, publicationEntry } from "../../src/knowledge/publication.ts";

const files = readFolder("knowledge");
const languages = ["en", "de"];
const bare = (example: string) => example.replace(/[[\]]/g, "");
const wanted = (example: string) => [...example.matchAll(/\[([^\]]*)\]/g)].map((found) => found[1]!);

/** What an entry finds in an example, without the marks at its end. */
function found(entry: { patterns: Pattern[]; value: unknown } | undefined, example: string): string[] {
  const text = bare(example);
  return new Patterns(entry ? [entry] : []).find(text).map((hit) => trimmed(text.slice(hit.start, hit.end)));
}
const trimmed = (words: string) => words.replace(/[\s.!*]+$/, "");

describe("the outlets", () => {
  const outlets = compileOutlets({
    agencies: files["outlets/agencies"],
    outlets: files["outlets/outlets"],
    writers: files["outlets/writers"],
  });

  it("are many, of many countries, and no name means two of them", () => {
    const entries = Object.values(outlets.entries);
    expect(entries.filter((entry) => entry.agency).length).toBeGreaterThanOrEqual(40);
    expect(entries.filter((entry) => !entry.agency).length).toBeGreaterThanOrEqual(200);
    expect(new Set(entries.map((entry) => entry.country)).size).toBeGreaterThan(50);
    expect(outlets.names.dpa).toBe("dpa");
    expect(outlets.names["THE TELEGRAPH"]).toBe("telegraph");
    expect(outlets.sites["ft.com"]).toBe("ft");
  });

  it("are refused where a name belongs to two", () => {
    const entry = { name: "The Sample", country: "GB", languages: ["en"] };
    const two = {
      agencies: [],
      outlets: [
        { id: "one", ...entry },
        { id: "two", ...entry },
      ],
      writers: [],
    };
    expect(() => compileOutlets(two)).toThrow('the name "The Sample" belongs to one and to two');
  });
});

/** The words of a page's classes in an example that a list has. */
const classesIn = (example: string, words: readonly string[]) =>
  bare(example)
    .split(/[^a-z]+/)
    .filter((word) => words.includes(word));

for (const lang of languages) {
  describe(`the phrases of ${lang}`, () => {
    it("classes of pages are known by their words, and only they", () => {
      const entries = files[`languages/${lang}/pages`] as { marks: PageMark; says: string[]; not: string[] }[];
      const pages = compilePages([[entries, "pages.yaml"]]);
      expect(entries.map(({ marks }) => marks).sort()).toEqual([...pageMarks].sort());
      for (const { marks, says, not } of entries) {
        for (const example of says) expect(classesIn(example, pages[marks]), example).toEqual(wanted(example));
        for (const example of not) expect(classesIn(example, pages[marks]), example).toEqual([]);
      }
    });

    it("furniture is found, and only it", () => {
      const entries = files[`languages/${lang}/furniture`] as { says: string[]; not?: string[]; furniture: string[] }[];
      const table = compileFurniture(entries);
      const missed = entries.flatMap((entry, at) =>
        entry.says.filter((example) => !found(table[at], example).includes(trimmed(wanted(example)[0]!))),
      );
      expect(missed).toEqual([]);
      const all = new Patterns(table);
      expect(entries.flatMap((entry) => (entry.not ?? []).filter((example) => all.find(example).length > 0))).toEqual([]);
    });

    it("a report's own date is found, and only it", () => {
      const entries = files[`languages/${lang}/publication`] as { says: string[]; not?: string[] }[];
      const table = compilePublication(entries);
      expect(entries.flatMap((entry, at) => entry.says.filter((example) => found(table[at], example).length === 0))).toEqual([]);
      const all = new Patterns(table);
      expect(
        entries.flatMap((entry) => (entry.not ?? []).filter((example) => all.find(example).some((hit) => /\d{4}/.test(hit.slot ?? "")))),
      ).toEqual([]);
    });
  });
}

it("every entry has examples", () => {
  expect([originEntry, furnitureEntry, publicationEntry].every((schema) => "says" in schema.shape)).toBe(true);
  expect(languages.map((lang) => compileOrigins(files[`languages/${lang}/origins`]).entries.length).every((count) => count > 8)).toBe(true);
});
