import type { Direction } from "#time";
import type { Lexicon } from "./dates-lexicon.ts";
import { capital, SIGN, type Tokens, WORD } from "./dates-tokens.ts";

const reach = 40;
const dashes = "\u2013\u2014";

/** Whether the clause around the tokens from `first` to `next` tells of the past or of what is to come: the nearest cue decides; null where there is none. */
export function tenseAround(tokens: Tokens, first: number, next: number, lexicon: Lexicon): Direction {
  let best: Direction = null;
  let least = Infinity;
  const look = (from: number, step: 1 | -1) => {
    let cost = 0;
    for (let at = from; at >= 0 && at < tokens.starts.length && cost < Math.min(least, reach); at += step) {
      if (ends(tokens, at) || (step === 1 && begins(tokens, at))) return;
      cost += weight(tokens, at, lexicon) * (step === 1 ? 1.3 : 1); // what comes first in the clause is more often its verb
      const cue = tokens.kinds[at] === WORD ? cueAt(tokens, at, lexicon) : null;
      if (cue && cost < least) {
        least = cost;
        best = cue;
      }
      if (step === -1 && begins(tokens, at)) return;
    }
  };
  look(first - 1, -1);
  look(next, 1);
  return best;
}

function weight(tokens: Tokens, at: number, lexicon: Lexicon): number {
  const word = tokens.words[at] as string;
  return (tokens.kinds[at] === SIGN ? `,;:()${dashes}` : "").includes(word) || lexicon.boundaries.has(word) ? 6 : 1;
}

/** A paragraph or a line that begins like a sentence. */
function begins(tokens: Tokens, at: number): boolean {
  return tokens.gaps[at] === 3 || (tokens.gaps[at] === 2 && (tokens.kinds[at] !== WORD || capital(tokens, at)));
}

/** A full stop that ends a sentence: a word or number before, a capital letter or nothing after. */
function ends(tokens: Tokens, at: number): boolean {
  const sign = tokens.words[at] as string;
  if (tokens.kinds[at] !== SIGN || !".!?".includes(sign)) return false;
  if (at + 1 >= tokens.starts.length) return true;
  return tokens.gaps[at + 1] !== 0 ? tokens.kinds[at + 1] !== WORD || capital(tokens, at + 1) : tokens.kinds[at + 1] === SIGN;
}

function cueAt(tokens: Tokens, at: number, lexicon: Lexicon): Direction {
  const word = tokens.words[at] as string;
  if (capital(tokens, at) && at > 0 && !ends(tokens, at - 1) && !begins(tokens, at)) return null; // a noun or a name
  if (lexicon.auxiliaries.has(word)) return participleAfter(tokens, at, lexicon) ? "past" : "future";
  if (lexicon.future.has(word)) return "future";
  const { pastEndings } = lexicon.calendar.tense;
  const ending = word.length > 4 && !capital(tokens, at) && !lexicon.pastExceptions.has(word) && pastEndings.some((e) => word.endsWith(e));
  if (!ending && !lexicon.past.has(word)) return null;
  if (lexicon.calendar.tense.infinitives?.includes(tokens.words[at - 1] as string)) return "future";
  return participleAt(tokens, at, lexicon) && aheadOf(tokens, at, lexicon) ? "future" : "past";
}

/** Whether a participle stands with a word of the future in its clause: "is to be decided". */
function aheadOf(tokens: Tokens, at: number, lexicon: Lexicon): boolean {
  const clause = (i: number) => i >= 0 && i < tokens.starts.length && !ends(tokens, i) && weight(tokens, i, lexicon) === 1;
  if (clause(at + 1) && lexicon.future.has(tokens.words[at + 1] as string)) return true;
  for (let i = at - 1; clause(i) && i > at - 20; i -= 1)
    if (lexicon.future.has(tokens.words[i] as string) && !capital(tokens, i)) return true;
  return false;
}

/** Whether a participle follows in the sentence. */
function participleAfter(tokens: Tokens, from: number, lexicon: Lexicon): boolean {
  for (let at = from + 1; at < tokens.starts.length && at < from + reach && !ends(tokens, at) && !begins(tokens, at); at += 1) {
    if (participleAt(tokens, at, lexicon)) return true;
  }
  return false;
}

function participleAt(tokens: Tokens, at: number, lexicon: Lexicon): boolean {
  const { participle } = lexicon.calendar.tense;
  const word = tokens.words[at] as string;
  if (
    !participle ||
    tokens.kinds[at] !== WORD ||
    word.length < 6 ||
    capital(tokens, at) ||
    !participle.endings.some((e) => word.endsWith(e))
  )
    return false;
  const infix = word.indexOf(participle.infix);
  return (infix >= 2 && infix <= 8) || participle.prefixes.some((prefix) => word.startsWith(prefix));
}
