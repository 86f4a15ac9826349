import { z } from "zod";
import { DataFileError, readValue } from "./entries.ts";

const country = z.string().regex(/^[A-Z]{2}$/);
const language = z.string().regex(/^[a-z]{2,3}$/);

/** A news agency, newspaper, broadcaster, magazine, site or government newsroom. */
export const outlet = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(2),
  /** other names that reports call it by, in any language, as they are written */
  forms: z.array(z.string().min(2)).default([]),
  country,
  /** languages that it publishes in, its main one first */
  languages: z.array(language).min(1),
  /** domains of its sites, without "www." */
  sites: z.array(z.string().regex(/^[a-z0-9.-]+\.[a-z]+$/)).default([]),
  /** its name is a common word too, so it counts only where a pattern has nothing but the name */
  common: z.boolean().default(false),
});
export const outletFile = z.array(outlet);

/** People who have been known to write for an outlet: a byline that names none may still betray it. */
export const writersFile = z.array(z.strictObject({ outlet: z.string(), writers: z.array(z.string().min(4)).min(1) }));

export type Outlet = z.infer<typeof outlet> & { agency: boolean };
export type Outlets = {
  entries: Record<string, Outlet>;
  /** every name and form, and the same in capitals, to the outlet's id */
  names: Record<string, string>;
  sites: Record<string, string>;
  writers: Record<string, string>;
};

/** Fills a table and refuses to say two things of one key. */
function enter(table: Record<string, string>, key: string, id: string, what: string): void {
  const known = table[key];
  if (known !== undefined && known !== id)
    throw new DataFileError(`knowledge/outlets: the ${what} "${key}" belongs to ${known} and to ${id}; take it from one of them`);
  table[key] = id;
}

/** Checks and joins the files of `knowledge/outlets/`. Throws where a name, site or writer belongs to two outlets. */
export function compileOutlets(raw: { agencies: unknown; outlets: unknown; writers: unknown }): Outlets {
  const agencies = readValue("outlets/agencies.yaml", raw.agencies, outletFile).map((entry) => ({ ...entry, agency: true }));
  const others = readValue("outlets/outlets.yaml", raw.outlets, outletFile).map((entry) => ({ ...entry, agency: false }));
  const table: Outlets = { entries: {}, names: {}, sites: {}, writers: {} };
  for (const entry of [...agencies, ...others]) {
    if (table.entries[entry.id]) throw new DataFileError(`knowledge/outlets: the id ${entry.id} stands twice; rename or remove one entry`);
    table.entries[entry.id] = entry;
    const forms = [entry.name, ...entry.forms];
    for (const form of new Set([...forms, ...forms.map((name) => name.toUpperCase())])) enter(table.names, form, entry.id, "name");
    for (const site of entry.sites) enter(table.sites, site, entry.id, "site");
  }
  for (const { outlet: id, writers } of readValue("outlets/writers.yaml", raw.writers, writersFile)) {
    if (!table.entries[id]) throw new DataFileError(`knowledge/outlets/writers.yaml: there is no outlet ${id}`);
    for (const writer of writers) enter(table.writers, writer, id, "writer");
  }
  return table;
}
