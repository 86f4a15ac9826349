import { createHash } from "node:crypto";
import type { Report } from "#model";
import { docOf, type Extracted, type Meta, plainAddress, type ReportTables, reportFromText } from "#reports";

/** SHA-256 of bytes, in hexadecimal. */
export const bytesHash = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** The short name of a report from the web: the last words of its address, and a hash that tells it from all others. */
export function docOfAddress(address: string): string {
  const plain = plainAddress(address);
  const last = docOf(plain.replace(/[?#].*$/, "").replace(/^[a-z]+:\/\//i, ""))
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .slice(0, 60);
  return `${last || "page"}-${bytesHash(plain).slice(0, 10)}`;
}

/** Puts together a report: what is said from outside goes before what the bytes say, and that before what the text itself tells. */
export async function finish(
  found: Extracted,
  bytes: Uint8Array | string,
  from: string,
  meta: Meta,
  tables: ReportTables,
): Promise<Report> {
  const said = Object.fromEntries(Object.entries(meta).filter(([, value]) => value !== null && value !== undefined)) as Meta;
  const report = await reportFromText(
    found.text,
    { published: found.published?.day, lang: found.lang, title: found.title, url: found.url, outlet: found.outlet, ...said },
    tables,
  );
  const named = new Set(report.origin.map(({ source }) => source));
  return {
    ...report,
    publishedWhy: said.published ? null : (found.published?.why ?? report.publishedWhy),
    ...(found.modified ? { modified: found.modified.day } : {}),
    ...(found.credits?.length ? { credits: found.credits } : {}),
    origin: [...report.origin, ...(found.origin ?? []).filter(({ source }) => !named.has(source) && source !== report.outlet)],
    made: { from, bytesHash: bytesHash(bytes), encoding: found.encoding ?? null, extractor: found.extractor },
    notices: [...(found.notices ?? []), ...report.notices],
  };
}
