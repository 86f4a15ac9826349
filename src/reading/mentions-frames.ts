import { type Analysis, auxiliary, inClause, type Phrase, type Predicate, SAYING } from "#mentions";
import type { Span } from "#model";
import { bare, canSpeak, type SpeechWords, spanOf } from "./mentions-words.ts";

/** What shows that someone speaks: a verb of saying, "as X said", "so X", "according to X". */
export type Frame = { kind: "verb" | "aside" | "tag" | "source"; start: number; end: number; speaker: Span | null; p: Predicate | null };

/** Verbs that bring words of someone to the page although they take no position. */
const TELLING = [...SAYING, "impersonal", "unveil"];

export const saying = (p: Predicate, words: SpeechWords): boolean =>
  (TELLING.some((c) => p.classes.has(c)) && !words.is("silent", p.lemma)) || words.is("verb", p.lemma);

/** The unit of the finite verb: the auxiliary, where there is one. */
export function finiteAt(a: Analysis, p: Predicate): number {
  if (p.form === "finite" || !p.finite) return p.at;
  const piece = p.clause.pieces.flatMap(([from, to]) => Array.from({ length: to - from }, (_, k) => from + k));
  return (
    piece.find((i) => {
      const u = a.units[i];
      return u !== undefined && auxiliary(u) && !u.cats.has("det");
    }) ?? p.at
  );
}

/** The one who speaks by a verb: before the finite verb, or after it where the verb comes first. */
export function speakerPhrase(a: Analysis, p: Predicate, words: SpeechWords, hidden: (at: number) => boolean, depth = 0): Phrase | null {
  if (p.classes.has("impersonal") && p.subject?.pronoun === "it") return null;
  const { language } = words;
  const open = (q: Phrase | null): q is Phrase => q !== null && !hidden(q.start);
  if (p.form === "gerund" || p.form === "to")
    return p.governor && depth < 3 ? speakerPhrase(a, p.governor, words, hidden, depth + 1) : null;
  if (p.passive) return p.preps.find((q) => q.roles.includes("by") && q.from > finiteAt(a, p) - 1 && canSpeak(q, words)) ?? null;
  if (!language.grammar.verbFinal) {
    if (open(p.subject) && canSpeak(p.subject, words)) return p.subject;
    const after = a.phrases.find((q) => q.from > p.at && inClause(p.clause, q.from) && bare(q));
    return after && open(after) && after.from - p.at < 3 && canSpeak(after, words) ? after : open(p.subject) ? p.subject : null;
  }
  const at = finiteAt(a, p);
  const dative = (q: Phrase): boolean => q.units[0]?.cats.has("det") === true && language.is("dativeDeterminers", q.units[0].lower);
  const oblique = (q: Phrase): boolean => q.pronoun !== null && language.is("obliquePronouns", q.units[0]?.lower ?? "");
  const own = a.phrases.filter((q) => inClause(p.clause, q.from) && bare(q) && !q.genitive && !dative(q) && !oblique(q) && open(q));
  const before = own.filter((q) => q.to <= at && q.group[0] === q);
  const after = own.filter((q) => q.from > at && q.group[0] === q);
  const near = p.clause.kind === "main" ? [...before.slice(-1), ...after.slice(0, 1)] : [...before.slice(0, 1), ...after.slice(0, 1)];
  const fits = near.find((q) => canSpeak(q, words));
  if (fits) return fits;
  if (p.subject && !p.subject.genitive && !p.subject.hangs && open(p.subject) && canSpeak(p.subject, words)) return p.subject;
  return p.classes.has("impersonal") ? null : (near.find((q) => q.pronoun !== "it") ?? null);
}

/** The phrase as written; an office before the comma belongs to the name behind it ("der Chef der Polizei, Karl Maier"). */
function named(a: Analysis, p: Phrase, words: SpeechWords): Span {
  const span = spanOf(p);
  const last = p.units.at(-1);
  if (
    words.language.grammar.nounCapitals &&
    p.group.length === 1 &&
    p.of.length === 0 &&
    last &&
    p.units.length > 1 &&
    /^\p{Ll}/u.test(last.text)
  ) {
    const end = [...p.units].reverse().find((u) => /^\p{Lu}/u.test(u.text));
    if (end) return { start: span.start, end: end.end };
  }
  const seat = p.head.has("government-body")
    ? a.phrases.find((q) => q.place !== null && q.from > p.to - 1 && q.from - p.to <= 1)
    : undefined;
  if (seat) return { start: span.start, end: Math.max(span.end, seat.end) };
  if (a.units[p.from - 1]?.text !== "," || !p.actors.some((r) => r.kind === "person" || r.kind === "expert")) return span;
  let at = a.phrases.findIndex((q) => q.to === p.from - 1);
  while (at > 0 && a.phrases[at]?.hangs) at--;
  const office = at < 0 ? undefined : a.phrases[at];
  return office && !office.prep && !office.pronoun && canSpeak(office, words) && spanOf(office).end <= span.start
    ? { start: office.start, end: span.end }
    : span;
}

function verbFrames(a: Analysis, words: SpeechWords, hidden: (at: number) => boolean): Frame[] {
  return a.predicates.flatMap((p): Frame[] => {
    const u = a.units[p.at];
    if (!u || hidden(u.start) || p.form === "to" || !saying(p, words)) return [];
    if (p.form === "participle" && !p.finite) return [];
    const q = speakerPhrase(a, p, words, hidden);
    const piece = p.clause.pieces.find(([from, to]) => p.at >= from && p.at < to) ?? [p.at, p.at + 1];
    const aside = p.clause.kind === "sub" && p.clause.opener !== null && words.is("aside", p.clause.opener);
    return [
      {
        kind: aside ? "aside" : "verb",
        start: a.units[piece[0]]?.start ?? u.start,
        end: a.units[piece[1] - 1]?.end ?? u.end,
        speaker: q ? named(a, q, words) : null,
        p,
      },
    ];
  });
}

const head = (p: Phrase): Phrase => p.group[0] ?? p;

/** "according to X", "X zufolge", "nach Angaben von X"; "nach eigenen Angaben" speaks for the subject. */
function sourceFrames(a: Analysis, words: SpeechWords, hidden: (at: number) => boolean): Frame[] {
  const out: Frame[] = [];
  for (const s of words.phrases(a, "source")) {
    if (hidden(s.start)) continue;
    const next = a.phrases.find(
      (p) =>
        p.start >= s.end &&
        p.start - s.end < 12 &&
        !a.units.some((u) => u.start >= s.end && u.end <= p.start && (u.is === "mark" || u.verb)),
    );
    const previous = a.phrases.filter((p) => p.end <= s.start && s.start - p.end < 3).at(-1);
    const after = a.units.find((u) => u.start >= s.end);
    const behind = previous && (!after || after.is === "mark" || after.verb || auxiliary(after));
    const p = behind ? previous : next;
    if (!p) continue;
    const span = spanOf(behind ? p : head(p).start >= s.end ? head(p) : p);
    const carrier = behind && p.hangs ? a.phrases.find((q) => q.of.includes(p)) : undefined;
    out.push({ kind: "source", start: Math.min(s.start, (carrier ?? p).start), end: Math.max(s.end, span.end), speaker: span, p: null });
  }
  for (const s of words.phrases(a, "own")) {
    const subject = a.predicates.find((p) => p.clause.kind === "main" && p.subject !== null)?.subject;
    if (subject && !hidden(s.start)) out.push({ kind: "source", start: s.start, end: s.end, speaker: spanOf(subject), p: null });
  }
  return out;
}

/** "..., so der Minister": a phrase without a verb, to the end of the sentence or the next comma. */
function tagFrames(a: Analysis, words: SpeechWords, hidden: (at: number) => boolean): Frame[] {
  return a.units.flatMap((u, i): Frame[] => {
    const before = a.units[i - 1];
    if (!words.is("tag", u.lower) || hidden(u.start) || (before && before.is !== "mark")) return [];
    const p = a.phrases.find((q) => q.from > i && q.from <= i + 2 && bare(q));
    if (!p || !canSpeak(p, words) || hidden(p.start)) return [];
    const span = spanOf(p);
    const after = a.units.find((x) => x.start >= span.end && !(x.is === "date" || x.cats.has("prep") || x.cats.has("adv")));
    const verbal = after && (after.verb || auxiliary(after));
    return verbal ? [] : [{ kind: "tag", start: u.start, end: span.end, speaker: span, p: null }];
  });
}

/** "said ... and added ...": a second verb of saying has the speaker of the first, not the subject of what that told. */
function shared(frames: Frame[], a: Analysis): Frame[] {
  frames.forEach((f, i) => {
    const before = frames[i - 1];
    const speaker = f.speaker;
    const at = f.p ? a.units[f.p.at]?.start : undefined;
    if (!before?.p || !speaker || at === undefined || !before.speaker) return;
    const verb = a.units[before.p.at]?.start ?? 0;
    const told = a.predicates.some(
      (q) => (a.units[q.at]?.start ?? 0) > speaker.end && (a.units[q.at]?.start ?? 0) < at && !frames.some((g) => g.p === q),
    );
    if (verb < speaker.start && told) f.speaker = before.speaker;
  });
  return frames;
}

/** All that frames speech in a sentence, outside quotation marks, in order. */
export function framesOf(a: Analysis, words: SpeechWords, hidden: (at: number) => boolean): Frame[] {
  return [...shared(verbFrames(a, words, hidden), a), ...sourceFrames(a, words, hidden), ...tagFrames(a, words, hidden)].sort(
    (x, y) => x.start - y.start,
  );
}
