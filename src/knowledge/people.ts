import { z } from "zod";
import { actorCode, edtf } from "#model";
import { DataFileError, type RawFiles, readEntries, readValue, slugOf, uniqueById, withoutMarks } from "./entries.ts";

/** What a person can hold; `post` of an entry says which one where the office alone does not. */
export const officeNames = [
  "head-of-state",
  "head-of-government",
  "paramount-leader",
  "vice-president",
  "deputy-head-of-government",
  "foreign-minister",
  "deputy-foreign-minister",
  "defence-minister",
  "deputy-defence-minister",
  "minister",
  "national-security-adviser",
  "chief-of-staff",
  "chief-of-defence",
  "commander",
  "intelligence-chief",
  "ambassador",
  "envoy",
  "spokesperson",
  "secretary-general",
  "deputy-secretary-general",
  "president-of-commission",
  "president-of-council",
  "president-of-parliament",
  "high-representative",
  "commissioner",
  "director-general",
  "military-committee-chair",
] as const;

const office = z.strictObject({
  office: z.enum(officeNames, { error: `one of the offices ${officeNames.join(", ")}` }),
  /** state or organisation, where it is not the person's own state */
  of: actorCode.optional(),
  post: z.string().min(1).optional(),
  from: edtf.optional(),
  /** absent: the end is not known to us; `..`: known to be held still */
  to: edtf.optional(),
  acting: z.boolean().optional(),
});

/** One entry of `gazetteer/people/*.yaml`. */
export const personEntry = z.strictObject({
  name: z.string().min(2),
  /** absent for those who go by one name */
  family: z.string().min(1).optional(),
  of: actorCode,
  /** `either`: reports write the family name first or last */
  order: z.enum(["given-first", "family-first", "either"]).default("given-first"),
  /** other spellings in any language; the family name stands where it stands in `name` */
  also: z.array(z.string().min(2)).default([]),
  /** German spellings, likewise */
  de: z.array(z.string().min(2)).default([]),
  /** names from which no family name is to be taken */
  aka: z.array(z.string().min(2)).default([]),
  id: z.string().optional(),
  offices: z.array(office).min(1),
});

/** `gazetteer/people/inflection.yaml`: what the names of persons do in running text. */
export const nameInflection = z.strictObject({
  /** letters that stay when marks are taken off, and what is written for them */
  plain: z.record(z.string(), z.string()),
  /** family names that are common words or shared by very many */
  common: z.array(z.string()),
  genitive: z.array(z.strictObject({ lang: z.enum(["en", "de"]), add: z.string(), unless: z.array(z.string()) })),
});

export type Office = z.infer<typeof office>;
export type Person = z.infer<typeof personEntry> & { id: string };
export type NameInflection = z.infer<typeof nameInflection>;
export type PersonForm = {
  readonly text: string;
  readonly lang: "*" | "en" | "de";
  readonly type: "person";
  readonly id: string;
  readonly part: "full" | "family";
  /** a family name that is a common word or borne by very many: not to be taken alone without more */
  readonly ambiguous?: true;
};

type Spelling = Pick<PersonForm, "text" | "lang" | "part">;

/**
 * The persons of `gazetteer/people/*.yaml` and every form in which a report may write them.
 * Ids are slugs of the names, so they are stable as long as the name is. Throws a `DataFileError`.
 */
export function compilePeople(raw: RawFiles): { people: Person[]; forms: PersonForm[] } {
  const inflection = inflectionIn(raw);
  const people = uniqueById(
    readEntries(raw, personEntry).map(({ where, entry }) => {
      if (entry.family && !hasWords(entry.name, entry.family)) {
        throw new DataFileError(`${where}: family: wanted a part of the name, found "${entry.family}"`);
      }
      return { where, entry: { ...entry, id: entry.id ?? slugOf(entry.name, inflection.plain) } };
    }),
  );
  return { people, forms: people.flatMap((person) => formsOf(person, inflection)) };
}

function inflectionIn(raw: RawFiles): NameInflection {
  const found = Object.entries(raw).find(([, content]) => !Array.isArray(content));
  if (!found) throw new DataFileError("people: wanted one file that is no list, with plain, common and genitive");
  return readValue(found[0], found[1], nameInflection);
}

/** The offices that a person held on a day, `yyyy-mm-dd`; an unknown end counts as not yet come. */
export function officesOn(person: Person, day: string): Office[] {
  return person.offices.filter(({ from, to }) => {
    const begun = from === undefined || from <= day.slice(0, from.length);
    const over = to !== undefined && to !== ".." && to < day.slice(0, to.length);
    return begun && !over;
  });
}

function formsOf(person: Person, inflection: NameInflection): PersonForm[] {
  const common = new Set(inflection.common);
  const forms = new Map<string, PersonForm>();
  for (const base of spellings(person)) {
    const ambiguous = base.part === "family" && common.has(base.text);
    for (const form of [base, ...genitives(base, inflection)]) {
      for (const text of variants(form.text, inflection)) {
        const key = `${form.lang} ${text}`;
        if (!forms.has(key) && !forms.has(`* ${text}`)) {
          forms.set(key, { text, lang: form.lang, type: "person", id: person.id, part: form.part, ...(ambiguous && { ambiguous }) });
        }
      }
    }
  }
  return [...forms.values()];
}

function spellings(person: Person): Spelling[] {
  const written = [person.name, ...person.also].map((text) => ({ text, lang: "*" as const }));
  const german = person.de.map((text) => ({ text, lang: "de" as const }));
  const full: Spelling[] = [...written, ...german].flatMap(({ text, lang }) =>
    orders(text, person).map((text) => ({ text, lang, part: "full" as const })),
  );
  const other: Spelling[] = person.aka.map((text) => ({ text, lang: "*", part: "full" as const }));
  const family: Spelling[] = [...written, ...german].flatMap(({ text, lang }) => {
    const name = familyIn(text, person);
    return name ? [{ text: name, lang, part: "family" as const }] : [];
  });
  return [...[...full, ...other].map((form) => ({ ...form, part: form.text.includes(" ") ? form.part : "family" })), ...family];
}

/** The family name of another spelling stands at the same end and has as many words. */
function familyIn(text: string, person: Person): string | null {
  if (!person.family) return null;
  if (hasWords(text, person.family)) return person.family;
  const words = text.split(" ");
  const count = person.family.split(" ").length;
  return (person.order === "family-first" ? words.slice(0, count) : words.slice(-count)).join(" ");
}

const hasWords = (text: string, words: string): boolean => ` ${text} `.includes(` ${words} `);

function orders(text: string, person: Person): string[] {
  if (person.order === "family-first") return hyphenations(text);
  const family = familyIn(text, person);
  if (person.order === "given-first" || !family || !text.endsWith(` ${family}`)) return [text];
  return [text, `${family} ${text.slice(0, -family.length - 1)}`];
}

/** `Lee Jae-myung` is also written `Lee Jae-Myung` and `Lee Jae Myung`. */
function hyphenations(text: string): string[] {
  const raised = text.replace(/-(\p{L})/gu, (_, letter: string) => `-${letter.toUpperCase()}`);
  return [...new Set([text, raised, raised.replaceAll("-", " ")])];
}

function genitives(form: Spelling, inflection: NameInflection): Spelling[] {
  return inflection.genitive
    .filter(({ lang, unless }) => (form.lang === "*" || form.lang === lang) && !unless.some((end) => form.text.endsWith(end)))
    .map(({ lang, add }) => ({ text: form.text + add, lang, part: form.part }));
}

function variants(text: string, inflection: NameInflection): string[] {
  const plain = withoutMarks(text, inflection.plain);
  return [...new Set([text, plain, ...[text, plain].flatMap((form) => [form.replaceAll("'", "\u2019"), form.replaceAll("\u2019", "'")])])];
}
