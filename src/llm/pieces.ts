import type { Span } from "#model";
import { sentences } from "#passages";

/** A passage that is asked about by itself, with the words before it that help to understand it. */
export type Piece = Span & { readonly before: string };

type Cut = { text: string; lang: string; longest: number };

const CONTEXT = 400;

/** Lines that hold words and are no furniture, as spans. */
function lines(text: string, skip: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const found of text.matchAll(/[^\n]*\S[^\n]*/g)) {
    const span = { start: found.index, end: found.index + found[0].length };
    if (!skip.some((s) => s.start <= span.start && s.end >= span.end)) out.push(span);
  }
  return out;
}

/** A line that is longer than a passage may be, in sentences; a sentence that is too long for that is cut hard. */
function short(line: Span, { text, lang, longest }: Cut): Span[] {
  if (line.end - line.start <= longest) return [line];
  const shift = (s: Span) => ({ start: s.start + line.start, end: s.end + line.start });
  return sentences(text.slice(line.start, line.end), lang, new Set())
    .map(shift)
    .flatMap((sentence) => {
      const out: Span[] = [];
      for (let at = sentence.start; at < sentence.end; at += longest) out.push({ start: at, end: Math.min(sentence.end, at + longest) });
      return out;
    });
}

/** The headline and the last words before a place: what "they" and "the pact" may stand for. */
function contextOf(text: string, first: number, start: number): string {
  if (start <= first) return "";
  const headEnd = text.indexOf("\n", first);
  const head = text.slice(first, headEnd < 0 ? start : Math.min(headEnd, first + CONTEXT));
  const from = Math.max(first, start - CONTEXT);
  const tail = text.slice(from, start);
  if (from <= first + head.length) return text.slice(first, start);
  return `${head} ... ${tail.slice(Math.max(0, tail.search(/\s/)))}`;
}

/**
 * Cuts a text into passages of whole paragraphs that do not overlap; each brings headline and foregoing words as context.
 * @param longest most characters of one passage
 * @param skip spans of page furniture, which are left out
 */
export function pieces(text: string, lang: string | null, longest: number, skip: readonly Span[] = []): Piece[] {
  const parts = lines(text, skip).flatMap((line) => short(line, { text, lang: lang ?? "mul", longest }));
  const out: { start: number; end: number }[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    const apart = last && skip.some((s) => s.start >= last.end && s.end <= part.start);
    if (last && !apart && part.end - last.start <= longest) last.end = part.end;
    else out.push({ ...part });
  }
  const first = out[0]?.start ?? 0;
  return out.map((span) => ({ ...span, before: contextOf(text, first, span.start) }));
}
