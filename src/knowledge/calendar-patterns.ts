/** One token of a pattern. */
export type PatternToken = {
  /** the word in small letters, or the name of a class of words */
  text: string;
  slot: boolean;
  /** what the slot's value is called; the class's own name where the pattern gives none */
  name: string;
  /** must touch the token before it */
  glued: boolean;
};
type Item =
  | ({ kind: "token" } & PatternToken)
  | { kind: "all"; items: Item[] }
  | { kind: "any"; items: Item[] }
  | { kind: "maybe"; item: Item }
  | { kind: "open" }
  | { kind: "close" };

/** `[word or class, the slot's name or "", 1 where the token must touch the one before, next state, marks]`; marks: 1 the extent begins here, 2 it ended before. */
export type PatternEdge = [string, string, 0 | 1, number, number];
/** A state of the graph that all patterns make together. `ends` are `[rule, marks]`. */
export type PatternNode = { words: PatternEdge[]; slots: PatternEdge[]; ends: [number, number][] };

const pieces = /\{[A-Z]+\}|<[a-z]+(?::[a-z]+)?>|[()|?[\]]|\p{L}+|\d+|\s+|[^\s]/gu;

/**
 * Reads a pattern. Words are literal, `<class>` and `<class:name>` are slots, `( | )` alternatives, `?` makes the item before it
 * optional, `[ ]` marks the extent where it is not the whole, `{MACRO}` is replaced.
 * What touches in the pattern must touch in the text; a space in the pattern allows one or none. Throws on an unbalanced bracket.
 */
function readPattern(pattern: string, macros: Record<string, string>): Item {
  const reader = new Reader(flatten(pattern, macros));
  const item = reader.alternatives();
  if (!reader.done) throw new Error(`invalid pattern: ${pattern}; a bracket is left open or closed twice`);
  return item;
}

/** All plain token sequences of a small pattern. Example: `the? end of` gives `the end of` and `end of`. */
export function expandPattern(pattern: string, macros: Record<string, string>): PatternToken[][] {
  return expand(readPattern(pattern, macros)).filter((tokens) => tokens.length > 0);
}

function expand(item: Item): PatternToken[][] {
  switch (item.kind) {
    case "token":
      return [[item]];
    case "maybe":
      return [...expand(item.item), []];
    case "any":
      return item.items.flatMap(expand);
    case "all":
      return item.items.reduce<PatternToken[][]>(
        (heads, next) => heads.flatMap((head) => expand(next).map((tail) => [...head, ...tail])),
        [[]],
      );
  }
  return [[]];
}

/** Adds a pattern to the graph; state 0 is where all begin. */
export function addPattern(nodes: PatternNode[], pattern: string, macros: Record<string, string>, rule: number): void {
  const start = build(readPattern(pattern, macros), { words: [], slots: [], ends: [[rule, 0]] }, nodes);
  const root = nodes[0] as PatternNode;
  root.words.push(...start.words);
  root.slots.push(...start.slots);
}

/** The state from which an item and then `rest` can be read. States are joined by copying edges, so that none is passed without a token. */
function build(item: Item, rest: PatternNode, nodes: PatternNode[]): PatternNode {
  switch (item.kind) {
    case "token": {
      const edge: PatternEdge = [item.text, item.slot ? item.name : "", item.glued ? 1 : 0, nodes.push(rest) - 1, 0];
      return { words: item.slot ? [] : [edge], slots: item.slot ? [edge] : [], ends: [] };
    }
    case "all":
      return item.items.reduceRight((after, part) => build(part, after, nodes), rest);
    case "any":
      return item.items.map((option) => build(option, rest, nodes)).reduce(both);
    case "maybe":
      return both(build(item.item, rest, nodes), rest);
    case "open":
      return marked(rest, 1);
    case "close":
      return marked(rest, 2);
  }
}

const both = (a: PatternNode, b: PatternNode): PatternNode => ({
  words: [...a.words, ...b.words],
  slots: [...a.slots, ...b.slots],
  ends: [...a.ends, ...b.ends],
});

function marked(state: PatternNode, mark: number): PatternNode {
  const mend = ([text, name, glue, next, marks]: PatternEdge): PatternEdge => [text, name, glue, next, marks | mark];
  return { words: state.words.map(mend), slots: state.slots.map(mend), ends: state.ends.map(([rule, marks]) => [rule, marks | mark]) };
}

function flatten(pattern: string, macros: Record<string, string>): string[] {
  return (pattern.match(pieces) ?? []).flatMap((piece) => {
    if (!/^\{[A-Z]+\}$/.test(piece)) return [piece];
    const body = macros[piece.slice(1, -1)];
    if (body === undefined) throw new Error(`invalid pattern: ${pattern}; no macro is called ${piece}`);
    return ["(", ...flatten(body, macros), ")"];
  });
}

class Reader {
  private at = 0;
  private glued = false;
  constructor(private readonly pieces: string[]) {}

  get done(): boolean {
    return this.at >= this.pieces.length;
  }

  alternatives(): Item {
    const outer = this.glued;
    const items = [this.sequence()];
    while (this.pieces[this.at] === "|") {
      this.at += 1;
      this.glued = outer;
      items.push(this.sequence());
    }
    return items.length === 1 ? (items[0] as Item) : { kind: "any", items };
  }

  private sequence(): Item {
    const items: Item[] = [];
    while (!this.done && this.pieces[this.at] !== "|" && this.pieces[this.at] !== ")") {
      const item = this.item();
      if (!item) continue;
      const optional = this.pieces[this.at] === "?";
      if (optional) this.at += 1;
      items.push(optional ? { kind: "maybe", item } : item);
    }
    return { kind: "all", items };
  }

  private item(): Item | null {
    const piece = this.pieces[this.at++] as string;
    if (/^\s+$/.test(piece)) {
      this.glued = false;
      return null;
    }
    if (piece === "[" || piece === "]") return { kind: piece === "[" ? "open" : "close" };
    if (piece === "(") {
      const inner = this.alternatives();
      if (this.pieces[this.at++] !== ")") throw new Error("invalid pattern: a bracket is left open");
      this.glued = true;
      return inner;
    }
    const glued = this.glued;
    this.glued = true;
    if (piece[0] !== "<" || piece.length < 3) return { kind: "token", text: piece.toLowerCase(), slot: false, name: "", glued };
    const [text, name] = piece.slice(1, -1).split(":") as [string, string?];
    return { kind: "token", text, slot: true, name: name ?? text, glued };
  }
}
