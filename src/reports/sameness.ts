import type { Report, TextSignature } from "#model";
import { plain } from "./dom.ts";
import { plainAddress } from "./report.ts";
import { anchorsShared, groupsShared, marksShared, type Sketch, sketchOf } from "./sketch.ts";

/** What of a report tells whether its text is another one's. */
export type Told = Partial<Pick<Report, "url" | "outlet" | "published" | "title">> & {
  origin?: { relation: string; source: string; basis?: string | undefined }[];
  signature: TextSignature;
};

/**
 * How two reports are the same text: word for word; one article at two times; both from one agency; one from the other; nearly the same
 * words for no reason that they name; the same figures and names in the same order, as in a translation or a retelling.
 */
export const sames = ["retold", "near", "same", "wire", "reprint", "version"] as const;
export type Sameness = (typeof sames)[number];

/** How two texts are the same, how much of the shorter one's groups of words (`retold`: of its figures and names) both have, and why. */
export type Same = { how: Sameness; share: number; because: string };

export type Limits = {
  /** the share of the shorter text's groups of three words that both have, and of its marks (figures, words with a capital) */
  part: number;
  marks: number;
  /** the same shares where both name one source, or one names the other */
  named: { part: number; marks: number };
  /** the same shares for texts that came out more than `days` apart: by then it is rather a form that was filled in anew */
  late: { part: number; marks: number };
  days: number;
  /** groups of words below which a text is too short to tell */
  least: number;
  /** figures and names that both have at least, as a share of the smaller number, how far in one order, and within how many days */
  retold: { anchors: number; days: number; share: number; order: number };
  /** the same shares for texts that have groups of words in common (that part of them at least): they may be of one form */
  worded: { part: number; share: number; order: number };
};
export const duplicateLimits: Limits = {
  ...{ part: 0.28, marks: 0.88, least: 12, days: 30 },
  named: { part: 0.2, marks: 0.8 },
  late: { part: 0.9, marks: 0.97 },
  retold: { anchors: 8, days: 14, share: 0.45, order: 0.6 },
  worded: { part: 0.02, share: 0.55, order: 0.75 },
};

/** A text with fewer marks than this is not told from a form by them. */
const FEW = 5;

const copied = new Set(["reprint-of", "translation-of", "summary-of"]);

/** Those whose text a report says it has. */
const sourcesOf = ({ origin = [] }: Told) => origin.filter(({ relation }) => copied.has(relation)).map(({ source }) => plain(source));

const percent = (share: number) => `${Math.round(100 * share)} %`;

/** Whether two reports have one text, how, and why it is said; null where they have not. */
export function sameText(a: Told, b: Told, limits: Limits = duplicateLimits): Same | null {
  const [x, y] = [sketchOf(a.signature), sketchOf(b.signature)];
  const { both, ofA, ofB } = groupsShared(x, y);
  const part = Math.max(ofA, ofB);
  const said = (how: Sameness, because: string, share = part): Same => ({ how, share: Math.round(share * 1000) / 1000, because });
  const words = `${percent(part)} of the shorter text's groups of three words are in both`;
  const version = versions(a, b, part);
  if (version !== null) return said("version", `${version}; ${words}`);
  if (x.exact === y.exact && x.words > 0) return said("same", "their words are the same from the first to the last", 1);
  const apart = daysApart(a, b);
  if (both >= limits.least) {
    const marks = marksShared(x, y);
    const over = (usual: { part: number; marks: number }) => {
      const least = apart !== null && apart > limits.days ? limits.late : usual;
      return part >= least.part && marks >= least.marks;
    };
    const named = over(limits.named) ? byName(a, b) : null;
    if (named) return said(named.how, `${named.because}; ${words}`);
    const few = Math.min(x.marks.length, y.marks.length) < FEW && part < 0.7;
    if (over(limits) && !few) return said("near", `${words}, and ${percent(marks)} of its figures and names`);
  }
  // an outlet tells its own piece anew in the words of the first one, which are found above
  const own = part >= limits.worded.part && a.outlet && a.outlet === b.outlet;
  return apart === null || apart > limits.retold.days || own ? null : retold(x, y, part >= limits.worded.part, limits);
}

/** Whether one source that both name, or one of them that the other names, is a reason to be the same. */
function byName(a: Told, b: Told): { how: "wire" | "reprint"; because: string } | null {
  const [ofA, ofB] = [sourcesOf(a), sourcesOf(b)];
  const agency = ofA.find((name) => ofB.includes(name));
  if (agency !== undefined) return { how: "wire", because: `both name "${agency}" as their source` };
  const [outA, outB] = [plain(a.outlet ?? ""), plain(b.outlet ?? "")];
  const from = ofB.includes(outA) ? outA : ofA.includes(outB) ? outB : "";
  return from ? { how: "reprint", because: `one names "${from}", whose the other is` } : null;
}

/** Texts in other words or another language that have their figures and names in common, in one order, and came out together. */
function retold(a: Sketch, b: Sketch, worded: boolean, { retold: least, worded: form }: Limits): Same | null {
  const { count, share, order } = anchorsShared(a, b);
  const limit = worded ? form : least;
  if (count < least.anchors || share < limit.share || order < limit.order) return null;
  const because = `${count} figures and names, ${percent(share)} of those of the text that has fewer, are in both, ${percent(order)} of them in one order`;
  return { how: "retold", share: Math.round(share * 1000) / 1000, because };
}

/** The day of a date that has one, as a number of days; else NaN. */
export const dayNumber = (published: string | null | undefined) =>
  Date.parse(/^\d{4}-\d{2}-\d{2}/.exec(published ?? "")?.[0] ?? "") / 86_400_000;

/** Days between two reports; null where one has no day. */
function daysApart(a: Told, b: Told): number | null {
  const days = Math.abs(dayNumber(a.published) - dayNumber(b.published));
  return Number.isNaN(days) ? null : days;
}

/** Why two reports are one article at two times: one address, or one outlet with one headline or most of the text. */
function versions(a: Told, b: Told, part: number): string | null {
  if (a.url && b.url && plainAddress(a.url) === plainAddress(b.url) && part > 0.1) return "they stand at one address";
  const outlet = a.outlet && a.outlet === b.outlet;
  if (!outlet || part < 0.3) return null;
  const title = plain(a.title ?? "");
  if (title !== "" && title === plain(b.title ?? "")) return "they have one outlet and one headline";
  return part > 0.6 && (!a.url || !b.url) ? "they have one outlet and most of their text" : null;
}
