import { z } from "zod";
import { readValue } from "./entries.ts";

/** What the classes of a page tell: no text of the article, a line above the headline, the day, the day of a change. */
export const pageMarks = ["furniture", "kicker", "date", "changed"] as const;
export type PageMark = (typeof pageMarks)[number];

/** Words of classes and ids, in small letters, as `classWords` of the reports room takes them apart. */
export const pageEntry = z.strictObject({
  marks: z.enum(pageMarks),
  words: z.array(z.string().regex(/^[a-z]+$/)).min(1),
  says: z.array(z.string()).min(1),
  not: z.array(z.string()).default([]),
});

export type PageWords = Record<PageMark, string[]>;

/** Checks the files `pages.yaml` of all languages and joins them: a page's classes need not be in the language of its text. */
export function compilePages(files: readonly (readonly [raw: unknown, where: string])[]): PageWords {
  const entries = files.flatMap(([raw, where]) => readValue(where, raw, z.array(pageEntry)));
  const wordsOf = (mark: PageMark) => [...new Set(entries.filter(({ marks }) => marks === mark).flatMap(({ words }) => words))];
  return { furniture: wordsOf("furniture"), kicker: wordsOf("kicker"), date: wordsOf("date"), changed: wordsOf("changed") };
}
