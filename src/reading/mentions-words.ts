import { type CueSense, type Knowledge, type Language, PRESENT, SUBJUNCTIVE } from "#knowledge";
import { type Analysis, type Phrase, type Unit, voiceOf } from "#mentions";
import type { Span } from "#model";

export type Cue = "opener" | "aside" | "tag" | "source" | "own" | "mood" | "distance" | "noun" | "voice" | "silent" | "verb";

/** The words of a language that show speech, as sets. */
export class SpeechWords {
  private readonly sets = new Map<string, Set<string>>();
  private readonly voices: string[];
  readonly language: Language;

  constructor(language: Language, knowledge: Knowledge) {
    this.language = language;
    for (const { form, gives } of knowledge.compiled.languages[language.code]?.lexicon.cues.speech ?? []) {
      const as = String(gives.as);
      const set = this.sets.get(as) ?? new Set();
      this.sets.set(as, set.add(form.toLowerCase()));
    }
    this.voices = [...(this.sets.get("voice") ?? [])];
  }

  is(cue: Cue, lower: string): boolean {
    return this.sets.get(cue)?.has(lower) ?? false;
  }

  /** Someone who speaks, by the end of a compound too. */
  voice(lower: string): boolean {
    return this.voices.some((v) => (this.language.grammar.nounCapitals ? lower.endsWith(v) : lower === v || lower === `${v}s`));
  }

  /** The phrases of one kind in a sentence ("nach Angaben"). */
  phrases(a: Analysis, cue: Cue): Span[] {
    const trie = this.language.cues("speech");
    const out: Span[] = [];
    for (let i = 0; i < a.words.length; i++) {
      const match = trie.longest(a.words, i);
      if (!match) continue;
      const [from, to] = [a.words[i], a.words[match.to - 1]];
      if (from && to && (match.values as CueSense[]).some((v) => v.gives.as === cue)) out.push({ start: from.start, end: to.end });
      i = match.to - 1;
    }
    return out;
  }
}

/** True where a verb form stands in the mood of what is only told. */
export function moody(u: Unit, words: SpeechWords): boolean {
  if (words.is("mood", u.lower)) return true;
  const { language } = words;
  return (
    language.grammar.verbFinal &&
    u.verb &&
    u.verbs.length > 0 &&
    u.lower.endsWith("e") &&
    u.verbs.every((v) => v.mask === PRESENT || v.mask === SUBJUNCTIVE)
  );
}

/** Whether a phrase can be the one who speaks. */
export function canSpeak(p: Phrase, words: SpeechWords): boolean {
  if (p.pronoun) return p.pronoun !== "it" || !words.language.grammar.verbFinal;
  if (p.actors.length > 0) return true;
  const end = p.units.at(-1);
  if (!end || end.is === "amount" || end.is === "number" || end.is === "date") return p.units.some((u) => words.voice(u.lower));
  const voice = voiceOf(p);
  if (voice === "human" || p.head.has("outlet") || p.units.some((u) => words.voice(u.lower))) return true;
  if (voice === "thing") return false;
  const named = p.units.filter((u) => u.is === "word" && /^\p{Lu}/u.test(u.text) && u.nouns.length === 0 && u.cats.size === 0);
  return named.length > 1 || (named.length === 1 && (words.language.grammar.nounCapitals ? !p.units[0]?.cats.has("det") : p.from > 0));
}

/** The whole noun phrase as written: those joined to it and what hangs on it. */
export function spanOf(p: Phrase): Span {
  const members = p.group.length > 1 && p.group[0] === p ? p.group : [p];
  const ends = members.flatMap((m) => [m.end, ...tails(m, 0)]);
  return { start: Math.min(...members.map((m) => m.start)), end: Math.max(...ends) };
}
const tails = (p: Phrase, depth: number): number[] => (depth > 3 ? [] : p.of.flatMap((q) => [q.end, ...tails(q, depth + 1)]));

export const bare = (p: Phrase): boolean => !p.prep && !p.hangs;
