import { inForce } from "#fusion";
import type { ClaimRecord, Fact, Review } from "#model";
import { gloss } from "#views";
import type { Desk, View } from "./desk.ts";
import type { ClaimAnswer } from "./schema-pages.ts";

/** The facts that each claim is part of, by claim. */
export const factsOfClaims = (view: View): Map<string, string[]> =>
  view.memo("facts of claims", () => {
    const found = new Map<string, string[]>();
    for (const f of view.facts) for (const c of f.claims) found.set(c.claim, [...(found.get(c.claim) ?? []), f.id]);
    return found;
  });

export const factsById = (view: View): Map<string, Fact> => view.memo("facts by id", () => new Map(view.facts.map((f) => [f.id, f])));

export const claimsById = (view: View): Map<string, ClaimRecord> =>
  view.memo("claims by id", () => new Map(view.input.claims.map((r) => [r.claim.id, r])));

const claimsByDoc = (view: View): Map<string, ClaimRecord[]> =>
  view.memo("claims by doc", () => {
    const found = new Map<string, ClaimRecord[]>();
    for (const r of view.input.claims) found.set(r.doc, [...(found.get(r.doc) ?? []), r]);
    return found;
  });

export const claimsOf = (view: View, doc: string): ClaimRecord[] => claimsByDoc(view).get(doc) ?? [];

/** The reviews that name any of these claims or reports. */
export const reviewsOf = (view: View, targets: ReadonlySet<string>): Review[] =>
  (view.input.reviews ?? []).filter((r) => r.targets.some((t) => targets.has(t)));

const rejected = (view: View): Set<string> =>
  view.memo("rejected", () => {
    const out = new Set<string>();
    for (const r of inForce(view.input.reviews ?? []))
      for (const target of r.targets)
        if (r.action === "reject") out.add(target);
        else if (r.action === "accept") out.delete(target);
    return out;
  });

/** The sentence of a claim in the language of a view. */
export const glossOf = (desk: Desk, view: View, { claim }: ClaimRecord): string =>
  gloss(claim, { tables: view.tables, lang: view.lang, name: (code) => desk.name(code, view.lang) });

/** A claim as a reader sees it. */
export function claimAnswer(desk: Desk, view: View, record: ClaimRecord): ClaimAnswer {
  const { doc, claim } = record;
  const out = rejected(view);
  return {
    doc,
    claim,
    gloss: glossOf(desk, view, record),
    facts: factsOfClaims(view).get(claim.id) ?? [],
    reviews: reviewsOf(view, new Set([claim.id, doc])),
    counts: claimsById(view).has(claim.id) && !out.has(claim.id) && !out.has(doc),
  };
}

/** The sentence of a fact: that of its last step that has happened, else of the last that was told. */
export function factGloss(desk: Desk, view: View, fact: Fact): string {
  const steps = fact.history;
  const step = steps.findLast((h) => h.modality === "actual") ?? steps.at(-1);
  const record = claimsById(view).get(step?.claim ?? fact.claims[0]?.claim ?? "");
  return record ? glossOf(desk, view, record) : "";
}
