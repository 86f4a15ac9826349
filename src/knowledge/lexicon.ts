import { z } from "zod";
import { expand } from "./expand.ts";
import type { Cue, Grammar, WordClass } from "./schema.ts";
import { dictionaryVerb, type Morphology, type VerbDictionary } from "./verbs-dictionary.ts";
import { regularNoun, regularVerb, type VerbForm } from "./verbs-suffixing.ts";

/** How the words of a language are built. `verbs: dictionary` takes forms from the verb dictionary, `suffixing` from the rules. */
export const morphology = z.strictObject({
  verbs: z.enum(["suffixing", "dictionary"]),
  irregular: z.record(z.string(), z.array(z.string())).default({}),
  inseparable: z.array(z.string()).default([]),
  participlePrefix: z.string().default(""),
  noParticiplePrefix: z.array(z.string()).default([]),
  infinitiveMarker: z.string().default(""),
  weak: z.record(z.string(), z.array(z.string())).default({}),
  /** endings that a noun may take; the first is none */
  nounEndings: z.array(z.string()).default([""]),
  /** letters that join the parts of a compound */
  joints: z.array(z.string()).default([]),
});
export type MorphologyData = z.infer<typeof morphology>;

/** A verb sense: `rest` follows at once ("set up"), `particle` stands apart in the clause, `with` must stand somewhere in it. */
export type VerbSense = { lemma: string; classes: string[]; rest?: string[]; particle?: string; with?: string[] };
export type NounSense = { lemma: string; classes: string[] };
export type CueSense = { gives: Record<string, string | number | boolean> };

/** A language's words, ready to be turned into tables; plain JSON. */
export type CompiledLexicon = {
  grammar: Grammar;
  verbs: VerbSense[];
  /** form -> [index into verbs, mask] */
  verbForms: Record<string, [number, number][]>;
  nouns: NounSense[];
  nounForms: Record<string, number[]>;
  /** noun forms that end a compound -> indices into nouns */
  heads: Record<string, number[]>;
  cues: Record<string, { form: string; gives: Record<string, string | number | boolean> }[]>;
  joints: string[];
};

type Raw = { grammar: Grammar; morphology: MorphologyData; verbs: WordClass[]; nouns: WordClass[]; cues: Record<string, Cue[]> };

/** Splits "treten [in kraft]" into the verb and the words that must stand elsewhere in its clause. */
function parseVerb(phrase: string): { base: string; rest: string[]; with: string[] } {
  const m = /^(\S+)(?:\s+([^[]+?))?(?:\s*\[(.+)\])?$/.exec(phrase);
  if (!m) throw new Error(`cannot read the verb "${phrase}"`);
  return { base: m[1] as string, rest: m[2] ? m[2].split(" ") : [], with: m[3] ? m[3].split(" ") : [] };
}

function addForm<T>(table: Record<string, T[]>, form: string, value: T): void {
  const key = form.toLowerCase();
  if (!Object.hasOwn(table, key)) table[key] = [];
  table[key]?.push(value);
}

function compileVerbs(raw: Raw, dictionary: VerbDictionary, out: CompiledLexicon): void {
  const seen = new Map<string, number>();
  for (const c of raw.verbs) {
    for (const phrase of c.words.flatMap(expand)) {
      const known = seen.get(phrase);
      if (known !== undefined) {
        out.verbs[known]?.classes.push(c.class);
        continue;
      }
      seen.set(phrase, out.verbs.length);
      const { base, rest, with: company } = parseVerb(phrase);
      const sense: VerbSense = { lemma: base.replace("|", ""), classes: [c.class] };
      if (rest.length) sense.rest = rest;
      if (company.length) sense.with = company.map((w) => w.toLowerCase());
      const add = (forms: VerbForm[], extra: Partial<VerbSense>): void => {
        const index = out.verbs.push({ ...sense, ...extra }) - 1;
        const first = out.verbs[index] as VerbSense;
        first.classes = (out.verbs[seen.get(phrase) as number] as VerbSense | undefined)?.classes ?? first.classes;
        const masks = new Map<string, number>();
        for (const [f, m] of forms) masks.set(f, (masks.get(f) ?? 0) | m);
        for (const [f, m] of masks) addForm(out.verbForms, f, [index, m] as [number, number]);
      };
      if (raw.morphology.verbs === "suffixing") add(regularVerb(base, raw.morphology.irregular[base]), {});
      else {
        const { joined, bare, particle } = dictionaryVerb(base, dictionary, raw.morphology as unknown as Morphology);
        add(joined, {});
        if (particle) add(bare, { particle });
      }
    }
  }
}

function nounForms(entry: string, m: MorphologyData): string[] {
  if (m.verbs === "suffixing") return regularNoun(entry);
  const [one, many] = entry.split("/") as [string, string?];
  const forms = new Set(m.nounEndings.map((e) => one + e));
  if (many) for (const e of ["", "n"]) forms.add(many + e);
  return [...forms];
}

function compileNouns(raw: Raw, out: CompiledLexicon): void {
  const seen = new Map<string, number>();
  for (const c of raw.nouns) {
    for (const entry of c.words.flatMap(expand)) {
      let index = seen.get(entry);
      if (index === undefined) {
        index = out.nouns.push({ lemma: entry.split("/")[0] as string, classes: [] }) - 1;
        seen.set(entry, index);
        for (const form of nounForms(entry, raw.morphology)) addForm(out.nounForms, form, index);
      }
      out.nouns[index]?.classes.push(c.class);
      if (c.compound !== false && raw.grammar.nounCapitals && !entry.includes(" ")) {
        for (const form of nounForms(entry, raw.morphology)) {
          const key = form.toLowerCase();
          if (!out.heads[key]?.includes(index)) addForm(out.heads, form, index);
        }
      }
    }
  }
}

/** Compiles one language's raw files to plain tables. Pure; throws where an entry cannot be read. */
export function compileLexicon(raw: Raw, dictionary: VerbDictionary): CompiledLexicon {
  const out: CompiledLexicon = {
    grammar: raw.grammar,
    verbs: [],
    verbForms: {},
    nouns: [],
    nounForms: {},
    heads: {},
    cues: {},
    joints: raw.morphology.joints,
  };
  compileVerbs(raw, dictionary, out);
  compileNouns(raw, out);
  for (const [name, entries] of Object.entries(raw.cues)) {
    out.cues[name] = entries.flatMap((e) => [...new Set([e.cue].flat().flatMap(expand))].map((form) => ({ form, gives: e.gives })));
  }
  return out;
}
