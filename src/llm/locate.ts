import type { Range, Span } from "#model";

/** A text with every run of white space folded to one blank, and where each of its characters stands in the text. */
export type Folded = { readonly text: string; readonly at: readonly number[] };

/** Folds white space; `offset` is where `text` begins in the report. */
export function fold(text: string, offset = 0): Folded {
  const at: number[] = [];
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const blank = /\s/.test(text[i] as string);
    if (blank && (out === "" || out.endsWith(" "))) continue;
    out += blank ? " " : text[i];
    at.push(offset + i);
  }
  return { text: out, at };
}

const LETTER = /[\p{L}\p{N}]/u;
const SHORT = 4;

/** How well a place fits word borders: 2 whole words, 1 the beginning of a longer word, 0 not at all. */
function borders(text: string, start: number, end: number): number {
  const cuts = (i: number) => LETTER.test(text[i - 1] ?? " ") && LETTER.test(text[i] ?? " ");
  if (cuts(start)) return 0;
  if (!cuts(end)) return 2;
  return end - start >= SHORT ? 1 : 0;
}

/** How far a place is from the evidence; those before it are nearer than those behind it, as what is meant has mostly been said. */
function distance([start, end]: Range, near: Span | undefined): number {
  if (!near || (start >= near.start && end <= near.end)) return 0;
  return end <= near.end ? near.start - start : 2 * (start - near.start);
}

/**
 * Where a quotation stands, as a range of the report that cuts the report's own words; null where it does not stand there.
 * Letters must be the same; only white space may differ. Of several places that fit as well the one nearest to `near` is taken.
 */
export function locate(folded: Folded, quotation: string, near?: Span): Range | null {
  const wanted = fold(quotation).text.trim();
  if (!wanted) return null;
  let best: { range: Range; fit: number; away: number } | null = null;
  for (let i = folded.text.indexOf(wanted); i >= 0; i = folded.text.indexOf(wanted, i + 1)) {
    const range: Range = [folded.at[i] as number, (folded.at[i + wanted.length - 1] as number) + 1];
    const found = { range, fit: borders(folded.text, i, i + wanted.length), away: distance(range, near) };
    if (found.fit > 0 && (!best || found.fit > best.fit || (found.fit === best.fit && found.away < best.away))) best = found;
  }
  return best?.range ?? null;
}
