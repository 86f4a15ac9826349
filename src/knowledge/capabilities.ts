import { z } from "zod";
import { actorCode } from "#model";
import { DataFileError, type RawFiles, readEntries, readValue, uniqueById, withoutMarks } from "./entries.ts";

export const capabilityClasses = [
  "missile",
  "aircraft",
  "ship",
  "submarine",
  "tank",
  "vehicle",
  "artillery",
  "air-defence",
  "drone",
  "radar",
  "satellite",
  "munition",
  "programme",
  "nuclear",
  "cyber",
] as const;

/** One entry of `gazetteer/capabilities/*.yaml`. */
export const capabilityEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, "an id of lower-case letters, digits and hyphens"),
  class: z.enum(capabilityClasses, { error: `one of the classes ${capabilityClasses.join(", ")}` }),
  /** the states (or organisation) that make it */
  makers: z.array(actorCode).min(1),
  /** names that reports of every language use, the usual one first */
  names: z.array(z.string().min(2)).min(1),
  en: z.array(z.string().min(2)).default([]),
  de: z.array(z.string().min(2)).default([]),
});

const langs = ["en", "de"] as const;
type Lang = (typeof langs)[number];

/** `gazetteer/capabilities/names.yaml`: what the names do in running text. */
export const capabilityNames = z.strictObject({
  /** letters that stay when marks are taken off, and what is written for them */
  plain: z.record(z.string(), z.string()),
  /** names that are common words: alone they name no weapon, with a word of their class they do */
  common: z.array(z.string()),
  /** endings of a name's last word, in every language */
  endings: z.array(z.string()),
  /** names that end so take no ending */
  closed: z.array(z.string()),
  /** class -> the words that stand with a name */
  classWords: z.partialRecord(z.enum(capabilityClasses), z.record(z.enum(langs), z.array(z.string()))),
  /** how name and word of the class stand together: `{name}`, `{word}` */
  patterns: z.record(z.enum(langs), z.array(z.string())),
});

export type CapabilityNames = z.infer<typeof capabilityNames>;
export type Capability = z.infer<typeof capabilityEntry>;
export type CapabilityForm = {
  readonly text: string;
  readonly lang: "*" | Lang;
  readonly type: "capability";
  readonly id: string;
  /** a common word: not to be taken without more */
  readonly ambiguous?: true;
};
type Spelling = Pick<CapabilityForm, "text" | "lang">;

/**
 * Weapons, equipment and programmes, and every form in which a report may write their names: `F-35`, `F35`, `F-35s`,
 * a common word together with a word of its class. Throws a `DataFileError` that names file, entry and wanted value.
 */
export function compileCapabilities(raw: RawFiles): { capabilities: Capability[]; forms: CapabilityForm[] } {
  const naming = namesIn(raw);
  const capabilities = uniqueById(readEntries(raw, capabilityEntry));
  return { capabilities, forms: capabilities.flatMap((capability) => formsOf(capability, naming)) };
}

function namesIn(raw: RawFiles): CapabilityNames {
  const found = Object.entries(raw).find(([, content]) => !Array.isArray(content));
  if (!found) throw new DataFileError("capabilities: wanted one file that is no list, with common, endings and classWords");
  return readValue(found[0], found[1], capabilityNames);
}

function formsOf(entry: Capability, naming: CapabilityNames): CapabilityForm[] {
  const common = new Set(naming.common);
  const written: Spelling[] = [
    ...entry.names.map((text) => ({ text, lang: "*" as const })),
    ...langs.flatMap((lang) => entry[lang].map((text) => ({ text, lang }))),
  ];
  const forms = new Map<string, CapabilityForm>();
  for (const name of written) {
    const ambiguous = common.has(name.text);
    const alone = [name, ...inflected(name, naming)].map((form) => ({ ...form, ambiguous }));
    const classed = ambiguous ? withClassWords(name, entry, naming).map((form) => ({ ...form, ambiguous: false })) : [];
    for (const form of [...alone, ...classed]) {
      for (const text of spellings(form.text, naming)) add(forms, { ...form, text }, entry.id);
    }
  }
  return [...forms.values()];
}

function add(forms: Map<string, CapabilityForm>, { text, lang, ambiguous }: Spelling & { ambiguous: boolean }, id: string): void {
  if (forms.has(`* ${text}`) || forms.has(`${lang} ${text}`)) return;
  forms.set(`${lang} ${text}`, { text, lang, type: "capability", id, ...(ambiguous && { ambiguous }) });
}

/** `F-35s`: only names that stand for themselves in every language; German and English ones are written out. */
function inflected({ text, lang }: Spelling, naming: CapabilityNames): Spelling[] {
  if (lang !== "*" || naming.closed.some((end) => text.endsWith(end))) return [];
  return naming.endings.map((ending) => ({ text: text + ending, lang }));
}

function withClassWords({ text, lang }: Spelling, entry: Capability, naming: CapabilityNames): Spelling[] {
  const of = langs.filter((l) => lang === "*" || lang === l);
  return of.flatMap((l) =>
    (naming.classWords[entry.class]?.[l] ?? []).flatMap((word) =>
      (naming.patterns[l] ?? []).map((pattern) => ({ text: pattern.replace("{name}", text).replace("{word}", word), lang: l })),
    ),
  );
}

/** `SM-3` is also `SM3`; a name with marks on its letters is also written without them. */
function spellings(text: string, naming: CapabilityNames): string[] {
  const joined = text.replace(/(?<![\p{L}-])(\p{Lu}[\p{L}/]{0,3})-(?=\d)/u, "$1");
  return [...new Set([text, joined, withoutMarks(text, naming.plain)])];
}
