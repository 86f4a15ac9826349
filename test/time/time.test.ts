import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addUnits,
  civil,
  compareEdtf,
  covers,
  dayNumber,
  easter,
  feast,
  fiscalYear,
  grainOf,
  isoDay,
  limited,
  ofDays,
  overlaps,
  parseEdtf,
  printEdtf,
  shift,
  spanOf,
  unitAt,
  units,
  weekdayFrom,
  weekdayOf,
  widen,
  within,
  yearOfMonth,
} from "../../src/time/index.ts";

const days = fc.integer({ min: -200_000, max: 100_000 });
const span = (text: string) => spanOf(text) as { first: number; last: number };
const shown = (text: string) => [isoDay(span(text).first), isoDay(span(text).last)];

describe("days", () => {
  test("number and civil date are each other's inverse, as the built-in calendar has it", () => {
    fc.assert(
      fc.property(days, (n) => {
        const { year, month, day } = civil(n);
        expect(dayNumber(year, month, day)).toBe(n);
        expect(isoDay(n)).toBe(new Date(n * 86_400_000).toISOString().slice(0, 10));
        expect(weekdayOf(n) % 7).toBe(new Date(n * 86_400_000).getUTCDay());
      }),
    );
  });
  test("Easter and feasts by rule", () => {
    expect([2000, 2019, 2023, 2024, 2038].map((y) => isoDay(easter(y)))).toEqual([
      "2000-04-23",
      "2019-04-21",
      "2023-04-09",
      "2024-03-31",
      "2038-04-25",
    ]);
    expect([feast("11-4-4", 2023), feast("5--1-1", 2023), feast("easter+49", 2023), feast("12-25", 2023)]).toEqual([
      "2023-11-23",
      "2023-05-29",
      "2023-05-28",
      "2023-12-25",
    ]);
    expect(() => feast("soon", 2023)).toThrow("invalid feast");
  });
});

describe("EDTF", () => {
  test.each([
    "2022-12",
    "2023-01-13",
    "2023-01-09/2023-01-15",
    "../2025-03",
    "2012/..",
    "2024-21",
    "2024-33",
    "199X",
    "19XX",
    "XXXX-12-25",
    "2023-01~",
    "2023?",
    "2023-XX-13",
  ])("%s is read and written alike", (text) => {
    expect(printEdtf(parseEdtf(text) as never)).toBe(text);
  });
  test.each(["", "20", "2023-13", "2023-02-30", "../..", "2023-21-01", "soon", "2023-01-32"])("%s is none", (text) => {
    expect(parseEdtf(text)).toBeNull();
  });
  test("spans", () => {
    expect(shown("2024-02")).toEqual(["2024-02-01", "2024-02-29"]);
    expect(shown("2024-33")).toEqual(["2024-01-01", "2024-03-31"]);
    expect(shown("2023-24")).toEqual(["2023-12-01", "2024-02-29"]);
    expect(shown("199X")).toEqual(["1990-01-01", "1999-12-31"]);
    expect(spanOf("../2025-03")).toEqual({ first: -Infinity, last: dayNumber(2025, 3, 31) });
  });
  test("order, overlap and cover", () => {
    expect(["2024", "2023-05", "../2022", "2023"].sort(compareEdtf)).toEqual(["../2022", "2023", "2023-05", "2024"]);
    expect([overlaps("2023-05", "2023"), overlaps("2023-05", "2023-06"), covers("2023", "2023-05"), covers("2023-05", "2023")]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});

describe("units", () => {
  test("every day lies in each of its units, and a unit has its own grain", () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 40_000 }), fc.constantFrom(...units), (n, unit) => {
        const text = unitAt(unit, n);
        if (unit !== "weekend") expect(span(text).first <= n && n <= span(text).last).toBe(true);
        expect(grainOf(text)).toBe(unit);
      }),
    );
  });
  test("months keep the day where they have it", () => {
    expect(isoDay(addUnits(dayNumber(2023, 1, 31), "month", 1))).toBe("2023-02-28");
  });
  test("widen, shift and the exact name of a stretch", () => {
    expect(widen("2023-01-30/2023-02-02", "month")).toBe("2023-01/2023-02");
    expect(shift("2023-01-09/2023-01-10", -1, "month")).toBe("2022-12");
    expect([ofDays(dayNumber(2023, 1, 1), dayNumber(2023, 12, 31)), ofDays(dayNumber(2023, 1, 9), dayNumber(2023, 1, 15))]).toEqual([
      "2023",
      "2023-01-09/2023-01-15",
    ]);
  });
  test("fiscal years", () => {
    expect([fiscalYear(2027, 10, "end"), fiscalYear(2023, 4, "start"), fiscalYear(2023, 1, "start")]).toEqual([
      "2026-10/2027-09",
      "2023-04/2024-03",
      "2023",
    ]);
  });
});

describe("resolution against a report's date", () => {
  const anchor = span("2023-01-09/2023-01-10");
  test("weekdays and months go the way of the tense", () => {
    expect([weekdayFrom(anchor, 5, "future"), weekdayFrom(anchor, 5, "past"), weekdayFrom(anchor, 1, null)]).toEqual([
      "2023-01-13",
      "2023-01-06",
      "2023-01-09",
    ]);
    expect([
      yearOfMonth(anchor, 12, "past"),
      yearOfMonth(anchor, 12, "future"),
      yearOfMonth(anchor, 1, "past"),
      yearOfMonth(anchor, 11, null),
    ]).toEqual([2022, 2023, 2023, 2022]);
  });
  test("within five years", () => {
    expect([within(anchor, 5, "year"), limited(within(anchor, 5, "year"), "end"), limited("2014", "start")]).toEqual([
      "2023/2027",
      "../2027",
      "2014/..",
    ]);
  });
});
