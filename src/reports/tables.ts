/** What this room must know of the world and of languages; compiled from `knowledge/`. */
export type { ReportTables } from "#knowledge";

const made = new WeakMap<object, Map<string, unknown>>();

/** Makes a thing from a table once, however many texts are read with it. */
export function once<T>(table: object, name: string, make: () => T): T {
  let things = made.get(table);
  if (!things) made.set(table, (things = new Map()));
  if (!things.has(name)) things.set(name, make());
  return things.get(name) as T;
}
