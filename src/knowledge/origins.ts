import { z } from "zod";
import { originRelations } from "#model";
import { readValue } from "./entries.ts";
import { compilePattern, type Pattern, places } from "./patterns.ts";

const examples = { says: z.array(z.string()).min(1), not: z.array(z.string()).default([]) };

/** A phrase by which a text says where it comes from. Slots: `{source}`, `{writer}`, `{words}`, `{rest}`, `{number}`. */
export const originEntry = z.strictObject({
  origin: z.union([z.string(), z.array(z.string()).min(1)]),
  gives: z.enum(originRelations),
  at: z.enum(places).default("anywhere"),
  /** the part of the text that it may stand in */
  within: z.enum(["top", "head", "tail", "edges", "all"]).default("all"),
  /** a source that is no known outlet is taken too, if it is written as a name */
  open: z.boolean().default(false),
  ...examples,
});

/** `origins.yaml` of one language. */
export const originsFile = z.strictObject({
  /** words written small that may stand inside a name */
  joins: z.array(z.string()),
  /** words before a name that do not belong to it */
  articles: z.array(z.string()),
  /** true where every noun is written with a capital, so that a capital does not make a name */
  nouns: z.boolean().default(false),
  /** names of what is no source, though a pattern would take it */
  refuse: z.array(z.string()).default([]),
  entries: z.array(originEntry).min(1),
});

export type OriginRule = { gives: (typeof originRelations)[number]; within: z.infer<typeof originEntry>["within"]; open: boolean };
export type OriginTable = {
  joins: string[];
  articles: string[];
  refuse: string[];
  nouns: boolean;
  entries: { patterns: Pattern[]; value: OriginRule }[];
};

/** Checks `origins.yaml` of a language and compiles its patterns. */
export function compileOrigins(raw: unknown, where = "origins.yaml"): OriginTable {
  const { entries, ...words } = readValue(where, raw, originsFile);
  return {
    ...words,
    entries: entries.map(({ origin, gives, at, within, open }) => ({
      patterns: [origin].flat().map((written) => compilePattern(written, at, !open)),
      value: { gives, within, open },
    })),
  };
}
