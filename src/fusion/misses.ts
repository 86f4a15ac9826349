import type { Fact } from "#model";
import { decide, inOrder } from "./decide.ts";
import { type Feature, featureOf, type TextCache } from "./feature.ts";
import type { FoldInput } from "./folder.ts";
import { order } from "./order.ts";
import { scoreOf } from "./signals.ts";
import type { FusionTables } from "./tables.ts";

/** Two facts of which it cannot be told whether they are one. */
export type NearMiss = { left: Fact; right: Fact; score: number; why: string };

const MOST = 40;

/**
 * Facts of one kind, type and parties that were kept apart although little was missing, told by different reports:
 * the reader may look at both and join them by a review.
 */
export function nearMisses(facts: readonly Fact[], input: FoldInput, tables: FusionTables, lang = "en"): NearMiss[] {
  const reports = new Map(input.reports.map((r) => [r.doc, r]));
  const records = new Map(input.claims.map((r) => [`${r.doc}#${r.claim.id}`, r]));
  const cache: TextCache = new Map();
  const groups = new Map<string, Fact[]>();
  for (const f of facts)
    if (f.kind !== "statement") {
      const key = `${f.kind}|${f.type}|${f.parties.join()}`;
      groups.set(key, [...(groups.get(key) ?? []), f]);
    }
  const featuresOf = (f: Fact) =>
    f.claims.flatMap((c) => {
      const r = records.get(`${c.doc}#${c.claim}`);
      return r ? [featureOf(tables, cache, r, reports.get(r.doc))] : [];
    });
  const found: NearMiss[] = [];
  for (const group of groups.values()) {
    const few = group.slice(0, MOST).map((f) => ({ f, features: featuresOf(f) }));
    few.forEach((a, i) => {
      for (const b of few.slice(i + 1)) {
        const miss = closest(tables, a.features, b.features, lang);
        if (miss) found.push({ left: a.f, right: b.f, ...miss });
      }
    });
  }
  return found.sort((a, b) => b.score - a.score || order(a.left.id, b.left.id) || order(a.right.id, b.right.id));
}

function closest(tables: FusionTables, left: Feature[], right: Feature[], lang: string): { score: number; why: string } | null {
  let best: { a: Feature; b: Feature; score: number } | null = null;
  for (const a of left)
    for (const b of right) {
      if (a.doc === b.doc) continue;
      const score = scoreOf(tables, a, b);
      if (score <= tables.thresholds.never) return null;
      if (!best || score > best.score) best = { a, b, score };
    }
  if (!best || best.score < tables.thresholds.possible || best.score >= tables.thresholds.same) return null;
  const [a, b] = [best.a, best.b].sort(inOrder) as [Feature, Feature];
  return { score: Math.round(best.score * 1000) / 1000, why: decide(tables, a, b, lang).why };
}
