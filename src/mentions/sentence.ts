import { type Knowledge, type Language, type Token, tokens } from "#knowledge";
import type { Span } from "#model";
import type { Sentence } from "#passages";
import { type Clause, clausesOf } from "./clauses.ts";
import type { DateMention } from "./dates.ts";
import type { Discourse } from "./discourse.ts";
import { arrange } from "./groups.ts";
import { type Phrase, phrasesOf } from "./phrases.ts";
import { type Predicate, predicatesOf } from "./predicates.ts";
import type { QuantityMention } from "./quantities.ts";
import { tagVerbs } from "./tagging.ts";
import { type Unit, unitsOf } from "./units.ts";

/** One sentence, read: what stands in it and how it hangs together. */
export type Analysis = {
  readonly sentence: Sentence;
  readonly words: readonly Token[];
  readonly units: Unit[];
  readonly phrases: Phrase[];
  readonly clauses: Clause[];
  readonly predicates: Predicate[];
  readonly dates: readonly DateMention[];
  readonly amounts: readonly QuantityMention[];
  /** quotations that begin in this sentence or reach into it, without their marks */
  readonly quotes: readonly Span[];
};

const touching = <T extends Span>(marks: readonly T[], s: Span): T[] => marks.filter((m) => m.start < s.end && m.end > s.start);

/** Remembers what the sentence was about, for "it", "he" and "she" in the next. */
function focusOn(predicates: readonly Predicate[], discourse: Discourse): void {
  const main = predicates.find((p) => p.clause.kind === "main" && p.subject !== null);
  const subject = main?.subject;
  if (!subject) return;
  const first = subject.actors[0];
  if (first?.kind === "person" || first?.kind === "expert") {
    discourse.focus = "person";
    discourse.focusPerson = discourse.find(first.name.split(" ").at(-1) as string) ?? discourse.herePerson;
  } else if (first && first.codes.length === 1 && subject.group.length === 1) {
    discourse.focus = "state";
    discourse.focusState = first.codes[0] as string;
  } else if (subject.pronoun !== "it")
    discourse.focus = subject.head.has("instrument") || main.objects.some((o) => o.head.has("instrument")) ? "instrument" : "other";
}

/** What is known of the whole text before its sentences are read one by one. */
export type Marks = { dates: readonly DateMention[]; amounts: readonly QuantityMention[]; quotes: readonly Span[] };

/** Reads one sentence. `discourse` remembers names for the sentences after it, so sentences are read in order. */
export function analyse(
  text: string,
  sentence: Sentence,
  language: Language,
  knowledge: Knowledge,
  discourse: Discourse,
  marks: Marks,
): Analysis {
  discourse.begin();
  const words = tokens(text, sentence.start, sentence.end);
  const dates = touching(marks.dates, sentence);
  const amounts = touching(marks.amounts, sentence);
  const units = unitsOf(text, words, language, knowledge, { dates, amounts });
  tagVerbs(units, language);
  const clauses = clausesOf(units, language);
  const phrases = phrasesOf(units, language, new Set(clauses.map((c) => c.openerAt)));
  arrange(units, phrases, language, discourse);
  const predicates = predicatesOf(units, clauses, phrases, language);
  focusOn(predicates, discourse);
  return { sentence, words, units, phrases, clauses, predicates, dates, amounts, quotes: touching(marks.quotes, sentence) };
}
