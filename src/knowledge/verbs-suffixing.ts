/** What a verb form can be; a form may be several at once ("signed" is past and participle). */
export const INF = 1;
export const PRESENT = 2;
export const PAST = 4;
export const PARTICIPLE = 8;
export const GERUND = 16;
export const SUBJUNCTIVE = 32;
export const WITH_TO = 64;
/** The forms that agree with a subject. */
export const FINITE = PRESENT | PAST | SUBJUNCTIVE;

export type VerbForm = [form: string, mask: number];

const VOWEL = /[aeiou]/;
const ending = /[^aeiou][aeiou][bdglmnprt]$/;

function thirdPerson(base: string): string {
  if (/(s|x|z|ch|sh|o)$/.test(base)) return `${base}es`;
  return /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`;
}
function doubled(base: string): string {
  const oneBeat = (base.match(/[aeiouy]+/g) ?? []).length === 1;
  return oneBeat && ending.test(base) && !/[wxy]$/.test(base) ? base + base.at(-1) : base;
}
function past(base: string): string {
  if (base.endsWith("e")) return `${base}d`;
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`;
  return `${doubled(base)}ed`;
}
function gerund(base: string): string {
  if (base.endsWith("ie")) return `${base.slice(0, -2)}ying`;
  if (base.endsWith("e") && !/(ee|ye|oe)$/.test(base)) return `${base.slice(0, -1)}ing`;
  return `${doubled(base)}ing`;
}

/** All forms of a regular or listed English-type verb: `irregular` gives `[past, participle, gerund?, ...more finite forms]`, with "|" between spellings. */
export function regularVerb(base: string, irregular?: readonly string[]): VerbForm[] {
  const p = irregular?.[0] ?? past(base);
  const pp = irregular?.[1] ?? p;
  const forms: VerbForm[] = [
    [base, INF | PRESENT],
    [thirdPerson(base), PRESENT],
    [irregular?.[2] ?? gerund(base), GERUND],
  ];
  for (const more of irregular?.slice(3) ?? []) forms.push([more, PRESENT]);
  if (p === pp) forms.push([p, PAST | PARTICIPLE]);
  else forms.push([p, PAST], [pp, PARTICIPLE]);
  return forms.flatMap(([form, mask]) => form.split("|").map((spelling): VerbForm => [spelling, mask]));
}

/** Singular and plural of a regular noun; "treaty/treaties" gives both outright. */
export function regularNoun(entry: string): string[] {
  const [one, many] = entry.split("/") as [string, string?];
  if (many !== undefined) return many === "-" ? [one] : [one, many];
  const words = one.split(" ");
  const last = words.at(-1) as string;
  if (!VOWEL.test(last) || last.length < 3) return [one, `${one}s`];
  const plural = /(s|x|z|ch|sh)$/.test(last) ? `${last}es` : /[^aeiou]y$/.test(last) ? `${last.slice(0, -1)}ies` : `${last}s`;
  return [one, [...words.slice(0, -1), plural].join(" ")];
}
