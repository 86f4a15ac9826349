import type { Knowledge, Language } from "#knowledge";
import type { Analysis, DateMention } from "#mentions";
import { bareDates } from "#mentions";
import type { Span } from "#model";
import { namesIn } from "./mentions-names.ts";
import { Speech } from "./mentions-speech.ts";
import type { Mention } from "./mentions-types.ts";

/** Gathers the mentions of a report while its sentences are read. To be told of each sentence in order, before its claims are made. */
export class Mentions {
  private readonly found: Mention[] = [];
  private readonly speech: Speech;
  private readonly text: string;
  private readonly language: Language;
  private readonly knowledge: Knowledge;

  constructor(
    text: string,
    language: Language,
    knowledge: Knowledge,
    quotes: readonly (Span & { outer: Span })[],
    dates: readonly DateMention[],
  ) {
    this.text = text;
    this.language = language;
    this.knowledge = knowledge;
    this.speech = new Speech(text, language, knowledge, quotes);
    for (const d of bareDates(dates)) this.found.push({ type: "date", ...d });
  }

  add(a: Analysis): void {
    for (const q of a.amounts) {
      if (q.start < a.sentence.start) continue;
      const { start, end, value, unit, comparator, to } = q;
      this.found.push({
        type: "quantity",
        start,
        end,
        value,
        unit,
        ...(comparator ? { comparator } : {}),
        ...(to === undefined ? {} : { to }),
      });
    }
    this.found.push(...namesIn(this.text, a, this.language, this.knowledge));
    this.speech.add(a);
  }

  /** All mentions in the order of the text. */
  list(): Mention[] {
    const all = [...this.found, ...this.speech.list()];
    return all.filter((m) => m.end > m.start).sort((x, y) => x.start - y.start || y.end - x.end);
  }
}
