import type { Language, NameSense } from "#knowledge";
import { type Discourse, unique } from "./discourse.ts";
import { person, personFrom } from "./persons.ts";
import type { Phrase, Referent } from "./phrases.ts";
import type { Unit } from "./units.ts";

type ActorForm = Extract<NameSense, { is: "actor" }>["form"];
const MODIFIERS = new Set(["adjective", "prefix"]);

const actorForms = (u: Unit): ActorForm[] => u.senses.flatMap((s) => (s.is === "actor" ? [s.form] : []));
const isModifier = (u: Unit): boolean => u.is === "name" && actorForms(u).some((f) => MODIFIERS.has(f.type));
const strong = (u: Unit): ActorForm | null => actorForms(u).find((f) => !MODIFIERS.has(f.type) && f.type !== "place") ?? null;

function referent(u: Unit, codes: readonly string[], kind: Referent["kind"], name = u.text): Referent {
  return { codes: [...codes], name, start: u.start, end: u.end, kind };
}

/** States and organisations that stand in the phrase before its head: adjectives, possessors, names as modifiers. */
function modifiers(units: readonly Unit[]): Referent[] {
  return units.flatMap((u) => {
    if (u.is !== "name") return [];
    const form = actorForms(u).find((f) => MODIFIERS.has(f.type)) ?? actorForms(u).find((f) => f.type !== "place");
    return form && form.codes.length > 0 && (form.type !== "people" || MODIFIERS.has(form.type))
      ? [referent(u, form.codes.slice(0, form.ambiguous && form.codes.length > 1 ? 1 : undefined), "state")]
      : [];
  });
}

/** "its troops", "Kishidas Regierung": of whom the sentence speaks, or of the person's state. */
function possessed(units: readonly Unit[], language: Language, discourse: Discourse): Referent[] {
  const first = units[0] as Unit;
  const out: Referent[] = [];
  if (units.length > 1 && language.is("possessives", first.lower)) {
    const codes = discourse.hereState
      ? [discourse.hereState]
      : discourse.herePerson && discourse.herePerson.codes.length > 0
        ? discourse.herePerson.codes
        : discourse.focus === "state" && discourse.focusState
          ? [discourse.focusState]
          : [];
    if (codes.length > 0 && !language.is("ownPossessives", first.lower)) out.push(referent(first, codes, "state"));
  }
  const person = first.senses.find((s) => s.is === "person");
  if (person && units.length === 2 && !units[1]?.nouns.some((n) => n.classes.includes("office"))) {
    const who = personFrom(first, discourse, [], null);
    if (who && who.codes.length > 0) out.push(referent(first, who.codes, "person", who.name));
  }
  return out;
}

/** A person before "'s": "President Lai Ching-te's office". */
function possessing(units: readonly Unit[], discourse: Discourse): Referent[] {
  const last = units.at(-1) as Unit;
  const person = last.senses.some((s) => s.is === "person") ? personFrom(last, discourse, [], null) : discourse.find(last.text);
  return person ? [referent(last, person.codes, "person", person.name)] : [];
}

const codesOf = (rs: readonly Referent[]): string[] => unique(rs.flatMap((r) => r.codes));

/** Finds whom a phrase stands for. Sets `actors`, `owners` and `place`; takes note of persons and states in `discourse`. */
export function resolve(p: Phrase, language: Language, discourse: Discourse, later: readonly Referent[] = []): void {
  const units = p.units;
  const mods = modifiers(units);
  const possessors = units.findIndex((u) => u.is === "poss");
  mods.push(...possessed(units, language, discourse));
  if (possessors > 0) mods.push(...possessing(units.slice(0, possessors), discourse));
  p.owners = mods.filter((m) => m.end < p.end || isModifier(units.at(-1) as Unit));
  const anaphor = units.find((u) => u.is === "anaphor");
  if (p.pronoun) pronoun(p, discourse);
  else if (anaphor && later.length > 0 && anaphor.refers === "pair")
    p.actors = [{ codes: codesOf(later), name: words(p), start: p.start, end: p.end, kind: "anaphor" }];
  else if (anaphor) pointing(p, anaphor, discourse);
  else if (!numbered(p, mods, language, discourse)) byHead(p, mods, later, language, discourse);
}

/** Whom the phrase stands for by its last name or noun: a person, an actor on file, a body or office of a state. */
function byHead(p: Phrase, mods: Referent[], later: readonly Referent[], language: Language, discourse: Discourse): void {
  const units = p.units;
  const possessors = units.findIndex((u) => u.is === "poss");
  const tail = possessors >= 0 ? units.slice(possessors + 1) : units;
  if (person(p, tail, mods.length > 0 ? mods : [...later], language, discourse)) return;
  const last = units.at(-1) as Unit;
  const outlet = last.is === "name" && last.senses.some((s) => s.is === "outlet") && !strong(last);
  if (outlet) {
    p.actors = [referent(last, [], "outlet")];
    return;
  }
  const form = last.is === "name" ? strong(last) : null;
  if (form && !(possessors >= 0 && units.length - 1 < possessors)) {
    named(p, last, form, mods, later, discourse);
    return;
  }
  const where = last.is === "name" ? actorForms(last).find((f) => f.type === "place" && f.codes.length === 1) : undefined;
  if (where && (p.roles.includes("in") || p.roles.includes("to"))) {
    p.place = referent(last, where.codes, "state");
    return;
  }
  byNoun(p, codesOf([...mods, ...later]), discourse);
}

/** Offices, bodies and forces take the state that the phrase or its genitive names; the rest are experts, sources, outlets. */
function byNoun(p: Phrase, of: string[], discourse: Discourse): void {
  const is = (c: string): boolean => p.head.has(c);
  const one = (kind: Referent["kind"], codes: string[]): Referent => ({ codes, name: words(p), start: p.start, end: p.end, kind });
  const armed = is("forces") || (is("weapon") && (!p.prep || p.roles.includes("by")));
  if (is("office") || is("counterpart")) officeOnly(p, of, discourse);
  else if (of.length > 0 && is("parliament") && !is("government-body")) p.actors = [{ ...one("body", of), chamber: true }];
  else if (of.length > 0 && (is("government-body") || armed || is("country"))) p.actors = [one("body", of)];
  else if (is("government-body")) {
    const code = !is("forces") && !is("weapon") && p.units[0]?.cats.has("det") ? stateAtHand(discourse) : [];
    if (code.length > 0) p.actors = [{ ...one("body", code), guess: true }];
  } else if (is("expert")) p.actors = [one("expert", [])];
  else if (is("anonymous")) p.actors = [one("anonymous", of)];
  else if (is("outlet")) p.actors = [one("outlet", [])];
}

const words = (p: Phrase): string => {
  const units = p.units[0]?.cats.has("det") && p.units.length > 1 ? p.units.slice(1) : p.units;
  return units.map((u, i) => (i > 0 && !u.joined && u.is !== "poss" ? " " : u.joined ? "-" : "") + u.text).join("");
};

/** "das Ministerium", "the government": of the state that the sentence or the one before is about. */
function stateAtHand(discourse: Discourse): string[] {
  const code = discourse.hereState ?? (discourse.focus === "state" ? discourse.focusState : null);
  return code ? [code] : [];
}

function pronoun(p: Phrase, discourse: Discourse): void {
  const u = p.units[0] as Unit;
  if (p.pronoun === "he" || p.pronoun === "she") {
    const who = discourse.herePerson ?? discourse.focusPerson ?? discourse.lastPerson;
    if (who) p.actors = [{ codes: who.codes, name: who.name, start: u.start, end: u.end, kind: who.expert ? "expert" : "person" }];
  } else if (p.pronoun === "they" && discourse.lastPair.length > 0) {
    p.actors = [{ codes: discourse.lastPair, name: u.text, start: u.start, end: u.end, kind: "anaphor" }];
  } else if (p.pronoun === "it" && (discourse.hereState ?? (discourse.focus === "state" ? discourse.focusState : null))) {
    p.actors = [
      { codes: [(discourse.hereState ?? discourse.focusState) as string], name: u.text, start: u.start, end: u.end, kind: "anaphor" },
    ];
  }
}

/** "the three advisers", "beide Minister" by a number: those named together before. */
function numbered(p: Phrase, mods: readonly Referent[], language: Language, discourse: Discourse): boolean {
  const [first, second] = p.units;
  const count = second?.amount ? second.amount.value : (language.numbers.cardinals as Record<string, number>)[second?.lower ?? ""];
  if (!first?.cats.has("det") || (count !== 2 && count !== 3) || mods.length > 0 || p.units.length > 4) return false;
  if (p.head.size > 0 && !["office", "country", "counterpart", "government-body"].some((c) => p.head.has(c))) return false;
  const codes = count === 2 ? discourse.lastPair : discourse.lastThree;
  if (codes.length !== count) return false;
  p.actors = [{ codes: [...codes], name: words(p), start: p.start, end: p.end, kind: "anaphor" }];
  return true;
}

function pointing(p: Phrase, u: Unit, discourse: Discourse): void {
  const codes =
    u.refers === "pair"
      ? discourse.lastPair
      : u.refers === "three"
        ? discourse.lastThree
        : discourse.lastState
          ? [discourse.lastState]
          : [];
  if (codes.length === 0) return;
  const found: Referent = { codes: [...codes], name: words(p), start: u.start, end: u.end, kind: "anaphor" };
  if (p.roles.includes("in") && u.refers === "last") p.place = found;
  else p.actors = [found];
}

function named(p: Phrase, last: Unit, form: ActorForm, mods: Referent[], later: readonly Referent[], discourse: Discourse): void {
  const codes = form.ambiguous && form.codes.length > 1 ? [discourse.likeliest(form.codes)] : form.codes;
  for (const c of codes) discourse.count(c);
  if (form.type === "seat" || form.type === "state") {
    const where =
      (p.roles.includes("in") && !(form.type === "state" && p.roles.includes("to"))) ||
      (form.type === "seat" && (p.roles.includes("to") || p.roles.includes("from")) && !p.roles.includes("with"));
    if (where) {
      p.place = referent(last, codes, "state");
      return;
    }
  }
  const chamber = form.chamber ? { chamber: true } : {};
  // "the Kenyan National Assembly", "the Senate of the Philippines": the state beside a name that several bear tells whose it is
  const of = codesOf([...mods.filter((m) => m.start !== last.start), ...later]);
  if ((form.type === "body" || form.type === "house") && (codes.length === 0 || (form.ambiguous && of.length > 0))) {
    if (of.length > 0) p.actors = [{ codes: of, name: words(p), start: p.start, end: p.end, kind: "body", ...chamber }];
    return;
  }
  const all = unique([...codes, ...(isList(p) ? codesOf(mods) : [])]);
  const kind =
    form.type === "organisation"
      ? "organisation"
      : form.type === "group"
        ? "group"
        : form.type === "body" || form.type === "house"
          ? "body"
          : "state";
  p.actors = [{ ...referent(last, all, kind), ...chamber }];
  if (kind === "state" && all.length === 1) {
    discourse.lastState = all[0] as string;
    if (!p.prep) discourse.hereState ??= all[0] as string;
  }
}

/** "US-Japan" and the like: names side by side joined by a hyphen. */
const isList = (p: Phrase): boolean => p.units.length > 1 && p.units.slice(1).every((u) => u.joined);

function officeOnly(p: Phrase, of: string[], discourse: Discourse): void {
  const office = p.units.flatMap((u) => u.nouns).at(-1)?.lemma ?? "";
  const who = p.head.has("counterpart") ? null : discourse.withOffice(office, of);
  if (who)
    p.actors = [
      { codes: who.codes.length > 0 ? who.codes : of, name: `${words(p)} ${who.name}`, start: p.start, end: p.end, kind: "person" },
    ];
  else if (of.length > 0) p.actors = [{ codes: of, name: words(p), start: p.start, end: p.end, kind: "person" }];
  else if (p.head.has("anonymous")) p.actors = [{ codes: of, name: words(p), start: p.start, end: p.end, kind: "anonymous" }];
}
