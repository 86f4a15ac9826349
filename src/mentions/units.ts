import {
  type Category,
  type CueSense,
  INF,
  type Knowledge,
  type Language,
  type NameSense,
  type NounSense,
  NUMBER,
  PUNCT,
  type Token,
  type VerbReading,
} from "#knowledge";
import type { DateMention } from "./dates.ts";
import type { QuantityMention } from "./quantities.ts";

/** The smallest thing that the clause reader sees: a word, a name of several words, a date, an amount, or a mark. */
export type Unit = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly lower: string;
  readonly is: "word" | "name" | "date" | "amount" | "mark" | "poss" | "anaphor" | "number";
  readonly cats: ReadonlySet<Category>;
  readonly verbs: readonly VerbReading[];
  readonly nouns: readonly NounSense[];
  readonly senses: readonly NameSense[];
  /** joined to the unit before by a hyphen */
  readonly joined: boolean;
  readonly date: DateMention | undefined;
  readonly amount: QuantityMention | undefined;
  readonly refers: string | undefined;
  /** decided by `tagVerbs`: the unit is used as a verb here */
  verb: boolean;
};

/** True for a word that may stand as an auxiliary of a verb. */
export const auxiliary = (u: Unit): boolean => u.cats.has("be") || u.cats.has("have") || u.cats.has("modal") || u.cats.has("become");

const NONE: ReadonlySet<Category> = new Set();
type Marks = { dates: readonly DateMention[]; amounts: readonly QuantityMention[] };
type Maker = { words: readonly Token[]; language: Language; text: string };

function unit(m: Maker, from: number, to: number, is: Unit["is"], extra: Partial<Unit> = {}): Unit {
  const a = m.words[from] as Token;
  const b = m.words[to - 1] as Token;
  const text = m.text.slice(a.start, b.end);
  // one literal with every field: objects of one shape are read much faster
  return {
    start: a.start,
    end: b.end,
    text,
    lower: text.toLowerCase(),
    is,
    cats: extra.cats ?? NONE,
    verbs: extra.verbs ?? [],
    nouns: extra.nouns ?? [],
    senses: extra.senses ?? [],
    joined: false,
    date: extra.date,
    amount: extra.amount,
    refers: extra.refers,
    verb: false,
  };
}

/** "is due to begin": an adjective of the verb before, whose last word opens an infinitive, and no preposition. */
function dueTo(m: Maker, i: number, to: number): boolean {
  const before = m.language.categories(m.words[i - 1]?.lower ?? "");
  const next = m.words[to]?.lower ?? "";
  return (
    (before.has("be") || m.language.categories(m.words[i - 2]?.lower ?? "").has("be")) &&
    m.language.categories(m.words[to - 1]?.lower ?? "").has("to") &&
    m.language.verbs(next).some((v) => (v.mask & INF) !== 0)
  );
}

function wordUnit(m: Maker, i: number): { made: Unit; to: number } {
  const t = m.words[i] as Token;
  const { language } = m;
  const phrase = language.phrases.longest(m.words, i);
  if (phrase && !(language.grammar.nounCapitals && t.text === t.lower))
    return { made: unit(m, i, phrase.to, "word", { nouns: phrase.values }), to: phrase.to };
  const third = m.words[i + 2];
  const hyphened = m.words[i + 1]?.text === "-" && m.words[i + 1]?.glued && third?.glued ? language.verbs(`${t.lower}-${third.lower}`) : [];
  if (hyphened.length > 0) return { made: unit(m, i, i + 3, "word", { verbs: hyphened }), to: i + 3 };
  const closed = language.closed.longest(m.words, i);
  if (closed) return { made: unit(m, i, closed.to, "word", { cats: new Set(closed.values) }), to: closed.to };
  const prep = language.prepositions.longest(m.words, i);
  if (prep && prep.to - i > 1 && !dueTo(m, i, prep.to))
    return { made: unit(m, i, prep.to, "word", { cats: new Set<Category>(["prep"]) }), to: prep.to };
  const made = unit(m, i, i + 1, "word", {
    cats: language.categories(t.lower),
    verbs: language.verbs(t.lower),
    nouns: language.nouns(t.text),
  });
  return { made, to: i + 1 };
}

/** The name that starts at token `i`, if it is one here: an ambiguous form at the head of a sentence is only a word. */
function nameAt(m: Maker, knowledge: Knowledge, i: number): { made: Unit; to: number } | null {
  const match = knowledge.nameTrie(m.language.code).longest(m.words, i);
  if (!match) return null;
  const senses = match.values.filter((s) => !(s.is === "actor" && s.form.type === "body" && s.form.codes.length === 0));
  if (senses.length === 0) return null;
  // "He" and "May" are names too; a word of the closed classes is one only in capitals ("US")
  const first = m.words[i] as Token;
  if (match.to - i === 1 && first.text !== first.text.toUpperCase() && m.language.categories(first.lower).size > 0) return null;
  const phrase = m.language.phrases.longest(m.words, i);
  if (phrase && phrase.to > match.to && senses.every((s) => s.is !== "instrument")) return null;
  const nouns = m.language.nouns((m.words[match.to - 1] as Token).text);
  return {
    made: unit(m, i, match.to, "name", {
      senses,
      nouns: senses.some((s) => s.is === "instrument" || s.is === "capability" || (s.is === "actor" && s.form.type === "body"))
        ? nouns
        : [],
    }),
    to: match.to,
  };
}

/**
 * Turns the tokens of one sentence into units: dates and amounts found before are taken whole, then names (longest first),
 * then phrases that stand for actors named before, then words. Hyphens between glued parts are left out (`joined`).
 */
export function unitsOf(text: string, words: readonly Token[], language: Language, knowledge: Knowledge, marks: Marks): Unit[] {
  const m: Maker = { words, language, text };
  const out: Unit[] = [];
  const anaphora = language.cues("anaphora");
  let joined = false;
  for (let i = 0; i < words.length; ) {
    const t = words[i] as Token;
    const next = step(m, knowledge, anaphora, marks, i);
    if (t.text === "-" && t.glued && words[i + 1]?.glued && next.made.is === "mark") {
      joined = true;
    } else {
      if (joined) (next.made as { joined: boolean }).joined = true;
      out.push(next.made);
      joined = false;
    }
    i = next.to;
  }
  return plainly(out, language);
}

const DASHES = new Set(["-", "\u2013", "\u2014"]);
const isPlace = (u: Unit): boolean =>
  u.is === "name" && u.senses.some((s) => s.is === "actor" && (s.form.type === "seat" || s.form.type === "place"));

/** First unit after "BERLIN (Reuters) -", "Moskau/Kiew -", "Riyadh:": where the report was written is no part of its sentence. */
function afterDateline(units: readonly Unit[]): number {
  const end = units.findIndex((u, i) => i < 10 && u.is === "mark" && (u.text === ":" || (DASHES.has(u.text) && !u.joined)));
  if (end < 1) return 0;
  const before = units.slice(0, end);
  if (before.some((u) => u.verbs.length > 0 && u.text === u.lower && u.cats.size === 0)) return 0;
  const first = before[0] as Unit;
  const shouted = first.text.length > 2 && first.text === first.text.toUpperCase();
  const short = units[end]?.text === ":" ? end <= 4 : true;
  return (isPlace(first) || shouted) && short && before.every((u) => !u.cats.has("det")) ? end + 1 : 0;
}

/** Leaves out what only interrupts: short brackets ("(SPD)", "(U.S.)") and suffixes of names (", Jr."). */
function plainly(units: Unit[], language: Language): Unit[] {
  const out: Unit[] = [];
  for (let i = afterDateline(units); i < units.length; i++) {
    const u = units[i] as Unit;
    if (u.is === "mark" && u.text === "(") {
      const close = units.slice(i, i + 6).findIndex((x) => x.text === ")");
      const inner = units.slice(i + 1, i + close);
      if (close > 1 && inner.every((x) => x.is !== "date" && x.cats.size === 0)) {
        i += close;
        continue;
      }
    }
    if (u.is === "mark" && u.text === "," && language.is("nameSuffixes", units[i + 1]?.lower ?? "")) {
      i += units[i + 2]?.text === "." && units[i + 3] !== undefined ? 2 : 1;
      if (units[i + 1]?.text === ",") i++;
      continue;
    }
    out.push(u);
  }
  return listing(out);
}

const COORD: ReadonlySet<Category> = new Set<Category>(["coord"]);
const MODIFIES = ["adjective", "prefix"];
const adjectiveOfState = (u: Unit | undefined): boolean =>
  u?.is === "name" &&
  u.senses.some((s) => s.is === "actor" && MODIFIES.includes(s.form.type)) &&
  u.senses.every((s) => s.is === "actor" && (MODIFIES.includes(s.form.type) || s.form.type === "people"));

/** "Russian, Chinese and Indian soldiers": a comma between such adjectives joins, it does not cut. */
function listing(units: Unit[]): Unit[] {
  for (let i = units.length - 2; i > 0; i--) {
    const [before, u, after, then] = [units[i - 1], units[i] as Unit, units[i + 1], units[i + 2]];
    if (u.text === "," && adjectiveOfState(before) && adjectiveOfState(after) && then?.cats.has("coord")) Object.assign(u, { cats: COORD });
  }
  return units;
}

/** "the four countries' ties": an apostrophe straight after a plural, where no quotation it could close is open. */
function bareGenitive(m: Maker, i: number): boolean {
  const [before, t, after] = [m.words[i - 1], m.words[i] as Token, m.words[i + 1]];
  if (m.language.grammar.verbFinal || !/^['\u2019]$/.test(t.text) || !t.glued || !before?.lower.endsWith("s")) return false;
  if (!after || after.kind === PUNCT || after.start === t.end) return false;
  return !m.words.slice(0, i).some((w) => w.text === "\u2018" || (w.text === "'" && !w.glued));
}

function step(m: Maker, knowledge: Knowledge, anaphora: ReturnType<Language["cues"]>, marks: Marks, i: number): { made: Unit; to: number } {
  const t = m.words[i] as Token;
  const covered = (end: number): number => {
    let j = i + 1;
    while (j < m.words.length && (m.words[j] as Token).end <= end) j++;
    return j;
  };
  const date = marks.dates.find((d) => d.start <= t.start && d.end >= t.end);
  if (date) return { made: unit(m, i, covered(date.end), "date", { date }), to: covered(date.end) };
  if (t.kind === PUNCT) return { made: unit(m, i, i + 1, t.lower === "'s" || bareGenitive(m, i) ? "poss" : "mark"), to: i + 1 };
  const name = nameAt(m, knowledge, i);
  const amount = marks.amounts.find((d) => d.start === t.start);
  if (amount && !(name && (m.words[name.to - 1] as Token).end > amount.end))
    return amountUnit(m, i, amount, counted(amount) ? figureEnd(m, i, covered(amount.end)) : covered(amount.end));
  const cue = anaphora.longest(m.words, i);
  if (cue && !(name && name.to >= cue.to)) {
    const refers = String((cue.values[0] as CueSense).gives.refers);
    return { made: unit(m, i, cue.to, "anaphor", { refers }), to: cue.to };
  }
  if (name) return name;
  if (t.kind === NUMBER) return { made: unit(m, i, i + 1, "number"), to: i + 1 };
  return wordUnit(m, i);
}

/** True where the unit is the counted noun itself, not a measure, a currency or a share. */
const counted = (amount: QuantityMention): boolean => !/^(%|%GDP|[A-Z]{3})$/.test(amount.unit) && amount.unit.length > 3;

/** "up to 500 missiles": behind the figure, which what compares stands before. */
function figureEnd(m: Maker, i: number, end: number): number {
  const cardinals = m.language.numbers.cardinals as Record<string, number>;
  let k = i;
  while (k < end - 1 && !/\d/.test(m.words[k]?.text ?? "") && !Object.hasOwn(cardinals, m.words[k]?.lower ?? "")) k++;
  return k === end - 1 ? i + 1 : k + 1;
}

/** An amount with a counted noun ("105 F-35 jets") keeps the noun's classes. */
function amountUnit(m: Maker, i: number, amount: QuantityMention, to: number): { made: Unit; to: number } {
  const nouns: NounSense[] = [];
  const senses: NameSense[] = [];
  for (let j = i; j < to; j++) nouns.push(...m.language.nouns((m.words[j] as Token).text));
  return { made: unit(m, i, to, "amount", { amount, nouns, senses }), to };
}
