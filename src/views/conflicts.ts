import { nearMisses } from "#fusion";
import type { Conflict, Fact, Receipt } from "#model";
import { compare, type Ledger, type Wanted } from "./row.ts";

export type ConflictRow = {
  id: string;
  kind: Conflict["kind"] | "identity" | "strength";
  facts: string[];
  parties: string[];
  type: string;
  name: string | null;
  field: string;
  internal: boolean;
  sides: { value: string; sources: string[]; claims: Receipt[] }[];
  why: string;
};

const row = (f: Fact, c: Conflict): ConflictRow => ({
  id: c.id,
  kind: c.kind,
  facts: [f.id],
  parties: f.parties,
  type: f.type,
  name: f.name ?? f.object,
  field: c.field,
  internal: c.internal,
  sides: c.sides,
  why: c.why,
});

/** Facts that may be one: what speaks for it does not suffice, what speaks against it neither. Only those whose times differ are at odds. */
function identity({ facts, input, tables }: Ledger, lang: string): ConflictRow[] {
  return nearMisses(facts, input, tables, lang).map(({ left, right, why }) => ({
    id: `i${left.id}${right.id}`,
    kind: "identity" as const,
    facts: [left.id, right.id],
    parties: left.parties,
    type: left.type,
    name: left.name ?? left.object,
    field: "identity",
    internal: false,
    sides: [left, right].map((f) => ({ value: f.time ?? f.name ?? f.object ?? f.type, sources: f.sources.origins, claims: f.claims })),
    why,
  }));
}

/** What the reports cannot agree on, with both sides in their own words; `identity` rows ask whether two facts are one. */
export function conflicts(ledger: Ledger, wanted: Wanted = {}): ConflictRow[] {
  const own = ledger.facts.flatMap((f) => f.conflicts.map((c) => row(f, c)));
  const rows = [...own, ...identity(ledger, wanted.lang ?? "en")];
  const asked = rows.filter((r) => (wanted.party ?? []).every((p) => r.parties.includes(p)) && (!wanted.type || r.type === wanted.type));
  return asked.sort((a, b) => compare(a.kind, b.kind) || compare(a.id, b.id));
}
