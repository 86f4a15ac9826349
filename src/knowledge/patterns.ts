/** Where in its line a match must stand: be the whole line, open it, or stand anywhere. */
export const places = ["line", "start", "anywhere"] as const;
export type Place = (typeof places)[number];

/**
 * A pattern ready to match. Every match holds one of the words `keys` (small letters); `source` is a regular expression
 * whose one group, if any, is the slot, and `side` says which end of the slot's words touches the pattern's own.
 */
export type Pattern = { keys: string[]; source: string; side: "whole" | "prefix" | "suffix"; place: Place };

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

type Part = { source: string; keys: string[] };
const words = /[\p{L}\p{M}]+|\u00a9/gu;
const longest = (literal: string) => (literal.match(words) ?? []).reduce((best, word) => (word.length > best.length ? word : best), "");
const least = (keys: string[]) => Math.min(...keys.map((key) => key.length), Number.POSITIVE_INFINITY);

/** The keys of a sequence are those of its part with the longest; every match holds one of them. */
function strongest(parts: Part[]): string[] {
  const able = parts.filter((part) => part.keys.length > 0);
  return able.reduce<string[]>((best, part) => (best.length === 0 || least(part.keys) > least(best) ? part.keys : best), []);
}

function slotPart(piece: string): Part {
  const source = slots[piece.slice(1, -1)];
  if (!source) throw new Error(`there is no slot ${piece}; there are ${Object.keys(slots).join(", ")}`);
  return { source, keys: [] };
}

/** A group; one with an empty branch takes the white space beside it along when it is left out. */
function groupPart(branches: string[], before: boolean, after: boolean): Part {
  const written = branches.filter((branch) => branch !== "");
  const parts = written.map(sequence);
  const source = `(?:${parts.map((part) => part.source).join("|")})`;
  if (written.length === branches.length) {
    return { source, keys: parts.every((part) => part.keys.length > 0) ? parts.flatMap((part) => part.keys) : [] };
  }
  return { source: `(?:${before ? `${gap}+` : ""}${source}${after ? `${gap}+` : ""})?`, keys: [] };
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
    } else parts.push({ source: literalSource(piece), keys: [longest(piece).toLowerCase()].filter(Boolean) });
  }
  return { source: parts.map((part) => part.source).join(""), keys: strongest(parts) };
}

/**
 * Compiles a pattern of a data file: words, `(a|b|)` groups and `{slots}`. Throws where no word of it is sure to stand in a match,
 * unless `loose` allows that: such a pattern is only tried where something else has been found.
 */
export function compilePattern(written: string, place: Place, loose = false): Pattern {
  const { source, keys } = sequence(written);
  if (keys.length === 0 && !loose) throw new Error(`the pattern "${written}" needs a word of its own outside slots and optional groups`);
  const opens = /^\{/.test(written) && place === "anywhere";
  const closes = /\}$/.test(written) && place !== "line";
  // a slot at the open end of a pattern takes as much as it can; who reads the match cuts it
  const greedy = closes ? source.replace(/\?\)$/, ")") : source;
  return { keys: [...new Set(keys)], source: bound(greedy, place), side: opens === closes ? "whole" : closes ? "prefix" : "suffix", place };
}

function bound(source: string, place: Place): string {
  const opened = place === "anywhere" ? `(?<![\\p{L}\\p{N}])${source}` : `(?<=^[\\s*\\-\u2013\u2014>|\u2022#[(]*)${source}`;
  return place === "line" ? `${opened}(?=[\\s.:!)\\]*|]*$)` : `${opened}(?![\\p{L}\\p{N}])`;
}

export type Hit<T> = { start: number; end: number; value: T; slot: string | null; side: Pattern["side"] };
type Ready<T> = { pattern: RegExp; keys: readonly string[]; value: T; side: Pattern["side"] };

/** How much of a line before and after a place a match can cover. */
const REACH = 240;
/** A line longer than this is a paragraph, and no pattern for a whole line is it. */
const LINE = 300;
/** A pattern that opens a line has its key this near to the line's start. */
const OPENING = 60;
const CUT = "\uffff";

/** A piece of a line around a place; where the line is cut, a mark keeps the cut from passing for its edge. */
function windowAt(text: string, at: number): { line: string; offset: number } {
  const open = Math.max(text.lastIndexOf("\n", at - 1) + 1, at - REACH);
  const newline = text.indexOf("\n", at);
  const close = newline < 0 ? text.length : newline;
  const before = open > 0 && text[open - 1] !== "\n" ? CUT : "";
  return {
    line: `${before}${text.slice(open, Math.min(close, at + REACH))}${close > at + REACH ? CUT : ""}`,
    offset: open - before.length,
  };
}

function into<T>(table: Map<string, T[]>, key: string, value: T): void {
  const list = table.get(key);
  if (list) list.push(value);
  else table.set(key, [value]);
}

/** Finds many patterns in one pass: a look at each word, and a closer one at the line only where a word is the key of a pattern. */
export class Patterns<T> {
  private readonly all: Ready<T>[] = [];
  private readonly free = new Map<string, Ready<T>[]>();
  private readonly lines = new Map<string, Ready<T>[]>();

  constructor(entries: readonly { patterns: readonly Pattern[]; value: T }[]) {
    for (const { patterns, value } of entries) {
      for (const { keys, source, side, place } of patterns) {
        const ready = { pattern: new RegExp(source, "gmu"), keys, value, side };
        this.all.push(ready);
        for (const key of keys) into(place === "anywhere" ? this.free : this.lines, key, ready);
      }
    }
  }

  /** Every match in `[from, to)` of the text, in its order; offsets are those of the text. */
  find(text: string, from = 0, to = text.length): Hit<T>[] {
    const hits = new Map<string, Hit<T>>();
    if (this.free.size > 0) this.scan(text, from, to, this.free, hits);
    for (let open = from; this.lines.size > 0 && open < to; ) {
      const newline = text.indexOf("\n", open);
      const close = newline < 0 ? to : Math.min(newline, to);
      this.scan(text, open, close - open > LINE ? open + OPENING : close, this.lines, hits);
      open = close + 1;
    }
    return [...hits.values()].sort((a, b) => a.start - b.start || b.end - a.end);
  }

  /** The matches of any pattern that cover a place, such as that of a name found before. */
  findAt(text: string, at: number): Hit<T>[] {
    const hits = new Map<string, Hit<T>>();
    const around = windowAt(text, at).line.toLowerCase();
    this.look(
      text,
      at,
      this.all.filter(({ keys }) => keys.length === 0 || keys.some((key) => around.includes(key))),
      hits,
    );
    return [...hits.values()];
  }

  private scan(text: string, from: number, to: number, table: ReadonlyMap<string, Ready<T>[]>, hits: Map<string, Hit<T>>): void {
    for (const found of text.slice(from, to).matchAll(words)) {
      const ready = table.get(found[0].toLowerCase());
      if (ready) this.look(text, from + found.index, ready, hits);
    }
  }

  private look(text: string, at: number, ready: readonly Ready<T>[], hits: Map<string, Hit<T>>): void {
    const { line, offset } = windowAt(text, at);
    for (const { pattern, value, side } of ready) {
      for (const hit of line.matchAll(pattern)) {
        const start = offset + hit.index;
        const end = start + hit[0].length;
        if (start <= at && at < end) hits.set(`${start} ${end} ${pattern.source}`, { start, end, value, slot: hit[1] ?? null, side });
      }
    }
  }
}
