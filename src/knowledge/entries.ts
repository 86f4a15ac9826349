import type { z } from "zod";

/** Parsed data files of one folder: file name -> what the YAML says. */
export type RawFiles = Readonly<Record<string, unknown>>;

/** One entry of a data file and the place where it stands, for messages. */
export type Placed<T> = { readonly where: string; readonly entry: T };

/** A data file that is not as it should be: the message names the file, the entry and what was wanted. */
export class DataFileError extends Error {
  override name = "DataFileError";
}

/**
 * Reads the lists among the files of a folder against a schema of their entries; other files are passed over.
 * Throws a `DataFileError` at the first entry that does not fit: `asia.yaml, entry 3 (Fumio Kishida): offices.0.from: wanted ...`.
 */
export function readEntries<S extends z.ZodType>(files: RawFiles, schema: S): Placed<z.output<S>>[] {
  return Object.entries(files).flatMap(([file, content]) => (Array.isArray(content) ? readList(file, content, schema) : []));
}

/** Reads one value against a schema, with the same message on failure. */
export function readValue<S extends z.ZodType>(where: string, value: unknown, schema: S): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new DataFileError(`${where}: ${issue?.path.join(".") || "entry"}: wanted ${issue?.message}`);
}

function readList<S extends z.ZodType>(file: string, list: unknown[], schema: S): Placed<z.output<S>>[] {
  return list.map((item, i) => {
    const where = `${file}, entry ${i + 1}${label(item)}`;
    return { where, entry: readValue(where, item, schema) };
  });
}

function label(item: unknown): string {
  if (typeof item !== "object" || item === null) return "";
  const { id, name } = item as { id?: unknown; name?: unknown };
  const text = [id, name].find((value) => typeof value === "string");
  return text ? ` (${text})` : "";
}

/** Throws where two entries carry the same id; gives the entries back otherwise. */
export function uniqueById<T extends { id: string }>(placed: Placed<T>[]): T[] {
  const seen = new Map<string, string>();
  for (const { where, entry } of placed) {
    const before = seen.get(entry.id);
    if (before) throw new DataFileError(`${where}: id: wanted an id of its own, "${entry.id}" is taken by ${before}`);
    seen.set(entry.id, where);
  }
  return placed.map(({ entry }) => entry);
}

/** Marks off the letters, and the letters of the table replaced. */
export function withoutMarks(text: string, table: Readonly<Record<string, string>>): string {
  return [...text.normalize("NFD").replace(/\p{M}/gu, "")].map((letter) => table[letter] ?? letter).join("");
}

/** Lower case, ASCII, words joined by hyphens. */
export function slugOf(text: string, table: Readonly<Record<string, string>>): string {
  return withoutMarks(text, table)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
