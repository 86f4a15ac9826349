import { type ClaimRecord, claim as claimSchema, type Review } from "#model";
import { put } from "./lists.ts";
import { order } from "./order.ts";

/** What the reviews in force come to. */
export type Rulings = {
  /** claims and reports that are left out */
  rejected: ReadonlySet<string>;
  patches: ReadonlyMap<string, Record<string, unknown>>;
  /** pairs of claim ids, `a|b` in order, that belong together or apart */
  together: ReadonlySet<string>;
  apart: ReadonlySet<string>;
  /** remarks by claim or report */
  notes: ReadonlyMap<string, Review[]>;
  /** of a claim, those that belong together with it */
  partners: ReadonlyMap<string, string[]>;
  /** claims named by a merge or split */
  touched: ReadonlySet<string>;
};

export const pair = (a: string, b: string) => (a < b ? `${a}|${b}` : `${b}|${a}`);

/** The reviews that are not revoked, oldest first. A revocation can itself be revoked. */
export function inForce(reviews: readonly Review[]): Review[] {
  const unique = [...new Map(reviews.map((r) => [r.id, r])).values()];
  const sorted = unique.sort((a, b) => order(a.at, b.at) || order(a.id, b.id));
  const revoked = new Set<string>();
  for (const r of [...sorted].reverse()) if (r.action === "revoke" && !revoked.has(r.id)) for (const id of r.targets) revoked.add(id);
  return sorted.filter((r) => !revoked.has(r.id) && r.action !== "revoke");
}

/** Folds the reviews into what they demand; of two about one thing the later counts. */
export function rulings(reviews: readonly Review[]): Rulings {
  const rejected = new Set<string>();
  const patches = new Map<string, Record<string, unknown>>();
  const together = new Set<string>();
  const apart = new Set<string>();
  const notes = new Map<string, Review[]>();
  for (const r of inForce(reviews)) {
    for (const t of r.targets) {
      notes.set(t, [...(notes.get(t) ?? []), r]);
      if (r.action === "reject") rejected.add(t);
      if (r.action === "accept") rejected.delete(t);
      if (r.action === "amend" && r.patch) patches.set(t, { ...patches.get(t), ...r.patch });
    }
    if (r.action === "merge") rule(r.targets, r.targets, together, apart);
    if (r.action === "split") rule(r.targets, r.from ?? [], apart, together);
  }
  const touched = new Set([...together, ...apart].flatMap((p) => p.split("|")));
  const partners = new Map<string, string[]>();
  for (const [a = "", b = ""] of [...together].map((p) => p.split("|"))) {
    put(partners, a, b);
    put(partners, b, a);
  }
  return { rejected, patches, together, apart, notes, partners, touched };
}

function rule(left: readonly string[], right: readonly string[], into: Set<string>, out: Set<string>): void {
  for (const a of left)
    for (const b of right)
      if (a !== b) {
        into.add(pair(a, b));
        out.delete(pair(a, b));
      }
}

/** A claim as the reviews leave it: null where it is rejected. A patch that would break the claim is not applied. */
export function ruled(record: ClaimRecord, r: Rulings): ClaimRecord | null {
  if (r.rejected.has(record.claim.id) || r.rejected.has(record.doc)) return null;
  const patch = r.patches.get(record.claim.id);
  if (!patch) return record;
  const { id, start, end, evidence } = record.claim;
  const patched = claimSchema.safeParse({ ...record.claim, ...patch, id, start, end, evidence });
  return patched.success ? { doc: record.doc, claim: patched.data } : record;
}
