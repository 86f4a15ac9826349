/**
 * German inflection of names, from a short notation that a person can write by hand in `knowledge/gazetteer/`:
 *
 * - `Word` alone: a neuter name without article; the genitive adds -s to its last word.
 * - `m`, `f`, `n` or `pl` before the name: it has an article, and its head noun is inflected.
 * - `Stem~`: an adjective, given without ending; all adjectives before the head take the same ending.
 * - `Head(s)`, `Head(es)`, `Head(ses)`: the head noun and its genitive ending, `Head(e)s` where both -s and -es are good, `Head(-)`
 *   where there is none (in the plural: no -n in the dative); without a mark it is the first word after the adjectives, with -s.
 * - people: `Stem~` is declined as an adjective, a noun in -e is weak, one in -er strong, one in a vowel adds -s, any other
 *   adds -en (after r: -n); `Masculine/Feminine` where the feminine is not formed by rule.
 */

/** One written form. `case: "gen"`: it cannot be anything but a genitive; `number: "pl"`: it is a plural. */
export type Inflected = { text: string; case?: "gen"; number?: "pl" };

const GENDERS = new Set(["m", "f", "n", "pl"]);
const HEAD = /^(.*?)\(([a-z]+|-)\)(s?)$/;
const sibilant = /(?:s|ss|\u00df|x|z|ce)$/;
const vowel = /[aiouy\u00e1\u00e9\u00f3]$/;

type Noun = { gender: string; adjectives: string[]; head: string; genitives: string[]; rest: string };

/** The name as it stands in a list or on a map: no article, no marks, adjectives with their strong ending. */
export function germanName(notation: string): string {
  const noun = parse(notation);
  return phrase(noun, ({ m: "er", n: "es", f: "e", pl: "e" } as Record<string, string>)[noun.gender] ?? "es", noun.head);
}

/** All forms of a name: `n Weiss~ Haus(es)` gives Weisses Haus, Weisse Haus, Weissen Haus, Weissen Hauses (genitive) ... */
export function germanNounForms(notation: string): Inflected[] {
  const noun = parse(notation);
  if (noun.gender === "") return bareName(noun);
  if (noun.gender === "pl") return pluralName(noun);
  if (noun.gender === "f") return withEndings(noun, ["e", "en", "er"], noun.head).map((text) => ({ text }));
  const strong = noun.gender === "m" ? "er" : "es";
  return [
    ...withEndings(noun, [strong, "e", "en", "em"], noun.head).map((text) => ({ text })),
    ...noun.genitives.flatMap((head) => withEndings(noun, ["en"], head).map((text) => ({ text, case: "gen" as const }))),
  ];
}

/** The six written forms of an adjective; the bare stem first. */
export function germanAdjectiveForms(stem: string): string[] {
  return [stem, ...["e", "en", "er", "es", "em"].map((ending) => stem + ending)];
}

/** All forms of a word for the people of a state, both sexes. */
export function germanPeopleForms(notation: string): Inflected[] {
  if (notation.endsWith("~")) return adjectivalPeople(notation.slice(0, -1));
  const [man, woman] = notation.split("/") as [string, string | undefined];
  return [...masculine(man), ...feminine(woman ?? feminineOf(man))];
}

function parse(notation: string): Noun {
  const words = notation.trim().split(" ");
  const gender = words.length > 1 && GENDERS.has(words[0] as string) ? (words.shift() as string) : "";
  const count = words.findIndex((w) => !w.endsWith("~"));
  const adjectives = words.splice(0, Math.max(count, 0)).map((w) => w.slice(0, -1));
  if (gender === "") return { gender, adjectives, head: words.join(" "), genitives: [], rest: "" };
  const marked = words.findIndex((w) => HEAD.test(w));
  const at = Math.max(marked, 0);
  const { head, genitives } = genitiveOf(words[at] ?? "");
  const before = words
    .slice(0, at)
    .map((w) => `${w} `)
    .join("");
  return { gender, adjectives, head: before + head, genitives: genitives.map((g) => before + g), rest: words.slice(at + 1).join(" ") };
}

function genitiveOf(word: string): { head: string; genitives: string[] } {
  const m = HEAD.exec(word);
  if (!m) return { head: word, genitives: sibilant.test(word) || /^[A-Z]+$/.test(word) ? [] : [`${word}s`] };
  const head = m[1] as string;
  if (m[2] === "-") return { head, genitives: [] };
  if (m[3] === "s") return { head, genitives: [`${head}s`, `${head}es`] };
  return { head, genitives: [head + m[2]] };
}

function bareName(noun: Noun): Inflected[] {
  const text = phrase(noun, "es", noun.head);
  if (/[A-Z]$/.test(text) || /\)$/.test(text)) return [{ text }];
  const genitives = sibilant.test(text) ? [`${text}'`] : [`${text}s`];
  return [{ text }, ...genitives.map((g) => ({ text: g, case: "gen" as const }))];
}

function pluralName(noun: Noun): Inflected[] {
  const dative = noun.genitives.length === 0 || /[nsA-Z]$/.test(noun.head) ? noun.head : `${noun.head}n`;
  const nominative = withEndings(noun, ["e", "en"], noun.head);
  const texts = [...nominative, ...withEndings(noun, ["en"], dative)].map((text) => ({ text, number: "pl" as const }));
  if (noun.adjectives.length === 0) return texts;
  return [...texts, { text: phrase(noun, "er", noun.head), case: "gen", number: "pl" }];
}

function withEndings(noun: Noun, endings: string[], head: string): string[] {
  return noun.adjectives.length === 0 ? [phrase(noun, "", head)] : endings.map((ending) => phrase(noun, ending, head));
}

function phrase(noun: Noun, ending: string, head: string): string {
  return [...noun.adjectives.map((stem) => stem + ending), head, noun.rest].filter(Boolean).join(" ");
}

function adjectivalPeople(stem: string): Inflected[] {
  return ["e", "er", "en", "em"].map((ending) => ({ text: stem + ending }));
}

function masculine(man: string): Inflected[] {
  if (man.endsWith("er")) return [{ text: man }, { text: `${man}s`, case: "gen" }, { text: `${man}n`, number: "pl" }];
  if (man.endsWith("e")) return [{ text: man }, { text: `${man}n` }];
  if (vowel.test(man)) return [{ text: man }, { text: `${man}s` }];
  return [{ text: man }, { text: man + (man.endsWith("r") ? "n" : "en") }];
}

function feminineOf(man: string): string {
  if (vowel.test(man)) return "";
  return `${man.endsWith("e") ? man.slice(0, -1) : man}in`;
}

function feminine(woman: string): Inflected[] {
  if (woman === "") return [];
  return woman.endsWith("in") ? [{ text: woman }, { text: `${woman}nen`, number: "pl" }] : [{ text: woman }, { text: `${woman}s` }];
}
