import type { Knowledge, Language } from "#knowledge";
import { type Analysis, instrumentsOf, type Phrase, type Referent, type Unit } from "#mentions";
import type { Mention } from "./mentions-types.ts";

const PLACES = new Set(["place"]);
const last = <T>(xs: readonly T[]): T | undefined => xs.at(-1);

/** States, organisations and their bodies, by the names that stand in the text. */
function actorsIn(a: Analysis): Mention[] {
  const places = new Set(a.phrases.flatMap((p) => (p.place ? [p.place.start] : [])));
  const known = new Map(
    a.phrases.flatMap((p) => p.actors.filter((r) => r.codes.length > 0).map((r): [number, string[]] => [r.start, r.codes])),
  );
  return a.units.flatMap((u): Mention[] => {
    const forms = u.senses.flatMap((s) => (s.is === "actor" ? [s.form] : []));
    if (forms.length === 0) return [];
    const form = forms.find((f) => !PLACES.has(f.type)) ?? forms[0];
    if (!form) return [];
    const all = known.get(u.start) ?? form.codes;
    const codes = form.ambiguous && form.codes.length > 1 && !known.has(u.start) ? form.codes.slice(0, 1) : all;
    const span = { start: u.start, end: u.end };
    if (PLACES.has(form.type) || places.has(u.start)) return [{ type: "place", ...span, name: u.text, codes: [...form.codes] }];
    return codes.length > 0 ? [{ type: "actor", ...span, codes: [...codes] }] : [];
  });
}

/** "the defence ministry", "die Regierung": bodies that the text ties to a state without a name of their own. */
function bodiesIn(a: Analysis): Mention[] {
  return a.phrases.flatMap((p) =>
    p.actors.flatMap((r): Mention[] =>
      r.kind === "body" &&
      r.codes.length > 0 &&
      !r.guess &&
      r.start === p.start &&
      r.end === p.end &&
      p.units.every((u) => u.senses.length === 0)
        ? [{ type: "actor", start: r.start, end: r.end, codes: [...r.codes] }]
        : [],
    ),
  );
}

/** The units of a phrase that spell a person's name: those that the name on file or in the text shares words with. */
function nameUnits(p: Phrase, r: Referent): readonly Unit[] {
  const onFile = (u: Unit | undefined): boolean => u?.senses.some((s) => s.is === "person") ?? false;
  const words = new Set(r.name.split(" "));
  const from = p.units.findIndex((u) => words.has(u.text) && u.start >= r.start);
  if (from < 0) return p.units.filter(onFile).slice(-1);
  let to = from;
  while (words.has(p.units[to + 1]?.text ?? "") || onFile(p.units[to + 1])) to++;
  return p.units.slice(from, to + 1);
}

function personsIn(a: Analysis, text: string): Mention[] {
  return a.phrases.flatMap((p) =>
    p.pronoun
      ? []
      : p.actors.flatMap((r): Mention[] => {
          if (r.kind !== "person" && r.kind !== "expert") return [];
          const units = nameUnits(p, r);
          const [first, end] = [units[0], last(units)];
          if (!first || !end || !/^\p{Lu}/u.test(first.text)) return [];
          const written = text.slice(first.start, end.end);
          if (units.every((u) => u.nouns.some((n) => n.classes.includes("office")) && !u.senses.some((s) => s.is === "person"))) return [];
          return [
            {
              type: "person",
              start: first.start,
              end: end.end,
              name: r.name.length > written.length ? r.name : written,
              of: r.codes[0] ?? null,
            },
          ];
        }),
  );
}

function capabilitiesIn(a: Analysis): Mention[] {
  return a.units
    .flatMap((u) =>
      u.senses.flatMap((s): Mention[] => (s.is === "capability" ? [{ type: "capability", start: u.start, end: u.end, id: s.id }] : [])),
    )
    .filter((m, i, all) => all.findIndex((n) => n.start === m.start) === i);
}

/** All that a sentence names, each at the words that name it. */
export function namesIn(text: string, a: Analysis, language: Language, knowledge: Knowledge): Mention[] {
  const instruments = instrumentsOf(text, a, language, knowledge).flatMap((m): Mention[] =>
    m.type && !m.out ? [{ type: "instrument", start: m.start, end: m.end, instrument: m.type, name: m.name, id: m.id }] : [],
  );
  return [...actorsIn(a), ...bodiesIn(a), ...personsIn(a, text), ...instruments, ...capabilitiesIn(a)];
}
