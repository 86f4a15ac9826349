import type { Analysis, Phrase } from "#mentions";
import type { Draft } from "./context.ts";

/** Classes of nouns that make a sentence one about defence or the affairs of states. */
const MATTERS = [
  "instrument",
  "weapon",
  "forces",
  "base",
  "attack",
  "exercise",
  "budget",
  "aid",
  "capability",
  "alliance-cause",
  "test",
  "incursion",
  "airspace",
  "deployment",
  "sanction",
  "threat",
  "negotiation",
  "accession",
  "withdrawal",
  "ally",
  "lasting",
  "strategy",
];

/** Those of them that soldiers deal with: a paper that nothing else tells of is about these. */
const MARTIAL = ["weapon", "forces", "base", "exercise", "capability", "alliance-cause", "deployment", "airspace", "defence-office"];

/** True where a sentence names forces, arms, exercises, or those who answer for them, other than in the phrase left out. */
export const martial = (a: Analysis, except: Phrase | null = null): boolean =>
  a.phrases.some((p) => p !== except && MARTIAL.some((c) => p.classes.has(c)));

/** True where a sentence names a matter of defence: a weapon, forces, an instrument, an attack ... */
export const ofDefence = (a: Analysis): boolean =>
  a.phrases.some(
    (p) =>
      MATTERS.some((c) => p.classes.has(c)) || p.units.some((u) => u.senses.some((s) => s.is === "capability" || s.is === "instrument")),
  );

const codesOf = (d: Draft): string[] => {
  const of = d.fields.speakerOf;
  const actors = (d.fields.parties ?? d.fields.actors ?? d.fields.participants ?? (Array.isArray(of) ? of : of ? [of] : [])) as string[];
  return [...new Set([...actors, ...((d.fields.about ?? d.fields.beneficiaries ?? []) as string[])])];
};

/** One state by itself, in a sentence that names no matter of defence, is domestic news: it gives no claim. */
export function onTopic(d: Draft, a: Analysis): boolean {
  if (ofDefence(a)) return d.kind !== "statement" || d.fields.speakerOf !== null || codesOf(d).length > 0;
  return codesOf(d).length > 1;
}
