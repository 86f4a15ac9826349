import type { Report } from "#model";
import { plain } from "./dom.ts";
import { bandsOf, marksShared, type Sketch, shared, sketchOf, wordHashes } from "./minhash.ts";
import { plainAddress } from "./report.ts";

/** What of a report tells whether it is another one's text. */
export type Compared = Pick<Report, "doc" | "text"> &
  Partial<Pick<Report, "url" | "outlet" | "published" | "modified" | "title" | "origin">>;

/**
 * How two reports are the same text: word for word; one article at two times; both from one agency; one from the other; nearly the same
 * words for no reason that they name.
 */
export type Sameness = "same" | "version" | "wire" | "reprint" | "near";

/** Two reports with one text: how, how much of the shorter one's words both have, and why it is said. */
export type Match = { doc: string; other: string; how: Sameness; share: number; because: string };

/** Reports with one text. The first is the earliest, from which the others differ as their matches say. */
export type DuplicateGroup = { docs: string[]; how: Sameness; matches: Match[] };

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
};
export const duplicateLimits: Limits = {
  ...{ part: 0.28, marks: 0.88, least: 12, days: 30 },
  named: { part: 0.2, marks: 0.8 },
  late: { part: 0.9, marks: 0.97 },
};

/** One of ten groups is a key; of the reports under one key no more are kept than `COMMON`: it is a phrase that all use. */
const SAMPLE = 2 ** 32 / 10;
const COMMON = 60;
const CANDIDATES = 48;
/** A text with fewer marks than this is not told from a form by them. */
const FEW = 5;

type Kept = { report: Omit<Compared, "text">; sketch: Sketch; exact: string; named: Set<string> };

/** The whole of a text's words as one short key. */
function exactKey(words: Uint32Array): string {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (const word of words) {
    a = Math.imul(a ^ word, 0x01000193);
    b = Math.imul((b << 5) ^ (b >>> 3) ^ word, 0x85ebca6b);
  }
  return `${words.length}:${(a >>> 0).toString(36)}:${(b >>> 0).toString(36)}`;
}

const copied = new Set(["reprint-of", "translation-of", "summary-of"]);

/** Those whose text a report says it has. */
const sourcesOf = ({ origin = [] }: Compared) =>
  new Set(origin.filter(({ relation }) => copied.has(relation)).map(({ source }) => plain(source)));

/** Finds the reports with one text among those that it is given, one after the other. */
export class Duplicates {
  private readonly kept: Kept[] = [];
  private readonly places = new Map<number | string, number[]>();

  constructor(private readonly limits: Limits = duplicateLimits) {}

  /** Takes in a report and gives its matches with those before it, the closest first. */
  add(report: Compared): Match[] {
    const { text, ...rest } = report;
    const words = wordHashes(text);
    const one: Kept = { report: rest, sketch: sketchOf(text, words), exact: exactKey(words), named: sourcesOf(report) };
    const keys = this.keysOf(one);
    const matches = this.candidates(keys).flatMap((at) => this.compare(one, this.kept[at]!) ?? []);
    const place = this.kept.push(one) - 1;
    for (const key of keys) {
      const list = this.places.get(key);
      if (list === undefined) this.places.set(key, [place]);
      else if (list.length <= COMMON) list.push(place);
    }
    return matches.sort((a, b) => b.share - a.share);
  }

  private keysOf({ report, sketch, exact }: Kept): (number | string)[] {
    const sample: (number | string)[] = [];
    for (const group of sketch.groups) {
      if (group > SAMPLE) break;
      sample.push(group);
    }
    const address = report.url ? [`url ${plainAddress(report.url)}`] : [];
    return [...sample, ...bandsOf(sketch), `exact ${exact}`, ...address];
  }

  /** The reports that share keys, those that share most first. A key that many have says little. */
  private candidates(keys: (number | string)[]): number[] {
    const counts = new Map<number, number>();
    for (const key of keys) {
      const list = this.places.get(key) ?? [];
      const weight = typeof key === "number" ? 8 / (8 + list.length) : 4;
      for (const at of list) counts.set(at, (counts.get(at) ?? 0) + weight);
    }
    return [...counts]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, CANDIDATES)
      .map(([at]) => at);
  }

  private compare(a: Kept, b: Kept): Match | null {
    const match = (how: Sameness, share: number, because: string): Match => ({
      ...{ doc: a.report.doc, other: b.report.doc, how, because },
      share: Math.round(share * 1000) / 1000,
    });
    const { both, ofA, ofB } = shared(a.sketch, b.sketch);
    const part = Math.max(ofA, ofB);
    const percent = `${Math.round(part * 100)} % of the shorter text's groups of three words are in both`;
    const version = versions(a.report, b.report, part);
    if (version !== null) return match("version", part, `${version}; ${percent}`);
    if (a.exact === b.exact && a.sketch.groups.length > 0) return match("same", 1, "their words are the same from the first to the last");
    if (both < this.limits.least) return null;
    const agency = [...a.named].find((name) => b.named.has(name));
    const from = named(a, b) ?? named(b, a);
    const marks = marksShared(a.sketch, b.sketch);
    const late = daysApart(a.report, b.report) > this.limits.days;
    const over = (usual: { part: number; marks: number }) => {
      const least = late ? this.limits.late : usual;
      return part >= least.part && marks >= least.marks;
    };
    if (agency !== undefined && over(this.limits.named)) return match("wire", part, `both name "${agency}" as their source; ${percent}`);
    if (from !== null && over(this.limits.named)) return match("reprint", part, `one names "${from}", whose the other is; ${percent}`);
    const few = Math.min(a.sketch.marks.length, b.sketch.marks.length) < FEW && part < 0.7;
    return over(this.limits) && !few ? match("near", part, `${percent}, and ${Math.round(marks * 100)} % of its figures and names`) : null;
  }
}

/** Days between two reports; none where one has no day. */
function daysApart(a: Told, b: Told): number {
  const [x, y] = [a, b].map(({ published }) => Date.parse(/^\d{4}-\d{2}-\d{2}/.exec(published ?? "")?.[0] ?? ""));
  return Number.isNaN(x) || Number.isNaN(y) ? 0 : Math.abs(x! - y!) / 86_400_000;
}

/** The outlet of one report where the other names it as its source. */
function named(a: Kept, b: Kept): string | null {
  const outlet = plain(a.report.outlet ?? "");
  return outlet !== "" && b.named.has(outlet) ? outlet : null;
}

type Told = Omit<Compared, "text">;

/** Why two reports are one article at two times: one address, or one outlet with one headline or most of the text. */
function versions(a: Told, b: Told, part: number): string | null {
  if (a.url && b.url && plainAddress(a.url) === plainAddress(b.url) && part > 0.1) return "they stand at one address";
  const outlet = a.outlet && a.outlet === b.outlet;
  if (!outlet || part < 0.3) return null;
  const title = plain(a.title ?? "");
  if (title !== "" && title === plain(b.title ?? "")) return "they have one outlet and one headline";
  return part > 0.6 && (!a.url || !b.url) ? "they have one outlet and most of their text" : null;
}

const rank: Sameness[] = ["near", "same", "wire", "reprint", "version"];
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A report joins a group whose first it matches, or half of its members: a chain of likenesses makes no group. */
const HALF = 0.5;

type Growing = DuplicateGroup & { members: Set<string> };

/** The group that a report belongs to by its matches: the one of its closest match that it is like as a whole. */
function groupFor(matches: Match[], groups: Map<string, Growing>): Growing | null {
  const counts = new Map<Growing, number>();
  for (const { other } of matches) {
    const group = groups.get(other);
    if (group) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  const like = (group: Growing) =>
    (counts.get(group) ?? 0) >= group.docs.length * HALF || matches.some(({ other }) => other === group.docs[0]);
  return matches.map(({ other }) => groups.get(other)).find((group) => group !== undefined && like(group)) ?? null;
}

/**
 * Groups reports that have one text: word for word, nearly, as reprints and wire copies, as versions of one article. Each group says how and
 * each match why. The same reports give the same groups; within a group the earliest comes first. A report is in one group at most.
 */
export function duplicates(reports: Iterable<Compared>, limits: Limits = duplicateLimits): DuplicateGroup[] {
  const finder = new Duplicates(limits);
  const groups = new Map<string, Growing>();
  const all: Growing[] = [];
  for (const report of [...reports].sort((a, b) => order(a.published ?? "~", b.published ?? "~") || order(a.doc, b.doc))) {
    const matches = finder.add(report);
    const group = groupFor(matches, groups) ?? { docs: [], how: "near", matches: [], members: new Set<string>() };
    if (group.docs.length === 0) all.push(group);
    groups.set(report.doc, group);
    if (!group.members.has(report.doc)) group.docs.push(report.doc);
    for (const match of matches.filter(({ other }) => group.members.has(other))) {
      group.matches.push(match);
      if (rank.indexOf(match.how) > rank.indexOf(group.how)) group.how = match.how;
    }
    group.members.add(report.doc);
  }
  return all.filter(({ docs }) => docs.length > 1).map(({ members: _, ...group }) => group);
}
