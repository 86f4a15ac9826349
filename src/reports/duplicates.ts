import type { Report } from "#model";
import { plainAddress } from "./report.ts";
import { dayNumber, duplicateLimits, type Limits, type Same, type Sameness, sames, sameText, type Told } from "./sameness.ts";
import { anchorKeys, groupKeys, sketchOf, textSignature } from "./sketch.ts";

/** A report that may have another one's text. */
export type Compared = Omit<Told, "signature"> & Pick<Report, "doc" | "text">;

/** Reports with one text: which, how, and why it is said. */
export type Match = Same & { doc: string; other: string };

/** Reports with one text. The first is the earliest, from which the others differ as their matches say. */
export type DuplicateGroup = { docs: string[]; how: Sameness; matches: Match[] };

/** Of the reports under one key no more are kept than this: what more have in common is a phrase that all use. */
const COMMON = 60;
const CANDIDATES = 48;

/** Where reports meet that may have one text: by groups of words, by figures and names of the same weeks, by their address. */
export class MeetingPlaces<T> {
  private readonly places = new Map<number | string, T[]>();

  /** Takes in a report under a name and gives the names of those before it that share keys, those that share most first. */
  add(report: Told, name: T): T[] {
    const counts = new Map<T, number>();
    for (const key of keysOf(report)) {
      const list = this.places.get(key);
      // a key that many have says little
      const weight = typeof key === "number" ? 8 / (8 + (list?.length ?? 0)) : key.startsWith("a") ? 1 : 4;
      for (const other of list ?? []) counts.set(other, (counts.get(other) ?? 0) + weight);
      if (list === undefined) this.places.set(key, [name]);
      else if (list.length <= COMMON) list.push(name);
    }
    counts.delete(name);
    return [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, CANDIDATES)
      .map(([other]) => other);
  }
}

function keysOf({ url, signature, published }: Told): (number | string)[] {
  const sketch = sketchOf(signature);
  const day = dayNumber(published);
  const span = duplicateLimits.retold.days;
  const weeks = Number.isNaN(day) ? [] : [Math.floor(day / span), Math.floor(day / span) + 1];
  return [...groupKeys(sketch), ...anchorKeys(sketch, weeks), ...(url ? [`url ${plainAddress(url)}`] : [])];
}

/** Finds the reports with one text among those that it is given, one after the other. */
export class Duplicates {
  private readonly places = new MeetingPlaces<Told & { doc: string }>();

  constructor(private readonly limits: Limits = duplicateLimits) {}

  /** Takes in a report and gives its matches with those before it, the closest first. */
  add({ text, ...rest }: Compared): Match[] {
    const one = { ...rest, signature: textSignature(text) };
    const matches = this.places.add(one, one).flatMap((other) => {
      const same = sameText(one, other, this.limits);
      return same ? [{ doc: one.doc, other: other.doc, ...same }] : [];
    });
    const told = ({ how }: Match): number => (how === "retold" ? 1 : 0);
    return matches.sort((a, b) => told(a) - told(b) || b.share - a.share);
  }
}

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
    const group = groupFor(matches, groups) ?? { docs: [], how: "retold", matches: [], members: new Set<string>() };
    if (group.docs.length === 0) all.push(group);
    groups.set(report.doc, group);
    if (!group.members.has(report.doc)) group.docs.push(report.doc);
    for (const match of matches.filter(({ other }) => group.members.has(other))) {
      group.matches.push(match);
      if (sames.indexOf(match.how) > sames.indexOf(group.how)) group.how = match.how;
    }
    group.members.add(report.doc);
  }
  return all.filter(({ docs }) => docs.length > 1).map(({ members: _, ...group }) => group);
}
