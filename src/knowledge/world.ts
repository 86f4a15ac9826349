import type { Compiled } from "./compile.ts";
import type { Form } from "./gazetteer.ts";
import { Language } from "./language.ts";
import { Trie } from "./trie.ts";

/** What a written name stands for. */
export type NameSense =
  | { is: "actor"; form: Form }
  | { is: "person"; id: string; part: "full" | "family"; ambiguous: boolean }
  | { is: "outlet"; id: string }
  | { is: "instrument"; id: string }
  | { is: "capability"; id: string };

type Person = Compiled["people"]["people"][number];
type Instrument = Compiled["instruments"]["instruments"][number];
type Capability = Compiled["capabilities"]["capabilities"][number];
type Actor = Compiled["gazetteer"]["actors"][number];

/** Tables and matchers over the compiled knowledge; the same for every report, never changed. */
export class Knowledge {
  readonly compiled: Compiled;
  readonly people: ReadonlyMap<string, Person>;
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly capabilities: ReadonlyMap<string, Capability>;
  readonly actors: ReadonlyMap<string, Actor>;
  private readonly languages = new Map<string, Language>();
  private readonly names = new Map<string, Trie<NameSense>>();

  constructor(compiled: Compiled) {
    this.compiled = compiled;
    this.people = new Map(compiled.people.people.map((p) => [p.id, p]));
    this.instruments = new Map(compiled.instruments.instruments.map((i) => [i.id, i]));
    this.capabilities = new Map(compiled.capabilities.capabilities.map((c) => [c.id, c]));
    this.actors = new Map(compiled.gazetteer.actors.map((a) => [a.code, a]));
  }

  /** The languages that can be read (BCP 47). */
  get codes(): string[] {
    return Object.keys(this.compiled.languages);
  }

  /** The tables of a language, or null where there is no folder for it. A regional tag ("de-AT") is read as its language. */
  language(tag: string): Language | null {
    const code = tag.toLowerCase().split("-")[0] as string;
    const known = this.languages.get(code);
    if (known) return known;
    const compiled = Object.hasOwn(this.compiled.languages, code) ? this.compiled.languages[code] : undefined;
    if (!compiled) return null;
    const language = new Language(code, compiled);
    this.languages.set(code, language);
    return language;
  }

  /** The matcher of all names as a language writes them. */
  nameTrie(code: string): Trie<NameSense> {
    let trie = this.names.get(code);
    if (trie) return trie;
    trie = new Trie<NameSense>();
    const fits = (lang: string): boolean => lang === "*" || lang === code;
    const { gazetteer, people, instruments, capabilities } = this.compiled;
    for (const form of gazetteer.forms) if (fits(form.lang)) trie.add(form.text, { is: "actor", form });
    for (const f of people.forms)
      if (fits(f.lang)) trie.add(f.text, { is: "person", id: f.id, part: f.part, ambiguous: f.ambiguous === true });
    for (const f of instruments.forms) if (fits(f.lang)) trie.add(f.text, { is: "instrument", id: f.id });
    for (const f of capabilities.forms)
      if (fits(f.lang) && !(f as { ambiguous?: boolean }).ambiguous) trie.add(f.text, { is: "capability", id: f.id });
    const { entries, names } = this.compiled.reports.outlets;
    for (const [name, id] of Object.entries(names)) if (!entries[id]?.common) trie.add(name, { is: "outlet", id });
    this.names.set(code, trie);
    return trie;
  }
}

/** Makes the tables of the compiled knowledge ready for reading. Cheap: tables of a language are made when it is first read. */
export function knowledge(compiled: Compiled): Knowledge {
  return new Knowledge(compiled);
}
