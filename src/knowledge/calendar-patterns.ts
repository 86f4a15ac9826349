/** One token of an expanded pattern. */
export type PatternToken = {
  /** the word in small letters, or the name of a class of words */
  text: string;
  slot: boolean;
  /** what the slot's value is called; the class's own name where the pattern gives none */
  name?: string;
  /** must touch the token before it */
  glued: boolean;
  /** the extent of the date begins or ends with this token */
  opens?: boolean;
  closes?: boolean;
};

const pieces = /\{[A-Z]+\}|<[a-z]+(?::[a-z]+)?>|[()|?[\]]|\p{L}+|\d+|\s+|[^\s]/gu;

/**
 * All plain token sequences of a pattern. Words are literal, `<class>` and `<class:name>` are slots, `( | )` alternatives,
 * `?` makes the item before it optional, `[ ]` marks the extent where it is not the whole, `{MACRO}` is replaced.
 * What touches in the pattern must touch in the text; a space in the pattern allows one or none.
 * Example: `<d>(th)? <month>` gives `<d> <month>` and `<d>`+`th <month>`.
 */
export function expandPattern(pattern: string, macros: Record<string, string>): PatternToken[][] {
  const reader = new Reader(flatten(pattern, macros));
  const all = reader.alternatives();
  if (!reader.done) throw new Error(`invalid pattern: ${pattern}; a bracket is left open or closed twice`);
  return all.filter((tokens) => tokens.length > 0).map(marks);
}

function flatten(pattern: string, macros: Record<string, string>): string[] {
  return (pattern.match(pieces) ?? []).flatMap((piece) => {
    if (!/^\{[A-Z]+\}$/.test(piece)) return [piece];
    const body = macros[piece.slice(1, -1)];
    if (body === undefined) throw new Error(`invalid pattern: ${pattern}; no macro is called ${piece}`);
    return ["(", ...flatten(body, macros), ")"];
  });
}

/** Brackets travel as tokens of their own until the whole pattern is laid out. */
function marks(tokens: PatternToken[]): PatternToken[] {
  const out: PatternToken[] = [];
  let opens = false;
  for (const token of tokens) {
    if (token.text === "[") opens = true;
    else if (token.text === "]") (out.at(-1) as PatternToken).closes = true;
    else out.push({ ...token, glued: token.glued && out.length > 0, ...(opens ? { opens } : {}) });
    if (token.text !== "[") opens = false;
  }
  return out;
}

class Reader {
  private at = 0;
  private glued = false;
  constructor(private readonly pieces: string[]) {}

  get done(): boolean {
    return this.at >= this.pieces.length;
  }

  alternatives(): PatternToken[][] {
    const outer = this.glued;
    const all = [...this.sequence()];
    while (this.pieces[this.at] === "|") {
      this.at += 1;
      this.glued = outer;
      all.push(...this.sequence());
    }
    return all;
  }

  private sequence(): PatternToken[][] {
    let all: PatternToken[][] = [[]];
    while (!this.done && this.pieces[this.at] !== "|" && this.pieces[this.at] !== ")") {
      const items = this.item();
      if (!items) continue;
      const optional = this.pieces[this.at] === "?";
      if (optional) this.at += 1;
      all = all.flatMap((head) => [...items.map((tail) => [...head, ...tail]), ...(optional ? [head] : [])]);
    }
    return all;
  }

  private item(): PatternToken[][] | null {
    const piece = this.pieces[this.at++] as string;
    if (/^\s+$/.test(piece)) {
      this.glued = false;
      return null;
    }
    if (piece === "(") {
      const inner = this.alternatives();
      if (this.pieces[this.at++] !== ")") throw new Error("invalid pattern: a bracket is left open");
      this.glued = true;
      return inner;
    }
    const glued = this.glued;
    if (piece !== "[" && piece !== "]") this.glued = true;
    if (piece[0] !== "<" || piece.length < 3) return [[{ text: piece.toLowerCase(), slot: false, glued }]];
    const [text, name] = piece.slice(1, -1).split(":") as [string, string?];
    return [[{ text, slot: true, name: name ?? text, glued }]];
  }
}
