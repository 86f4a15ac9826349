import type { Claim, Review } from "#model";
import { canonical } from "./hash.ts";

/** What one coder says of one unit; values are compared as wholes (nominal). */
export type Rating = { coder: string; unit: string; value: string };

/**
 * Cohen's kappa of two coders over the units that both have rated; null where they share none.
 * Where chance alone would already agree always, full agreement is 1.
 * Example: yes/yes 20, yes/no 5, no/yes 10, no/no 15 give 0.4.
 */
export function cohenKappa(pairs: readonly (readonly [string, string])[]): number | null {
  if (pairs.length === 0) return null;
  const n = pairs.length;
  const observed = pairs.filter(([a, b]) => a === b).length / n;
  const values = new Set(pairs.flat());
  const share = (side: 0 | 1, value: string): number => pairs.filter((p) => p[side] === value).length / n;
  const chance = [...values].reduce((sum, v) => sum + share(0, v) * share(1, v), 0);
  return chance === 1 ? 1 : (observed - chance) / (1 - chance);
}

const grouped = (ratings: readonly Rating[]): Map<string, Rating[]> => {
  const units = new Map<string, Rating[]>();
  for (const r of ratings) units.set(r.unit, [...(units.get(r.unit) ?? []), r]);
  return units;
};

/**
 * Krippendorff's alpha for nominal values, any number of coders, with units that some have not rated
 * (Krippendorff, Content Analysis, chapter 11); null where no unit has two ratings.
 */
export function krippendorffAlpha(ratings: readonly Rating[]): number | null {
  const units = [...grouped(ratings).values()].filter((unit) => unit.length > 1);
  const totals = new Map<string, number>();
  let n = 0;
  let disagreement = 0;
  for (const unit of units) {
    for (const a of unit) {
      totals.set(a.value, (totals.get(a.value) ?? 0) + 1);
      n += 1;
      disagreement += unit.filter((b) => b.value !== a.value).length / (unit.length - 1);
    }
  }
  if (n === 0) return null;
  const expected = [...totals.values()].reduce((sum, count) => sum + count * (n - count), 0) / (n - 1);
  return expected === 0 ? 1 : 1 - disagreement / expected;
}

const uncoded = new Set(["id", "kind", "evidence", "start", "end", "rule", "confidence", "from"]);

const REJECTED = "rejected";
const ACCEPTED = "accepted";

/** The fields of a claim as a reviewer left them: those that were read, with the amendments. */
function fieldsAfter(claim: Claim, patch: Record<string, unknown>): [string, string][] {
  return Object.entries({ ...claim, ...patch })
    .filter(([key]) => !uncoded.has(key))
    .map(([key, value]) => [key, canonical(value)]);
}

/**
 * What each reviewer has said of each claim, by field: `claim` (accepted or rejected) and, of claims not rejected, the value of every
 * field, amended or left as it was read. Only reviews in force may be given; of two by one reviewer the later counts.
 */
export function ratingsByField(reviews: readonly Review[], claims: readonly Claim[]): Map<string, Rating[]> {
  const byId = new Map(claims.map((c) => [c.id, c]));
  const said = new Map<string, { who: string; claim: Claim; rejected: boolean; patch: Record<string, unknown> }>();
  for (const r of reviews.filter((x) => x.action === "accept" || x.action === "reject" || x.action === "amend")) {
    for (const claim of r.targets.flatMap((t) => byId.get(t) ?? [])) {
      const key = canonical([r.who, claim.id]);
      const patch = { ...said.get(key)?.patch, ...r.patch };
      said.set(key, { who: r.who, claim, rejected: r.action === "reject", patch });
    }
  }
  const fields = new Map<string, Rating[]>();
  const add = (field: string, coder: string, unit: string, value: string): void =>
    void fields.set(field, [...(fields.get(field) ?? []), { coder, unit, value }]);
  for (const { who, claim, rejected, patch } of said.values()) {
    add("claim", who, claim.id, rejected ? REJECTED : ACCEPTED);
    if (!rejected) for (const [field, value] of fieldsAfter(claim, patch)) add(field, who, claim.id, value);
  }
  return fields;
}

export type FieldAgreement = { field: string; units: number; kappa: number | null; alpha: number | null };

/** Agreement by field: alpha over all reviewers, kappa where exactly two are asked for. */
export function agreementByField(fields: ReadonlyMap<string, readonly Rating[]>, reviewers: readonly string[]): FieldAgreement[] {
  return [...fields].map(([field, all]) => {
    const ratings = reviewers.length > 0 ? all.filter((r) => reviewers.includes(r.coder)) : [...all];
    const units = [...grouped(ratings).values()].filter((unit) => unit.length > 1);
    const [first, second] = reviewers;
    const pairs = units.flatMap((unit) => {
      const a = unit.find((r) => r.coder === first);
      const b = unit.find((r) => r.coder === second);
      return a && b ? [[a.value, b.value] as const] : [];
    });
    return { field, units: units.length, kappa: reviewers.length === 2 ? cohenKappa(pairs) : null, alpha: krippendorffAlpha(ratings) };
  });
}
