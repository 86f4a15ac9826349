import type { ClaimRecord, Fact, Kind, ReportMeta, Review } from "#model";
import { buildFact, contextOf, factId } from "./build.ts";
import type { Join } from "./cluster.ts";
import { type Feature, featureOf, speakerCodes, type TextCache, unique } from "./feature.ts";
import { order } from "./order.ts";
import { lastDay } from "./period.ts";
import { ruled, rulings } from "./review.ts";
import { Provenance } from "./sources.ts";
import type { FusionTables } from "./tables.ts";

/**
 * The claims of one fact and what brought them together. It does not depend on the day that is asked for, so whoever keeps it can make the
 * fact as of any day without comparing the claims of the ledger again.
 */
export type Grouping = {
  /** id of the fact */
  id: string;
  kind: Kind;
  types: string[];
  /** every code that a claim involves */
  involved: string[];
  claims: { doc: string; claim: string }[];
  /** pairs of places in `claims` with their score; null where the claims say the very same */
  joins: [number, number, number | null][];
};

const involvedIn = ({ parties, beneficiaries, claim }: Feature) => [...parties, ...beneficiaries, ...speakerCodes(claim)];

export function groupingOf({ members, joins }: { members: Feature[]; joins: Join[] }): Grouping {
  const first = members[0] as Feature;
  const place = new Map(members.map((m, i) => [m, i]));
  return {
    id: factId(first.kind, members),
    kind: first.kind,
    types: unique(members.map((m) => m.type)),
    involved: unique(members.flatMap(involvedIn)),
    claims: members.map((m) => ({ doc: m.doc, claim: m.claim.id })),
    joins: joins.map((j) => [place.get(j.left) ?? 0, place.get(j.right) ?? 0, Number.isNaN(j.score) ? null : j.score]),
  };
}

/** The groupings asked for with the claims, reports and reviews behind them; more of any of these does no harm. */
export type Grouped = {
  groupings: readonly Grouping[];
  claims: readonly ClaimRecord[];
  reports: readonly ReportMeta[];
  reviews: readonly Review[];
};

/** The facts of groupings as of a day (ISO 8601): those that a fold of the whole ledger gives for that day. */
export function factsOf({ groupings, claims, reports, reviews }: Grouped, tables: FusionTables, asOf: string, lang = "en"): Fact[] {
  const records = new Map(claims.map((r) => [`${r.doc}#${r.claim.id}`, r]));
  const metas = new Map(reports.map((r) => [r.doc, r]));
  const sources = new Provenance(tables, metas);
  const rules = rulings(reviews);
  const context = contextOf(tables, metas, sources, rules, { day: lastDay(asOf) ?? Number.POSITIVE_INFINITY, lang });
  const cache: TextCache = new Map();
  const featured = (key: string) => {
    const record = records.get(key);
    const kept = record && ruled(record, rules);
    if (!kept) throw new Error(`the claim ${key} of a grouping is not given`);
    return featureOf(tables, cache, kept, metas.get(kept.doc));
  };
  const facts = groupings.flatMap((g) => {
    const members = g.claims.map(({ doc, claim }) => featured(`${doc}#${claim}`));
    const joins = g.joins.map(([l, r, score]) => ({
      left: members[l] as Feature,
      right: members[r] as Feature,
      score: score ?? Number.NaN,
    }));
    return buildFact(context, { members, joins }) ?? [];
  });
  return facts.sort((a, b) => order(a.id, b.id));
}
