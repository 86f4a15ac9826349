import type { FurnitureTable, OriginTable, Outlets, PublicationTable } from "#knowledge";

/** What this room must know of the world and of languages; `#knowledge` compiles it from `knowledge/`. */
export type ReportTables = {
  outlets: Outlets;
  /** by language */
  origins: Record<string, OriginTable>;
  furniture: Record<string, FurnitureTable>;
  publication: Record<string, PublicationTable>;
  /** names of months, in small letters, to their numbers */
  months: Record<string, Record<string, number>>;
  /** by language: the small words that make up a third of any text */
  functionWords: Record<string, readonly string[]>;
};

const made = new WeakMap<object, Map<string, unknown>>();

/** Makes a thing from a table once, however many texts are read with it. */
export function once<T>(table: object, name: string, make: () => T): T {
  let things = made.get(table);
  if (!things) made.set(table, (things = new Map()));
  if (!things.has(name)) things.set(name, make());
  return things.get(name) as T;
}
