import { type Analysis, auxiliary, type Clause, inClause, type Phrase, type Predicate } from "#mentions";
import type { Span } from "#model";
import { type Frame, finiteAt, saying } from "./mentions-frames.ts";
import { bare, moody, type SpeechWords, spanOf } from "./mentions-words.ts";

export type Content = { form: "indirect" | "reported"; start: number; end: number; frame: Frame | null };

const startOf = (a: Analysis, c: Clause): number => a.units[c.pieces[0]?.[0] ?? 0]?.start ?? a.sentence.start;
const hasVerb = (a: Analysis, from: number, to: number): boolean =>
  a.predicates.some((p) => (a.units[p.at]?.start ?? -1) >= from && (a.units[p.at]?.end ?? to + 1) <= to);

/** Marks and blanks at the ends of a stretch belong to no content; a quotation mark does where its fellow stands inside. */
export function trimmed(text: string, from: number, to: number): Span | null {
  let start = from;
  let end = to;
  while (start < end && /[\s,;:.\u2013\u2014-]/.test(text[start] as string)) start++;
  while (end > start && /[\s,;:.!?\u2013\u2014-]/.test(text[end - 1] as string)) end--;
  return end - start > 2 ? { start, end } : null;
}

/** The clause that tells what is said, after the words of saying: its first clause, or null. */
function toldAfter(a: Analysis, f: Frame, p: Predicate, words: SpeechWords): Clause | null {
  const verb = a.units[p.at]?.start ?? 0;
  const floor = Math.max(a.units[finiteAt(a, p)]?.start ?? verb, f.speaker && f.speaker.start > verb ? f.speaker.end : 0);
  const later = a.clauses.filter((c) => c !== p.clause && startOf(a, c) > floor).sort((x, y) => startOf(a, x) - startOf(a, y));
  for (const c of later) {
    if (c.kind === "sub" && c.opener && words.is("opener", c.opener)) return c;
    if (c.kind === "inf" || (c.kind === "rel" && afterVerb(a, c, p))) return c;
    if (c.kind === "main") {
      const other = a.predicates.find((q) => q.clause === c && finiteAt(a, q) === c.pieces[0]?.[0] && saying(q, words));
      if (other) return null;
      const mark = a.units[(c.pieces[0]?.[0] ?? 0) - 1];
      return words.language.grammar.verbFinal &&
        !c.coordinated &&
        mark !== undefined &&
        (mark.text === "," || mark.text === ":") &&
        hasVerb(a, startOf(a, c), a.sentence.end)
        ? c
        : null;
    }
  }
  return null;
}

/** "drohte, das Werk zu schliessen": what looks like a relative clause but follows no noun, or holds only an infinitive. */
function afterVerb(a: Analysis, c: Clause, p: Predicate): boolean {
  const at = c.pieces[0]?.[0] ?? 0;
  const before = a.units[at - 2];
  const own = a.predicates.filter((q) => q.clause === c);
  const opener = a.units[at];
  if (!opener?.cats.has("det") || a.units[at - 1]?.text !== ",") return false;
  return before?.verb === true || (own.length > 0 && own.every((q) => q.form === "to") && inClause(p.clause, at - 2));
}

/** Where told content ends: before the next main clause that is told no more. */
function endAfter(a: Analysis, first: Clause, words: SpeechWords): number {
  const from = startOf(a, first);
  for (const c of a.clauses) {
    if (c.kind !== "main" || startOf(a, c) <= from || c === first) continue;
    const units = c.pieces.flatMap(([x, y]) => a.units.slice(x, y));
    if (units.some((u) => moody(u, words) || words.is("distance", u.lower))) continue;
    if (first.kind === "main" && !c.coordinated) continue;
    const at = c.pieces[0]?.[0] ?? 0;
    const joint = c.coordinated ? a.units[at - 1] : undefined;
    return joint?.cats.has("coord") ? joint.start : startOf(a, c);
  }
  return a.sentence.end;
}

/** Order without clause marks ("said the base would stay"): the predicate after the verb of saying, with its subject. */
function toldInside(a: Analysis, p: Predicate, frames: readonly Frame[], words: SpeechWords): Span | null {
  const verb = a.units[p.at];
  if (!verb) return null;
  const next = a.predicates.find((q) => q.at > p.at && (q.clause === p.clause || q.governor === p || q.clause.parent === p.clause));
  if (!next) return null;
  const between = a.phrases.filter((q) => q.from > p.at && q.to <= next.from && bare(q));
  if (next.form === "to") {
    const cut = a.units[next.from];
    return cut && next.from - p.at < 12 ? { start: cut.start, end: a.sentence.end } : null;
  }
  if (next.form === "gerund" || (next.form === "participle" && !next.finite) || between.length === 0) return null;
  const subject = next.subject && between.includes(next.subject) ? next.subject : (between.at(-1) as Phrase);
  const start = a.units.slice(p.at + 1, subject.from).some((u) => u.text === ",") ? subject.start : (between[0]?.start ?? subject.start);
  const other = frames.find(
    (f) =>
      f.p &&
      f.p !== p &&
      (a.units[f.p.from]?.start ?? 0) > subject.end &&
      (f.p.form === "gerund" || a.units[f.p.from - 1]?.cats.has("coord")) &&
      saying(f.p, words),
  );
  const cut = other?.p ? a.units[other.p.from - 1] : undefined;
  return { start: between.length > 1 ? subject.start : start, end: cut?.start ?? a.sentence.end };
}

/** What stands before the words of saying: "The base stays, the minister said." */
function toldBefore(a: Analysis, f: Frame, p: Predicate, words: SpeechWords): Span | null {
  const piece = p.clause.pieces.find(([from, to]) => p.at >= from && p.at < to);
  const first = piece ? a.units[piece[0]] : undefined;
  const mark = piece ? a.units[piece[0] - 1] : undefined;
  if (
    !piece ||
    !first ||
    !mark ||
    mark.is !== "mark" ||
    mark.text === ":" ||
    p.clause.kind !== "main" ||
    p.clause.coordinated ||
    p.form === "gerund"
  )
    return null;
  const verbFirst = finiteAt(a, p) - piece[0] < 1;
  if (words.language.grammar.verbFinal ? !verbFirst : !verbFirst && p.objects.some((o) => !o.units.some((u) => u.is === "date")))
    return null;
  const goesOn =
    a.units[piece[1]]?.text === "," &&
    hasVerb(a, f.end, a.sentence.end) &&
    a.clauses.every((c) => !(c.kind === "main" && c.coordinated && startOf(a, c) > f.end));
  if (!hasVerb(a, a.sentence.start, mark.start) && !(goesOn && verbFirst)) return null;
  return { start: a.units[0]?.start ?? a.sentence.start, end: goesOn ? a.sentence.end : mark.start };
}

/** All of the sentence but the frame, where that stands at an end; else the sentence. */
function around(a: Analysis, f: Frame, text: string): Span | null {
  const begin = a.units[0]?.start ?? a.sentence.start;
  const head = trimmed(text, begin, f.start);
  const tail = trimmed(text, f.end, a.sentence.end);
  if (!head || f.start - begin < 3) return tail;
  if (!tail) return head;
  return { start: begin, end: a.sentence.end };
}

/** What a verb of saying reports without a clause: its object, else the phrase that a preposition ties to it. */
function reportedBy(a: Analysis, f: Frame, p: Predicate, words: SpeechWords): Span | null {
  if (!saying(p, words) || p.negated || p.classes.has("impersonal")) return null;
  if (p.passive) return p.subject && !p.subject.pronoun && f.speaker ? spanOf(p.subject) : null;
  if (!f.speaker || p.form === "infinitive") return null;
  const speaker = f.speaker;
  const other = (q: Phrase): boolean =>
    (q.end <= speaker.start || q.start >= speaker.end) &&
    !q.units.every((u) => u.is === "date") &&
    !(q.pronoun && words.language.is("obliquePronouns", q.units[0]?.lower ?? ""));
  const at = finiteAt(a, p);
  const own = a.phrases.filter((q) => inClause(p.clause, q.from) && other(q) && !q.hangs);
  const onlySay =
    p.classes.has("say") && ![...p.classes].some((c) => ["condemn", "welcome", "urge", "worry", "threaten", "unveil"].includes(c));
  const dative = (q: Phrase): boolean =>
    words.language.is("dativeDeterminers", q.units[0]?.lower ?? "") || (onlySay && q.actors.some((r) => r.kind === "outlet"));
  const noun = (q: Phrase): boolean => !words.language.grammar.nounCapitals || q.units.some((u) => /^[\p{Lu}\p{N}]/u.test(u.text));
  const objects = own.filter((q) => bare(q) && !q.pronoun && !dative(q) && noun(q));
  const preps = own.filter(
    (q) =>
      q.prep &&
      q.from > at &&
      !q.place &&
      (onlySay
        ? q.roles.some((r) => r === "about" || r === "of")
        : (!q.roles.includes("source") && !q.roles.includes("with")) || p.classes.has("threaten")) &&
      !q.units.every((u) => u.is === "date"),
  );
  const object =
    objects.find((q) => q.from > at) ?? (words.language.grammar.verbFinal ? objects.find((q) => q.to <= p.at) : undefined) ?? preps[0];
  if (!object || !noun(object)) return null;
  if (object.to <= at) return spanOf(object);
  const piece = p.clause.pieces.find(([from, to]) => object.from >= from && object.from < to);
  let to = piece ? piece[1] : object.to;
  while (to > object.to) {
    const u = a.units[to - 1];
    if (!u || !(u.verb || u.is === "mark" || u.is === "date" || u.cats.has("adv") || u.cats.has("prep") || auxiliary(u))) break;
    to--;
  }
  while (words.language.grammar.nounCapitals && to > object.from + 1 && /^\p{Ll}/u.test(a.units[to - 1]?.text ?? "X")) to--;
  const prep = object.prep ? a.units[object.from - 1] : undefined;
  return { start: prep?.start ?? object.start, end: a.units[to - 1]?.end ?? object.end };
}

/** "Die Insel, sagte X, sei klein": the words of saying stand inside what is said. */
function interrupts(a: Analysis, p: Predicate, words: SpeechWords): boolean {
  const at = p.clause.pieces.findIndex(([from, to]) => p.at >= from && p.at < to);
  const piece = p.clause.pieces[at];
  return (
    at > 0 && piece !== undefined && words.language.grammar.verbFinal && finiteAt(a, p) === piece[0] && a.units[piece[0] - 1]?.text === ","
  );
}

/** What a frame says, by clause or by phrase; null where the sentence does not tell. */
export function contentOf(
  text: string,
  a: Analysis,
  f: Frame,
  frames: readonly Frame[],
  words: SpeechWords,
  hidden: (at: number) => boolean,
): Content | null {
  const made = (form: Content["form"], s: Span | null): Content | null => {
    const span = s ? trimmed(text, s.start, s.end) : null;
    return span ? { form, ...span, frame: f } : null;
  };
  if (!f.p) return made("indirect", around(a, f, text));
  if (f.kind === "aside") return made("indirect", around(a, f, text));
  const p = f.p;
  const told = toldAfter(a, f, p, words);
  const clause = told && !hidden(startOf(a, told)) ? told : null;
  if (clause) {
    const whole = clause.kind === "main" && a.units[(clause.pieces[0]?.[0] ?? 0) - 1]?.text === "," && interrupts(a, p, words);
    return made("indirect", {
      start: whole ? (a.units[0]?.start ?? a.sentence.start) : startOf(a, clause),
      end: endAfter(a, clause, words),
    });
  }
  const before = toldBefore(a, f, p, words);
  if (before) return made("indirect", before);
  const inside = words.language.grammar.verbFinal ? null : toldInside(a, p, frames, words);
  if (inside) return made("indirect", inside);
  const colon = a.units.find((u) => u.text === ":" && u.start >= f.end && u.start - f.end < 3);
  if (colon && hasVerb(a, colon.end, a.sentence.end)) return made("indirect", { start: colon.end, end: a.sentence.end });
  return made("reported", reportedBy(a, f, p, words));
}
