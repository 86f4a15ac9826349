import { eq, inArray, sql } from "drizzle-orm";
import type { ReportMeta } from "#model";
import type { Database } from "./engine.ts";
import { current } from "./query.ts";
import { readings, reports, signatures } from "./schema.ts";

/** What the fold needs to know of the reports of some readings, or of all that count on a day; the signatures must be there. */
export async function metasOf(db: Database, which: number[] | { known: string | null }): Promise<ReportMeta[]> {
  const wanted = Array.isArray(which)
    ? sql`${readings.seq} = any(${`{${which.join(",")}}`}::bigint[])`
    : inArray(readings.seq, current(db, which.known));
  const rows = await db
    .select({ report: reports, signature: signatures.signature })
    .from(readings)
    .innerJoin(reports, eq(reports.id, readings.report))
    .leftJoin(signatures, eq(signatures.hash, reports.hash))
    .where(wanted);
  return rows.map(({ report, signature }) => {
    const { doc, lang, published, publishedWhy, received, title, url, outlet, origin, hash } = report;
    return { doc, lang, published, publishedWhy, received, title, url, outlet, origin, hash, ...(signature ? { signature } : {}) };
  });
}
