import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { compileNumbers } from "#knowledge";
import { findQuantities } from "../../src/mentions/quantities.ts";

describe.each(["en", "de"])("the numbers of %s", (language) => {
  const raw = parse(readFileSync(`knowledge/languages/${language}/numbers.yaml`, "utf8")) as { says: [string, string][]; not: string[] };
  const numbers = compileNumbers(raw);
  const shown = (text: string) =>
    findQuantities(text, numbers).map((q) => ({
      text: text.slice(q.start, q.end),
      value: `${q.value}${q.to === undefined ? "" : `-${q.to}`} ${q.unit}${q.comparator ? ` ${q.comparator}` : ""}`,
    }));

  test.each(raw.says)("%s", (marked, value) => {
    const text = marked.replace(/[[\]]/g, "");
    const start = marked.indexOf("[");
    expect(shown(text)).toEqual([{ text: text.slice(start, marked.indexOf("]") - 1), value }]);
  });

  test.each(raw.not)("not: %s", (text) => {
    expect(shown(text)).toEqual([]);
  });

  test("are plain JSON", () => {
    expect(JSON.parse(JSON.stringify(numbers))).toEqual(numbers);
  });
});
