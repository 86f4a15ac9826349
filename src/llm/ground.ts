import type { Claim, Notice, Range, Report } from "#model";
import { parseEdtf, spanOf } from "#time";
import { type RawActor, type RawAmount, type RawChoice, type RawClaim, type RawDate, rawClaim } from "./answer.ts";
import { idOf } from "./hash.ts";
import { type Folded, fold, locate } from "./locate.ts";
import type { Piece } from "./pieces.ts";

/** What claims are held against. */
export type Ground = {
  /** every actor's code that may be used */
  codes: ReadonlySet<string>;
  /** the codes that words name, where that is known: words that name others only cannot stand for an actor */
  codesOf?: (words: string, lang: string | null) => readonly string[];
  /** 0..1 */
  confidence: number;
};

/** Why a claim is not kept. */
class Ungrounded extends Error {
  constructor(
    readonly rule: string,
    reason: string,
  ) {
    super(reason);
  }
}

const LONGEST_EVIDENCE = 1200;
const shown = (words: string) => JSON.stringify(words.length > 80 ? `${words.slice(0, 77)}...` : words);

/** The digits of a figure without its zeros at either end: equal for 1.5, 1,500 and 1.5 million. */
const digits = (figure: string) => figure.replace(/\D/g, "").replace(/^0+|0+$/g, "");

/** Builds one claim, taking note of where each field was read. */
class Grounding {
  readonly from: Record<string, Range[]> = {};
  private readonly folded: Folded;
  private evidence: Range | undefined;

  constructor(
    private readonly report: Report,
    piece: Piece,
    private readonly ground: Ground,
  ) {
    this.folded = fold(report.text.slice(piece.start, piece.end), piece.start);
  }

  passage(words: string): Range {
    if (words.length > LONGEST_EVIDENCE)
      throw new Ungrounded("llm-quotation", `the evidence is longer than ${LONGEST_EVIDENCE} characters`);
    this.evidence = this.place("evidence", words);
    return this.evidence;
  }

  /** The report's own words for a copy of them. */
  words(field: string, copy: string | null): string | null {
    if (copy === null) return null;
    const range = this.note(field, copy);
    return this.report.text.slice(...range);
  }

  choice<T extends RawChoice>(field: string, choice: T): T["value"] {
    this.note(field, choice.quote);
    return choice.value;
  }

  actors(field: string, actors: RawActor[]): string[] {
    for (const { code, quote } of actors) {
      if (!this.ground.codes.has(code)) throw new Ungrounded("llm-code", `${field} has the unknown code ${shown(code)}`);
      const named = this.ground.codesOf?.(quote, this.report.lang) ?? [];
      if (named.length && !named.includes(code))
        throw new Ungrounded("llm-code", `${field}: ${shown(quote)} names ${named.join(", ")}, not ${code}`);
      this.note(field, quote);
    }
    return [...new Set(actors.map(({ code }) => code))];
  }

  date(field: string, date: RawDate): string | null {
    if (!date) return null;
    const span = parseEdtf(date.edtf) && spanOf(date.edtf);
    if (!span || span.first > span.last) throw new Ungrounded("llm-date", `${field}: ${shown(date.edtf)} is no EDTF date`);
    const years = date.quote.match(/(?<!\d)(?:1[89]|20)\d\d(?!\d)/g) ?? [];
    const within = (year: string) => {
      const said = spanOf(year);
      return said && said.first <= span.last && span.first <= said.last;
    };
    if (years.length && !years.some(within))
      throw new Ungrounded("llm-date", `${field}: ${date.edtf} is not what ${shown(date.quote)} says`);
    this.note(field, date.quote);
    return date.edtf;
  }

  /** A date as a limit: open at its beginning. */
  limit(field: string, date: RawDate): string | null {
    const edtf = this.date(field, date);
    const end = edtf?.slice(edtf.indexOf("/") + 1);
    return !end || end === ".." ? edtf : `../${end}`;
  }

  amount(field: string, amount: RawAmount): { value: number; unit: string } | null {
    if (!amount) return null;
    const { value, unit, quote } = amount;
    const figures = (quote.match(/\d[\d.,\s]*/g) ?? []).map(digits);
    const wanted = digits(value.toExponential().split("e")[0] as string);
    if (figures.length && !figures.includes(wanted))
      throw new Ungrounded("llm-quantity", `${field}: ${value} is not what ${shown(quote)} says`);
    this.note(field, quote);
    return { value, unit };
  }

  private note(field: string, quotation: string): Range {
    const range = this.place(field, quotation);
    (this.from[field] ??= []).push(range);
    return range;
  }

  private place(field: string, quotation: string): Range {
    const near = this.evidence && { start: this.evidence[0], end: this.evidence[1] };
    const range = locate(this.folded, quotation, near);
    if (!range) throw new Ungrounded("llm-quotation", `${field}: the passage does not say ${shown(quotation)}`);
    return range;
  }
}

function fieldsOf(raw: RawClaim, g: Grounding) {
  switch (raw.kind) {
    case "agreement":
      return {
        kind: raw.kind,
        type: g.choice("type", raw.type),
        name: g.words("name", raw.name),
        parties: g.actors("parties", raw.parties),
        stage: g.choice("stage", raw.stage),
      };
    case "commitment":
      return {
        kind: raw.kind,
        action: g.choice("action", raw.action),
        actors: g.actors("actors", raw.actors),
        beneficiaries: g.actors("beneficiaries", raw.beneficiaries),
        object: g.words("object", raw.object),
        quantity: g.amount("quantity", raw.quantity),
        deadline: g.limit("deadline", raw.deadline),
        undertaken: g.date("undertaken", raw.undertaken),
      };
    case "activity":
      return {
        kind: raw.kind,
        type: g.choice("type", raw.type),
        participants: g.actors("participants", raw.participants),
        name: g.words("name", raw.name),
        place: g.words("place", raw.place),
        quantity: g.amount("quantity", raw.quantity),
      };
    case "statement": {
      const of = g.actors("speakerOf", raw.speakerOf);
      if (raw.speaker === null && !of.length) throw new Ungrounded("llm-speaker", "a statement without a speaker");
      return {
        kind: raw.kind,
        speaker: g.words("speaker", raw.speaker),
        speakerOf: of.length > 1 ? of : (of[0] ?? null),
        stance: g.choice("stance", raw.stance),
        about: g.actors("about", raw.about),
      };
    }
  }
}

function claimOf(raw: RawClaim, report: Report, piece: Piece, ground: Ground): Claim {
  const g = new Grounding(report, piece, ground);
  const [start, end] = g.passage(raw.evidence);
  const claim = {
    ...fieldsOf(raw, g),
    evidence: report.text.slice(start, end),
    start,
    end,
    modality: g.choice("modality", raw.modality),
    time: g.date("time", raw.time),
    attribution: raw.attribution.map(({ source, type }) => ({ source: g.words("attribution", source) as string, type })),
    rule: "llm",
    confidence: ground.confidence,
    from: g.from,
  };
  return { id: idOf(report.doc, claim), ...claim };
}

/** Holds one element of an answer against its passage: the claim, or a notice that says why it is dropped. */
export function groundClaim(element: unknown, report: Report, piece: Piece, ground: Ground): { claim: Claim } | { notice: Notice } {
  const place = { start: piece.start, end: piece.end };
  const read = rawClaim(element);
  if ("reason" in read) return { notice: { rule: "llm-value", reason: `A claim was dropped: ${read.reason}.`, ...place } };
  try {
    return { claim: claimOf(read.claim, report, piece, ground) };
  } catch (error) {
    if (!(error instanceof Ungrounded)) throw error;
    return { notice: { rule: error.rule, reason: `A claim (${read.claim.kind}) was dropped: ${error.message}.`, ...place } };
  }
}
