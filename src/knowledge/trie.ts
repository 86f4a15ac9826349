import { type Token, tokens } from "./tokens.ts";

type Node<T> = { next: Map<string, Node<T>> | null; values: T[] | null };

/** A form found in a run of tokens: tokens `[from, to)` and what the form stands for. */
export type Match<T> = { from: number; to: number; values: T[] };

/** A matcher over tokens: longest form first, left to right. `fold` ignores case. */
export class Trie<T> {
  private readonly root: Node<T> = { next: new Map(), values: null };
  private readonly fold: boolean;

  constructor(fold = false) {
    this.fold = fold;
  }

  add(form: string, value: T): void {
    let node = this.root;
    for (const t of tokens(form)) {
      const key = this.fold ? t.lower : t.text;
      node.next ??= new Map();
      let next = node.next.get(key);
      if (!next) {
        next = { next: null, values: null };
        node.next.set(key, next);
      }
      node = next;
    }
    if (node === this.root) return;
    node.values ??= [];
    node.values.push(value);
  }

  /** The longest form that starts at token `i`, or null. */
  longest(words: readonly Token[], i: number): Match<T> | null {
    let node: Node<T> = this.root;
    let best: Match<T> | null = null;
    for (let j = i; j < words.length; j++) {
      const w = words[j] as Token;
      const next: Node<T> | undefined = node.next?.get(this.fold ? w.lower : w.text);
      if (!next) break;
      node = next;
      if (node.values) best = { from: i, to: j + 1, values: node.values };
    }
    return best;
  }
}
