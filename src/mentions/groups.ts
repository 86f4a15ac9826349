import type { Language } from "#knowledge";
import type { Discourse } from "./discourse.ts";
import type { Phrase, Referent } from "./phrases.ts";
import { resolve } from "./referents.ts";
import type { Unit } from "./units.ts";

const between = (units: readonly Unit[], a: Phrase, b: Phrase): readonly Unit[] => units.slice(a.to, b.from);
const isComma = (u: Unit): boolean => u.is === "mark" && u.text === ",";

/** True where `b` hangs on `a` by "of" or as a genitive. */
function hangsOn(a: Phrase, b: Phrase, gap: readonly Unit[], language: Language): boolean {
  if (a.pronoun || b.pronoun) return false;
  if (b.prep && b.roles.includes("of"))
    return gap.length === 1 && !(b.roles.includes("by") && (a.place !== null || a.actors.some((r) => r.kind === "state")));
  if (gap.length > 0 || b.prep || !language.grammar.nounCapitals) return false;
  if (b.genitive) return true;
  const first = b.units[0] as Unit;
  if (first.senses.some((s) => s.is === "actor" && s.form.case === "gen")) return true;
  // "die Bundeswehr der Litauer", "Ausbau der Beziehungen": an article with "r" straight after a noun
  return /r$/.test(first.lower) && (first.cats.has("det") || (first.is === "word" && first.text === first.lower) || first.is === "name");
}

const QUOTE = /^["\u201c\u201d\u201e\u00bb\u00ab]$/;

/** 'the exercise "Steadfast Noon"': a name in quotation marks straight behind what it names. */
const quotedName = (units: readonly Unit[], a: Phrase, b: Phrase): boolean =>
  b.from - a.to === 1 && !b.prep && a.head.size > 0 && QUOTE.test(units[a.to]?.text ?? "") && QUOTE.test(units[b.to]?.text ?? "");

const actorLike = (p: Phrase): boolean => p.actors.length > 0 || p.place !== null;

/** Phrases joined by "and", commas or slashes where all are actors, or none is. */
function joins(a: Phrase, b: Phrase, gap: readonly Unit[]): boolean {
  if (gap.length === 0 || gap.length > 3 || a.pronoun || b.pronoun) return false;
  if (
    !gap.every((u) => isComma(u) || u.cats.has("coord") || u.text === "/" || (u.cats.has("prep") && b.prep === a.prep && b.prep !== null))
  )
    return false;
  if (b.prep && b.prep !== a.prep) return false;
  const coordinated = gap.some((u) => u.cats.has("coord") || u.text === "/");
  if (actorLike(a) !== actorLike(b)) return false;
  return coordinated || (actorLike(a) && isComma(gap[0] as Unit) && !(a.place !== null && b.place === null && b.units[0]?.cats.has("det")));
}

const isPerson = (p: Phrase): Referent | undefined => p.actors.find((r) => r.kind === "person" || r.kind === "expert");

/** "the German ambassador, Karl Maier, said", "Karl Maier, an adviser to the German government,": two phrases for one person. */
function apposed(a: Phrase, b: Phrase, units: readonly Unit[], discourse: Discourse): void {
  if (a.prep && b.prep) return;
  const gap = units.slice(a.to, b.from);
  const [office, name] = a.head.has("office") ? [a, b] : [b, a];
  const who = isPerson(name);
  const of = office.actors[0];
  const closed = units[b.to] === undefined || units[b.to]?.is === "mark";
  if (gap.length !== 1 || !isComma(gap[0] as Unit) || !closed || b.hangs || !office.head.has("office")) return;
  if (!who || !of || name.head.has("office") || name.units.some((u) => u.nouns.length > 0)) return;
  if (who.codes.length > 0 && of.codes.length > 0 && !of.codes.some((c) => who.codes.includes(c))) return;
  const known = discourse.find(who.name.split(" ").at(-1) as string);
  const codes = who.codes.length > 0 ? who.codes : of.codes;
  if (known && known.codes.length === 0) known.codes = codes;
  if (known) Object.assign(known, { expert: false, office: known.office ?? office.units.flatMap((u) => u.nouns).at(-1)?.lemma ?? null });
  for (const p of [a, b]) p.actors = [{ ...who, codes, kind: "person" }];
}

/** "the leaders of Japan and Poland": a state joined to the one that hangs on a noun. */
function statesAfter(
  units: readonly Unit[],
  a: Phrase,
  b: Phrase,
  gap: readonly Unit[],
  language: Language,
  discourse: Discourse,
): boolean {
  if (b.units.length > 2 || !units.slice(a.to, b.from).some((u) => u.cats.has("coord"))) return false;
  resolve(b, language, discourse);
  return b.actors.length === 1 && b.actors[0]?.kind === "state" && joins(a, b, gap);
}

/** Finds referents, then hangs genitives and of-phrases on what they belong to and joins what is coordinated. */
export function arrange(units: readonly Unit[], phrases: Phrase[], language: Language, discourse: Discourse): void {
  phrases.forEach((p, i) => {
    const later: Referent[] = [];
    for (let j = i + 1; j < phrases.length; j++) {
      const q = phrases[j] as Phrase;
      const prev = phrases[j - 1] as Phrase;
      const gap = between(units, prev, q);
      if (!hangsOn(prev, q, gap, language) && !(j > i + 1 && statesAfter(units, prev, q, gap, language, discourse))) break;
      resolve(q, language, discourse);
      later.push(...(q.actors.length > 0 ? q.actors : q.place ? [q.place] : q.owners));
      if (j > i + 1 && q.actors.length === 0) break;
    }
    resolve(p, language, discourse, later);
  });
  for (let i = 1; i < phrases.length; i++) {
    const a = phrases[i - 1] as Phrase;
    const b = phrases[i] as Phrase;
    const gap = between(units, a, b);
    if (hangsOn(a, b, gap, language)) {
      b.hangs = true;
      a.of.push(b);
      a.owners = [...a.owners, ...b.actors, ...(b.place ? [b.place] : []), ...b.owners];
    } else if (quotedName(units, a, b)) {
      b.hangs = true;
      b.group = a.group;
    } else if (a.hangs && rootOf(phrases, i - 1).actors[0]?.kind === "anaphor" && joins(a, b, gap)) hangToo(phrases, i);
    else if (joins(rootOf(phrases, i - 1), b, gap) && !opens(phrases, units, i)) joinGroups(rootOf(phrases, i - 1), b);
    else if (a.hangs && gap.some((u) => u.cats.has("coord")) && a.actors.length > 0 && joins(a, b, gap)) hangToo(phrases, i);
  }
  for (let i = 1; i < phrases.length; i++) apposed(rootOf(phrases, i - 1), phrases[i] as Phrase, units, discourse);
  seatOf(phrases, units, language);
  for (const p of phrases) note(p, discourse);
}

/** "During a visit to Chile, Peru's minister ...": a comma without a coordinator behind it ends what the preposition governs. */
function opens(phrases: readonly Phrase[], units: readonly Unit[], i: number): boolean {
  const b = phrases[i] as Phrase;
  if (rootOf(phrases, i - 1).prep === null || b.prep || !between(units, phrases[i - 1] as Phrase, b).every(isComma)) return false;
  for (let j = i + 1; j < phrases.length; j++) {
    const q = phrases[j] as Phrase;
    const gap = between(units, phrases[j - 1] as Phrase, q);
    if (gap.some((u) => u.cats.has("coord")) && gap.every((u) => isComma(u) || u.cats.has("coord") || u.cats.has("prep"))) return false;
    if (!(gap.length === 0 || gap.every(isComma) || (gap.length === 1 && q.roles.includes("of")))) return true;
  }
  return true;
}

/** "the protocols of Sweden and Finland": what is joined to a genitive hangs on the same phrase. */
function hangToo(phrases: readonly Phrase[], i: number): void {
  const a = phrases[i - 1] as Phrase;
  const b = phrases[i] as Phrase;
  const root = phrases.find((q) => q.of.includes(a));
  if (!root || b.prep) return;
  b.hangs = true;
  root.of.push(b);
  root.owners = [...root.owners, ...b.actors];
}

/** "the Foreign Ministry in Baku", "die Regierung in Kiew": a body without a state takes that of the seat behind it. */
function seatOf(phrases: Phrase[], units: readonly Unit[], language: Language): void {
  phrases.forEach((p, i) => {
    const behind = phrases[i + 1];
    const ahead = phrases[i - 1];
    const q = behind?.place ? behind : ahead?.from === 1 && ahead.place && ahead.roles.includes("in") ? ahead : undefined;
    if (
      (p.actors.length > 0 && !p.actors[0]?.guess) ||
      !q?.place ||
      !p.head.has("government-body") ||
      p.head.has("forces") ||
      language.is("possessives", (p.units[0] as Unit).lower) ||
      (q === behind && between(units, p, q).length > 1)
    )
      return;
    p.actors = [
      {
        codes: q.place.codes,
        name: p.units
          .filter((u) => !u.cats.has("det"))
          .map((u) => u.text)
          .join(" "),
        start: p.start,
        end: p.end,
        kind: "body",
      },
    ];
  });
}

/** The phrase that the one at `i` hangs on, or itself. */
function rootOf(phrases: readonly Phrase[], i: number): Phrase {
  let j = i;
  while (j > 0 && (phrases[j] as Phrase).hangs) j--;
  return phrases[j] as Phrase;
}

function joinGroups(a: Phrase, b: Phrase): void {
  b.group = a.group;
  if (!a.group.includes(b)) a.group.push(b);
  (b as { prep: string | null }).prep = a.prep;
  (b as { roles: readonly string[] }).roles = a.roles;
  if (a.place && b.actors.length > 0 && b.actors[0]?.kind === "state") {
    b.place = b.actors[0] as Referent;
    b.actors = [];
  }
  if (b.place && !a.place && a.actors.length > 0) {
    b.actors = [b.place];
    b.place = null;
  }
}

function note(p: Phrase, discourse: Discourse): void {
  if (p.group[0] !== p || p.roles.includes("by") || p.roles.includes("against")) return;
  const codes = [...new Set(p.group.flatMap((g) => g.actors).flatMap((r) => r.codes))];
  if (codes.length > 1) discourse.noteGroup(codes);
  else if (p.actors.length === 0) {
    const owners = [...new Set(p.owners.flatMap((r) => r.codes))];
    if (owners.length > 1) discourse.noteGroup(owners);
  }
}
