import { z } from "zod";
import { claim } from "./claim.ts";
import { edtf, originRelations } from "./values.ts";

/** Where the text of a report comes from. */
export const origin = z.object({
  relation: z.enum(originRelations),
  source: z.string(),
  /** true where no words of the text name the source */
  inferred: z.boolean().optional(),
  /** the words that say it, or the reason */
  basis: z.string().optional(),
});
export type Origin = z.infer<typeof origin>;

/** A remark on a text that could not be read as well as it should: what is wrong and what to do. Reading goes on. */
export const notice = z.object({ rule: z.string(), reason: z.string(), start: z.number().optional(), end: z.number().optional() });
export type Notice = z.infer<typeof notice>;

/** How the text of a report was made: from which kind of bytes, their SHA-256, in which encoding, by which extractor. */
export const made = z.object({ from: z.string(), bytesHash: z.string(), encoding: z.string().nullable(), extractor: z.string() });
export type Made = z.infer<typeof made>;

/** One publication of a text. `text` is never changed after intake; every offset of the system points into it. */
export const report = z.object({
  /** file name without directory and extension, or a hash of the address */
  doc: z.string(),
  text: z.string(),
  /** BCP 47 */
  lang: z.string().nullable(),
  published: edtf.nullable(),
  publishedWhy: z.string().nullable().optional(),
  title: z.string().nullable().optional(),
  url: z.string().nullable().optional(),
  outlet: z.string().nullable().optional(),
  /** the day on which it was last changed, where the page says so */
  modified: edtf.nullable().optional(),
  /** those who are named as its writers, as they are written */
  credits: z.array(z.string()).optional(),
  made: made.optional(),
  origin: z.array(origin).default([]),
  notices: z.array(notice).default([]),
});
export type Report = z.infer<typeof report>;

/** What `foedera extract` prints for one report, one a line. */
export const document = z.object({
  doc: z.string(),
  lang: z.string().nullable(),
  published: edtf.nullable(),
  publishedWhy: z.string().nullable().optional(),
  title: z.string().nullable().optional(),
  url: z.string().nullable().optional(),
  outlet: z.string().nullable().optional(),
  modified: edtf.nullable().optional(),
  credits: z.array(z.string()).optional(),
  made: made.optional(),
  origin: z.array(origin),
  claims: z.array(claim),
  mentions: z.array(z.record(z.string(), z.unknown())).optional(),
  notices: z.array(notice).optional(),
});
export type Document = z.infer<typeof document>;
