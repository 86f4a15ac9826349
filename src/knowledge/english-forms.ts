/** One written form of an English name; the genitive 's is left to the matcher. */
export type EnglishForm = { text: string; number?: "pl" };

/** A name without its article: `the Isles` gives Isles; a capital article (a city's) stays. */
export function englishName(notation: string): string {
  return notation.startsWith("the ") ? notation.slice(4) : notation;
}

/** Singular and plural of a word for people: by rule, or as `One/Many`; a word in a hissing sound has one form. */
export function englishPeopleForms(notation: string): EnglishForm[] {
  const [one, many] = notation.split("/") as [string, string | undefined];
  if (many !== undefined) return [{ text: one }, { text: many, number: "pl" }];
  return /(?:ese|ss|sh|ch|x|ois|s)$/.test(one) ? [{ text: one }] : [{ text: one }, { text: `${one}s`, number: "pl" }];
}
