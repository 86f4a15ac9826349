import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from "react";
import { remember, remembered } from "~/save/storage.ts";
import { humanDate, isDay } from "./dates.ts";
import { type Catalogue, fill, type Lang, languages, loadCatalogue, lookup, type Values } from "./messages.ts";

/** The reader's language and everything said in it. */
export type Words = {
  lang: Lang;
  setLang(lang: Lang): void;
  /** a message of the catalogue by its dotted path */
  t(key: string, values?: Values): string;
  /** the name of a code of the ontology: a stage, a type, a state of affairs */
  label(code: string | null | undefined): string;
  /** the name of an actor; `short` is the one for tables */
  actor(code: string, style?: "short" | "long"): string;
  /** a list in a sentence: "A, B and C" */
  list(items: readonly string[]): string;
  /** an EDTF value for people */
  when(edtf: string | null | undefined, short?: boolean): string;
  /** the same with its preposition: "on 3 May 2023", "in May 2023", "by May 2023" */
  at(edtf: string | null | undefined): string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
};

const Context = createContext<Words | null>(null);

/** The words of the reader's language. */
export function useWords(): Words {
  const words = use(Context);
  if (!words) throw new Error("no words: wrap in WordsProvider");
  return words;
}

function preferred(): Lang {
  const wish = [remembered("lang"), ...navigator.languages.map((l) => l.slice(0, 2))];
  return languages.find((l) => l === wish.find((w) => languages.includes(w as Lang))) ?? "en";
}

/** Makes the words of a catalogue. */
export function wordsOf(lang: Lang, catalogue: Catalogue, setLang: (lang: Lang) => void): Words {
  const names = {
    short: new Intl.DisplayNames(lang, { type: "region", style: "short", fallback: "none" }),
    long: new Intl.DisplayNames(lang, { type: "region", fallback: "none" }),
  };
  const conjunction = new Intl.ListFormat(lang, { type: "conjunction" });
  const t = (key: string, values: Values = {}) => fill(lookup(catalogue, key), values, lang) || key;
  const say = (key: string, values: Values) => t(`date.${key}`, values);
  const when: Words["when"] = (edtf, short) => (edtf ? humanDate(edtf, lang, say, short) : "");
  return {
    lang,
    setLang,
    t,
    when,
    label: (code) => (code ? (catalogue.label[code] ?? code) : ""),
    actor: (code, style = "long") =>
      catalogue.actor[code] ?? (/^[A-Z]{2}$/.test(code) ? names[style].of(code) : undefined) ?? catalogue.label[code] ?? code,
    list: (items) => conjunction.format(items),
    at: (edtf) => (!edtf ? "" : edtf.includes("/") ? when(edtf) : t(isDay(edtf) ? "date.on" : "date.in", { date: when(edtf) })),
    number: (value, options) => new Intl.NumberFormat(lang, options).format(value),
  };
}

/** Loads the words of the reader's language and hands them down. */
export function WordsProvider({ children }: { children: ReactNode }) {
  const [lang, choose] = useState(preferred);
  const [loaded, setLoaded] = useState<{ lang: Lang; catalogue: Catalogue } | null>(null);
  const setLang = useCallback((next: Lang) => {
    remember("lang", next);
    choose(next);
  }, []);
  useEffect(() => {
    let current = true;
    loadCatalogue(lang).then((catalogue) => current && setLoaded({ lang, catalogue }));
    return () => {
      current = false;
    };
  }, [lang]);
  const words = useMemo(() => (loaded ? wordsOf(loaded.lang, loaded.catalogue, setLang) : null), [loaded, setLang]);
  useEffect(() => {
    if (words) document.documentElement.lang = words.lang;
  }, [words]);
  return words && <Context value={words}>{children}</Context>;
}
