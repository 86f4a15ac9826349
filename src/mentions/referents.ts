import type { Language, NameSense } from "#knowledge";
import type { Discourse, Person } from "./discourse.ts";
import type { Phrase, Referent } from "./phrases.ts";
import type { Unit } from "./units.ts";

type ActorForm = Extract<NameSense, { is: "actor" }>["form"];
const capital = /^\p{Lu}/u;
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
    return form && form.codes.length > 0 && (form.type !== "people" || MODIFIERS.has(form.type)) ? [referent(u, form.codes.slice(0, form.ambiguous && form.codes.length > 1 ? 1 : undefined), "state")] : [];
  });
}

/** "its troops", "Kishidas Regierung": of whom the sentence speaks, or of the person's state. */
function possessed(units: readonly Unit[], language: Language, discourse: Discourse): Referent[] {
  const first = units[0] as Unit;
  const out: Referent[] = [];
  if (units.length > 1 && language.is("possessives", first.lower)) {
    const codes = discourse.hereState ? [discourse.hereState] : discourse.herePerson && discourse.herePerson.codes.length > 0 ? discourse.herePerson.codes : discourse.focus === "state" && discourse.focusState ? [discourse.focusState] : [];
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

const unique = (xs: readonly string[]): string[] => [...new Set(xs)];
const codesOf = (rs: readonly Referent[]): string[] => unique(rs.flatMap((r) => r.codes));

/** A run of unknown words with capitals after an office or alone: a person's name. */
function unknownName(units: readonly Unit[], from: number, capitals: boolean): Unit[] {
  const run: Unit[] = [];
  for (let i = from; i < units.length; i++) {
    const u = units[i] as Unit;
    if (run.length > 0 && u.cats.has("title") && capital.test(u.text)) {
      run.push(u);
      continue;
    }
    const fits = u.is === "word" && capital.test(u.text) && u.cats.size === 0 && (u.nouns.length === 0 || (run.length > 0 && !capitals)) && u.text.length > 1;
    if (!fits) break;
    run.push(u);
  }
  return run;
}

function personFrom(u: Unit, discourse: Discourse, codes: string[], office: string | null): Person | null {
  const sense = u.senses.find((s) => s.is === "person");
  if (sense?.is === "person") {
    const known = discourse.knowledge.people.get(sense.id);
    if (!known) return null;
    if (sense.part === "family" && sense.ambiguous && !discourse.find(u.text) && !office) return null;
    const of = (known as { of?: string }).of;
    const now = offices(known, discourse.day);
    return discourse.remember({ name: u.text, family: known.family ?? (u.text.split(" ").at(-1) as string), codes: codes.length > 0 ? codes : unique(now.length > 0 ? now : of ? [of] : []), id: known.id, office, expert: false });
  }
  return null;
}

/** The states or organisations that a person on file spoke for on a day (its country where no office is dated then). */
function offices(person: { of?: string; offices: readonly { of?: string; from?: string; to?: string }[] }, day: string | null): string[] {
  if (!day) return [];
  const held = person.offices.filter((o) => (!o.from || o.from.slice(0, day.length) <= day) && (!o.to || o.to === ".." || o.to >= day.slice(0, o.to.length)));
  return unique(held.flatMap((o) => o.of ?? person.of ?? []));
}

/** Finds whom a phrase stands for. Sets `actors`, `owners` and `place`; takes note of persons and states in `discourse`. */
export function resolve(p: Phrase, language: Language, discourse: Discourse, later: readonly Referent[] = []): void {
  const units = p.units;
  const mods = modifiers(units);
  const possessors = units.findIndex((u) => u.is === "poss");
  mods.push(...possessed(units, language, discourse));
  if (possessors > 0) mods.push(...possessing(units.slice(0, possessors), discourse));
  p.owners = mods.filter((m) => m.end < p.end || isModifier(units.at(-1) as Unit));
  if (p.pronoun) return pronoun(p, discourse);
  const anaphor = units.find((u) => u.is === "anaphor");
  if (anaphor) return pointing(p, anaphor, discourse);
  if (numbered(p, mods, language, discourse)) return;
  const tail = possessors >= 0 ? units.slice(possessors + 1) : units;
  if (person(p, tail, mods.length > 0 ? mods : [...later], language, discourse)) return;
  const last = units.at(-1) as Unit;
  const outlet = last.is === "name" && last.senses.some((s) => s.is === "outlet") && !strong(last);
  if (outlet) {
    p.actors = [referent(last, [], "outlet")];
    return;
  }
  const form = last.is === "name" ? strong(last) : null;
  const headNoun = p.head;
  if (form && !(possessors >= 0 && units.length - 1 < possessors)) return named(p, last, form, mods, discourse);
  const where = last.is === "name" ? actorForms(last).find((f) => f.type === "place" && f.codes.length === 1) : undefined;
  if (where && (p.roles.includes("in") || p.roles.includes("to"))) {
    p.place = referent(last, where.codes, "state");
    return;
  }
  const of = codesOf([...mods, ...later]);
  if (headNoun.has("office") || headNoun.has("counterpart")) return officeOnly(p, of, discourse);
  if (headNoun.has("government-body") || ((headNoun.has("forces") || (headNoun.has("weapon") && (!p.prep || p.roles.includes("by")))) && of.length > 0) || (headNoun.has("country") && of.length > 0)) {
    const own = of.length > 0 ? of : headNoun.has("government-body") && !headNoun.has("forces") && !headNoun.has("weapon") && p.units[0]?.cats.has("det") ? stateAtHand(discourse) : [];
    if (own.length > 0) p.actors = [{ codes: own, name: words(p), start: p.start, end: p.end, kind: "body", guess: of.length === 0 }];
    return;
  }
  if (headNoun.has("expert")) p.actors = [{ codes: [], name: words(p), start: p.start, end: p.end, kind: "expert" }];
  else if (headNoun.has("anonymous")) p.actors = [{ codes: of, name: words(p), start: p.start, end: p.end, kind: "anonymous" }];
  else if (headNoun.has("outlet")) p.actors = [{ codes: [], name: words(p), start: p.start, end: p.end, kind: "outlet" }];
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
    p.actors = [{ codes: [(discourse.hereState ?? discourse.focusState) as string], name: u.text, start: u.start, end: u.end, kind: "anaphor" }];
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
  const codes = u.refers === "pair" ? discourse.lastPair : u.refers === "three" ? discourse.lastThree : discourse.lastState ? [discourse.lastState] : [];
  if (codes.length === 0) return;
  const found: Referent = { codes: [...codes], name: words(p), start: u.start, end: u.end, kind: "anaphor" };
  if (p.roles.includes("in") && u.refers === "last") p.place = found;
  else p.actors = [found];
}

/** "Philippine defence minister Gilberto Teodoro", "Herr Kishida", "Biden". */
function person(p: Phrase, tail: readonly Unit[], mods: Referent[], language: Language, discourse: Discourse): boolean {
  const officeAt = tail.findLastIndex((u) => u.nouns.some((n) => n.classes.includes("office") || n.classes.includes("counterpart")));
  const expertAt = tail.findLastIndex((u) => u.nouns.some((n) => n.classes.includes("expert")));
  const office = officeAt >= 0 ? (tail[officeAt]?.nouns[0]?.lemma ?? null) : null;
  const codes = codesOf(mods);
  const known = tail.find((u) => u.senses.some((s) => s.is === "person"));
  const last = tail.at(-1) as Unit | undefined;
  if (known && (known === last || (tail.indexOf(known) > officeAt && known.senses.some((s) => s.is === "person" && s.part === "full")))) {
    const who = personFrom(known, discourse, codes, office);
    if (who) return setPerson(p, who, known, tail, discourse);
  }
  const start = Math.max(officeAt, expertAt) + 1;
  const titled = tail.findIndex((u) => u.cats.has("title"));
  if (start > 0 || titled >= 0) {
    const run = unknownName(tail, start > 0 ? start : titled + 1, language.grammar.nounCapitals);
    if (run.length > 0) {
      const name = run.map((u) => u.text).join(" ");
      const family = (run.at(-1) as Unit).text;
      const known = discourse.find(family);
      if (run.length === 1 && known) return setPerson(p, known, run[0] as Unit, tail, discourse);
      const expert = officeAt < 0 && expertAt >= 0;
      return setPerson(p, discourse.remember({ name, family, codes: expert ? [] : codes, id: null, office, expert }), run[0] as Unit, tail, discourse);
    }
  }
  const family = last && last.is === "word" && capital.test(last.text) ? discourse.find(last.text) : null;
  if (family && last) return setPerson(p, family, last, tail, discourse);
  // a name that nothing announces: two or three words with capitals and no noun among them
  const run = unknownName(p.units, 0, language.grammar.nounCapitals);
  if (run.length === p.units.length && run.length >= 2 && run.length <= 4) {
    const name = run.map((u) => u.text).join(" ");
    return setPerson(p, discourse.remember({ name, family: (run.at(-1) as Unit).text, codes: [], id: null, office: null, expert: true }), run[0] as Unit, run, discourse);
  }
  return false;
}

function setPerson(p: Phrase, who: Person, from: Unit, tail: readonly Unit[], discourse: Discourse): boolean {
  if (!p.prep) discourse.herePerson ??= who;
  const end = (tail.at(-1) as Unit).end;
  p.actors = [{ codes: who.codes, name: who.name, start: from.start, end, kind: who.expert && who.codes.length === 0 ? "expert" : "person" }];
  return true;
}

function named(p: Phrase, last: Unit, form: ActorForm, mods: Referent[], discourse: Discourse): void {
  const codes = form.ambiguous && form.codes.length > 1 ? [discourse.likeliest(form.codes)] : form.codes;
  for (const c of codes) discourse.count(c);
  if (form.type === "seat" || form.type === "state") {
    const where = (p.roles.includes("in") && !(form.type === "state" && p.roles.includes("to"))) || (form.type === "seat" && (p.roles.includes("to") || p.roles.includes("from")) && !p.roles.includes("with"));
    if (where) {
      p.place = referent(last, codes, "state");
      return;
    }
  }
  if (form.type === "body" && codes.length === 0) {
    const of = codesOf(mods.filter((m) => m.start !== last.start));
    if (of.length > 0) p.actors = [{ codes: of, name: words(p), start: p.start, end: p.end, kind: "body" }];
    return;
  }
  const all = unique([...codes, ...(isList(p) ? codesOf(mods) : [])]);
  const kind = form.type === "organisation" ? "organisation" : form.type === "group" ? "group" : form.type === "body" || form.type === "house" ? "body" : "state";
  p.actors = [referent(last, all, kind)];
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
  if (who) p.actors = [{ codes: who.codes.length > 0 ? who.codes : of, name: `${words(p)} ${who.name}`, start: p.start, end: p.end, kind: "person" }];
  else if (of.length > 0) p.actors = [{ codes: of, name: words(p), start: p.start, end: p.end, kind: "person" }];
  else if (p.head.has("anonymous")) p.actors = [{ codes: of, name: words(p), start: p.start, end: p.end, kind: "anonymous" }];
}
