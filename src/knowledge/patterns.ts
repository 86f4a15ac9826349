/**
 * A pattern ready to match. Every match holds one of `anchors`; `source` is a regular expression
 * whose one group, if any, is the slot, and `side` says which end of the slot's words touches the pattern's own.
 */
export type Pattern = { anchors: string[]; source: string; side: "whole" | "prefix" | "suffix" };
/** Where in its line a match must stand: be the whole line, open it, close it, or stand anywhere. */
export const places = ["line", "start", "end", "anywhere"] as const;
export type Place = (typeof places)[number];

const word = "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}&'\u2019.\\-]*";
const gap = "[ \\t\\u00a0]";

/** What each slot takes. A slot with a group hands its words on; there is at most one of those in a pattern. */
const slots: Record<string, string> = {
  source: `(${word}(?:${gap}${word}){0,6}?)`,
  writer: `(\\p{Lu}${word}(?:${gap}${word}){1,3}?)`,
  date: "([^\\n;|()]{4,60}?)",
  words: `${word}(?:${gap}${word}){0,5}?`,
  rest: "[^\\n]*?",
  number: "\\d[\\d.,]*",
};

const plain = (literal: string) => literal.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
const either = (letter: string) =>
  letter.toLowerCase() === letter.toUpperCase() ? letter : `[${letter.toUpperCase()}${letter.toLowerCase()}]`;

/** A literal piece: the first letter of each word in either case, any white space within a line. */
const literalSource = (literal: string) =>
  literal
    .split(/(\s+)/)
    .map((part) => (/^\s+$/.test(part) ? `${gap}+` : /^\p{L}/u.test(part) ? either(part[0]!) + plain(part.slice(1)) : plain(part)))
    .join("");

type Part = { source: string; anchors: string[] };
const least = (anchors: string[]) => Math.min(...anchors.map((anchor) => anchor.length), Number.POSITIVE_INFINITY);

/** The anchors of a sequence are those of its part with the longest; every match holds one of them. */
function strongest(parts: Part[]): string[] {
  const able = parts.filter((part) => part.anchors.length > 0);
  return able.reduce<string[]>((best, part) => (best.length === 0 || least(part.anchors) > least(best) ? part.anchors : best), []);
}

function slotPart(piece: string): Part {
  const source = slots[piece.slice(1, -1)];
  if (!source) throw new Error(`there is no slot ${piece}; there are ${Object.keys(slots).join(", ")}`);
  return { source, anchors: [] };
}

/** A group; one with an empty branch takes the white space beside it along when it is left out. */
function groupPart(branches: string[], before: boolean, after: boolean): Part {
  const written = branches.filter((branch) => branch !== "");
  const parts = written.map(sequence);
  const source = `(?:${parts.map((part) => part.source).join("|")})`;
  if (written.length === branches.length) {
    return { source, anchors: parts.every((part) => part.anchors.length > 0) ? parts.flatMap((part) => part.anchors) : [] };
  }
  return { source: `(?:${before ? `${gap}+` : ""}${source}${after ? `${gap}+` : ""})?`, anchors: [] };
}

/** Words, `(a|b|)` groups (not nested) and `{slots}`, as one regular expression. */
function sequence(written: string): Part {
  const pieces = written.split(/(\([^()]*\|[^()]*\)|\{\w+\})/).filter((piece) => piece !== "");
  const parts: Part[] = [];
  for (const [at, piece] of pieces.entries()) {
    if (/^\{\w+\}$/.test(piece)) parts.push(slotPart(piece));
    else if (/^\(.*\|.*\)$/s.test(piece)) {
      const branches = piece.slice(1, -1).split("|");
      const optional = branches.includes("");
      const spaced = branches.some((branch) => /^ | $/.test(branch));
      const after = optional && !spaced && (pieces[at + 1] ?? "").startsWith(" ");
      const before = optional && !spaced && !after && at > 0 && pieces[at - 1]!.endsWith(" ");
      if (after) pieces[at + 1] = pieces[at + 1]!.slice(1);
      if (before) parts[at - 1]!.source = parts[at - 1]!.source.slice(0, -`${gap}+`.length);
      parts.push(groupPart(branches, before, after));
    } else parts.push({ source: literalSource(piece), anchors: [piece.trim()].filter(Boolean) });
  }
  return { source: parts.map((part) => part.source).join(""), anchors: strongest(parts) };
}

/** Compiles a pattern of a data file: words, `(a|b|)` groups and `{slots}`. Throws where no word of it is sure to stand in a match. */
export function compilePattern(written: string, place: Place): Pattern {
  const { source, anchors } = sequence(written);
  if (anchors.length === 0) throw new Error(`the pattern "${written}" needs a word of its own outside slots and optional groups`);
  const opens = /^\{/.test(written) && place !== "line" && place !== "start";
  const closes = /\}$/.test(written) && place !== "line" && place !== "end";
  // a slot at the open end of a pattern takes as much as it can; who reads the match cuts it
  const greedy = closes ? source.replace(/\?\)$/, ")") : source;
  return { anchors, source: bound(greedy, place), side: opens === closes ? "whole" : closes ? "prefix" : "suffix" };
}

function bound(source: string, place: Place): string {
  const opened =
    place === "line" || place === "start" ? `(?<=^[\\s*\\-\u2013\u2014>|\u2022#[(]*)${source}` : `(?<![\\p{L}\\p{N}])${source}`;
  return place === "line" || place === "end" ? `${opened}(?=[\\s.:!)\\]*|]*$)` : `${opened}(?![\\p{L}\\p{N}])`;
}

export type Hit<T> = { start: number; end: number; value: T; slot: string | null; side: Pattern["side"] };
type Ready<T> = { pattern: RegExp; value: T; side: Pattern["side"] };

/** How much of a line around an anchor a match can cover. */
const REACH = 240;
const CUT = "\uffff";

/** Finds many patterns in one pass: one search for all anchors, and a closer look at the line only where one stands. */
export class Patterns<T> {
  private readonly byAnchor = new Map<string, Ready<T>[]>();
  private readonly anchors: RegExp | null;

  constructor(entries: readonly { patterns: readonly Pattern[]; value: T }[]) {
    const own = new Map<string, Ready<T>[]>();
    const written = new Set<string>();
    for (const { patterns, value } of entries) {
      for (const { anchors, source, side } of patterns) {
        const ready = { pattern: new RegExp(source, "gmu"), value, side };
        for (const anchor of anchors) written.add(anchor);
        for (const key of new Set(anchors.map((anchor) => anchor.toLowerCase()))) own.set(key, [...(own.get(key) ?? []), ready]);
      }
    }
    // a longer anchor found hides a shorter one inside it, so it answers for both
    for (const key of own.keys()) {
      const inside = [...own].filter(([other]) => key.includes(other)).flatMap(([, ready]) => ready);
      this.byAnchor.set(key, [...new Set(inside)]);
    }
    const keys = [...written].sort((a, b) => b.length - a.length);
    this.anchors = keys.length > 0 ? new RegExp(keys.map(literalSource).join("|"), "gu") : null;
  }

  /** Every match in `[from, to)` of the text, in its order; offsets are those of the text. */
  find(text: string, from = 0, to = text.length): Hit<T>[] {
    if (!this.anchors) return [];
    const hits = new Map<string, Hit<T>>();
    for (const found of text.slice(from, to).matchAll(this.anchors)) {
      const at = from + found.index;
      const open = Math.max(text.lastIndexOf("\n", at) + 1, at - REACH);
      const newline = text.indexOf("\n", at);
      const close = newline < 0 ? text.length : newline;
      // where the line is cut, a mark keeps the cut from passing for its edge
      const before = open > 0 && text[open - 1] !== "\n" ? CUT : "";
      const line = `${before}${text.slice(open, Math.min(close, at + REACH))}${close > at + REACH ? CUT : ""}`;
      for (const ready of this.byAnchor.get(found[0].toLowerCase().replace(/\s+/g, " ")) ?? []) {
        for (const hit of line.matchAll(ready.pattern)) {
          const start = open - before.length + hit.index;
          const end = start + hit[0].length;
          if (start <= at && at < end)
            hits.set(`${start} ${end} ${ready.pattern.source}`, { start, end, value: ready.value, slot: hit[1] ?? null, side: ready.side });
        }
      }
    }
    return [...hits.values()].sort((a, b) => a.start - b.start || b.end - a.end);
  }
}
