import { createHash } from "node:crypto";
import { actorsOf, type Claim, typeOf } from "#model";

/** SHA-256 of some values as hexadecimal digits; values of other kinds or in another order give another hash. */
export const hashOf = (...parts: unknown[]): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex");

/** A claim's id: a hash of report, kind, place and fields, the same in every run. */
export function idOf(doc: string, claim: Omit<Claim, "id"> & { id?: string }): string {
  const c = claim as Claim;
  const stage = c.kind === "agreement" ? c.stage : null;
  const speaker = c.kind === "statement" ? c.speaker : null;
  return hashOf("claim", doc, c.kind, c.start, c.end, typeOf(c), [...actorsOf(c)].sort(), stage, speaker, c.modality, c.time).slice(0, 16);
}
