import { z } from "zod";
import { addPattern, expandPattern, type PatternNode, type PatternToken } from "./calendar-patterns.ts";

const scalar = z.union([z.string(), z.number()]);
const words = z.array(z.string());
/** A sentence with the wanted spans in brackets, the report's date, and the EDTF wanted for each span (or `duration`, `set`). */
const example = z.array(scalar).min(3);
const says = z.array(example).default([]);
const not = z.array(z.string()).default([]);

const wordClass = z.object({
  words: z.record(z.string(), scalar),
  /** added to every word that ends in `*` */
  endings: words.optional(),
  /** words that count only with a capital first letter */
  capital: words.optional(),
  /** words that count only without one */
  small: words.optional(),
});
const conditions = { after: words.optional(), notAfter: words.optional(), before: words.optional(), notBefore: words.optional() };
const acts = [
  "date",
  "next",
  "shift",
  "weekday",
  "week",
  "nth",
  "weekof",
  "span",
  "since",
  "within",
  "rest",
  "range",
  "event",
  "feast",
  "duration",
  "set",
  "none",
] as const;
const gives = z.object({
  as: z.enum(acts),
  n: z.number().optional(),
  unit: z.string().optional(),
  /** -1 back, 1 forth */
  sign: z.number().optional(),
  /** what a relative date starts from: the report's date, or the last date in the text */
  from: z.enum(["anchor", "text"]).optional(),
  rel: z.number().optional(),
  part: z.enum(["start", "mid", "end"]).optional(),
  limit: z.enum(["by", "until", "since", "from", "before", "after"]).optional(),
  fiscal: z.boolean().optional(),
  /** counts nothing exactly: "several" */
  vague: z.boolean().optional(),
  /** a date only where the clause looks ahead, or does not look back; else a duration */
  ahead: z.enum(["future", "not-past"]).optional(),
  /** day and month are both figures, their order that of the country */
  numeric: z.boolean().optional(),
  /** a feast's rule (see `feast` in #time), an event's EDTF */
  feast: scalar.optional(),
  event: z.string().optional(),
  item: z.string().optional(),
});
const rule = z.object({
  rule: z.string(),
  match: words,
  gives,
  years: z.tuple([z.number(), z.number()]).optional(),
  ...conditions,
  says,
  not,
});
const modifier = z.object({
  words,
  part: z.enum(["start", "mid", "end"]).optional(),
  limit: z.enum(["by", "until", "since", "from", "before", "after"]).optional(),
  /** counts only before a date that lies ahead of the report */
  ahead: z.boolean().optional(),
  /** the words do not belong to the date's extent */
  outside: z.boolean().optional(),
  says,
  not,
});
const connector = z.object({
  between: words,
  /** words that must stand before the first date */
  before: words.optional(),
  /** joins only two days told by month and day */
  days: z.boolean().optional(),
  says,
  not,
});
const tense = z.object({
  past: words,
  future: words,
  present: words.default([]),
  /** endings of words that tell the past, and words that end so by chance */
  pastEndings: words.default([]),
  pastExceptions: words.default([]),
  /** auxiliaries that tell the past with a participle in their clause and what is to come without one */
  auxiliaries: words.default([]),
  participle: z.object({ prefixes: words, infix: z.string(), endings: words }).optional(),
  /** words straight before a past ending that make it one of what is to come: "to be signed" */
  infinitives: words.optional(),
  /** words that begin another clause */
  boundaries: words.default([]),
  /** what a bare weekday means where nothing tells */
  default: z.enum(["past", "future"]),
});

/** What stands in `knowledge/languages/<code>/calendar.yaml`. */
export const rawCalendar = z.object({
  language: z.string(),
  numericOrder: z.enum(["day-month", "month-day"]),
  macros: z.record(z.string(), z.string()).default({}),
  classes: z.record(z.string(), wordClass),
  abbreviations: words.default([]),
  rules: z.array(rule),
  modifiers: z.array(modifier),
  connectors: z.array(connector),
  tense,
  examples: says,
  not,
});
export type RawCalendar = z.infer<typeof rawCalendar>;
export type DateAct = z.infer<typeof gives>;
type Rule = z.infer<typeof rule>;

export type CalendarRule = Omit<Rule, "says" | "not" | "match">;
export type CalendarModifier = Omit<z.infer<typeof modifier>, "says" | "not" | "words"> & { tokens: string[] };
/** `[class, value, 0 any | 1 capital only | 2 small only]` */
export type WordSense = [string, string | number, 0 | 1 | 2];
/** A language's calendar as plain tables; JSON can hold it. */
export type CompiledCalendar = {
  language: string;
  numericOrder: "day-month" | "month-day";
  words: Record<string, WordSense[]>;
  abbreviations: string[];
  nodes: PatternNode[];
  rules: CalendarRule[];
  modifiers: CalendarModifier[];
  connectors: { between: string[][]; before: string[]; days: boolean }[];
  tense: z.infer<typeof tense>;
};

/** Checks a calendar file and compiles it: words to their senses, patterns to one trie. Throws where the file is not as it should be. */
export function compileCalendar(raw: unknown): CompiledCalendar {
  const file = rawCalendar.parse(raw);
  const nodes: PatternNode[] = [{ words: [], slots: [], ends: [] }];
  file.rules.forEach((rule, at) => {
    for (const match of rule.match) addPattern(nodes, match, file.macros, at);
  });
  return {
    language: file.language,
    numericOrder: file.numericOrder,
    words: senses(file.classes),
    abbreviations: file.abbreviations,
    nodes,
    rules: file.rules.map(({ says: _s, not: _n, match: _m, ...kept }) => kept),
    modifiers: file.modifiers.flatMap(({ says: _s, not: _n, words: forms, ...kept }) =>
      forms.flatMap((form) => expandPattern(form, file.macros).map((tokens) => ({ ...kept, tokens: tokens.map(plain) }))),
    ),
    connectors: file.connectors.map((c) => ({
      between: c.between.flatMap((form) => expandPattern(form, file.macros).map((tokens) => tokens.map(plain))),
      before: c.before ?? [],
      days: c.days ?? false,
    })),
    tense: file.tense,
  };
}

const plain = (token: PatternToken) => (token.slot ? `<${token.text}>` : token.text);

function senses(classes: RawCalendar["classes"]): Record<string, WordSense[]> {
  const found: Record<string, WordSense[]> = Object.create(null);
  for (const [name, entry] of Object.entries(classes)) {
    for (const [word, value] of Object.entries(entry.words)) {
      const inflected = word.endsWith("*");
      const stem = inflected ? word.slice(0, -1) : word;
      const case_ = entry.capital?.includes(word) ? 1 : entry.small?.includes(word) ? 2 : 0;
      for (const ending of inflected ? ["", ...(entry.endings ?? [])] : [""]) (found[stem + ending] ??= []).push([name, value, case_]);
    }
  }
  return { ...found };
}
