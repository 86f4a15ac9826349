import { englishName, englishPeopleForms } from "./english-forms.ts";
import type { Draft, FormType } from "./gazetteer-forms.ts";
import type { BodyEntry, OrganisationEntry, PlaceEntry, StateEntry } from "./gazetteer-schema.ts";
import { germanAdjectiveForms, germanName, germanNounForms, germanPeopleForms, type Inflected } from "./german-forms.ts";

/** What all forms of one sense share, and which words of the entry are marked as ambiguous. */
type Sense = { type: FormType; codes: string[]; id?: string; ambiguous: ReadonlySet<string> };
type Lang = "en" | "de" | "ja";

/** All written forms of a state, living or not. */
export function stateForms(s: Pick<StateEntry, "code" | "en" | "de" | "ja" | "seats" | "ambiguous">): Draft[] {
  const sense = (type: FormType): Sense => ({ type, codes: [s.code], ambiguous: new Set(s.ambiguous) });
  const { en, de } = s;
  const called = (n: typeof en) => [n.name, ...(n.official ? [n.official] : []), ...n.other, ...n.epithets];
  const short = [...en.short, ...de.short];
  return [
    ...called(en).flatMap((n) => english(n, sense("state"))),
    ...called(de).flatMap((n) => german(n, sense("state"))),
    ...short.flatMap((n) => bothLanguages(n, sense("state"))),
    ...s.ja.map((text) => draft("ja", { text }, text, sense("state"))),
    ...en.adjectives.flatMap((n) => english(n, sense("adjective"))),
    ...en.people.flatMap((n) => englishPeopleForms(n).map((form) => draft("en", form, n.split("/")[0] as string, sense("people")))),
    ...de.adjectives.flatMap((stem) => germanAdjectives(stem, sense("adjective"))),
    ...de.people.flatMap((n) => germanPeopleForms(n).map((form) => draft("de", form, n.split(/[~/]/)[0] as string, sense("people")))),
    ...en.prefixes.map((text) => draft("en", { text }, text, sense("prefix"))),
    ...[...de.prefixes, ...short, ...de.adjectives].map((text) => draft("de", { text }, text, sense("prefix"))),
    ...seatForms(s.seats, sense("seat")),
  ];
}

/** All written forms of an organisation; a grouping stands for the states that are in it now. */
export function organisationForms(o: OrganisationEntry): Draft[] {
  const current = o.members.filter((m) => !m.to).flatMap((m) => m.codes);
  const codes = o.kind === "grouping" ? current : [o.code];
  const sense = (type: FormType): Sense => ({ type, codes, ambiguous: new Set(o.ambiguous) });
  return [
    ...o.en.flatMap((n) => english(n, sense("organisation"))),
    ...o.de.flatMap((n) => german(n, sense("organisation"))),
    ...o.short.flatMap((n) => bothLanguages(n, sense("organisation"))),
    ...o.short.map((text) => draft("de", { text }, text, sense("prefix"))),
    ...o.ja.map((text) => draft("ja", { text }, text, sense("organisation"))),
    ...(o.parts?.en ?? []).flatMap((n) => english(n, sense("body"))),
    ...(o.parts?.de ?? []).flatMap((n) => german(n, sense("body"))),
    ...seatForms(o.seats, sense("seat")),
  ];
}

/** All written forms of a body, house or armed group; a generic one has no code and is always ambiguous. */
export function bodyForms(b: BodyEntry): Draft[] {
  const type = b.type === "generic" ? "body" : b.type;
  const sense: Sense = { type, codes: b.of, id: b.id, ambiguous: new Set(b.ambiguous) };
  const drafts = [
    ...b.en.flatMap((n) => english(n, sense)),
    ...b.de.flatMap((n) => german(n, sense)),
    ...b.short.flatMap((n) => bothLanguages(n, sense)),
  ];
  const marks = {
    ...(b.type === "generic" ? { ambiguous: true as const } : {}),
    ...(b.kind === "parliament" ? { chamber: true as const } : {}),
  };
  return drafts.map((d) => ({ ...d, ...marks }));
}

/**
 * Takes from a body the names that are only its state's adjective before a generic name (such as navy): the reader finds the
 * two parts side by side for every state, so the tables need not hold them.
 */
export function composedNamesLeftOut(raw: { states: StateEntry[]; bodies: BodyEntry[] }): BodyEntry[] {
  const generic = raw.bodies.filter((b) => b.type === "generic");
  const common = new Set([...generic.flatMap((b) => b.en.map(englishName)), ...generic.flatMap((b) => b.de.map(germanName))]);
  const adjectives = new Map(raw.states.map((s) => [s.code, { en: s.en.adjectives, de: s.de.adjectives }]));
  return raw.bodies.map((b) => {
    const own = adjectives.get(b.of[0] ?? "");
    if (!own || b.of.length > 1) return b;
    const en = (n: string) => own.en.some((a) => englishName(n).startsWith(`${a} `) && common.has(englishName(n).slice(a.length + 1)));
    const de = (n: string) => own.de.some((a) => n.includes(` ${a}~ `) && common.has(germanName(n.replace(`${a}~ `, ""))));
    return { ...b, en: b.en.filter((n) => !en(n)), de: b.de.filter((n) => !de(n)) };
  });
}

/** All written forms of a place; nobody puts a base into the genitive, or asks whether a place is a plural. */
export function placeForms(p: PlaceEntry, id: string): Draft[] {
  const sense: Sense = { type: "place", codes: p.in, id, ambiguous: new Set(p.ambiguous) };
  const de = (p.de.length > 0 ? p.de : p.en.map(englishName)).flatMap((n) => german(n, sense));
  const wanted = de.filter((d) => p.kind !== "base" || d.case !== "gen");
  return [...p.en.flatMap((n) => english(n, sense)), ...wanted.map(({ number: _number, ...d }) => d)];
}

function seatForms(seats: StateEntry["seats"], sense: Sense): Draft[] {
  return seats.flatMap(({ en, de, adjectives }) => [
    ...en.flatMap((n) => english(n, sense)),
    ...de.flatMap((n) => german(n, sense)),
    ...adjectives.map((text) => draft("de", { text }, text, sense)),
  ]);
}

function english(notation: string, sense: Sense): Draft[] {
  const text = englishName(notation);
  return [draft("en", { text }, text, sense)];
}

function german(notation: string, sense: Sense): Draft[] {
  const base = germanName(notation);
  return germanNounForms(notation).map((form) => draft("de", form, base, sense));
}

/** An abbreviation: the same in both languages, and never inflected. */
function bothLanguages(text: string, sense: Sense): Draft[] {
  return [draft("en", { text }, text, sense), draft("de", { text }, text, sense)];
}

/** Adjectives stand in names and at the head of a sentence too; but the capital stem alone is the language, and none begins in -em. */
function germanAdjectives(stem: string, sense: Sense): Draft[] {
  const small = germanAdjectiveForms(stem);
  const capital = small.slice(1, -1).map((text) => (text[0] as string).toUpperCase() + text.slice(1));
  return [...new Set([...small, ...capital])].map((text) => draft("de", { text }, stem, sense));
}

function draft(lang: Lang, form: Inflected, base: string, sense: Sense): Draft {
  const { ambiguous, ...rest } = sense;
  const out: Draft = { ...form, lang, ...rest };
  if (ambiguous.has(base) || ambiguous.has(form.text)) out.ambiguous = true;
  return out;
}
