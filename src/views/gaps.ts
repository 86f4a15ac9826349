import { label, say } from "#fusion";
import type { Fact, Receipt, Stage } from "#model";
import { compare, type Ledger, type Wanted } from "./row.ts";

export type GapRow = {
  party: string;
  partner: string;
  type: string;
  /** partners with whom the party has it */
  has: string[];
  /** how far it has come with this partner; null where no report speaks of it */
  stage: Stage | null;
  fact: string | null;
  why: string;
  receipts: Receipt[];
};

/** Which partners of a party lack an instrument that its other partners have, and how far it has come with them. */
export function gaps({ facts, tables }: Ledger, party: string, wanted: Wanted = {}): GapRow[] {
  const lang = wanted.lang ?? "en";
  const own = facts.filter((f) => f.kind === "agreement" && f.parties.includes(party) && f.stage !== "ended" && f.modality !== "negated");
  const done = (f: Fact) => f.stage !== null && tables.stages.rank[f.stage] >= tables.stages.rank.signed;
  const partners = [...new Set(own.flatMap((f) => f.parties))].filter((p) => p !== party).sort(compare);
  const types = [...new Set(own.filter(done).map((f) => f.type))].filter((t) => !wanted.type || t === wanted.type).sort(compare);
  const rows: GapRow[] = [];
  for (const type of types) {
    const list = own.filter((f) => f.type === type && done(f));
    const has = partners.filter((p) => list.some((f) => f.parties.includes(p)));
    for (const partner of partners.filter((p) => !has.includes(p))) {
      const begun = own.find((f) => f.type === type && f.parties.includes(partner)) ?? null;
      const values = {
        party,
        partner,
        type: label(tables, lang, type),
        others: has.join(", "),
        stage: begun ? label(tables, lang, begun.stage ?? begun.modality) : "",
      };
      rows.push({
        party,
        partner,
        type,
        has,
        stage: begun?.stage ?? null,
        fact: begun?.id ?? null,
        why: say(tables, lang, begun ? "gaps.pending" : "gaps.missing", values),
        receipts: [...(begun?.claims ?? []), ...list.flatMap((f) => f.claims)],
      });
    }
  }
  return rows;
}
