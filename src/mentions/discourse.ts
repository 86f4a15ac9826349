import type { Knowledge } from "#knowledge";

/** Each once, in the order of their first places. */
export const unique = (xs: readonly string[]): string[] => [...new Set(xs)];

/** A person that the report has named: who it is and for whom it speaks. */
export type Person = { name: string; family: string; codes: string[]; id: string | null; office: string | null; expert: boolean };

/** What the reader remembers of a report while it goes through it, for names that come back and words that point back. */
export class Discourse {
  private readonly byFamily = new Map<string, Person>();
  lastPerson: Person | null = null;
  lastState: string | null = null;
  /** what the last sentence was about: the subject of its first main verb */
  focus: "person" | "state" | "instrument" | "other" | null = null;
  focusPerson: Person | null = null;
  focusState: string | null = null;
  /** the first person and state of the sentence at hand that no preposition governs */
  herePerson: Person | null = null;
  hereState: string | null = null;
  private readonly pairs = new Map<string, { codes: string[]; score: number; at: number }>();
  private sentences = 0;
  lastThree: string[] = [];
  lastSpeaker: Person | null = null;
  readonly knowledge: Knowledge;
  readonly day: string | null;

  constructor(knowledge: Knowledge, published: string | null) {
    this.knowledge = knowledge;
    this.day = published ? (/\d{4}-\d{2}-\d{2}/.exec(published)?.[0] ?? published.slice(0, 4)) : null;
  }

  remember(person: Person): Person {
    const known = this.byFamily.get(person.family) ?? [...this.byFamily.values()].find((p) => p.id !== null && p.id === person.id);
    if (known) {
      if (known.codes.length === 0) known.codes = person.codes;
      if (!known.office) known.office = person.office;
      if (person.name.length > known.name.length) known.name = person.name;
      known.expert ||= person.expert;
      this.lastPerson = known;
      return known;
    }
    this.byFamily.set(person.family, person);
    this.lastPerson = person;
    return person;
  }

  /** The person that the report has called by this family name, one letter more or less forgiven ("Johnston", "Johnstone"). */
  find(family: string): Person | null {
    const exact = this.byFamily.get(family);
    if (exact) return exact;
    if (family.length < 6) return null;
    for (const [name, person] of this.byFamily)
      if (Math.abs(name.length - family.length) <= 1 && (name.startsWith(family) || family.startsWith(name))) return person;
    return null;
  }

  withOffice(office: string, codes: readonly string[]): Person | null {
    const all = [...this.byFamily.values()].filter(
      (p) => p.office === office && (codes.length === 0 || codes.some((c) => p.codes.includes(c))),
    );
    return all.length === 1 ? (all[0] as Person) : this.lastPerson?.office === office && codes.length === 0 ? this.lastPerson : null;
  }

  private readonly named = new Map<string, number>();
  /** Counts how often an actor is named; of several that a name may mean, the one named oftest is taken. */
  count(code: string): void {
    this.named.set(code, (this.named.get(code) ?? 0) + 1);
  }
  /** Of the codes the one that the report has named oftest; null where it named none. */
  namedOftest(codes: readonly string[]): string | null {
    const known = codes.filter((c) => this.named.has(c));
    return known.length > 0 ? this.likeliest(known) : null;
  }
  likeliest(codes: readonly string[]): string {
    const first = codes[0] as string;
    const known = codes.reduce((best, c) => ((this.named.get(c) ?? 0) > (this.named.get(best) ?? 0) ? c : best), first);
    if ((this.named.get(known) ?? 0) > 0) return known;
    return codes.find((c) => this.knowledge.actors.get(c)?.kind === "organisation" && c.length === 2) ?? first;
  }

  /** To be called before each sentence. */
  begin(): void {
    this.sentences++;
    this.herePerson = null;
    this.hereState = null;
  }

  /** Takes note of the states named together. */
  noteGroup(codes: readonly string[]): void {
    const states = [...new Set(codes)];
    if (states.length === 1) this.lastState = states[0] as string;
    if (states.length !== 2) {
      if (states.length === 3) this.lastThree = states;
      return;
    }
    // a pair named lately counts more; one that comes again and again is what the report is about
    for (const p of this.pairs.values()) p.score *= 0.85;
    const key = [...states].sort().join("+");
    const known = this.pairs.get(key) ?? { codes: states, score: 0, at: 0 };
    known.score += 1;
    known.at = this.sentences;
    this.pairs.set(key, known);
  }

  /** The two that "the two countries" are: of those named together the ones named oftest and last. */
  get lastPair(): string[] {
    return this.best(Number.POSITIVE_INFINITY);
  }
  /** The same of those named together in the sentence at hand or one of the two before it. */
  get recentPair(): string[] {
    return this.best(2);
  }
  private best(within: number): string[] {
    let best: { codes: string[]; score: number } | null = null;
    for (const p of this.pairs.values()) if (this.sentences - p.at <= within && (!best || p.score > best.score)) best = p;
    return best?.codes ?? [];
  }
}
