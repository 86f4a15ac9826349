import type { Lexicon } from "./dates-lexicon.ts";
import { DIGITS, SIGN, type Tokens, WORD } from "./dates-tokens.ts";

/** What reading a number needs of the lexicon. */
export type NumberTables = Pick<Lexicon, "numbers" | "cardinals" | "tens" | "ordinals" | "scales">;
/** A number read from tokens: its value and the token after it. */
export type Reading = { readonly value: number; readonly next: number };

/** Reads a cardinal at a token: digits with the language's separators, or words ("two hundred thousand", "1.5 million"). */
export function readNumber(tokens: Tokens, at: number, lexicon: NumberTables): Reading | null {
  const first = tokens.kinds[at] === DIGITS ? readDigits(tokens, at, lexicon) : readWords(tokens, at, lexicon);
  if (!first) return null;
  let { value, next } = first;
  for (;;) {
    const factor =
      tokens.kinds[next] === WORD && (tokens.gaps[next] as number) <= 2 ? lexicon.scales.get(tokens.words[next] as string) : undefined;
    if (factor === undefined) return { value, next };
    value = round(value * factor);
    next += 1;
    const tail = value >= 100 && tokens.kinds[next] === WORD && tokens.gaps[next] === 1 ? readWords(tokens, next, lexicon) : null;
    if (tail && tail.value < factor) ({ value, next } = { value: value + tail.value, next: tail.next });
  }
}

const round = (n: number) => Number(n.toPrecision(12));

function readDigits(tokens: Tokens, at: number, { numbers }: NumberTables): Reading {
  let digits = tokens.words[at] as string;
  let next = at + 1;
  const touches = (i: number) => tokens.gaps[i] === 0;
  const sign = (i: number, s: string) => tokens.kinds[i] === SIGN && tokens.words[i] === s && touches(i);
  const three = (i: number) => tokens.kinds[i] === DIGITS && touches(i) && (tokens.words[i] as string).length === 3;
  while (digits.length <= 15 && sign(next, numbers.group) && three(next + 1) && (digits.length <= 3 || next > at + 1)) {
    digits += tokens.words[next + 1];
    next += 2;
  }
  if (sign(next, numbers.decimal) && tokens.kinds[next + 1] === DIGITS && touches(next + 1)) {
    digits += `.${tokens.words[next + 1]}`;
    next += 2;
  }
  return { value: Number(digits), next };
}

function readWords(tokens: Tokens, at: number, lexicon: NumberTables): Reading | null {
  if (tokens.kinds[at] !== WORD) return null;
  const word = tokens.words[at] as string;
  const ten = lexicon.tens.get(word);
  if (ten !== undefined) {
    const hyphen = tokens.words[at + 1] === "-" && tokens.gaps[at + 1] === 0 && tokens.gaps[at + 2] === 0;
    const unit = lexicon.cardinals.get((tokens.words[at + (hyphen ? 2 : 1)] as string) ?? "");
    if (unit !== undefined && unit > 0 && unit < 10) return { value: ten + unit, next: at + (hyphen ? 3 : 2) };
    return { value: ten, next: at + 1 };
  }
  const value = lexicon.cardinals.get(word);
  if (value !== undefined) return { value, next: at + 1 };
  const factor = lexicon.scales.get(word);
  return factor === undefined ? null : { value: factor, next: at + 1 };
}

/** Reads an ordinal in words at a token ("third", "twenty-first"). */
export function readOrdinal(tokens: Tokens, at: number, lexicon: NumberTables): Reading | null {
  if (tokens.kinds[at] !== WORD) return null;
  const word = tokens.words[at] as string;
  const ten = lexicon.tens.get(word);
  if (ten !== undefined) {
    const hyphen = tokens.words[at + 1] === "-";
    const unit = lexicon.ordinals.get((tokens.words[at + (hyphen ? 2 : 1)] as string) ?? "");
    if (unit !== undefined && unit < 10) return { value: ten + unit, next: at + (hyphen ? 3 : 2) };
  }
  const value = lexicon.ordinals.get(word);
  return value === undefined ? null : { value, next: at + 1 };
}
