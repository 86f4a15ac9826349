import { z } from "zod";
import { readValue } from "./entries.ts";
import { compilePattern, type Pattern, places } from "./patterns.ts";

const kinds = ["share", "comment", "newsletter", "advert", "navigation", "credit", "legal", "caption", "related"] as const;
export type FurnitureKind = (typeof kinds)[number];

/** A line or phrase of a page that is not part of its report. Slots: `{writer}`, `{words}`, `{rest}`, `{number}`. */
export const furnitureEntry = z.strictObject({
  furniture: z.union([z.string(), z.array(z.string()).min(1)]),
  kind: z.enum(kinds),
  at: z.enum(places).default("line"),
  says: z.array(z.string()).min(1),
  not: z.array(z.string()).default([]),
});
export const furnitureFile = z.array(furnitureEntry);

export type FurnitureTable = { patterns: Pattern[]; value: FurnitureKind }[];

/** Checks `furniture.yaml` of a language and compiles its patterns. */
export function compileFurniture(raw: unknown, where = "furniture.yaml"): FurnitureTable {
  return readValue(where, raw, furnitureFile).map(({ furniture, kind, at }) => ({
    patterns: [furniture].flat().map((written) => compilePattern(written, at)),
    value: kind,
  }));
}
