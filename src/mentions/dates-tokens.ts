/** What a token is made of. */
export const WORD = 1;
export const DIGITS = 2;
export const SIGN = 3;

/** A text cut into words, runs of digits and single signs; parallel arrays, offsets into the text. */
export type Tokens = {
  readonly text: string;
  readonly starts: number[];
  readonly ends: number[];
  readonly kinds: number[];
  /** the token in small letters */
  readonly words: string[];
  /** what stands before the token: 0 nothing, 1 white space, 2 a line break, 3 an empty line or the beginning */
  readonly gaps: number[];
};

const letter = (c: number) => (c | 32) >= 97 && (c | 32) <= 122;
const digit = (c: number) => c >= 48 && c <= 57;
/** Letters beyond ASCII; writing without spaces is cut into single characters. */
const foreign = (c: number) =>
  c >= 0xc0 && c !== 0xd7 && c !== 0xf7 && !(c >= 0x2000 && c <= 0x2bff) && !(c >= 0x3000 && c <= 0x303f) && c < 0xfe00;
const alone = (c: number) => c >= 0x3040 && c <= 0x9fff;
const space = (c: number) => c === 32 || (c >= 9 && c <= 13) || c === 0xa0 || c === 0x202f || c === 0x2009;

/** Cuts a text from `from` to `to`. Abbreviations take the full stop that touches them. */
export function tokenize(text: string, from: number, to: number, abbreviations: ReadonlySet<string>): Tokens {
  const tokens: Tokens = { text, starts: [], ends: [], kinds: [], words: [], gaps: [] };
  const lower = text.slice(from, to).toLowerCase();
  const aligned = lower.length === to - from; // a few letters grow when they are made small
  let gap = 3;
  for (let at = from; at < to; ) {
    const c = text.charCodeAt(at);
    if (space(c)) {
      const end = afterSpace(text, at, to);
      gap = Math.max(gap, lineBreaks(text, at, end));
      at = end;
      continue;
    }
    const kind = digit(c) ? DIGITS : letter(c) || foreign(c) ? WORD : SIGN;
    let end = at + 1;
    if (kind === DIGITS) while (end < to && digit(text.charCodeAt(end))) end += 1;
    else if (kind === WORD && !alone(c)) while (end < to && inWord(text.charCodeAt(end))) end += 1;
    const word = aligned ? lower.slice(at - from, end - from) : text.slice(at, end).toLowerCase();
    if (kind === WORD && text.charCodeAt(end) === 46 && abbreviations.has(word)) end += 1;
    tokens.starts.push(at);
    tokens.ends.push(end);
    tokens.kinds.push(kind);
    tokens.words.push(word);
    tokens.gaps.push(gap);
    gap = 0;
    at = end;
  }
  return tokens;
}

const inWord = (c: number) => letter(c) || (c >= 0xc0 && foreign(c) && !alone(c)) || c === 0xad;

function afterSpace(text: string, at: number, to: number): number {
  let end = at + 1;
  while (end < to && space(text.charCodeAt(end))) end += 1;
  return end;
}

function lineBreaks(text: string, from: number, to: number): number {
  let lines = 0;
  for (let i = from; i < to; i += 1) if (text.charCodeAt(i) === 10) lines += 1;
  return lines === 0 ? 1 : lines === 1 ? 2 : 3;
}

/** Whether a token begins with a capital letter. */
export function capital(tokens: Tokens, at: number): boolean {
  if (tokens.kinds[at] !== WORD) return false;
  const first = tokens.text[tokens.starts[at] as number] as string;
  return first !== (tokens.words[at] as string)[0];
}
