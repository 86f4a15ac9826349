import type { CueSense, Language } from "#knowledge";
import type { Analysis, Predicate } from "#mentions";
import type { Modality } from "#model";
import { firstDayOf, lastDayOf } from "./when.ts";

type Leaning = { modality: Modality | null; weak: boolean; stage?: string };

/** What the first adverb or adjective of a stretch says: "voraussichtlich", "possible". */
export function cueOf(a: Analysis, from: number, to: number, language: Language): Leaning {
  const trie = language.cues("modality");
  for (let i = 0; i < a.words.length; i++) {
    const w = a.words[i];
    if (!w || w.start < from || w.end > to) continue;
    // "later than first planned": what is compared with is not so
    if ([i - 1, i - 2].some((k) => language.is("comparison", a.words[k]?.lower ?? ""))) continue;
    const match = trie.longest(a.words, i);
    const cue = match?.values[0] as CueSense | undefined;
    if (cue)
      return {
        modality: cue.gives.modality as Modality,
        weak: cue.gives.weak === true,
        ...(cue.gives.stage ? { stage: String(cue.gives.stage) } : {}),
      };
  }
  return { modality: null, weak: false };
}

/** Classes of nouns whose infinitive is undertaken: "the commitment to deepening". */
const AHEAD = ["pledge", "intent", "decision"];

/** What the verb that governs an infinitive makes of it; null: it is asked for, not undertaken. */
function governed(p: Predicate, a: Analysis, language: Language, published: string | null, depth: number): Modality | null {
  const g = p.governor;
  if (!g || depth > 4) return "planned";
  const above = modalityOf(g, a, language, published, depth + 1);
  if (g.classes.has("refuse")) return above === "negated" ? "planned" : "negated";
  if (g.classes.has("urge") && !g.classes.has("plan")) return null;
  if (above === "negated") return "negated";
  if (g.classes.has("plan")) return above === "possible" ? "possible" : "planned";
  if (g.classes.has("wish")) return "possible";
  if (g.classes.has("begin")) return above;
  if (g.classes.has("allow")) return "possible";
  if (p.noun && AHEAD.some((c) => p.noun?.head.has(c))) return above === "possible" ? "possible" : "planned";
  if (p.form === "gerund") return above;
  if (p.classes.has("discuss") || p.classes.has("meet")) return above;
  return above === "possible" ? "possible" : "planned";
}

/** True where the clause gives a time that is still ahead of the report. */
function ahead(a: Analysis, p: Predicate, published: string | null): boolean {
  const today = lastDayOf(published);
  if (!today) return false;
  return a.dates.some((d) => {
    const first = d.edtf ? (d.edtf.startsWith("../") ? lastDayOf(d.edtf) : firstDayOf(d.edtf)) : null;
    if (!first || first <= today) return false;
    return p.clause.pieces.some(([from, to]) => d.start >= (a.units[from]?.start ?? 0) && d.end <= (a.units[to - 1]?.end ?? 0));
  });
}

/**
 * How a predicate stands to the world: actual, planned, possible, negated; null where it is only demanded of others.
 * Goes up from the verb to what governs it ("plans to", "refused to", "if").
 */
export function modalityOf(p: Predicate, a: Analysis, language: Language, published: string | null, depth = 0): Modality | null {
  if (p.negated) return "negated";
  if (p.form === "to" || p.form === "gerund") return governed(p, a, language, published, depth);
  if (p.modal === "may") return "possible";
  if (p.clause.conditional) return "possible";
  if (p.modal === "will" || p.modal === "must" || p.modal === "would") return "planned";
  const first = a.units[p.clause.pieces[0]?.[0] ?? 0];
  const last = a.units[(p.clause.pieces.at(-1)?.[1] ?? 1) - 1];
  const cue = first && last ? cueOf(a, first.start, last.end, language) : { modality: null, weak: false };
  if (cue.modality && !(cue.weak && (p.past || p.perfect))) return cue.modality;
  if (!p.past && !p.perfect && ahead(a, p, published)) return "planned";
  return "actual";
}
