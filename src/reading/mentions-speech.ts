import type { Knowledge, Language } from "#knowledge";
import type { Analysis } from "#mentions";
import type { Range, Span } from "#model";
import { type Content, contentOf, trimmed } from "./mentions-content.ts";
import { type Frame, framesOf } from "./mentions-frames.ts";
import type { Mention } from "./mentions-types.ts";
import { bare, canSpeak, moody, SpeechWords, spanOf } from "./mentions-words.ts";

type Quote = Span & { outer: Span };
type Read = {
  start: number;
  end: number;
  paragraph: number;
  frames: Frame[];
  contents: Content[];
  speaker: Span | null;
  subject: Span | null;
  colon: Span | null;
};
type SpeechMention = Extract<Mention, { type: "speech" }>;

const range = (s: Span | null): Range | null => (s ? [s.start, s.end] : null);
const within = (inner: Span, outer: Span): boolean => inner.start >= outer.start && inner.end <= outer.end;
const wordsIn = (s: string): number => (s.match(/[\p{L}\p{N}]+/gu) ?? []).length;

/** Who says what in a report: quotations, told clauses, and reports of speech. Sentences are added in order. */
export class Speech {
  private readonly text: string;
  private readonly words: SpeechWords;
  private readonly quotes: readonly Quote[];
  private readonly read: Read[] = [];
  private readonly hidden = (at: number): boolean => this.quotes.some((q) => at >= q.start && at < q.end);

  constructor(text: string, language: Language, knowledge: Knowledge, quotes: readonly Quote[]) {
    this.text = text;
    this.words = new SpeechWords(language, knowledge);
    this.quotes = quotes.filter((q) => text.slice(q.start, q.end).trim() !== "");
  }

  add(a: Analysis): void {
    const { sentence } = a;
    const frames = framesOf(a, this.words, this.hidden);
    const contents = frames.flatMap((f) => contentOf(this.text, a, f, frames, this.words, this.hidden) ?? []);
    const main = a.predicates.find(
      (p) => p.subject !== null && !this.hidden(p.subject.start) && canSpeak(p.subject, this.words) && p.clause.kind === "main",
    )?.subject;
    const read: Read = {
      start: sentence.start,
      end: sentence.end,
      paragraph: sentence.paragraph,
      frames,
      contents: this.outermost(contents),
      speaker: null,
      subject: main ? spanOf(main) : null,
      colon: this.beforeColon(a),
    };
    if (frames.length === 0 && !sentence.heading) this.goesOn(a, read);
    read.speaker = read.contents[0]?.frame?.speaker ?? frames.find((f) => f.speaker)?.speaker ?? read.speaker;
    this.read.push(read);
  }

  /** A sentence wholly in the mood of what is told goes on with what the one before it told. */
  private goesOn(a: Analysis, read: Read): void {
    const open = a.units.filter((u) => !this.hidden(u.start));
    const before = this.read.at(-1);
    const i = a.phrases.some((p) => (p.pronoun === "i" || p.pronoun === "you") && !this.hidden(p.start));
    const told =
      open.some((u) => moody(u, this.words)) ||
      (before?.contents.some((c) => c.form === "indirect") === true &&
        open.some((u) => this.words.is("distance", u.lower) && !u.cats.has("det")));
    if (i || !told) return;
    const span = trimmed(this.text, a.units[0]?.start ?? read.start, read.end);
    if (!span) return;
    read.speaker = before && before.paragraph >= read.paragraph - 2 ? (before.speaker ?? before.subject) : null;
    read.contents.push({ form: "indirect", ...span, frame: null });
  }

  /** "Merkel: ...": the phrase before a colon. */
  private beforeColon(a: Analysis): Span | null {
    const at = a.units.findIndex((u) => u.text === ":" && !this.hidden(u.start));
    const p =
      at < 0
        ? undefined
        : a.phrases
            .filter(
              (q) =>
                q.to <= at &&
                bare(q) &&
                (canSpeak(q, this.words) || (q.from === 0 && q.to === at && q.head.size === 0)) &&
                !this.hidden(q.start),
            )
            .at(-1);
    return p ? spanOf(p) : null;
  }

  /** Of contents that lie in one another only the outer; a told clause before a reported phrase. */
  private outermost(contents: readonly Content[]): Content[] {
    const inner = (c: Content, d: Content): boolean =>
      c !== d && c.frame !== null && c.frame !== d.frame && c.frame.start >= d.start && c.frame.start < d.end && !within(c, d);
    return contents.filter(
      (c, i) =>
        !contents.some((d) => inner(c, d)) &&
        !contents.some((d, k) => k !== i && d.start < c.end && d.end > c.start && within(c, d) && (!within(d, c) || k < i)),
    );
  }

  /** How many words of a told stretch stand outside quotations and the words of saying. */
  private unquoted(c: Content): number {
    const out = [...this.quotes.map((q) => q.outer), ...(c.frame ? [c.frame] : [])].filter((q) => q.start < c.end && q.end > c.start);
    let at = c.start;
    let count = 0;
    for (const q of out.sort((x, y) => x.start - y.start)) {
      count += wordsIn(this.text.slice(at, Math.max(at, q.start)));
      at = Math.max(at, q.end);
    }
    return count + wordsIn(this.text.slice(at, Math.max(at, c.end)));
  }

  /** Told by its own words, or only the frame of a quotation. */
  private own(c: Content): boolean {
    const touched = this.quotes.filter((q) => q.outer.start < c.end + 10 && q.outer.end > c.start);
    if (touched.length === 0) return true;
    if (c.form === "reported" && touched.some((q) => q.outer.start >= c.end)) return false;
    return this.unquoted(c) > (c.form === "reported" ? 1 : 2);
  }

  private direct(q: Quote): SpeechMention | null {
    const at = this.read.findIndex((r) => r.end > q.outer.start);
    const last = this.read.findLastIndex((r) => r.start < q.outer.end);
    const first = this.read[at];
    if (!first || last < 0 || first.start >= q.outer.end) return null;
    const inside = trimmed(this.text, q.start, q.end);
    if (!inside) return null;
    const words = wordsIn(this.text.slice(q.start, q.end));
    const here = this.read.slice(at, last + 1);
    if (here.some((r) => r.contents.some((c) => within(q, { start: c.start - 1, end: c.end + 1 })))) return null;
    const frames = here.flatMap((r) => r.frames).filter((f) => f.kind !== "verb" || f.p !== null);
    const lead = this.text.slice(Math.max(0, q.outer.start - 3), q.outer.start);
    const colon = /:\s*$/.test(lead);
    const whole = /^[\s]*$/.test(this.text.slice(first.start, q.outer.start)) || colon;
    const full = whole && (words > 4 || /[.!?]$/.test(this.text.slice(q.start, q.end).trim()));
    const speaker = this.speakerOf(q, frames, at, colon);
    const framed = (frames.length > 0 && !this.named(q, words)) || colon;
    const sentence = whole && last > at;
    if (
      !(full && (framed || sentence || speaker || words > 6)) &&
      !(framed && (words > 1 || colon || frames.some((f) => f.kind === "verb" || f.kind === "tag"))) &&
      !(words > 7)
    )
      return null;
    const start = q.start + (/^\s*/.exec(this.text.slice(q.start, q.end))?.[0].length ?? 0);
    const end = start + this.text.slice(start, q.end).trimEnd().length;
    return { type: "speech", form: "direct", start, end, content: [start, end], speaker: range(speaker) };
  }

  /** A name in quotation marks: straight after a noun, all its longer words in capitals. */
  private named(q: Quote, words: number): boolean {
    if (words > 4) return false;
    const inner = this.text.slice(q.start, q.end).match(/[\p{L}\p{N}]+/gu) ?? [];
    const before = /([\p{L}-]+)\s*$/u.exec(this.text.slice(Math.max(0, q.outer.start - 40), q.outer.start))?.[1] ?? "";
    return inner.every((w) => w.length < 4 || /^[\p{Lu}\p{N}]/u.test(w)) && /^\p{Lu}/u.test(before);
  }

  private speakerOf(q: Quote, frames: readonly Frame[], at: number, colon: boolean): Span | null {
    const distance = (f: Frame): number => (f.start >= q.end ? f.start - q.end : Math.max(0, q.start - f.end) + 4);
    const near = [...frames].filter((f) => f.speaker).sort((x, y) => distance(x) - distance(y))[0];
    if (near?.speaker) return near.speaker;
    const first = this.read[at];
    const before = this.read[at - 1];
    if (colon && first?.colon && first.colon.end <= q.start) return first.colon;
    if (frames.length > 0) return null;
    if (first?.subject && first.subject.end < q.start) return first.subject;
    return before ? (before.speaker ?? before.subject) : null;
  }

  list(): Mention[] {
    // a stretch that is nothing but a quotation is the quotation
    for (const r of this.read) r.contents = r.contents.filter((c) => this.own(c));
    const told = this.read.flatMap((r) =>
      r.contents.map(
        (c): SpeechMention => ({
          type: "speech",
          form: c.form,
          start: c.start,
          end: c.end,
          content: [c.start, c.end],
          speaker: range(c.frame ? c.frame.speaker : r.speaker),
        }),
      ),
    );
    this.carry();
    const direct = this.quotes.flatMap((q) => this.direct(q) ?? []);
    return [...told, ...direct];
  }

  /** A sentence that is all quotation goes on with the speaker before it. */
  private carry(): void {
    this.read.forEach((r, i) => {
      const before = this.read[i - 1];
      if (!r.speaker && before?.speaker && this.quotes.some((q) => q.outer.start <= r.start + 1 && q.outer.end >= r.end - 2))
        r.speaker = before.speaker;
    });
  }
}
