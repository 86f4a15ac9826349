import { actions, activityTypes, type Fact, instrumentTypes, type Kind, stances } from "#model";
import type { Column } from "./table.ts";
import {
  actors,
  conflictsText,
  dueText,
  expectationText,
  nextOf,
  quantityText,
  quoteText,
  slipText,
  sourcesText,
  titleOf,
} from "./words.ts";

type FactColumn = Column<Fact>;

const idColumn = (short: Map<string, string>): FactColumn => ({ head: "ID", cell: (f) => short.get(f.id) ?? f.id });
const sources: FactColumn = { head: "SRC", cell: sourcesText, right: true };
const conflicts: FactColumn = { head: "!", cell: conflictsText, right: true };

const lines = (...parts: string[]): string => parts.filter(Boolean).join("\n");

const stageCell = (f: Fact): string =>
  f.stage ? lines(f.stage, f.time ? dueText(f.time) : "") : f.modality === "negated" ? "refused" : "none yet";

const nextCell = (f: Fact): string => {
  const next = nextOf(f);
  return next ? expectationText(next).replaceAll(", ", "\n") : "";
};

const dueCell = (f: Fact): string => {
  const first = f.firstDeadline && f.firstDeadline !== f.deadline ? `first ${dueText(f.firstDeadline)}` : "";
  const when = f.deadline ?? f.expected ?? f.time;
  return lines(dueText(when), first);
};

/** "spend about 2 %GDP (first 1 %GDP): the budget". */
const actionCell = (f: Fact): string => {
  const now = quantityText(f.quantity);
  const first = quantityText(f.firstQuantity);
  const object = objectCell(f);
  return `${[f.type, now, first && first !== now ? `(first ${first})` : ""].filter(Boolean).join(" ")}${object ? `: ${object}` : ""}`;
};

/** A commitment's object, and where the text names none its words. */
const objectCell = (f: Fact): string => f.object ?? f.name ?? (f.claims[0] ? quoteText(f.claims[0], 90) : "");

const activityWhen = (f: Fact): string => {
  const next = nextOf(f);
  return lines(dueText(f.time ?? f.expected), next ? slipText(next) : "");
};

const speakerCell = (f: Fact): string => `${f.speaker ?? "unnamed"}${f.speakerOf.length > 0 ? ` (${actors(f.speakerOf)})` : ""}`;

const firstQuote = (f: Fact): string => (f.claims[0] ? quoteText(f.claims[0]) : "");

/** The columns of each kind's table. */
export function columnsOf(kind: Kind, short: Map<string, string>): FactColumn[] {
  const id = idColumn(short);
  const byKind: Record<Kind, FactColumn[]> = {
    agreement: [
      id,
      { head: "PARTIES", cell: (f) => actors(f.parties), wrap: true, share: 1 },
      { head: "AGREEMENT", cell: (f) => `${f.type}${f.name ? `: ${f.name}` : ""}`, wrap: true, share: 2.4 },
      { head: "STAGE", cell: stageCell, wrap: true, share: 1.2 },
      { head: "EXPECTED", cell: nextCell, wrap: true, share: 2 },
      sources,
      conflicts,
    ],
    commitment: [
      id,
      {
        head: "BY",
        cell: (f) => lines(actors(f.parties), f.beneficiaries.length > 0 ? `for ${actors(f.beneficiaries)}` : ""),
        wrap: true,
        share: 1,
      },
      { head: "COMMITMENT", cell: actionCell, wrap: true, share: 3 },
      { head: "DUE", cell: dueCell, wrap: true, share: 1.2 },
      { head: "STATUS", cell: (f) => (f.modality === "negated" ? f.modality : (f.status ?? f.modality)) },
      sources,
      conflicts,
    ],
    activity: [
      id,
      { head: "WHEN", cell: activityWhen, wrap: true, share: 1.3 },
      { head: "ACTIVITY", cell: (f) => `${f.type}${f.name ? `: ${f.name}` : ""}`, wrap: true, share: 2 },
      { head: "WHO", cell: (f) => actors(f.parties), wrap: true, share: 1.2 },
      { head: "WHERE", cell: (f) => f.place ?? "", wrap: true, share: 1.2 },
      { head: "STATUS", cell: (f) => f.status ?? f.modality },
      sources,
      conflicts,
    ],
    statement: [
      id,
      { head: "WHEN", cell: (f) => dueText(f.time), wrap: true, share: 0.8 },
      { head: "SPEAKER", cell: speakerCell, wrap: true, share: 1.2 },
      { head: "STANCE", cell: (f) => `${f.type}${f.parties.length > 0 ? ` on ${actors(f.parties)}` : ""}`, wrap: true, share: 1 },
      { head: "WORDS", cell: firstQuote, wrap: true, share: 3 },
      sources,
    ],
  };
  return byKind[kind];
}

/** Facts of several kinds in one table. */
export const mixedColumns = (short: Map<string, string>): FactColumn[] => [
  idColumn(short),
  { head: "KIND", cell: (f) => lines(f.kind, f.type) },
  { head: "WHO", cell: (f) => actors(f.parties), wrap: true, share: 1 },
  { head: "WHAT", cell: (f) => titleOf(f) || firstQuote(f), wrap: true, share: 3 },
  {
    head: "STANDS",
    cell: (f) => lines(f.stage ?? f.status ?? f.modality, dueText(f.deadline ?? f.expected ?? f.time)),
    wrap: true,
    share: 1.3,
  },
  sources,
  conflicts,
];

const order: Record<Kind, readonly string[]> = {
  agreement: instrumentTypes,
  commitment: actions,
  activity: activityTypes,
  statement: stances,
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const LAST = "9999";
const bare = (edtf: string | null): string => (edtf ?? LAST).replace(/^\.\.\//, "");

/** What a fact is sorted by: agreements by type and parties, commitments by their limit, the rest by time. */
function sortKeys(f: Fact): string[] {
  const rank = String(order[f.kind].indexOf(f.type)).padStart(2, "0");
  if (f.kind === "agreement") return [rank, actors(f.parties), bare(f.time ?? f.expected), f.name ?? "", f.id];
  if (f.kind === "commitment") return [bare(f.deadline ?? f.expected ?? f.time), rank, actors(f.parties), f.id];
  return [bare(f.time ?? f.expected ?? f.firstKnown), rank, actors(f.parties), f.id];
}

/** Sorts facts as their kind is best read. */
export function sortFacts(facts: Fact[]): Fact[] {
  const keyed = facts.map((fact) => ({ fact, keys: sortKeys(fact) }));
  keyed.sort((a, b) => a.keys.reduce((sum, key, i) => sum || byText(key, b.keys[i] ?? ""), 0));
  return keyed.map((k) => k.fact);
}
