import { z } from "zod";

/**
 * Declension as a table: class -> pairs of the endings that adjective and noun take together,
 * and the last parts of nouns -> their class.
 */
export const inflectionTable = z.strictObject({
  classes: z.record(z.string(), z.array(z.tuple([z.string(), z.string()]))),
  heads: z.record(z.string(), z.string()),
});
export type InflectionTable = z.infer<typeof inflectionTable>;

/**
 * The forms of a name in running text. `|` parts the stem of an adjective from its ending; the head is the first word whose
 * end the table knows. A name without a known head stays as it is.
 */
export function germanicForms(name: string, table: InflectionTable): string[] {
  const words = name.split(" ");
  const head = words.findIndex((word) => classOf(word, table) !== null);
  const pairs = head < 0 ? [] : (table.classes[classOf(words[head] ?? "", table) ?? ""] ?? []);
  const forms = pairs.map(([adjective, noun]) =>
    words.map((word, i) => (i === head ? word + noun : i < head ? word.replace(/\|.*/, adjective) : word)).join(" "),
  );
  const all = [name.replaceAll("|", ""), ...forms];
  return [...new Set(words[0]?.includes("|") ? all.flatMap(bothCases) : all)];
}

function classOf(word: string, table: InflectionTable): string | null {
  const ends = Object.keys(table.heads).filter((end) => word.toLowerCase().endsWith(end));
  const longest = ends.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? null : (table.heads[longest] ?? null);
}

/** An adjective that opens a name is written large in a title and small in running text; `US-` stays. */
function bothCases(text: string): string[] {
  const first = text.slice(0, 1);
  return /^\p{Lu}{2}/u.test(text) ? [text] : [first.toLowerCase() + text.slice(1), first.toUpperCase() + text.slice(1)];
}
