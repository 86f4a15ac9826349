import { z } from "zod";
import type { CompiledCalendar } from "./calendar.ts";
import { readValue } from "./entries.ts";
import { compilePattern, type Pattern, places } from "./patterns.ts";

/** A phrase after which a text gives its own date, as `{date}`. */
export const publicationEntry = z.strictObject({
  published: z.union([z.string(), z.array(z.string()).min(1)]),
  at: z.enum(places).default("start"),
  /** "first" is the day it came out, "changed" a later day on which it was edited */
  gives: z.enum(["first", "changed"]).default("first"),
  says: z.array(z.string()).min(1),
  not: z.array(z.string()).default([]),
});

export type PublicationTable = { patterns: Pattern[]; value: "first" | "changed" }[];

/** Checks `publication.yaml` of a language and compiles its patterns. */
export function compilePublication(raw: unknown, where = "publication.yaml"): PublicationTable {
  return readValue(where, raw, z.array(publicationEntry)).map(({ published, at, gives }) => ({
    patterns: [published].flat().map((written) => compilePattern(written, at)),
    value: gives,
  }));
}

/** The names of the months in a calendar, in small letters, and their numbers. */
export function monthsOf({ words }: Pick<CompiledCalendar, "words">): Record<string, number> {
  const named = Object.entries(words).flatMap(([word, senses]) =>
    senses.filter(([name]) => name === "month").map(([, value]) => [word, Number(value)] as const),
  );
  return Object.fromEntries(named);
}
