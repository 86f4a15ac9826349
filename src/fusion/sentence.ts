import type { FusionTables } from "./tables.ts";

/** Fills a sentence of `knowledge/ontology/sentences.yaml` in the asked language, else in English. */
export function say(
  tables: FusionTables,
  lang: string,
  key: string,
  values: Record<string, string | number | null | undefined> = {},
): string {
  const text = tables.sentences[lang]?.[key] ?? tables.sentences.en?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? "")).trim();
}

/** The label of a code of the ontology (a type, stage, status) in the asked language; the code itself where there is none. */
export function label(tables: FusionTables, lang: string, code: string | null | undefined): string {
  if (!code) return "";
  return tables.labels[lang]?.[code] ?? tables.labels.en?.[code] ?? code;
}
