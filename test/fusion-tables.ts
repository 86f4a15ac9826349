import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { compileFusion, type FoldInput } from "#fusion";
import type { ClaimRecord, ReportMeta } from "#model";

const ontology = new URL("../knowledge/ontology/", import.meta.url);
const read = (name: string) => parse(readFileSync(new URL(`${name}.yaml`, ontology), "utf8"));

/** The tables of `knowledge/ontology`, compiled. */
export const tables = compileFusion(
  Object.fromEntries(["fusion", "synonyms", "sentences", "obligations", "labels"].map((n) => [n, read(n)])),
);

export const shared = new URL("../../shared/", import.meta.url).pathname;
export const hasGold = existsSync(join(shared, "gold", "CROSS.json"));

/** The gold claims of the five reports as input of the fold; ids are made unique by the first three letters of the report's name. */
export function goldInput(only = /^00\d_/): FoldInput & { reports: ReportMeta[]; claims: ClaimRecord[] } {
  const dir = join(shared, "gold");
  const docs = readdirSync(dir)
    .filter((f) => only.test(f))
    .sort()
    .map((f) => JSON.parse(readFileSync(join(dir, f), "utf8")));
  const reports = docs.map((d) => ({ doc: d.doc, lang: d.lang, published: d.published, origin: d.origin ?? [] }));
  const claims = docs.flatMap((d) =>
    d.claims.map((claim: { id: string }) => ({ doc: d.doc, claim: { ...claim, id: `${d.doc.slice(0, 3)}:${claim.id}` } })),
  );
  return { reports, claims };
}
