import { Readability } from "@mozilla/readability";
import { DOMParser } from "linkedom";
import { describe, expect, it } from "vitest";
import { finish } from "../../src/intake/made.ts";
import { decodePage } from "../../src/reports/charset.ts";
import { readHtml } from "../../src/reports/html.ts";
import { tables } from "../report-tables.ts";
import { pages, wordF1 } from "./pages.ts";

const list = pages();
const bodyOf = (text: string, title: string) => (text.startsWith(`${title}\n\n`) ? text.slice(title.length + 2) : text);

describe("pages of common news systems", () => {
  it("are at least forty, in both languages", () => {
    expect(list.length).toBeGreaterThanOrEqual(40);
    expect(new Set(list.map(({ expected }) => expected.lang))).toEqual(new Set(["de", "en"]));
  });

  it("are read no worse by us than by readability alone", async () => {
    const f1 = { ours: 0, alone: 0 };
    for (const { expected, bytes } of list) {
      const html = decodePage(bytes).text;
      const alone = new Readability(new DOMParser().parseFromString(html, "text/html") as never).parse()?.textContent ?? "";
      f1.alone += wordF1(alone, expected.text) / list.length;
      f1.ours +=
        wordF1((await readHtml(bytes, { address: expected.url }, tables)).text, `${expected.title}\n\n${expected.text}`) / list.length;
    }
    expect(f1.alone).toBeGreaterThan(0.8);
    expect(f1.ours).toBeGreaterThanOrEqual(f1.alone);
  });

  it.each(list.map((page) => [page.expected.file, page] as const))("%s", async (_, { expected, bytes }) => {
    const found = await readHtml(bytes, { address: expected.url }, tables);
    const report = await finish(found, bytes, "html", {}, tables);
    const { title, outlet, published, lang, url, credits = [], modified = null } = report;
    expect({ title, outlet, published, lang, url, credits, modified, encoding: report.made?.encoding }).toEqual({
      ...{ title: expected.title, outlet: expected.outlet, published: expected.published, lang: expected.lang, url: expected.url },
      ...{ credits: expected.credits, modified: expected.modified, encoding: expected.encoding },
    });
    const text = bodyOf(report.text, expected.title);
    expect(wordF1(text, expected.text)).toBeGreaterThan(0.97);
    expect(text.slice(0, 60)).toBe(expected.text.slice(0, 60));
    expect(text.slice(-60)).toBe(expected.text.slice(-60));
  });
});
