import type { FoldInput, FusionTables } from "#fusion";
import type { Compiled } from "#knowledge";
import { contentHash, type Ledger } from "#ledger";
import type { Fact } from "#model";
import { changed, type Ledger as ViewLedger } from "#views";
import { Answers } from "./answered.ts";
import type { Beside } from "./beside.ts";
import type { Narrow, News } from "./thread-messages.ts";

/** What the API knows of the world, from the compiled knowledge. */
export type Known = {
  actors: Pick<Compiled["gazetteer"]["actors"][number], "code" | "kind" | "names" | "cow" | "members">[];
  people: Compiled["people"]["people"];
  /** by language: what ends with a dot and yet ends no sentence */
  abbreviations: Record<string, readonly string[]>;
};

/** What the API takes from the compiled knowledge. */
export function knownFrom({ gazetteer, people, languages }: Compiled): Known {
  const abbreviations = Object.entries(languages).map(([lang, { lexicon }]) => {
    const { titles, abbreviations: short } = lexicon.grammar;
    return [lang, [...titles, ...short]] as const;
  });
  return { actors: gazetteer.actors, people: people.people, abbreviations: Object.fromEntries(abbreviations) };
}

/** What the API answers from. */
export type DeskOptions = {
  ledger: Ledger;
  tables: FusionTables;
  known: Known;
  /** of the program and its knowledge: ETags change with it */
  version: string;
  /** names the build that folds, so that the ledger may keep its folds */
  foldVersion?: string;
  /** milliseconds since 1970 */
  now(): number;
  /** told of what went wrong inside */
  report(error: unknown): void;
  /** makes the answers in a thread of its own; without it they are made here */
  beside?: Beside | null;
};

export type Clocks = { known: string | null; asOf: string | null };
/** What the views are made from on two clocks, in a language; `memo` keeps what was worked out from it. */
export type View = ViewLedger & { state: string; lang: string; clocks: Clocks; memo<T>(key: string, make: () => T): T };

const VIEWS = 8;
const INPUTS = 4;
/** so long, in milliseconds, a look at the state of the ledger is trusted */
const FRESH = 500;

/** Keeps the last few of what is expensive to make; what failed is not kept. */
class Recent<T> {
  readonly #kept = new Map<string, Promise<T>>();
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  get(key: string, make: () => Promise<T>): Promise<T> {
    const found = this.#kept.get(key) ?? make();
    this.#kept.delete(key);
    this.#kept.set(key, found);
    found.catch(() => this.#kept.delete(key));
    for (const old of this.#kept.keys()) if (this.#kept.size > this.#size) this.#kept.delete(old);
    return found;
  }
}

/** The ledger as the API asks it: what was worked out for one state of the record is kept while that state lasts. */
export class Desk {
  readonly options: DeskOptions;
  readonly #views = new Recent<View>(VIEWS);
  readonly #inputs = new Recent<FoldInput>(INPUTS);
  #state: { at: number; state: Promise<string> } | null = null;

  readonly answers: Answers;

  constructor(options: DeskOptions) {
    this.options = options;
    this.answers = new Answers(options.now);
  }

  get ledger(): Ledger {
    return this.options.ledger;
  }

  /** A short name of the state of the record; another one as soon as a report or a review is added. */
  state(): Promise<string> {
    const now = this.options.now();
    if (this.#state && now - this.#state.at < FRESH && now >= this.#state.at) return this.#state.state;
    const state = this.ledger.state();
    this.#state = { at: now, state };
    state.catch(() => (this.#state = null));
    return state;
  }

  /** Makes sure that a state of the record which another has seen is known here. */
  async expect(state: string): Promise<void> {
    if ((await this.state()) !== state) this.touched();
  }

  /** What changed since this was last asked, for each that wants to know; the first time nothing has. */
  async news(narrow: Narrow[]): Promise<News> {
    const { beside } = this.options;
    if (beside) return beside.ask<"news">({ ask: "news", narrow, state: await this.state() });
    const view = await this.view({ known: null, asOf: null }, "en");
    const before = this.#told ?? view.facts;
    this.#told = view.facts;
    return { state: view.state, changes: narrow.map((wanted) => changed(before, view, wanted)) };
  }

  #told: readonly Fact[] | null = null;

  /** Says that the record was just written to. */
  touched(): void {
    this.#state = null;
  }

  /** The facts on two clocks, with the reports and claims behind them. */
  async view(clocks: Clocks, lang: string): Promise<View> {
    const state = await this.state();
    const { tables, foldVersion: version } = this.options;
    return this.#views.get(contentHash([state, clocks.known, clocks.asOf, lang]), async () => {
      const input = await this.#inputs.get(`${state} ${clocks.known}`, () => this.ledger.foldInput(clocks.known));
      const facts = await this.ledger.facts(clocks, { tables, lang, version });
      const memory = new Map<string, unknown>();
      const memo = <T>(key: string, make: () => T): T => {
        if (!memory.has(key)) memory.set(key, make());
        return memory.get(key) as T;
      };
      return { facts, input, tables, state, lang, clocks, memo };
    });
  }

  /** What a code of an actor is called in a language. */
  name(code: string, lang: string): string {
    this.#names ??= new Map(this.options.known.actors.map((a) => [a.code, a.names as Record<string, string | undefined>]));
    const names = this.#names.get(code);
    return names?.[lang] ?? names?.en ?? code;
  }

  #names: Map<string, Record<string, string | undefined>> | null = null;

  /** The languages in which there are sentences. */
  get languages(): string[] {
    return Object.keys(this.options.tables.sentences);
  }
}
