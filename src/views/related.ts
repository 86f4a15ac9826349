import { say } from "#fusion";
import type { Fact, Receipt } from "#model";
import { compare, type Ledger, type Wanted } from "./row.ts";

export type RelatedRow = { fact: string; other: string; relation: "provision"; why: string; receipts: Receipt[] };

const NEAR = 350;

/** Commitments told in the same breath as an instrument of the same parties: what it provides, as far as the reports say. */
export function related({ facts, tables }: Ledger, wanted: Wanted = {}): RelatedRow[] {
  const byDoc = new Map<string, { f: Fact; c: Receipt }[]>();
  for (const f of facts) if (f.kind === "agreement") for (const c of f.claims) byDoc.set(c.doc, [...(byDoc.get(c.doc) ?? []), { f, c }]);
  const rows: RelatedRow[] = [];
  for (const f of facts) {
    if (f.kind !== "commitment") continue;
    const all = new Set([...f.parties, ...f.beneficiaries]);
    const seen = new Set<string>();
    for (const c of f.claims)
      for (const a of byDoc.get(c.doc) ?? []) {
        const apart = Math.max(0, a.c.start - c.end, c.start - a.c.end);
        if (apart > NEAR || seen.has(a.f.id) || !a.f.parties.every((p) => all.has(p)) || !f.parties.every((p) => a.f.parties.includes(p)))
          continue;
        seen.add(a.f.id);
        rows.push({
          fact: f.id,
          other: a.f.id,
          relation: "provision",
          why: say(tables, wanted.lang ?? "en", "related.provision"),
          receipts: [c, a.c],
        });
      }
  }
  return rows.sort((a, b) => compare(a.other, b.other) || compare(a.fact, b.fact));
}
