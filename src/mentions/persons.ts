import type { Language } from "#knowledge";
import { type Discourse, type Person, unique } from "./discourse.ts";
import type { Phrase, Referent } from "./phrases.ts";
import type { Unit } from "./units.ts";

const capital = /^\p{Lu}/u;

/** A run of unknown words with capitals after an office or alone: a person's name. */
function unknownName(units: readonly Unit[], from: number, capitals: boolean): Unit[] {
  const run: Unit[] = [];
  for (let i = from; i < units.length; i++) {
    const u = units[i] as Unit;
    if (run.length > 0 && u.cats.has("title") && capital.test(u.text)) {
      run.push(u);
      continue;
    }
    const fits =
      u.is === "word" &&
      capital.test(u.text) &&
      u.cats.size === 0 &&
      (u.nouns.length === 0 || (run.length > 0 && !capitals)) &&
      u.text.length > 1;
    if (!fits) break;
    run.push(u);
  }
  return run;
}

/** The person on file that a name stands for, remembered for the rest of the report; null where the name alone is too common. */
export function personFrom(u: Unit, discourse: Discourse, codes: string[], office: string | null): Person | null {
  const sense = u.senses.find((s) => s.is === "person");
  if (sense?.is === "person") {
    const known = discourse.knowledge.people.get(sense.id);
    if (!known) return null;
    if (sense.part === "family" && sense.ambiguous && !discourse.find(u.text) && !office) return null;
    const of = (known as { of?: string }).of;
    const now = offices(known, discourse.day);
    return discourse.remember({
      name: u.text,
      family: known.family ?? (u.text.split(" ").at(-1) as string),
      codes: codes.length > 0 ? codes : unique(now.length > 0 ? now : of ? [of] : []),
      id: known.id,
      office,
      expert: false,
    });
  }
  return null;
}

/** The states or organisations that a person on file spoke for on a day (its country where no office is dated then). */
function offices(person: { of?: string; offices: readonly { of?: string; from?: string; to?: string }[] }, day: string | null): string[] {
  if (!day) return [];
  const held = person.offices.filter(
    (o) => (!o.from || o.from.slice(0, day.length) <= day) && (!o.to || o.to === ".." || o.to >= day.slice(0, o.to.length)),
  );
  return unique(held.flatMap((o) => o.of ?? person.of ?? []));
}

/** "Philippine defence minister Gilberto Teodoro", "Herr Kishida", "Biden". */
export function person(p: Phrase, tail: readonly Unit[], mods: Referent[], language: Language, discourse: Discourse): boolean {
  const officeAt = tail.findLastIndex((u) => u.nouns.some((n) => n.classes.includes("office") || n.classes.includes("counterpart")));
  const expertAt = tail.findLastIndex((u) => u.nouns.some((n) => n.classes.includes("expert")));
  const office = officeAt >= 0 ? (tail[officeAt]?.nouns[0]?.lemma ?? null) : null;
  const codes = unique(mods.flatMap((m) => m.codes));
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
      return setPerson(
        p,
        discourse.remember({ name, family, codes: expert ? [] : codes, id: null, office, expert }),
        run[0] as Unit,
        tail,
        discourse,
      );
    }
  }
  const family = last && last.is === "word" && capital.test(last.text) ? discourse.find(last.text) : null;
  if (family && last) return setPerson(p, family, last, tail, discourse);
  // a name that nothing announces: two or three words with capitals and no noun among them
  const run = unknownName(p.units, 0, language.grammar.nounCapitals);
  if (run.length === p.units.length && run.length >= 2 && run.length <= 4) {
    const name = run.map((u) => u.text).join(" ");
    return setPerson(
      p,
      discourse.remember({ name, family: (run.at(-1) as Unit).text, codes: [], id: null, office: null, expert: true }),
      run[0] as Unit,
      run,
      discourse,
    );
  }
  return false;
}

function setPerson(p: Phrase, who: Person, from: Unit, tail: readonly Unit[], discourse: Discourse): boolean {
  if (!p.prep) discourse.herePerson ??= who;
  const end = (tail.at(-1) as Unit).end;
  p.actors = [
    { codes: who.codes, name: who.name, start: from.start, end, kind: who.expert && who.codes.length === 0 ? "expert" : "person" },
  ];
  return true;
}
