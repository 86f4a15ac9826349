import type { Span } from "#model";

/** A sentence with the paragraph it stands in; offsets are string indices into the report's text. */
export type Sentence = Span & {
  readonly index: number;
  /** number of the paragraph (line) */
  readonly paragraph: number;
  /** true for a line without an end mark: a title, a caption, a list item */
  readonly heading: boolean;
};

const LONGEST = 4000;
const segmenters = new Map<string, Intl.Segmenter>();
function segmenter(lang: string): Intl.Segmenter {
  let s = segmenters.get(lang);
  if (!s) segmenters.set(lang, (s = new Intl.Segmenter(lang, { granularity: "sentence" })));
  return s;
}

// "13." before a word, "Dr.", "z. B.", "U.S.", a single capital, "No."; closed by what follows, so no list of a language is needed
const OPEN_END = /(?:^|[\s(])(?:\d{1,2}\.|(?:\p{L}\.\s?)+|\p{Lu}\p{Ll}{0,3}\.|\p{Ll}{1,3}\.)\s*$/u;
const LOWER_START = /^\s*["'\u201c\u201d\u201e\u00bb\u00ab)\]]*\p{Ll}/u;
const QUOTE_ONLY = /^\s*["'\u201c\u201d\u00bb\u00ab\u2019)\]]+\s*$/u;

/** True where the segmenter cut at an abbreviation or an ordinal and the two pieces are one sentence. */
function joins(before: string, after: string, abbreviations: ReadonlySet<string>): boolean {
  if (QUOTE_ONLY.test(after)) return true;
  if (LOWER_START.test(after)) return /[.\u2026"'\u201c\u201d)]\s*$/.test(before);
  const tail = /(\S+)\s*$/.exec(before)?.[1] ?? "";
  if (abbreviations.has(tail.toLowerCase())) return true;
  if (!OPEN_END.test(before.slice(-12))) return false;
  return /^\d{1,2}\.$/.test(tail) || /^(?:\p{L}\.)+$/u.test(tail);
}

/** Cuts one line into sentences: `Intl.Segmenter` first, then pieces that belong together are joined again. */
function cutLine(text: string, from: number, to: number, lang: string, abbreviations: ReadonlySet<string>): Span[] {
  const out: { start: number; end: number }[] = [];
  for (let at = from; at < to; at += LONGEST) {
    const piece = text.slice(at, Math.min(to, at + LONGEST));
    for (const { index, segment } of segmenter(lang).segment(piece)) {
      const last = out.at(-1);
      const start = at + index;
      if (last && (start === at || joins(text.slice(last.start, last.end), segment, abbreviations))) last.end = start + segment.length;
      else out.push({ start, end: start + segment.length });
    }
  }
  return out;
}

function trim(text: string, span: Span): Span | null {
  let { start, end } = span;
  while (start < end && /\s/.test(text[start] as string)) start++;
  while (end > start && /\s/.test(text[end - 1] as string)) end--;
  return start < end ? { start, end } : null;
}

const ENDS = /[.!?\u2026:]["'\u201c\u201d\u00bb\u00ab\u2019)\]]*$/;

/**
 * The sentences of a text in order. A line break always ends a sentence; spans in `skip` (site furniture) are left out.
 * @param lang BCP 47 tag for the segmenter
 * @param abbreviations words with their dot, in small letters, after which a sentence goes on
 */
export function sentences(text: string, lang: string, abbreviations: ReadonlySet<string>, skip: readonly Span[] = []): Sentence[] {
  const out: Sentence[] = [];
  let paragraph = 0;
  for (let at = 0; at < text.length; ) {
    let end = text.indexOf("\n", at);
    if (end < 0) end = text.length;
    if (!skip.some((s) => s.start <= at && s.end >= end)) {
      for (const piece of cutLine(text, at, end, lang, abbreviations)) {
        const span = trim(text, piece);
        if (span && !skip.some((s) => s.start <= span.start && s.end >= span.end)) {
          out.push({ ...span, index: out.length, paragraph, heading: !ENDS.test(text.slice(span.start, span.end)) });
        }
      }
    }
    paragraph++;
    at = end + 1;
  }
  return out;
}
