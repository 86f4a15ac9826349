import type { CueSense, Knowledge, Language } from "#knowledge";
import type { InstrumentType } from "#model";
import { participleOf } from "./attributes.ts";
import type { Phrase } from "./phrases.ts";
import type { Analysis } from "./sentence.ts";
import type { Unit } from "./units.ts";

/** An instrument that a sentence speaks of: a named one, or "a defence pact with ...". */
export type InstrumentMention = {
  phrase: Phrase;
  start: number;
  end: number;
  /** as the text has it, without the article; null for a bare "the pact" */
  name: string | null;
  type: InstrumentType | null;
  /** sum of the weights of what tells the type; 0 where nothing does */
  weight: number;
  /** true where the words say that it is no matter of defence (trade, wages, football) */
  out: boolean;
  id: string | null;
  /** the parties that the authority file or the phrase itself names */
  parties: string[];
  /** "a pact", "an agreement" */
  indefinite: boolean;
  /** "a similar pact": of the type of the one spoken of before */
  same: boolean;
  loose: boolean;
  plural: boolean;
  /** a relation that lasts (alliance, partnership), not a paper that is signed */
  lasting: boolean;
  /** the authority file names more parties than a sentence would */
  many: boolean;
  /** parties that stand in the phrase itself */
  own: string[];
};

type Votes = Map<string, number>;

/** Counts what the words of a stretch say about the type of instrument; parts of compounds count as words. */
function vote(a: Analysis, from: number, to: number, language: Language, votes: Votes, factor: number): void {
  const trie = language.cues("instruments");
  const { words } = a;
  for (let i = 0; i < words.length; i++) {
    const w = words[i] as (typeof words)[number];
    if (w.start < from || w.end > to) continue;
    const match = trie.longest(words, i);
    if (match) {
      for (const v of match.values as CueSense[]) add(votes, v, factor);
      i = match.to - 1;
    } else if (language.grammar.nounCapitals && w.text !== w.lower && w.lower.length > 8) {
      for (const v of compoundCues(w.lower, language)) add(votes, v, factor);
    }
  }
}

function add(votes: Votes, v: CueSense, factor: number): void {
  const type = String(v.gives.type);
  votes.set(type, Math.max(votes.get(type) ?? 0, Number(v.gives.weight) * factor));
}

const compounds = new WeakMap<Language, Map<string, CueSense[]>>();
/** Cues that begin a compound ("stationierungs-abkommen") or stand in its middle; the longest one counts. */
function compoundCues(lower: string, language: Language): CueSense[] {
  let cache = compounds.get(language);
  if (!cache) compounds.set(language, (cache = new Map()));
  const known = cache.get(lower);
  if (known) return known;
  let best: CueSense[] = [];
  for (let start = 0; start < lower.length - 4 && best.length === 0; start++) {
    for (let end = lower.length - 3; end >= start + 3; end--) {
      const match = language
        .cues("instruments")
        .longest([{ start: 0, end: 0, text: "", lower: lower.slice(start, end), kind: 1, glued: false }], 0);
      if (match && (start === 0 || end - start > 5)) {
        best = match.values as CueSense[];
        break;
      }
    }
  }
  cache.set(lower, best);
  return best;
}

function best(votes: Votes): { type: string | null; weight: number } {
  let type: string | null = null;
  let weight = 0;
  for (const [t, w] of votes) if (w > weight) [type, weight] = [t, w];
  return { type, weight };
}

const codes = (p: Phrase): string[] => [...new Set([...p.owners.flatMap((r) => r.codes)])];

function nameOf(text: string, p: Phrase, language: Language): string | null {
  // "geschlossenen Beistandspakt": what befell it is no part of its name
  const told = (u: Unit): boolean => language.grammar.nounCapitals && u.text === u.lower && participleOf(u, language).length > 0;
  const units = p.units.filter((u) => !u.cats.has("det") && !told(u));
  const first = units[0];
  if (!first || (units.length === 1 && first.is === "word")) return null;
  return text.slice(first.start, p.end);
}

/** True where the head noun is in the plural, as far as its form tells. */
function plural(p: Phrase, language: Language): boolean {
  const last = p.units.at(-1);
  const lemma = last?.nouns[0]?.lemma.toLowerCase() ?? "";
  // "schloss Verteidigungsabkommen mit A und B": with no article before it, a form that serves both numbers is a plural
  if (last && language.grammar.nounCapitals && p.units.length === 1 && /(en|er|el)$/.test(lemma)) return true;
  if (!last || last.lower.endsWith(lemma) || lemma === "") return false;
  return language.grammar.nounCapitals ? /(e|en|n)$/.test(last.lower) : last.lower.endsWith("s");
}

/** Where the cut compounds before a head begin: "Forschungs-, Entwicklungs- und Bewertungs-Memorandum". */
function cutWords(a: Analysis, p: Phrase): number {
  let i = p.from - 1;
  let start = p.start;
  for (; i >= 0; i--) {
    const u = a.units[i];
    if (!u || !(u.text === "," || u.text === "-" || u.cats.has("coord") || a.units[i + 1]?.text === "-")) break;
    if (a.units[i + 1]?.text === "-") start = u.start;
  }
  return start;
}

function generic(text: string, a: Analysis, p: Phrase, language: Language): InstrumentMention | null {
  if (!p.head.has("instrument")) return null;
  const votes: Votes = new Map();
  vote(a, cutWords(a, p), p.end, language, votes, 1);
  const at = a.phrases.indexOf(p);
  const tail = a.phrases
    .slice(at + 1, at + 7)
    .filter((q) => q.from - p.to < 15 && a.units.slice(p.to, q.from).every((u) => !u.verb && (u.is !== "mark" || u.text === ",")));
  const lastTail = tail.at(-1);
  const inside = best(votes);
  if (lastTail) vote(a, p.end, lastTail.end, language, votes, inside.weight >= 3 ? 0.3 : 0.8);
  const bought = tail.some(
    (q) =>
      (q.classes.has("weapon") || q.classes.has("capability") || q.classes.has("purchase") || q.classes.has("sale")) &&
      q.roles.some((r) => r === "for" || r === "about" || r === "of"),
  );
  if (bought && inside.weight < 5) votes.set("procurement", Math.max(4, votes.get("procurement") ?? 0));
  if (p.head.has("contract") && inside.weight < 3) votes.set("procurement", Math.max(2.5, votes.get("procurement") ?? 0));
  // "the accord allowing troops to be stationed there": what the rest of the sentence is about, where nothing nearer tells
  if (best(votes).type === null) vote(a, p.end, a.sentence.end, language, votes, 0.5);
  const alike = votes.delete("same");
  const { type, weight } = best(votes);
  const first = p.units[0];
  const name = nameOf(text, p, language);
  return {
    phrase: p,
    start: p.start,
    end: p.end,
    name,
    weight,
    type: type === "out" || type === null ? null : (type as InstrumentType),
    out: type === "out",
    id: null,
    parties: codes(p),
    indefinite: first !== undefined && language.is("indefiniteDeterminers", first.lower),
    same: alike && weight < 3,
    loose: p.head.has("loose-instrument"),
    own: codes(p),
    lasting: p.head.has("lasting"),
    many: false,
    plural: plural(p, language),
  };
}

/** The instruments of a sentence: those of the authority file by name, and the others by their head noun. */
export function instrumentsOf(text: string, a: Analysis, language: Language, knowledge: Knowledge): InstrumentMention[] {
  const out: InstrumentMention[] = [];
  for (const p of a.phrases) {
    const unit = p.units.find((u) => u.senses.some((s) => s.is === "instrument"));
    const sense = unit?.senses.find((s) => s.is === "instrument");
    const known = sense?.is === "instrument" ? knowledge.instruments.get(sense.id) : undefined;
    if (unit && known) {
      const own = codes(p);
      out.push({
        phrase: p,
        start: unit.start,
        end: unit.end,
        name: unit.text,
        type: known.type,
        weight: 9,
        out: false,
        id: known.id,
        parties: own.length > 1 ? own : [...known.parties],
        indefinite: false,
        same: false,
        loose: false,
        plural: false,
        own: own.length > 0 || known.parties.length > 3 ? own : [...known.parties],
        lasting: false,
        many: known.parties.length > 4,
      });
      continue;
    }
    const found = generic(text, a, p, language);
    if (found) out.push(found);
  }
  return out;
}
