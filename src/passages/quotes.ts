import type { Span } from "#model";

// opening -> closing marks that may end it; German „ “, French « », English “ ” and straight ones
const PAIRS: Record<string, string> = {
  "\u201e": '\u201c\u201d"',
  "\u201c": '\u201d"\u201c',
  "\u00bb": "\u00ab",
  "\u00ab": "\u00bb",
  '"': '"\u201d\u201c',
  "\u201a": "\u2018\u2019",
  "\u2018": "\u2019",
  "\u201d": "\u201d\u201c",
};
const LONGEST = 1500;

/** The quotations of a text: the span of what stands between the marks (marks left out), with the marks' own places in `outer`. */
export function quotations(text: string): (Span & { outer: Span })[] {
  const out: (Span & { outer: Span })[] = [];
  for (let i = 0; i < text.length; i++) {
    const closers = PAIRS[text[i] as string];
    if (!closers) continue;
    if (text[i] === "\u2018" && /\p{L}/u.test(text[i - 1] ?? "")) continue;
    const end = closing(text, i + 1, closers);
    if (end < 0) continue;
    out.push({ start: i + 1, end, outer: { start: i, end: end + 1 } });
    i = end;
  }
  return out;
}

function closing(text: string, from: number, closers: string): number {
  for (let j = from; j < text.length && j - from < LONGEST; j++) {
    const ch = text[j] as string;
    if (ch === "\n" && text[j + 1] === "\n") return -1;
    if (!closers.includes(ch)) continue;
    if (ch === "\u2019" && /\p{L}/u.test(text[j + 1] ?? "")) continue;
    return j > from + 1 ? j : -1;
  }
  return -1;
}
