import { once, type ReportTables } from "./tables.ts";

/** A language (BCP 47) and why it was taken for it; null where the text does not tell. */
export type Language = { lang: string | null; because: string };

/** As much of a text as the decision needs, in characters. */
const SAMPLE = 4000;
/** A text has at least this share of its language's function words, and this many times those of any other. */
const SHARE = 0.22;
const LEAD = 2;
/** Shorter texts than this many words are left to the model of letter groups. */
const WORDS = 12;

/** The first decision: which language's function words a text is full of. Null where none stands out. */
export function languageByWords(text: string, { functionWords }: Pick<ReportTables, "functionWords">): Language {
  const words =
    text
      .slice(0, SAMPLE)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  const ranked = Object.entries(functionWords)
    .map(([lang, list]) => ({ lang, count: words.filter(inSet(once(list, "set", () => new Set(list)))).length }))
    .sort((a, b) => b.count - a.count);
  const [best, next] = ranked;
  const share = best ? best.count / Math.max(words.length, 1) : 0;
  const clear = best !== undefined && words.length >= WORDS && share >= SHARE && best.count >= LEAD * (next?.count ?? 0);
  return clear
    ? { lang: best.lang, because: `${Math.round(share * 100)} % of its words are function words of ${best.lang}` }
    : { lang: null, because: "no language's function words stand out" };
}

const inSet = (set: Set<string>) => (word: string) => set.has(word);

/**
 * The language of a text: by its function words, and where they do not tell, by a model of letter groups (60 languages), which is loaded
 * only then. The model is asked about the text's middle too, since a head may be in another language than the rest.
 */
export async function detectLanguage(text: string, tables: Pick<ReportTables, "functionWords">): Promise<Language> {
  const byWords = languageByWords(text, tables);
  if (byWords.lang !== null || !/\p{L}/u.test(text)) return byWords;
  const { eld } = await import("eld/extrasmall");
  const middle = Math.floor(Math.max(0, text.length - SAMPLE) / 2);
  const result = eld.detect(text.slice(middle, middle + SAMPLE));
  if (result.language === "" || !result.isReliable()) return { lang: null, because: "neither its words nor its letters tell the language" };
  return { lang: result.language, because: `its letter groups are those of ${result.language}` };
}
