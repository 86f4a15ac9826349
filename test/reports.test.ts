import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  detectLanguage,
  furniture,
  languageByWords,
  originsOf,
  outletAt,
  parseManifest,
  publishedOf,
  reportFromBytes,
  reportFromText,
} from "#reports";
import { raw, tables } from "./report-tables.ts";

type Entry = { gives: string; says: string[]; not: string[] };
const bare = (example: string) => example.replace(/[[\]]/g, "");
const wanted = (example: string) => /\[([^\]]*)\]/.exec(example)![1]!;
const origins = (text: string, lang = "en", outlet?: string) => originsOf(text, tables, { lang, outlet });
const examples = parseManifest(readFileSync("examples/index.jsonl", "utf8")).entries;
const textOf = (path: string) => readFileSync(`examples/${path}`, "utf8");

describe("where a text comes from", () => {
  for (const lang of ["en", "de"]) {
    it(`is found in every example of ${lang}, by the bracketed words`, () => {
      const { entries } = raw[`languages/${lang}/origins`] as { entries: Entry[] };
      for (const example of entries.flatMap((entry) => entry.says)) {
        const found = origins(bare(example), lang).map(({ basis }) => basis);
        expect(
          found.some((basis) => basis!.includes(wanted(example).replace(/[.]$/, ""))),
          `${example}: ${JSON.stringify(found)}`,
        ).toBe(true);
      }
    });

    it(`is not found in the counter-examples of ${lang}`, () => {
      const { entries } = raw[`languages/${lang}/origins`] as { entries: Entry[] };
      for (const example of entries.flatMap((entry) => entry.not)) expect(origins(example, lang), example).toEqual([]);
    });
  }

  it("names outlet and relation; a source in another language is translated", () => {
    expect(origins("Der Vertrag ist da.\nQuelle: The Telegraph", "de")).toEqual([
      { relation: "translation-of", source: "The Telegraph", basis: "Quelle: The Telegraph" },
    ]);
    expect(origins("The treaty is there.\nSource: The Telegraph")).toMatchObject([{ relation: "reprint-of", source: "The Telegraph" }]);
    expect(origins("Berlin (dpa) - Der Vertrag ist da.", "de")).toMatchObject([
      { relation: "reprint-of", source: "Deutsche Presse-Agentur" },
    ]);
    expect(origins("Text ist eine \u00dcbersetzung vom Epoch Times Artikel:Ein Vertrag", "de")).toMatchObject([
      { relation: "translation-of", source: "Epoch Times" },
    ]);
  });

  it("one source cited throughout is summed up; one cited in passing is cited", () => {
    const twice = "The plan stands, Kyodo reported on Sunday. Nobody was surprised by that in Tokyo.\nTwo sites are named, Kyodo reported.";
    expect(origins(twice)).toMatchObject([{ relation: "summary-of", source: "Kyodo" }]);
    expect(origins("The plan stands, an official told Reuters.")).toMatchObject([{ relation: "citing", source: "Reuters" }]);
  });

  it("a byline betrays the outlet, marked as inferred; an outlet is no origin of its own", () => {
    expect(origins("A pact\n\nText.\n\nAdditional reporting by John Paul Rathbone")).toMatchObject([
      { source: "Financial Times", inferred: true },
    ]);
    expect(origins("A pact\n\nText.\n\nAdditional reporting by John Paul Rathbone", "en", "FT")).toEqual([]);
  });
});

describe("a report's own date", () => {
  it.each([
    ["Stand: 13.01.2023\n\nText", "2023-01-13"],
    ["Headline\nPublished 13 January 2023 by the newsroom\nText", "2023-01-13"],
    ["LONDON, Jan. 11, 2023 (Reuters) - The leaders signed it.", "2023-01-11"],
    ["Schlagzeile\nVon Anna Beispiel, 13. Januar 2023\nText", "2023-01-13"],
    ["Friday, January 13th, 2023\nText", "2023-01-13"],
    ["Published: 2023-01-13\nUpdated: 2023-01-15\nText", "2023-01-13"],
    ["Zuletzt ge\u00e4ndert: 15.1.2023\nText", "2023-01-15"],
  ])("%j", (text, date) => {
    expect(publishedOf(text, tables).published).toBe(date);
  });

  it("is null with a reason where the text does not say it", () => {
    expect(publishedOf("LONDON, Jan 11 (Reuters) - The leaders signed it.", tables)).toMatchObject({
      published: null,
      why: expect.stringContaining("no year"),
    });
    expect(
      publishedOf("The treaty was signed on 8 September 1951 in San Francisco, where it had long been prepared by all sides.", tables),
    ).toMatchObject({
      published: null,
      why: expect.stringContaining("gives no date"),
    });
    for (const text of [
      "Stand: 31.02.2023",
      "Treaty of 8 September 1951 turns 70\nText",
      "Title\n\u2013 A president, February 19, 2021\nText",
    ])
      expect(publishedOf(text, tables).published, text).toBeNull();
  });
});

describe("the language of a text", () => {
  it("is told by its function words", () => {
    for (const { path, lang } of examples) expect(languageByWords(textOf(path), tables).lang, path).toBe(lang);
  });

  it("is told by its letters where no table knows it, and then no claims are read", async () => {
    const dutch =
      "De minister van Defensie heeft woensdag een verdrag ondertekend over het verblijf van troepen, zo meldt zijn ministerie.";
    expect((await detectLanguage(dutch, tables)).lang).toBe("nl");
    const report = await reportFromText(dutch, { path: "a/b.txt", published: "2023-01-13" }, tables);
    expect(report.notices).toMatchObject([{ rule: "language", reason: expect.stringContaining("de, en") }]);
  });
});

describe("furniture", () => {
  it("is passed over, the report is not", () => {
    const text = [
      "Japan signs pact",
      "The two states signed.",
      "* Share this article",
      "#Japan #pact",
      "Leave a Comment",
      "Your email address will not be published. Required fields are marked *",
    ].join("\n");
    const spans = furniture(text, tables).map(({ start, end }) => text.slice(start, end));
    expect(spans).toEqual([
      "* Share this article",
      "#Japan #pact",
      "Leave a Comment",
      "Your email address will not be published. Required fields are marked *",
    ]);
  });

  it("takes no sentence of the example reports", () => {
    for (const { path } of examples) {
      const text = textOf(path);
      const long = furniture(text, tables)
        .map(({ start, end }) => text.slice(start, end))
        .filter((words) => words.length > 80);
      expect(long, path).toEqual([]);
    }
  });
});

describe("a report", () => {
  it("keeps its text and takes the rest from the manifest or the text", async () => {
    const path = "2023-01-12-vertrag-im-tower.txt";
    const bytes = readFileSync(`examples/${path}`);
    const report = await reportFromBytes(bytes, { path: `examples/${path}`, url: "https://www.ft.com/content/1" }, tables);
    expect(report).toMatchObject({ doc: "2023-01-12-vertrag-im-tower", lang: "de", published: null, outlet: "Financial Times" });
    expect(report.text).toBe(bytes.toString("utf8"));
    expect(report.origin).toMatchObject([{ relation: "translation-of", source: "Foedera Example Wire" }]);
    expect(report.notices.map((notice) => notice.rule)).toEqual(["date"]);
  });

  it("without text has a notice and nothing else", async () => {
    expect((await reportFromBytes(new Uint8Array(), { path: "x.txt" }, tables)).notices.map((notice) => notice.rule)).toEqual(["empty"]);
  });

  it("knows outlets by their sites, however long the host", () => {
    expect(outletAt("https://asia.nikkei.com/Politics/x", tables)).toBe("Nikkei Asia");
    expect(outletAt("https://evil-ft.com/x", tables)).toBeNull();
  });

  it("of 20 MB is dealt with in moments", async () => {
    const text = `${textOf("2023-10-16-japan-britain-in-force.txt")}\n`.repeat(12_000).slice(0, 20_000_000);
    const before = performance.now();
    const report = await reportFromText(text, { doc: "big" }, tables);
    expect(report.lang).toBe("en");
    expect(performance.now() - before).toBeLessThan(3000);
  });
});

describe.skipIf(!existsSync("../shared/reports"))("the real reports", () => {
  it("name their origins", () => {
    const lines = parseManifest(readFileSync("../shared/reports/index.jsonl", "utf8")).entries;
    const found = lines.map(({ path, lang }) =>
      origins(readFileSync(`../shared/reports/${path}`, "utf8"), lang).map(({ relation, source }) => `${relation} ${source}`),
    );
    expect(found).toEqual([
      ["translation-of The Telegraph"],
      ["translation-of Epoch Times"],
      ["summary-of Kyodo"],
      ["reprint-of Financial Times"],
      ["summary-of National Defense Magazine"],
    ]);
  });
});
