import { iso, knownDay, Provenance } from "#fusion";
import type { Kind, Origin } from "#model";
import { byDay, type Ledger } from "./row.ts";

export type ReportRow = {
  doc: string;
  published: string | null;
  /** the day from which it counts as known */
  known: string | null;
  lang: string | null;
  title: string | null;
  outlet: string | null;
  url: string | null;
  origin: Origin[];
  /** the reports that are copies, translations or other tellings of the same piece, and why; empty where there are none */
  sameOrigin: string[];
  why: string;
  claims: Record<Kind, number>;
};

/** The reports with where they come from, which others have the same origin, and how much was read in them. */
export function reports({ input, tables }: Ledger, lang = "en"): ReportRow[] {
  const kin = new Provenance(
    tables,
    input.reports.map((r) => [r.doc, r] as const),
  ).kin(lang);
  const counts = new Map<string, Record<Kind, number>>();
  for (const { doc, claim } of input.claims) {
    const c = counts.get(doc) ?? { agreement: 0, commitment: 0, activity: 0, statement: 0 };
    c[claim.kind]++;
    counts.set(doc, c);
  }
  const rows = input.reports.map((r): ReportRow => {
    const others = kin.get(r.doc) ?? [];
    const day = knownDay(r);
    return {
      doc: r.doc,
      published: r.published,
      known: day === null ? null : iso(day),
      lang: r.lang,
      title: r.title ?? null,
      outlet: r.outlet ?? null,
      url: r.url ?? null,
      origin: r.origin,
      sameOrigin: others.map((o) => o.doc).sort(),
      why: [...new Set(others.map((o) => o.why))].join("; "),
      claims: counts.get(r.doc) ?? { agreement: 0, commitment: 0, activity: 0, statement: 0 },
    };
  });
  return byDay(
    rows,
    (r) => r.published,
    (r) => r.doc,
  );
}
