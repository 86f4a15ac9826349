import { speakers as group, say } from "#fusion";
import type { Attribution, Claim, ClaimRecord, ReportMeta } from "#model";
import { byDay, compare, type Ledger, type Wanted } from "./row.ts";

export type StatementRow = {
  speaker: string | null;
  /** every name under which the reports let this speaker speak */
  aliases: string[];
  speakerOf: string[];
  stance: string;
  about: string[];
  time: string | null;
  known: string | null;
  /** who reports it, outermost first: the report's origin, then those named in the text */
  chain: string[];
  attribution: Attribution[];
  /** quoted, reported, or in the words of a summary or translation */
  hand: "quoted" | "reported" | "summary" | "translation";
  why: string;
  claim: string;
  doc: string;
  start: number;
  end: number;
  quote: string;
};

function handOf({ tables }: Ledger, claim: Claim, report: ReportMeta | undefined): { hand: StatementRow["hand"]; origin: string } {
  const of = (...relations: string[]) => report?.origin.find((o) => relations.includes(o.relation))?.source ?? "";
  if ([...claim.evidence].some((c) => tables.words.quotes.has(c))) return { hand: "quoted", origin: "" };
  const summary = of("summary-of", "paraphrase-of");
  if (summary) return { hand: "summary", origin: summary };
  const translation = of("translation-of");
  return translation ? { hand: "translation", origin: translation } : { hand: "reported", origin: "" };
}

/** Who takes which position on whom, in which words, and by whose hand the words come. */
export function statements(ledger: Ledger, wanted: Wanted = {}): StatementRow[] {
  const reports = new Map(ledger.input.reports.map((r) => [r.doc, r]));
  const shown = new Set(ledger.facts.flatMap((f) => (f.kind === "statement" ? f.claims.map((c) => `${c.doc}#${c.claim}`) : [])));
  const rows = speakerGroups(ledger).flatMap((s) => s.claims.map((r) => ({ r, name: s.name, aliases: s.aliases })));
  const nameless = ledger.input.claims
    .filter((r) => r.claim.kind === "statement" && !r.claim.speaker)
    .map((r) => ({ r, name: null, aliases: [] as string[] }));
  const made = [...rows, ...nameless]
    .filter(({ r }) => shown.has(`${r.doc}#${r.claim.id}`))
    .flatMap(({ r, name, aliases }) => rowOf(ledger, r, reports.get(r.doc), name, aliases, wanted.lang ?? "en"));
  const asked = made.filter(
    (r) => (!wanted.type || r.stance === wanted.type) && (wanted.party ?? []).every((p) => r.about.includes(p) || r.speakerOf.includes(p)),
  );
  return byDay(
    asked,
    (r) => r.time ?? r.known,
    (r) => `${r.doc} ${String(r.start).padStart(8, "0")}`,
  );
}

function rowOf(
  ledger: Ledger,
  r: ClaimRecord,
  report: ReportMeta | undefined,
  name: string | null,
  aliases: string[],
  lang: string,
): StatementRow[] {
  const c = r.claim;
  if (c.kind !== "statement") return [];
  const { hand, origin } = handOf(ledger, c, report);
  const chain = [...(report?.origin ?? []).map((o) => o.source), ...c.attribution.map((a) => a.source)];
  return [
    {
      speaker: name ?? c.speaker,
      aliases,
      speakerOf: c.speakerOf === null ? [] : [c.speakerOf].flat(),
      stance: c.stance,
      about: c.about,
      time: c.time,
      known: report?.published ?? null,
      chain: [...new Set(chain)],
      attribution: c.attribution,
      hand,
      why: say(ledger.tables, lang, `hand.${hand}`, { origin }),
      claim: c.id,
      doc: r.doc,
      start: c.start,
      end: c.end,
      quote: c.evidence,
    },
  ];
}

const speakerGroups = (ledger: Ledger) => group(ledger.tables, ledger.input.claims);

export type SpeakerRow = {
  speaker: string;
  aliases: string[];
  of: string[];
  statements: number;
  claims: { doc: string; claim: string; time: string | null; stance: string; about: string[]; quote: string }[];
};

/** Speakers under all their names, with what they said, oldest report first. */
export function speakers(ledger: Ledger): SpeakerRow[] {
  const published = new Map(ledger.input.reports.map((r) => [r.doc, r.published]));
  return speakerGroups(ledger).map((s) => ({
    speaker: s.name,
    aliases: s.aliases,
    of: s.of,
    statements: s.claims.length,
    claims: s.claims
      .map(({ doc, claim }) => ({
        doc,
        claim: claim.id,
        time: claim.time,
        stance: claim.kind === "statement" ? claim.stance : "",
        about: claim.kind === "statement" ? claim.about : [],
        quote: claim.evidence,
      }))
      .sort((a, b) => compare(published.get(a.doc) ?? "", published.get(b.doc) ?? "") || compare(a.claim, b.claim)),
  }));
}
