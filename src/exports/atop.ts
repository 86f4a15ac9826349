import { iso, period } from "#fusion";
import type { Fact, ObligationKind } from "#model";
import { applies } from "#views";
import { type Cell, table } from "./csv.ts";
import type { Source } from "./source.ts";

const header = [
  "atopid",
  "member",
  "ccode",
  "yrent",
  "moent",
  "dayent",
  "yrexit",
  "moexit",
  "dayexit",
  "defense",
  "offense",
  "neutral",
  "nonagg",
  "consul",
  "bilat",
  "stage",
  "name",
  "reports",
  "independent",
];

/** Year, month and day, 0 for what the reports leave open. */
export function parts(edtf: string | null | undefined, end = false): [number, number, number] {
  const value = (end ? edtf?.split("/").at(-1) : edtf?.split("/")[0]) ?? "";
  const days = period(value);
  const text = days ? iso(end ? days.to : days.from) : null;
  if (!text) return [0, 0, 0];
  const [year, month, day] = text.split("-").map(Number) as [number, number, number];
  const exact = value.split("-").length;
  return [year, exact > 1 ? month : 0, exact > 2 ? day : 0];
}

export const begun = (f: Fact) =>
  f.history
    .filter((h) => h.modality === "actual" && h.event && (h.stage === "signed" || h.stage === "in-force" || h.stage === "ratified"))
    .map((h) => h.event as string)
    .sort()[0];
export const ended = (f: Fact) => f.history.find((h) => h.modality === "actual" && h.stage === "ended")?.event;

/** The obligations of an agreement on its parties, in the vocabulary of ATOP. */
function obligations(source: Source, f: Fact): Set<ObligationKind> {
  const on = f.parties[0] ?? "";
  return new Set(applies({ ...source, facts: [f] }, { ask: "attack", on }).map((r) => r.obligation));
}

/** Agreements with a military obligation in the layout of ATOP's member-level file: one line for each member. Codes are Foedera's, not ATOP's. */
export function atop(source: Source): string {
  const rows: Cell[][] = [];
  for (const f of source.facts) {
    if (f.kind !== "agreement" || f.stage === null) continue;
    const owed = obligations(source, f);
    const has = (k: ObligationKind) => (owed.has(k) ? 1 : 0);
    const codes = [has("defence"), 0, has("neutrality"), has("non-aggression"), has("consultation")];
    if (!codes.some(Boolean)) continue;
    for (const member of f.parties)
      rows.push([
        f.id,
        member,
        source.cow?.(member),
        ...parts(begun(f)),
        ...parts(ended(f), true),
        ...codes,
        f.parties.length === 2 ? 1 : 0,
        f.stage,
        f.name,
        f.sources.reports,
        f.sources.independent,
      ]);
  }
  return table([header, ...rows]);
}
