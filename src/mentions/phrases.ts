import type { Language } from "#knowledge";
import { openerOf } from "./attributes.ts";
import { auxiliary, type Unit } from "./units.ts";

/** Whom a phrase stands for. `name` is as written (fullest), `kind` tells states from persons and the rest. */
export type Referent = {
  codes: string[];
  name: string;
  start: number;
  end: number;
  /** taken from what the report is about, not from the phrase */
  guess?: boolean;
  /** a parliament or one of its houses */
  chamber?: boolean;
  kind: "state" | "organisation" | "person" | "body" | "group" | "expert" | "anonymous" | "outlet" | "anaphor";
};

/** A noun phrase: units `[from, to)` of its sentence. */
export type Phrase = {
  readonly from: number;
  to: number;
  readonly start: number;
  end: number;
  readonly units: Unit[];
  /** classes of its last noun, and of all its nouns */
  head: ReadonlySet<string>;
  classes: ReadonlySet<string>;
  /** the preposition before it, in small letters, and the parts that this may play */
  prep: string | null;
  roles: readonly string[];
  genitive: boolean;
  /** whom the phrase itself stands for; empty where it is no actor */
  actors: Referent[];
  /** actors that stand in it as adjective, possessor or of-phrase */
  owners: Referent[];
  /** phrases joined to it by "and" or commas, itself included */
  group: Phrase[];
  /** phrases that hang on it by "of" or a genitive */
  of: Phrase[];
  /** hangs on another phrase */
  hangs: boolean;
  /** what stands between its article and its participle ("den [im Mai mit Island] unterzeichneten Pakt"): units, and phrases among them */
  attribute: { units: readonly Unit[]; phrases: Phrase[] } | null;
  pronoun: string | null;
  /** a state or seat after "in": where, not who */
  place: Referent | null;
};

const EMPTY: ReadonlySet<string> = new Set();
const capital = /^\p{Lu}/u;

/** True where a unit can stand inside a noun phrase. */
function inside(u: Unit, next: Unit | undefined, open: Unit[], language: Language): boolean {
  // "surface-to-air": what hyphens hold together is one word
  if (u.joined && next?.joined && open.length > 0) return true;
  if (u.is === "mark" || u.verb) return false;
  if (u.is === "poss" || u.is === "name" || u.is === "amount" || u.is === "number" || u.is === "anaphor") return true;
  if (u.is === "date")
    return open.length > 0 && next !== undefined && (next.nouns.length > 0 || next.is === "name") && !open.some((o) => o.nouns.length > 0);
  if (u.cats.has("det"))
    return !(
      auxiliary(u) && !(next && (next.nouns.length > 0 || next.is === "name" || capital.test(next.text)) && language.grammar.nounCapitals)
    );
  if (u.cats.has("title")) return true;
  if (u.nouns.length > 0 && u.cats.size === 0) return true;
  return (
    u.cats.size === 0 ||
    (u.cats.size === 1 &&
      u.cats.has("adv") &&
      open.length > 0 &&
      next !== undefined &&
      !next.verb &&
      next.cats.size === 0 &&
      next.is === "word" &&
      open.at(-1)?.cats.has("det") === true)
  );
}

const stateOrPeople = (u: Unit): boolean =>
  u.is === "name" &&
  u.senses.length > 0 &&
  u.senses.every((s) => s.is === "actor" && (s.form.type === "state" || s.form.type === "people"));

const MEASURES = ["office", "portion", "money", "counterpart"];
const common = (u: Unit): boolean => u.is === "word" && u.nouns.length > 0 && u.cats.size === 0 && capital.test(u.text);

/** True where a new phrase must begin although the old one could go on. */
function breaks(u: Unit, open: Unit[], language: Language): boolean {
  const last = open.at(-1);
  if (!last) return false;
  if (last.is === "poss" || u.joined) return false;
  const nounSeen = open.some((o) => o.nouns.length > 0 || o.is === "name" || o.is === "anaphor");
  if (u.cats.has("det")) return !last.cats.has("det") || nounSeen;
  if (u.is === "anaphor") return nounSeen;
  if (u.is === "amount" && nounSeen) return true;
  if (!language.grammar.nounCapitals) return false;
  if (stateOrPeople(last) && stateOrPeople(u)) return true;
  // "den Beitritt | Schwedens", "in Doha | Vertreter"
  const ofState = (x: Unit, genitive: boolean): boolean =>
    x.is === "name" &&
    x.senses.some((s) => s.is === "actor" && ["state", "seat", "place"].includes(s.form.type) && (s.form.case === "gen") === genitive);
  if (ofState(u, true) && last.nouns.length > 0 && last.is === "word" && !u.senses.some((s) => s.is === "actor" && s.form.case !== "gen"))
    return true;
  if (
    ofState(last, false) &&
    !ofState(last, true) &&
    u.is === "word" &&
    capital.test(u.text) &&
    u.cats.size === 0 &&
    !open.some((o) => o.joined)
  )
    return true;
  // "durch drei Kampfjets | Konsultationen": a common noun never stands before another but as an office or a measure
  if (common(last) && common(u) && !last.nouns.some((n) => MEASURES.some((c) => n.classes.includes(c)))) return true;
  // "Soldaten deutscher Einheiten": a small adjective after a noun opens the next phrase
  const adjective =
    u.is === "word" ? u.text === u.lower && u.nouns.length === 0 && u.cats.size === 0 : u.is === "name" && u.text === u.lower;
  if (last.cats.has("det")) return false;
  const lastNoun =
    last.nouns.length > 0 || (last.is === "name" && capital.test(last.text)) || (last.is === "word" && capital.test(last.text));
  return adjective && lastNoun;
}

const modifier = (u: Unit | undefined): boolean =>
  u?.is === "name" && u.senses.some((s) => s.is === "actor" && (s.form.type === "adjective" || s.form.type === "prefix"));

/** "britische und japanische Truppen", "US, British and French ships": the joint between adjectives of states. */
function listed(units: readonly Unit[], i: number, open: readonly Unit[]): boolean {
  const u = units[i] as Unit;
  if (!(u.cats.has("coord") || u.text === ",") || open.length === 0) return false;
  if (
    !open.every(
      (o) => modifier(o) || o.cats.has("det") || o.cats.has("coord") || o.is === "mark" || (o.is === "name" && modifier(units[i + 1])),
    )
  )
    return false;
  return modifier(open.at(-1)) && (modifier(units[i + 1]) || (units[i + 1]?.cats.has("coord") === true && modifier(units[i + 2])));
}

const pronounOf = (u: Unit, language: Language): string | null =>
  u.cats.has("pron") && !u.cats.has("det") ? language.pronoun(u.lower) : null;

function classesOf(units: readonly Unit[]): { head: ReadonlySet<string>; classes: ReadonlySet<string> } {
  const classes = new Set<string>();
  let head: ReadonlySet<string> = EMPTY;
  for (const u of units) {
    // "the minister's intent" is no minister
    if (u.is === "poss") head = EMPTY;
    const own = u.nouns.flatMap((n) => n.classes);
    for (const c of own) classes.add(c);
    for (const s of u.senses) if (s.is === "capability" || s.is === "instrument") classes.add(s.is);
    if (own.length > 0 || u.senses.some((s) => s.is === "capability" || s.is === "instrument"))
      head = new Set([...own, ...u.senses.flatMap((s) => (s.is === "actor" || s.is === "person" || s.is === "outlet" ? [] : [s.is]))]);
  }
  return { head, classes };
}

function make(units: Unit[], from: number, prep: string | null, language: Language): Phrase {
  const first = units[0] as Unit;
  const phrase = {
    from,
    to: from + units.length,
    start: first.start,
    end: (units.at(-1) as Unit).end,
    units,
    prep,
    roles: prep ? language.roles(prep) : [],
    genitive:
      !prep &&
      ((first.cats.has("det") && language.is("genitiveDeterminers", first.lower)) ||
        (units.length === 1 && first.senses.length > 0 && first.senses.every((s) => s.is === "actor" && s.form.case === "gen"))),
    actors: [],
    owners: [],
    group: [],
    of: [],
    hangs: false,
    attribute: null,
    pronoun: units.length === 1 ? pronounOf(first, language) : null,
    place: null,
    ...classesOf(units),
  } as Phrase;
  phrase.group = [phrase];
  return phrase;
}

/** Cuts a tagged sentence into its noun phrases, in order; pronouns are phrases of their own. */
export function phrasesOf(units: readonly Unit[], language: Language, openers: ReadonlySet<number> = new Set()): Phrase[] {
  const out: Phrase[] = [];
  let open: Unit[] = [];
  let from = 0;
  let prep: string | null = null;
  // article to participle, for phrases that have others inside them; `waiting` is the one that is open
  const nested = new Map(
    units.flatMap((_, i): [number, number][] => (openerOf(units, i, language) >= 0 ? [[openerOf(units, i, language), i]] : [])),
  );
  let waiting: { at: number; to: number; prep: string | null; first: number } | null = null;
  const inner = new Map<number, NonNullable<Phrase["attribute"]>>();
  const close = (): void => {
    while (open.at(-1)?.is === "poss") open.pop();
    if (open.length > 0) out.push(Object.assign(make(open, from, prep, language), { attribute: inner.get(from) ?? null }));
    if (open.length > 0) prep = null;
    open = [];
  };
  units.forEach((u, i) => {
    const next = units[i + 1];
    const to = nested.get(i);
    if (to !== undefined && !waiting) {
      close();
      waiting = { at: i, to, prep, first: out.length };
      prep = null;
      return;
    }
    if (waiting?.to === i) {
      close();
      inner.set(i, { units: units.slice(waiting.at + 1, i), phrases: out.slice(waiting.first) });
      for (const p of out.slice(waiting.first)) p.hangs = true;
      prep = waiting.prep;
      waiting = null;
      from = i;
      open.push(u);
      return;
    }
    if (openers.has(i)) {
      close();
      prep = null;
      return;
    }
    if (open.length === 0 && pronounOf(u, language) && !(auxiliary(u) && u.cats.has("det"))) {
      out.push(make([u], i, prep, language));
      prep = null;
      return;
    }
    if (listed(units, i, open)) {
      open.push(u);
      return;
    }
    if (!inside(u, next, open, language)) {
      close();
      const last = out.at(-1);
      // "Medienberichten zufolge": the word stands behind what it governs
      if (
        last &&
        last.to === i &&
        !last.prep &&
        language.roles(u.lower).includes("source") &&
        (!next || next.verb || next.is === "mark" || auxiliary(next))
      ) {
        Object.assign(last, { prep: u.lower, roles: language.roles(u.lower) });
        return;
      }
      prep = u.cats.has("prep") && !u.verb ? u.lower : u.cats.has("adv") && u.cats.size === 1 ? prep : null;
      if (language.is("fused", u.lower)) prep = u.lower;
      return;
    }
    if (breaks(u, open, language)) close();
    if (open.length === 0) from = i;
    open.push(u);
  });
  close();
  return out;
}
