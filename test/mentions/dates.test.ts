import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { compileCalendar, compileNumbers } from "#knowledge";
import { findDates } from "../../src/mentions/dates.ts";

const read = (path: string) => parse(readFileSync(path, "utf8")) as unknown;
type Example = (string | number)[];
type Entry = { says?: Example[]; not?: string[] };
type File = {
  rules: (Entry & { rule: string })[];
  modifiers: (Entry & { words: string[] })[];
  connectors: (Entry & { between: string[] })[];
  examples?: Example[];
  not?: string[];
};

/** Takes the brackets out of an example and gives the spans they marked. */
function unmark(marked: string): { text: string; spans: [number, number][] } {
  let text = "";
  const spans: [number, number][] = [];
  for (const piece of marked.split(/(?=[[\]])/)) {
    if (piece[0] === "[") spans.push([text.length, 0]);
    if (piece[0] === "]") (spans.at(-1) as [number, number])[1] = text.length;
    text += piece.replace(/^[[\]]/, "");
  }
  return { text, spans };
}

describe.each(["en", "de"])("the calendar of %s", (language) => {
  const raw = read(`knowledge/languages/${language}/calendar.yaml`) as File;
  const calendar = compileCalendar(raw);
  const numbers = compileNumbers(read(`knowledge/languages/${language}/numbers.yaml`));
  const entries: (Entry & { name: string })[] = [
    ...raw.rules.map((r) => ({ ...r, name: r.rule })),
    ...raw.modifiers.map((m) => ({ ...m, name: String(m.words[0]) })),
    ...raw.connectors.map((c) => ({ ...c, name: String(c.between[0]) })),
    { says: raw.examples, not: raw.not, name: "examples" },
  ];

  test("is plain JSON", () => {
    expect(JSON.stringify(JSON.parse(JSON.stringify(calendar)))).toBe(JSON.stringify(calendar));
  });

  test("has at least 120 examples", () => {
    expect(entries.reduce((n, e) => n + (e.says?.length ?? 0) + (e.not?.length ?? 0), 0)).toBeGreaterThanOrEqual(120);
  });

  for (const { name, says = [], not = [] } of entries) {
    for (const [sentence, anchor, ...wanted] of says) {
      test(`${name}: ${sentence}`, () => {
        const { text, spans } = unmark(String(sentence));
        const found = findDates(text, calendar, numbers, String(anchor)).map((m) => ({
          text: text.slice(m.start, m.end),
          value: m.kind === "set" ? "set" : m.kind === "duration" && !m.limit ? m.duration : m.edtf,
        }));
        expect(found).toEqual(spans.map(([start, end], i) => ({ text: text.slice(start, end), value: String(wanted[i]) })));
      });
    }
    for (const sentence of not) {
      test(`${name}, not: ${sentence}`, () => {
        const found = findDates(sentence, calendar, numbers, "2023-01-10").filter((m) => m.kind === "date" || m.kind === "period");
        expect(found.map((m) => `${sentence.slice(m.start, m.end)}=${m.edtf} (${m.rule})`)).toEqual([]);
      });
    }
  }
});
