import type { CompiledCalendar } from "./calendar.ts";
import type { CompiledLexicon, CueSense, NounSense, VerbSense } from "./lexicon.ts";
import type { CompiledNumbers } from "./numbers.ts";
import type { Grammar } from "./schema.ts";
import { Trie } from "./trie.ts";

/** What a word may be, by the closed classes of its language. */
export type Category =
  | "det"
  | "prep"
  | "coord"
  | "sub"
  | "rel"
  | "pron"
  | "to"
  | "be"
  | "have"
  | "become"
  | "modal"
  | "neg"
  | "adv"
  | "title";
export type VerbReading = { sense: VerbSense; mask: number };

/** One language's words as tables; made once from the compiled lexicon. */
export class Language {
  readonly code: string;
  readonly grammar: Grammar;
  readonly calendar: CompiledCalendar;
  readonly numbers: CompiledNumbers;
  private readonly sets = new Map<string, Set<string>>();
  private readonly lexicon: CompiledLexicon;
  private readonly verbCache = new Map<string, VerbReading[]>();
  private readonly nounCache = new Map<string, NounSense[]>();
  private readonly categoryCache = new Map<string, ReadonlySet<Category>>();
  private readonly phraseTrie = new Trie<NounSense>(true);
  private readonly prepTrie = new Trie<string>(true);
  private readonly closedTrie = new Trie<Category>(true);
  private readonly cueTries = new Map<string, Trie<CueSense>>();
  private readonly pronouns = new Map<string, string>();
  private readonly roleOf = new Map<string, string[]>();

  constructor(code: string, compiled: { lexicon: CompiledLexicon; calendar: CompiledCalendar; numbers: CompiledNumbers }) {
    this.code = code;
    this.lexicon = compiled.lexicon;
    this.grammar = compiled.lexicon.grammar;
    this.calendar = compiled.calendar;
    this.numbers = compiled.numbers;
    for (const [form, indices] of Object.entries(compiled.lexicon.nounForms)) {
      if (/[\s-]/.test(form)) for (const i of indices) this.phraseTrie.add(form, compiled.lexicon.nouns[i] as NounSense);
    }
    for (const [kind, words] of Object.entries(this.grammar.pronouns))
      for (const w of words) if (!this.pronouns.has(w.toLowerCase())) this.pronouns.set(w.toLowerCase(), kind);
    for (const p of this.grammar.prepositions) this.prepTrie.add(p, p.toLowerCase());
    const several: [readonly string[], Category][] = [
      [this.grammar.negators, "neg"],
      [this.grammar.adverbs, "adv"],
      [this.grammar.coordinators, "coord"],
      [this.grammar.subordinators, "sub"],
      [this.grammar.infinitiveMarkers, "to"],
    ];
    for (const [list, category] of several) for (const w of list) if (w.includes(" ")) this.closedTrie.add(w, category);
    for (const [role, words] of Object.entries(this.grammar.roles)) {
      for (const w of words) {
        this.prepTrie.add(w, w.toLowerCase());
        this.roleOf.set(w.toLowerCase(), [...(this.roleOf.get(w.toLowerCase()) ?? []), role]);
      }
    }
    for (const [name, list] of Object.entries(compiled.lexicon.cues)) {
      const trie = new Trie<CueSense>(true);
      for (const { form, gives } of list) trie.add(form, { gives });
      this.cueTries.set(name, trie);
    }
  }

  /** True where the word (folded) stands in a list of `grammar.yaml`. */
  is(list: Exclude<keyof Grammar, "language" | "verbFinal" | "nounCapitals" | "roles" | "pronouns">, lower: string): boolean {
    let set = this.sets.get(list);
    if (!set) this.sets.set(list, (set = new Set(this.grammar[list].map((w) => w.toLowerCase()))));
    return set.has(lower);
  }

  /** The kind of pronoun that a word is, or null: it, they, he, she, we, i, you. */
  pronoun(lower: string): string | null {
    return this.pronouns.get(lower) ?? null;
  }

  categories(lower: string): ReadonlySet<Category> {
    let found = this.categoryCache.get(lower);
    if (found) return found;
    const out = new Set<Category>();
    const add = (list: Parameters<Language["is"]>[0], c: Category): void => {
      if (this.is(list, lower)) out.add(c);
    };
    add("determiners", "det");
    add("prepositions", "prep");
    add("coordinators", "coord");
    add("contrast", "coord");
    add("subordinators", "sub");
    add("complementizers", "sub");
    add("relatives", "rel");
    add("infinitiveMarkers", "to");
    for (const l of ["be", "bePast"] as const) add(l, "be");
    for (const l of ["have", "havePast"] as const) add(l, "have");
    add("become", "become");
    for (const l of ["will", "wouldPast", "may", "must", "support"] as const) add(l, "modal");
    add("negators", "neg");
    add("adverbs", "adv");
    add("titles", "title");
    if (this.pronoun(lower)) out.add("pron");
    if (out.size === 0 && this.adverbByEnd(lower)) out.add("adv");
    found = out;
    this.categoryCache.set(lower, found);
    return found;
  }

  private adverbByEnd(lower: string): boolean {
    return (
      this.grammar.adverbEndings.some((end) => lower.length > end.length + 3 && lower.endsWith(end)) &&
      !this.is("noAdverbs", lower) &&
      this.verbs(lower).length === 0 &&
      !Object.hasOwn(this.lexicon.nounForms, lower)
    );
  }

  /** The verbs that a word may be a form of, with what form it is (see `verbs-suffixing.ts`). */
  verbs(lower: string): readonly VerbReading[] {
    let found = this.verbCache.get(lower);
    if (found) return found;
    const rows = Object.hasOwn(this.lexicon.verbForms, lower) ? (this.lexicon.verbForms[lower] as [number, number][]) : [];
    found = rows.map(([i, mask]) => ({ sense: this.lexicon.verbs[i] as VerbSense, mask }));
    this.verbCache.set(lower, found);
    return found;
  }

  /** The nouns that a word may be, by its whole form or, in languages that compound, by its end. */
  nouns(text: string): readonly NounSense[] {
    const cached = this.nounCache.get(text);
    if (cached) return cached;
    const lower = text.toLowerCase();
    const whole = Object.hasOwn(this.lexicon.nounForms, lower) ? (this.lexicon.nounForms[lower] as number[]) : null;
    let found: NounSense[] = [];
    if (whole && (!this.grammar.nounCapitals || text !== lower)) found = whole.map((i) => this.lexicon.nouns[i] as NounSense);
    else if (this.grammar.nounCapitals && text !== lower) found = this.compound(lower);
    if (this.nounCache.size > 200_000) this.nounCache.clear();
    this.nounCache.set(text, found);
    return found;
  }

  private compound(lower: string): NounSense[] {
    for (let i = 3; i <= lower.length - 4; i++) {
      const end = lower.slice(i);
      if (Object.hasOwn(this.lexicon.heads, end))
        return (this.lexicon.heads[end] as number[]).map((n) => this.lexicon.nouns[n] as NounSense);
    }
    return [];
  }

  get phrases(): Trie<NounSense> {
    return this.phraseTrie;
  }
  /** Closed-class phrases of several words ("no longer", "as well as"). */
  get closed(): Trie<Category> {
    return this.closedTrie;
  }
  get prepositions(): Trie<string> {
    return this.prepTrie;
  }

  /** The parts that a preposition may play: with, between, of, to, against, in, by, from, for, about, including, except. */
  roles(preposition: string): readonly string[] {
    return this.roleOf.get(preposition) ?? [];
  }

  cues(name: string): Trie<CueSense> {
    let trie = this.cueTries.get(name);
    if (!trie) this.cueTries.set(name, (trie = new Trie(true)));
    return trie;
  }
}
