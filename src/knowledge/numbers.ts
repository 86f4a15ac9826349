import { z } from "zod";
import { expandPattern } from "./calendar-patterns.ts";

const words = z.array(z.string());
const table = z.record(z.string(), z.number());
const example = z.array(z.union([z.string(), z.number()])).min(2);

/** What stands in `knowledge/languages/<code>/numbers.yaml`. */
export const rawNumbers = z.object({
  language: z.string(),
  decimal: z.enum([".", ","]),
  /** what separates thousands, beside a space */
  group: z.enum([".", ","]),
  cardinals: table,
  tens: table,
  /** how a ten and a unit are written as one word: `{unit}und{ten}`; without it they are words of their own */
  compound: z.string().optional(),
  /** the form of a unit within compounds, where it differs */
  compoundUnits: z.record(z.string(), z.string()).default({}),
  /** words that multiply and, written as one word with a unit, make a number: `{unit}hundert` */
  compoundScales: table.default({}),
  ordinals: table,
  /** stems for ordinals of compound cardinals: `{number}ste` */
  ordinalEndings: words.default([]),
  scales: table,
  /** letters that multiply where a currency sign stands before the figure */
  moneyScales: table.default({}),
  abbreviations: words.default([]),
  /** what marks a noun that can be counted: an ending of the plural, a capital letter, or the word itself */
  plural: z.object({ endings: words.default([]), words: words.default([]), capital: z.boolean().default(false) }),
  percent: words,
  /** after a percentage: the whole that it is a share of, as a unit */
  shares: z.record(z.string(), words).default({}),
  /** ISO 4217 code to its signs and names */
  currencies: z.record(z.string(), words),
  /** unit to its names */
  units: z.record(z.string(), words),
  comparators: z.object({ about: words, min: words, max: words, more: words, less: words }),
  /** words between the two figures of a range, and a word before the first where the language has one */
  ranges: z.array(z.object({ between: words, before: words.optional() })),
  /** words that never are what is counted */
  notCounted: words.default([]),
  /** words that stand before a number that is a name: article 5, page 3 */
  designators: words.default([]),
  /** words that make a plain "one" an article rather than a number */
  articles: words.default([]),
  says: z.array(example).default([]),
  not: z.array(z.string()).default([]),
});
export type RawNumbers = z.infer<typeof rawNumbers>;

/** A phrase as its tokens (`<any>` stands for one word), and what it means. */
export type Phrase = { tokens: string[]; means: string };
type Spelled = "percent" | "shares" | "currencies" | "units" | "comparators";

/** A language's numbers as plain tables; JSON can hold it. Words are in small letters. */
export type CompiledNumbers = Omit<
  RawNumbers,
  "says" | "not" | "compound" | "compoundUnits" | "compoundScales" | "ordinalEndings" | "ranges" | Spelled
> & {
  phrases: Record<Spelled, Phrase[]>;
  ranges: { between: string[]; before: string[] }[];
};

/** Checks a numbers file and spells out its compounds and phrases. Throws where the file is not as it should be. */
export function compileNumbers(raw: unknown): CompiledNumbers {
  const { says: _s, not: _n, compound, compoundUnits, compoundScales, ordinalEndings, ...file } = rawNumbers.parse(raw);
  const { percent, shares, currencies, units: measures, comparators, ranges, ...kept } = file;
  const cardinals = { ...kept.cardinals };
  const ordinals = { ...kept.ordinals };
  const units = Object.entries(kept.cardinals).filter(([, n]) => n > 0 && n < 10);
  if (compound) {
    for (const [unit, n] of units) {
      const form = compoundUnits[unit] ?? unit;
      for (const [ten, m] of Object.entries(kept.tens)) cardinals[compound.replace("{unit}", form).replace("{ten}", ten)] = m + n;
    }
  }
  for (const [scale, factor] of Object.entries(compoundScales)) {
    const small = Object.entries(cardinals).filter(([, n]) => n > 0 && n < (factor === 100 ? 10 : 100));
    for (const [word, n] of small) cardinals[(compoundUnits[word] ?? word) + scale] = n * factor;
  }
  for (const [word, n] of [...Object.entries(cardinals), ...Object.entries(kept.tens)]) {
    if (n >= 20) for (const ending of ordinalEndings) ordinals[word + ending] ??= n;
  }
  const phrases = {
    percent: phrasesOf({ "%": percent }),
    shares: phrasesOf(shares),
    currencies: phrasesOf(currencies),
    units: phrasesOf(measures),
    comparators: phrasesOf(comparators),
  };
  const between = (forms: string[]) => phrasesOf({ "": forms }).map(({ tokens }) => tokens.join(" "));
  return { ...kept, cardinals, ordinals, phrases, ranges: ranges.map((r) => ({ between: between(r.between), before: r.before ?? [] })) };
}

function phrasesOf(table: Record<string, string[]>): Phrase[] {
  return Object.entries(table).flatMap(([means, forms]) =>
    forms.flatMap((form) => expandPattern(form, {}).map((tokens) => ({ means, tokens: tokens.map((t) => (t.slot ? "<any>" : t.text)) }))),
  );
}
