import { type Claim, idHash } from "#model";
import type { Context, Draft } from "./context.ts";

const set = (xs: unknown): string => (Array.isArray(xs) ? [...xs].sort().join("+") : String(xs ?? ""));
const actors = (d: Draft): string => set(d.fields.parties ?? d.fields.actors ?? d.fields.participants ?? d.fields.speaker);
const type = (d: Draft): string => String(d.fields.type ?? d.fields.action ?? d.fields.stance ?? "");

/** Drafts with the same key say the same unless object, name or time tells them apart. */
const keyOf = (d: Draft): string => [d.kind, type(d), actors(d), d.fields.stage ?? "", d.modality].join("|");

function differs(a: Draft, b: Draft): boolean {
  if (a.kind === "statement") return true;
  if (a.time && b.time && a.time !== b.time) return true;
  const apart = (x: unknown, y: unknown): boolean => typeof x === "string" && typeof y === "string" && x.toLowerCase() !== y.toLowerCase();
  if (a.kind === "commitment") return apart(a.fields.object, b.fields.object);
  if (a.kind === "agreement") return apart(a.fields.instrument, b.fields.instrument);
  return apart(a.fields.place, b.fields.place);
}

const fullness = (d: Draft): number => d.confidence + (d.time ? 0.1 : 0) + (d.fields.name ? 0.05 : 0) + (d.fields.object ? 0.02 : 0);

/** A title tells in short what the text tells in full. */
const better = (d: Draft, k: Draft): boolean => (d.heading === k.heading ? fullness(d) > fullness(k) : k.heading === true);

/**
 * "A major defence pact" is what the report later calls by its kind: weak types give way to the one strong type of the same parties, or to
 * what the report says that it allows (`typed`, by the parties).
 */
export function retyped(drafts: readonly Draft[], typed: Context["typed"]): Draft[] {
  const strong = new Map<string, Set<unknown>>();
  for (const d of drafts)
    if (d.kind === "agreement" && (d.weight ?? 0) >= 4) strong.set(actors(d), (strong.get(actors(d)) ?? new Set()).add(d.fields.type));
  return drafts.map((d) => {
    if (d.kind !== "agreement" || d.weight === undefined || d.lasting) return d;
    const told = d.weight < 4 && d.fields.instrument === null ? typed.get(actors(d)) : undefined;
    if (told) return { ...d, fields: { ...d.fields, type: told } };
    const types = d.weight < 3 ? strong.get(actors(d)) : undefined;
    return types?.size === 1 ? { ...d, fields: { ...d.fields, type: [...types][0] } } : d;
  });
}

/** How much a name tells: one on file most, then the longer. */
const telling = ({ fields }: Draft): number =>
  typeof fields.name === "string" ? fields.name.split(/\s+/).length + (fields.instrument ? 100 : 0) : 0;

/** A claim with the name that tells the most of two that say the same. */
function named(d: Draft, other: Draft): Draft {
  if (d.kind !== "agreement" || telling(other) <= telling(d)) return d;
  const { name, instrument } = other.fields;
  const where = other.from?.name;
  return { ...d, fields: { ...d.fields, name, instrument }, from: where ? { ...d.from, name: where } : d.from };
}

/** Keeps of drafts that say the same the fullest; within a sentence a predicate gives at most one claim of a kind and type. */
export function distinct(drafts: readonly Draft[]): Draft[] {
  const kept: Draft[] = [];
  for (const d of drafts) {
    const at = kept.findIndex((k) => keyOf(k) === keyOf(d) && (k.start === d.start ? !differs(k, d) || k.at === d.at : !differs(k, d)));
    const k = kept[at];
    if (!k) kept.push(d);
    else kept[at] = better(d, k) ? named(d, k) : named(k, d);
  }
  return kept
    .filter(
      (d) =>
        !(
          d.rule === "agreement-standing" &&
          kept.some((k) => k !== d && k.kind === "agreement" && actors(k) === actors(d) && (k.rule !== d.rule || k.start < d.start))
        ),
    )
    .filter((d) => !(d.heading && kept.some((k) => !k.heading && retold(d, k))));
}

/** A title tells in short what the text tells in full. */
function retold(title: Draft, k: Draft): boolean {
  if (title.kind !== k.kind || actors(title) !== actors(k)) return false;
  if (title.kind === "agreement") return title.fields.stage === k.fields.stage;
  return type(title) === type(k) || title.kind === "statement";
}

/** Turns drafts into claims: evidence cut from the text, id from what is said and where. */
export function toClaims(drafts: readonly Draft[], text: string, doc: string): Claim[] {
  return drafts.map((d) => {
    const { kind, fields, start, end, modality, time, attribution, rule, confidence, from } = d;
    const id = idHash(JSON.stringify([doc, kind, fields, start, end, modality, time]));
    return {
      id,
      kind,
      ...fields,
      modality,
      time,
      attribution,
      evidence: text.slice(start, end),
      start,
      end,
      rule,
      confidence: Math.round(confidence * 100) / 100,
      from,
    } as Claim;
  });
}
