import type { Analysis, Phrase, Predicate } from "#mentions";
import type { Stage } from "#model";

/** Verbs that speak of nothing but papers: where one stands in the clause of an instrument, it is said of that. */
const OF_PAPERS: readonly (readonly [string, Stage])[] = [
  ["sign", "signed"],
  ["ratify", "ratified"],
  ["enforce", "in-force"],
  ["terminate", "ended"],
  ["suspend", "suspended"],
  ["negotiate", "negotiating"],
];

/** What else a verb may have as its object: then it is said of that and not of the paper beside it. */
const aside = (p: Predicate, phrase: Phrase): boolean =>
  p.objects.some((o) => o !== phrase && o.actors.length === 0 && o.head.size > 0 && !o.head.has("wording") && !o.head.has("document"));

const within = (p: Predicate, phrase: Phrase): boolean => p.clause.pieces.some(([from, to]) => phrase.from >= from && phrase.to <= to);

/**
 * The step that a verb tells of an instrument of its own clause, where the words between them hide what belongs to what:
 * "has revoked, with immediate effect, the accord"; null where none does, or where another paper stands nearer.
 */
export function stageBeside(a: Analysis, phrase: Phrase): { stage: Stage; predicate: Predicate } | null {
  const papers = a.phrases.filter((q) => q.head.has("instrument"));
  const near = (p: Predicate): number => Math.min(Math.abs(p.at - phrase.from), Math.abs(p.at - phrase.to));
  const found = a.predicates
    .filter((p) => within(p, phrase) && !aside(p, phrase) && OF_PAPERS.some(([cls]) => p.classes.has(cls)))
    .filter((p) => !papers.some((q) => q !== phrase && (p.objects.includes(q) || p.subject === q)))
    .sort((x, y) => near(x) - near(y))[0];
  const stage = OF_PAPERS.find(([cls]) => found?.classes.has(cls))?.[1];
  return found && stage ? { stage, predicate: found } : null;
}
