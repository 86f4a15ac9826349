import { type Knowledge, tokens } from "#knowledge";
import { compilePrompts } from "./prompts.ts";
import type { Tools } from "./reader.ts";

/** The actors that words name, by the gazetteer of a language; none where a name in them is ambiguous or that of an instrument. */
function named(knowledge: Knowledge, words: string, lang: string): string[] {
  const trie = knowledge.nameTrie(lang);
  const run = tokens(words);
  const codes = new Set<string>();
  for (let i = 0; i < run.length; ) {
    const match = trie.longest(run, i);
    for (const sense of match?.values ?? []) {
      if (sense.is === "actor" && !sense.form.ambiguous) for (const code of sense.form.codes) codes.add(code);
      else if (sense.is === "person" && !sense.ambiguous) codes.add(knowledge.people.get(sense.id)?.of ?? "");
      else return [];
    }
    i = match ? match.to : i + 1;
  }
  return codes.has("") ? [] : [...codes];
}

/** What a second reader takes from the knowledge: prompt texts, the codes on file, and what names stand for in languages on file. */
export function toolsFrom(knowledge: Knowledge): Pick<Tools, "prompts" | "codes" | "codesOf"> {
  return {
    prompts: compilePrompts(knowledge.compiled.ontology["second-reader"]),
    codes: new Set(knowledge.actors.keys()),
    codesOf: (words, lang) => {
      const code = lang ? knowledge.language(lang)?.code : undefined;
      return code ? named(knowledge, words, code) : [];
    },
  };
}
