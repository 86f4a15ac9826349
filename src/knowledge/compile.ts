import { z } from "zod";
import { type CompiledCalendar, compileCalendar } from "./calendar.ts";
import { compileCapabilities } from "./capabilities.ts";
import { compileGazetteer, type Gazetteer, readGazetteer } from "./gazetteer.ts";
import { compileInstruments } from "./instruments.ts";
import { type CompiledLexicon, compileLexicon, morphology } from "./lexicon.ts";
import { type CompiledNumbers, compileNumbers } from "./numbers.ts";
import { compilePeople } from "./people.ts";
import { compileReportTables } from "./reporting.ts";
import { type Cue, cues, type Frame, frames, grammar, type WordClass, wordClasses } from "./schema.ts";
import type { VerbDictionary } from "./verbs-dictionary.ts";

/** All that Foedera knows of the world and of languages, as plain JSON made from `knowledge/` at build time. */
export type Compiled = {
  languages: Record<string, { lexicon: CompiledLexicon; calendar: CompiledCalendar; numbers: CompiledNumbers }>;
  gazetteer: Gazetteer;
  people: ReturnType<typeof compilePeople>;
  instruments: ReturnType<typeof compileInstruments>;
  capabilities: ReturnType<typeof compileCapabilities>;
  frames: Frame[];
  gate: Gate;
  /** codes of the organisations that are alliances */
  alliances: string[];
  reports: ReturnType<typeof compileReportTables>;
  /** the ontology's other files, as written; the rooms that use them check them */
  ontology: Record<string, unknown>;
};

/** The stems that the cheap gate counts, see `#reading`. */
const gate = z.strictObject({
  /** texts shorter than this pass with one hit of either list */
  short: z.number(),
  /** longer ones need so many different strong stems, and so many hits in a thousand characters */
  distinct: z.number(),
  perThousand: z.number(),
  strong: z.array(z.string()).min(1),
  weak: z.array(z.string()),
});
export type Gate = z.infer<typeof gate>;

type Raw = Record<string, unknown>;

/** Checks one data file; throws an Error that names file, entry and what is wanted. */
function check<T>(raw: Raw, file: string, schema: z.ZodType<T>): T {
  if (!(file in raw)) throw new Error(`knowledge/${file}.yaml is missing`);
  const result = schema.safeParse(raw[file]);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Error(`knowledge/${file}.yaml: ${issue?.path.join(".") || "the file"}: ${issue?.message}`);
}

const CUES = ["instruments", "anaphora", "stances", "modality", "speech"];

/** Files of one folder as a table of their own, with the folder's name taken off. */
function below(raw: Raw, folder: string): Raw {
  return Object.fromEntries(
    Object.entries(raw)
      .filter(([path]) => path.startsWith(`${folder}/`))
      .map(([path, v]) => [path.slice(folder.length + 1), v]),
  );
}

/** Compiles one language's folder. */
function compileLanguage(raw: Raw, code: string, dictionary: VerbDictionary): Compiled["languages"][string] {
  const at = (file: string): string => `languages/${code}/${file}`;
  const cueFiles = Object.fromEntries(CUES.map((name) => [name, check<Cue[]>(raw, at(name), cues as z.ZodType<Cue[]>)]));
  const lexicon = compileLexicon(
    {
      grammar: check(raw, at("grammar"), grammar as z.ZodType<z.infer<typeof grammar>>),
      morphology: check(raw, at("morphology"), morphology as z.ZodType<z.infer<typeof morphology>>),
      verbs: check<WordClass[]>(raw, at("verbs"), wordClasses as z.ZodType<WordClass[]>),
      nouns: check<WordClass[]>(raw, at("nouns"), wordClasses as z.ZodType<WordClass[]>),
      cues: cueFiles,
    },
    dictionary,
  );
  return { lexicon, calendar: compileCalendar(raw[at("calendar")]), numbers: compileNumbers(raw[at("numbers")]) };
}

const list = (x: unknown): unknown[] => (Array.isArray(x) ? x : []);

/**
 * Compiles the raw YAML of `knowledge/` (path without extension -> parsed content) to plain tables.
 * Pure; throws an Error that names the file, the entry and what is wanted there.
 */
export function compile(raw: Raw, dictionary: VerbDictionary): Compiled {
  const codes = [...new Set(Object.keys(raw).flatMap((path) => /^languages\/([^/]+)\/grammar$/.exec(path)?.[1] ?? []))].sort();
  const part = <P extends Parameters<typeof readGazetteer>[0]>(name: P) => {
    const files = Object.entries(raw).filter(([path]) => path === `gazetteer/${name}` || path.startsWith(`gazetteer/${name}/`));
    return files.flatMap(([path, data]) => list(readGazetteer(name, `knowledge/${path}.yaml`, data))) as ReturnType<
      typeof readGazetteer<P>
    >;
  };
  const languages = Object.fromEntries(codes.map((code) => [code, compileLanguage(raw, code, dictionary)]));
  return {
    languages,
    gazetteer: compileGazetteer({
      states: part("states"),
      historical: part("historical"),
      organisations: part("organisations"),
      bodies: part("bodies"),
      places: part("places"),
    }),
    people: compilePeople(below(raw, "gazetteer/people")),
    instruments: compileInstruments(below(raw, "gazetteer/instruments")),
    capabilities: compileCapabilities(below(raw, "gazetteer/capabilities")),
    frames: check<Frame[]>(raw, "ontology/frames", frames as z.ZodType<Frame[]>),
    gate: check(raw, "ontology/gate", gate),
    alliances: check(raw, "ontology/alliances", z.array(z.string())),
    reports: compileReportTables(raw, languages),
    ontology: below(raw, "ontology"),
  };
}
