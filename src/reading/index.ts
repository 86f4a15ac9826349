import { type Context, claimsFrom, type Draft, sentenceClaims } from "#claims";
import type { Knowledge, Language } from "#knowledge";
import { analyse, Discourse, findDates, findQuantities } from "#mentions";
import type { Document, Notice, Report } from "#model";
import { quotations, sentences } from "#passages";
import { relevant } from "./gate.ts";
import { Mentions } from "./mentions.ts";

export { relevant } from "./gate.ts";
export type { Mention } from "./mentions-types.ts";

export type ReadOptions = {
  /** give the mentions too */
  mentions?: boolean;
  /** spans of the text that are no report (site furniture) */
  skip?: readonly { start: number; end: number }[];
};

const NO_LANGUAGE = "no reader for this language: give --lang with one of those on file, or add a folder to knowledge/languages";

function empty(report: Report, notices: Notice[]): Document {
  const { doc, lang, published, publishedWhy, title, url, outlet, origin } = report;
  return { doc, lang, published, publishedWhy, title, url, outlet, origin, claims: [], notices: [...report.notices, ...notices] };
}

/** Whom a title names first, where it says that it is a statement of someone: the "we" of the text. */
function authorOf(report: Report, language: Language, knowledge: Knowledge): Context["author"] {
  const title = report.title ?? "";
  if (!title) return null;
  const discourse = new Discourse(knowledge, report.published);
  const whole = { start: 0, end: title.length, index: 0, paragraph: 0, heading: true };
  const a = analyse(title, whole, language, knowledge, discourse, { dates: [], amounts: [], quotes: [] });
  const at = a.phrases.findIndex((p) => p.head.has("document"));
  const first =
    at < 0
      ? undefined
      : a.phrases
          .slice(at)
          .flatMap((p) => p.actors)
          .find((r) => r.codes.length > 0);
  return first ? { ...first, start: -1, end: -1 } : null;
}

/**
 * Reads a report: its claims, each with its place in the text. A pure function of report and knowledge: no clock, no network.
 * An unknown language gives no claims and a notice; a text that does not speak of defence gives no claims.
 */
export function read(report: Report, knowledge: Knowledge, options: ReadOptions = {}): Document {
  const language = report.lang ? knowledge.language(report.lang) : null;
  if (!language)
    return empty(report, report.text ? [{ rule: "language", reason: `${report.lang ?? "unknown language"}: ${NO_LANGUAGE}` }] : []);
  const concerns = relevant(report.text, knowledge.compiled.gate);
  if (!concerns && !options.mentions) return empty(report, []);
  const drafts: Draft[] = [];
  let ctx: Context | null = null;
  const discourse = new Discourse(knowledge, report.published);
  const dates = findDates(report.text, language.calendar, language.numbers, report.published);
  const marks = { dates, amounts: findQuantities(report.text, language.numbers, { taken: dates }), quotes: quotations(report.text) };
  const mentions = options.mentions ? new Mentions(report.text, language, knowledge, marks.quotes, dates) : null;
  for (const s of sentences(
    report.text,
    language.code,
    new Set([...language.grammar.titles, ...language.grammar.abbreviations]),
    options.skip,
  )) {
    const a = analyse(report.text, s, language, knowledge, discourse, marks);
    mentions?.add(a);
    if (!concerns) continue;
    ctx ??= {
      text: report.text,
      doc: report.doc,
      published: report.published,
      language,
      knowledge,
      discourse,
      instruments: [],
      lastType: null,
      speaker: null,
      lastSpeaker: null,
      spokeAt: -9,
      typed: new Map(),
      told: false,
      pending: null,
      seen: { all: 0, defence: 0 },
      author: authorOf(report, language, knowledge),
    };
    drafts.push(...sentenceClaims(a, ctx));
  }
  const document = { ...empty(report, []), claims: ctx ? claimsFrom(drafts, ctx) : [] };
  return mentions ? { ...document, mentions: mentions.list() } : document;
}
