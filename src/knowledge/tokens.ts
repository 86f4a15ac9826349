/** What a token is made of. */
export const WORD = 1;
export const NUMBER = 2;
export const PUNCT = 3;

/** A word, number or mark: `[start, end)` are string indices, `lower` is the folded form that cue tables are keyed by. */
export type Token = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly lower: string;
  readonly kind: 1 | 2 | 3;
  /** true where the token touches the one before it (no white space between) */
  readonly glued: boolean;
};

const LETTER = 1;
const DIGIT = 2;
const SPACE = 3;
const table = new Uint8Array(0x250);
for (let c = 0; c < table.length; c++) {
  const s = String.fromCharCode(c);
  table[c] = /\p{L}|\p{M}/u.test(s) ? LETTER : /\p{N}/u.test(s) ? DIGIT : /\s/u.test(s) ? SPACE : 0;
}
const wide = /[\p{L}\p{M}]/u;
const isSpace = /\s/u;

function classOf(code: number, ch: string): number {
  if (code < 0x250) return table[code] as number;
  if (code === 0x200b || code === 0xfeff) return SPACE;
  if (code >= 0xd800 && code < 0xe000) return 0;
  return wide.test(ch) ? LETTER : isSpace.test(ch) ? SPACE : 0;
}

const APOSTROPHES = new Set([0x27, 0x2019, 0x2bc, 0xb4, 0x60]);
const at = (text: string, i: number): number => (i < text.length ? classOf(text.charCodeAt(i), text[i] as string) : 0);

/** End of a word that starts at `i`: letters and digits, inner apostrophes, dotted abbreviations such as "U.S.". */
function wordEnd(text: string, i: number): number {
  let j = i + 1;
  if (text[j] === "." && at(text, j + 1) === LETTER && (text[j + 2] === "." || at(text, j + 2) !== LETTER)) {
    let k = j;
    while (text[k] === "." && at(text, k + 1) === LETTER && at(text, k + 2) !== LETTER) k += 2;
    if (k - j >= 2) return text[k] === "." ? k + 1 : k;
  }
  for (;;) {
    while (at(text, j) === LETTER || at(text, j) === DIGIT) j++;
    if (APOSTROPHES.has(text.charCodeAt(j)) && at(text, j + 1) === LETTER && !possessive(text, j)) j++;
    else return j;
  }
}

/** True where the apostrophe at `i` opens a possessive or clitic "'s". */
function possessive(text: string, i: number): boolean {
  const s = text[i + 1];
  return (s === "s" || s === "S") && at(text, i + 2) !== LETTER;
}

function numberEnd(text: string, i: number): number {
  let j = i + 1;
  for (;;) {
    while (at(text, j) === DIGIT) j++;
    if ((text[j] === "." || text[j] === ",") && at(text, j + 1) === DIGIT) j++;
    else break;
  }
  return at(text, j) === LETTER ? wordEnd(text, j - 1) : j;
}

/** Cuts a text into tokens, white space left out. A pure function of the text; offsets are string indices. */
export function tokens(text: string, from = 0, to = text.length): Token[] {
  const out: Token[] = [];
  let i = from;
  let glued = false;
  while (i < to) {
    const code = text.charCodeAt(i);
    const cls = classOf(code, text[i] as string);
    if (cls === SPACE) {
      i++;
      glued = false;
      continue;
    }
    let end = i + 1;
    let kind: 1 | 2 | 3 = PUNCT;
    if (cls === LETTER) {
      end = wordEnd(text, i);
      kind = WORD;
    } else if (cls === DIGIT) {
      end = numberEnd(text, i);
      kind = NUMBER;
    } else if (APOSTROPHES.has(code) && glued && possessive(text, i)) {
      end = i + 2;
    }
    if (end > to) end = to;
    const raw = text.slice(i, end);
    const lower = kind === PUNCT ? (end - i === 2 ? "'s" : raw) : raw.toLowerCase();
    out.push({ start: i, end, text: raw, lower, kind, glued });
    i = end;
    glued = true;
  }
  return out;
}
