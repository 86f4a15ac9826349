import { z } from "zod";
import { actorCode, edtf, instrumentTypes } from "#model";
import { DataFileError, type RawFiles, readEntries, readValue, uniqueById } from "./entries.ts";
import { germanicForms, type InflectionTable, inflectionTable } from "./inflection.ts";

/** One entry of `gazetteer/instruments/*.yaml`. In German names `|` parts the stem of an adjective from its ending. */
export const instrumentEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, "an id of lower-case letters, digits and hyphens"),
  type: z.enum(instrumentTypes, { error: `one of the types ${instrumentTypes.join(", ")}` }),
  /** the sort of instrument, of which `kinds` has the names for any pair of states */
  kind: z.string().optional(),
  parties: z.array(actorCode).min(1),
  /** organisation or format that stands for the parties */
  body: actorCode.optional(),
  en: z.array(z.string().min(2)).default([]),
  de: z.array(z.string().min(2)).default([]),
  signed: edtf.optional(),
  inForce: edtf.optional(),
  suspended: edtf.optional(),
  ended: edtf.optional(),
  /** a public document: treaty series and number, or ministry and title of the page */
  source: z.string().min(5),
  note: z.string().optional(),
});

const langs = ["en", "de"] as const;
type Lang = (typeof langs)[number];
const words = z.object({ en: z.array(z.string()), de: z.array(z.string()) });

/** `gazetteer/instruments/names.yaml`: how names are built and what happens to them in running text. */
export const instrumentNames = z.strictObject({
  /** kind -> name patterns with `{pair}` for the two parties */
  kinds: z.record(z.string(), words),
  /** actor code -> the short forms that stand in a pair such as `Japan-UK`; one with a hyphen at its end only comes first */
  pairing: z.record(z.string(), words),
  /** words that are written in more than one way */
  spellings: z.object({ en: z.record(z.string(), z.array(z.string())), de: z.record(z.string(), z.array(z.string())) }),
  inflection: z.object({ de: inflectionTable }),
});

export type InstrumentNames = z.infer<typeof instrumentNames>;
/** A known instrument; `en` and `de` are names in their citation form, official name first. */
export type Instrument = z.infer<typeof instrumentEntry>;
export type InstrumentForm = { readonly text: string; readonly lang: Lang; readonly type: "instrument"; readonly id: string };

/**
 * The authority file of instruments and every form in which a report may write their names: pairs in both orders,
 * spellings, German cases. Throws a `DataFileError` that names file, entry and wanted value.
 */
export function compileInstruments(raw: RawFiles): { instruments: Instrument[]; forms: InstrumentForm[] } {
  const naming = namesIn(raw);
  const placed = readEntries(raw, instrumentEntry).map(({ where, entry }) => {
    if (entry.kind && !naming.kinds[entry.kind]) {
      throw new DataFileError(`${where}: kind: wanted one of ${Object.keys(naming.kinds).join(", ")}, found "${entry.kind}"`);
    }
    const named = { ...entry, en: namesOf(entry, naming, "en"), de: namesOf(entry, naming, "de") };
    if (named.en.length === 0) throw new DataFileError(`${where}: en: wanted a name, or a kind and two parties known to pairing`);
    return { where, entry: named };
  });
  const marked = uniqueById(placed);
  const forms = marked.flatMap((entry) => langs.flatMap((lang) => formsOf(entry, lang, naming)));
  return { instruments: marked.map((entry) => ({ ...entry, de: entry.de.map((name) => name.replaceAll("|", "")) })), forms };
}

function namesIn(raw: RawFiles): InstrumentNames {
  const found = Object.entries(raw).find(([, content]) => !Array.isArray(content));
  if (!found) throw new DataFileError("instruments: wanted one file that is no list, with kinds, pairing, spellings and inflection");
  return readValue(found[0], found[1], instrumentNames);
}

function namesOf(entry: Instrument, naming: InstrumentNames, lang: Lang): string[] {
  const patterns = entry.kind ? (naming.kinds[entry.kind]?.[lang] ?? []) : [];
  const pairs = pairsOf(entry, naming, lang);
  return [...new Set([...entry[lang], ...patterns.flatMap((pattern) => pairs.map((pair) => pattern.replace("{pair}", pair)))])];
}

function pairsOf(entry: Instrument, naming: InstrumentNames, lang: Lang): string[] {
  const [a, b] = entry.parties.map((code) => naming.pairing[code]?.[lang] ?? []);
  if (!a || !b || entry.parties.length !== 2) return [];
  return a.flatMap((x) => b.flatMap((y) => [pair(x, y), pair(y, x)])).filter((name) => name !== null);
}

/** A short form that ends in a hyphen opens a pair and never closes one. */
function pair(first: string, second: string): string | null {
  return second.endsWith("-") ? null : `${first.replace(/-$/, "")}-${second}`;
}

function formsOf(entry: Instrument, lang: Lang, naming: InstrumentNames): InstrumentForm[] {
  const inflected = lang === "de" ? entry.de.flatMap((name) => germanicForms(name, naming.inflection.de)) : entry.en;
  const texts = new Set(inflected.flatMap((text) => respelled(text, naming.spellings[lang])));
  return [...texts].map((text) => ({ text, lang, type: "instrument", id: entry.id }));
}

/** Every way to write the words of a name that the table knows more than one spelling of; each word at all its places. */
function respelled(text: string, table: Readonly<Record<string, string[]>>): string[] {
  return Object.entries(table).reduce(
    (texts, [word, others]) =>
      texts.flatMap((form) => [form, ...others.map((other) => replaceWord(form, word, other)).filter((t) => t !== form)]),
    [text],
  );
}

function replaceWord(text: string, word: string, other: string): string {
  const parts = text.split(/([^\p{L}\p{N}]+)/u);
  return parts
    .map((part) => (part.split(word).length > 1 && (part === word || !/\p{L}/u.test(word)) ? part.split(word).join(other) : part))
    .join("");
}

export type { InflectionTable };
