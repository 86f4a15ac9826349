import { type Conflict, hash, type Receipt, type Stage } from "#model";
import type { Feature } from "./feature.ts";
import { order } from "./order.ts";
import { type Relation, relate, widened } from "./relate.ts";
import { label, say } from "./sentence.ts";
import { type Asked, datedStanding, standing, whoSays } from "./stages.ts";
import type { FusionTables } from "./tables.ts";

export const receipt = (f: Feature): Receipt => ({
  claim: f.claim.id,
  doc: f.doc,
  start: f.claim.start,
  end: f.claim.end,
  quote: f.claim.evidence,
});

type Found = { relation: Relation; left: Feature; right: Feature };
const PAIRS = 4000;

/** Do two reports name different circles of parties? One party alone is an incomplete account, no circle. */
const otherCircle = (a: Feature, b: Feature) =>
  a.kind === "agreement" && a.doc !== b.doc && Math.min(a.parties.length, b.parties.length) > 1 && a.parties.join() !== b.parties.join();

/** Pairs of claims of one fact that are at odds, the earlier known first. */
export function oddPairs(tables: FusionTables, members: Feature[]): Found[] {
  const found: Found[] = [];
  let checks = 0;
  for (let i = 0; i < members.length; i++)
    for (let j = i + 1; j < members.length; j++) {
      if (++checks > PAIRS) return found;
      const [left, right] = [members[i] as Feature, members[j] as Feature];
      const relation = relate(tables, left, right);
      if (relation.conflict) found.push({ relation, left, right });
      const circle = otherCircle(left, right) ? widened(left, right) : null;
      if (circle) found.push({ relation: circle, left, right });
    }
  return found;
}

function sideOf(f: Feature, found: Relation): string {
  const c = f.claim;
  if (found.conflict === "parties") return f.parties.join(", ");
  if (found.conflict === "number") return f.quantity ? `${f.quantity.value} ${f.quantity.unit}` : "";
  if (found.conflict === "modality") return c.modality;
  if (found.conflict === "date") return (found.field === "deadline" && c.kind === "commitment" ? c.deadline : c.time) ?? "";
  return `${f.stage || f.type} (${c.modality})`;
}

function conflictOf(tables: FusionTables, fact: string, list: Found[], asked: Asked, outlet: (doc: string) => string): Conflict {
  const { relation } = list[0] as Found;
  const sides = new Map<string, Map<string, Feature>>();
  for (const { left, right } of list)
    for (const f of [left, right]) {
      const value = sideOf(f, relation);
      sides.set(value, (sides.get(value) ?? new Map()).set(f.key, f));
    }
  return finish(tables, fact, relation.conflict ?? "date", relation.field, sides, asked, outlet, { from: relation.from, to: relation.to });
}

function finish(
  tables: FusionTables,
  fact: string,
  kind: Conflict["kind"],
  field: string,
  sides: Map<string, Map<string, Feature>>,
  asked: Asked,
  outlet: (doc: string) => string,
  words: Record<string, string>,
): Conflict {
  const rows = [...sides].map(([value, features]) => {
    const list = [...features.values()].sort((a, b) => order(a.key, b.key));
    return { value, sources: [...new Set(list.map((f) => whoSays(f, outlet)))], claims: list.map(receipt) };
  });
  rows.sort((a, b) => order(a.value, b.value));
  const docs = new Set(rows.flatMap((r) => r.claims.map((c) => c.doc)));
  const text = rows.map((r) => `${r.value} (${r.sources.join(", ")})`).join("; ");
  const ids = rows.flatMap((r) => r.claims.map((c) => c.claim)).sort(order);
  return {
    id: `x${hash([kind, field, ...ids].join("|"))}`,
    fact,
    kind,
    field,
    internal: docs.size === 1,
    sides: rows,
    score: rows.length > 1 ? 1 : 0.5,
    why: say(tables, asked.lang, `conflict.${kind}`, { sides: text, ...words }),
  };
}

/** A stage that rests on loose wording: said to hold, never dated, while the last dated step is an earlier one. */
function looseStage(tables: FusionTables, fact: string, members: Feature[], asked: Asked, outlet: (doc: string) => string): Conflict[] {
  const [now, dated] = [standing(tables, members), datedStanding(tables, members)];
  if (!now || !dated || now.time || !tables.stages.holds.includes(now.stage as Stage)) return [];
  const rank = (f: Feature) => tables.stages.rank[f.stage as Stage];
  if (rank(dated) >= rank(now) || rank(dated) < tables.stages.rank.agreed || dated.doc === now.doc) return [];
  const sides = new Map<string, Map<string, Feature>>();
  for (const f of members) {
    if (f.modality !== "actual" || (f.stage !== now.stage && f !== dated)) continue;
    const value = f === dated ? `${f.stage} (${f.claim.time ?? ""})` : f.stage;
    sides.set(value, (sides.get(value) ?? new Map()).set(f.key, f));
  }
  return [
    finish(tables, fact, "stage", "stage", sides, asked, outlet, {
      dated: `${label(tables, asked.lang, dated.stage)} ${dated.claim.time ?? ""}`,
    }),
  ];
}

/** What the reports of one fact cannot agree on, one conflict for each matter, with all its sides. */
export function conflictsOf(
  tables: FusionTables,
  fact: string,
  members: Feature[],
  asked: Asked,
  outlet: (doc: string) => string,
): Conflict[] {
  const groups = new Map<string, Found[]>();
  for (const f of oddPairs(tables, members)) {
    const key = `${f.relation.conflict}|${f.relation.field}`;
    groups.set(key, [...(groups.get(key) ?? []), f]);
  }
  const found = [...groups.values()].map((list) => conflictOf(tables, fact, list, asked, outlet));
  if (members[0]?.kind === "agreement") found.push(...looseStage(tables, fact, members, asked, outlet));
  return found.sort((a, b) => order(a.kind, b.kind) || order(a.id, b.id));
}
