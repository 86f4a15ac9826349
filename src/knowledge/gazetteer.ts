import type { z } from "zod";
import { englishName } from "./english-forms.ts";
import { bodyForms, composedNamesLeftOut, organisationForms, placeForms, stateForms } from "./gazetteer-entries.ts";
import { type Form, settle } from "./gazetteer-forms.ts";
import { gazetteerSchemas, type OrganisationEntry, type StateEntry } from "./gazetteer-schema.ts";
import { germanName } from "./german-forms.ts";

export { type Form, formTypes } from "./gazetteer-forms.ts";
export { gazetteerSchemas } from "./gazetteer-schema.ts";

type Part = keyof typeof gazetteerSchemas;
/** The five gazetteer files as parsed and checked by `readGazetteer`. */
export type RawGazetteer = { [P in Part]: z.infer<(typeof gazetteerSchemas)[P]> };

/** A membership, state or office that held from one EDTF date to another; an absent end is open. */
export type Member = { code: string; from?: string; to?: string };
/** Whoever can be party to something: a state, one that is no more, an organisation, or a common name of several states. */
export type Actor = {
  code: string;
  kind: "state" | "historical" | "organisation" | "grouping";
  names: { en: string; de: string; ja?: string };
  iso3?: string;
  cow?: { number: number; abbreviation: string };
  un?: "member" | "observer" | "none";
  from?: string;
  to?: string;
  successors?: string[];
  members?: Member[];
};
/** A ministry, force, house, armed group, or (no `of`) a generic name whose state the text must give. */
export type Body = {
  id: string;
  type: "body" | "house" | "group" | "generic";
  kind: string;
  of: string[];
  names: { en?: string; de?: string };
};
/** `in`: states it lies in; `claimed`: by others too; no German name: it is the English one. */
export type Place = { id: string; kind: string; in: string[]; claimed?: string[]; names: { en: string; de?: string } };
/** The gazetteer as plain tables; JSON can carry it. */
export type Gazetteer = { forms: Form[]; actors: Actor[]; bodies: Body[]; places: Place[] };

/** Checks one parsed gazetteer file. Throws an Error that names the file, the entry and what is wanted there. */
export function readGazetteer<P extends Part>(part: P, file: string, data: unknown): RawGazetteer[P] {
  const result = gazetteerSchemas[part].safeParse(data ?? []);
  if (result.success) return result.data as RawGazetteer[P];
  const issue = result.error.issues[0];
  const [at, ...field] = issue?.path ?? [];
  const entry = Array.isArray(data) && typeof at === "number" ? data[at] : undefined;
  const label = entry?.code ?? entry?.id ?? entry?.en?.[0] ?? "";
  throw new Error(
    `${file}: entry ${typeof at === "number" ? at + 1 : "?"}${label ? ` (${label})` : ""}, ${field.join(".") || "as a whole"}: ${issue?.message}`,
  );
}

/**
 * Turns the checked gazetteer files into tables: every written form with what it stands for, and the actors, bodies and places
 * themselves. Pure. A form that two actors share is one form with the codes of both and `ambiguous: true`.
 */
export function compileGazetteer(raw: RawGazetteer): Gazetteer {
  const forms = settle([
    ...raw.states.flatMap(stateForms),
    ...raw.historical.flatMap(stateForms),
    ...raw.organisations.flatMap(organisationForms),
    ...composedNamesLeftOut(raw).flatMap(bodyForms),
    ...raw.places.flatMap((p) => placeForms(p, placeId(p))),
  ]);
  const actors = [
    ...raw.states.map((s): Actor => ({ kind: "state", ...stateActor(s), iso3: s.iso3, un: s.un })),
    ...raw.historical.map((h): Actor => ({ kind: "historical", ...stateActor(h), from: h.from, to: h.to, successors: h.successors })),
    ...raw.organisations.map(organisationActor),
  ];
  return {
    forms,
    actors: unique(actors, (a) => a.code),
    bodies: unique(bodies(raw), (b) => b.id),
    places: unique(places(raw), (p) => p.id),
  };
}

function stateActor(s: Omit<StateEntry, "iso3" | "un">) {
  return { code: s.code, names: { en: englishName(s.en.name), de: germanName(s.de.name), ja: s.ja[0] }, cow: s.cow };
}

function organisationActor(o: OrganisationEntry): Actor {
  const members = o.members.flatMap(({ codes, from, to }) => codes.map((code) => ({ code, from, to })));
  const names = { en: englishName(o.en[0] as string), de: germanName(o.de[0] as string), ja: o.ja[0] };
  return { code: o.code, kind: o.kind, names, from: o.from, to: o.to, members };
}

function bodies(raw: RawGazetteer): Body[] {
  return raw.bodies.map(({ id, type, kind, of, en, de, short }) => {
    const names = { en: en[0] && englishName(en[0]), de: de[0] && germanName(de[0]) };
    return { id, type, kind, of, names: names.en || names.de ? names : { en: short[0], de: short[0] } };
  });
}

function places(raw: RawGazetteer): Place[] {
  return raw.places.map((p) => {
    const names = p.de[0] ? { en: englishName(p.en[0] as string), de: germanName(p.de[0]) } : { en: englishName(p.en[0] as string) };
    const place: Place = { id: placeId(p), kind: p.kind, in: p.in, names };
    return p.claimed.length > 0 ? { ...place, claimed: p.claimed } : place;
  });
}

function placeId(p: RawGazetteer["places"][number]): string {
  const plain = (p.en[0] as string).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return (
    p.id ??
    plain
      .replace(/^the /, "")
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
  );
}

function unique<T>(list: T[], key: (item: T) => string): T[] {
  const seen = new Set<string>();
  for (const item of list) {
    if (seen.has(key(item))) throw new Error(`gazetteer: "${key(item)}" stands twice; give one of them another code or id`);
    seen.add(key(item));
  }
  return list;
}
