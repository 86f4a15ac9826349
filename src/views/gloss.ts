import { type FusionTables, say } from "#fusion";
import type { Claim, Quantity } from "#model";

/** What a gloss is worded with: the tables, the language, and what the code of an actor is called in it. */
export type Wording = { tables: FusionTables; lang: string; name(code: string): string };

type Words = { say(key: string, values?: Record<string, string | undefined>): string; lang: string; name(code: string): string };

/** `say` takes the blanks off that join a part to its sentence. */
function words({ tables, lang, name }: Wording): Words {
  const text = (key: string): string => tables.sentences[lang]?.[`gloss.${key}`] ?? tables.sentences.en?.[`gloss.${key}`] ?? "";
  const blank = (key: string): string => (/^\s/.test(text(key)) ? " " : "");
  return { lang, name, say: (key, values = {}) => (text(key) === "" ? "" : blank(key) + say(tables, lang, `gloss.${key}`, values)) };
}

/** As English is written in most of the world: the day first, no comma before the last of a list. */
const locale = ({ lang }: Words): string => (lang === "en" ? "en-GB" : lang);

const list = (w: Words, parts: readonly string[]): string => new Intl.ListFormat(locale(w), { type: "conjunction" }).format(parts);

const naming = (w: Words, codes: readonly string[]): string => list(w, codes.map(w.name));

/** A date as it is read: "13 January 2023", "December 2022", "spring 2024"; null where it is none that can be read aloud. */
function date(w: Words, edtf: string): { text: string; as: "day" | "month" | "year" } | null {
  const [, year = "", part, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(edtf.replace(/[~?%]/g, "")) ?? [];
  if (!year) return null;
  if (!part) return { text: year, as: "year" };
  if (Number(part) > 12) {
    const text = w.say(`part.${part}`, { x: year });
    return text ? { text, as: "month" } : null;
  }
  const at = new Date(Date.UTC(Number(year), Number(part) - 1, Number(day ?? 1)));
  const form = new Intl.DateTimeFormat(locale(w), {
    timeZone: "UTC",
    year: "numeric",
    month: "long",
    ...(day ? { day: "numeric" } : {}),
  });
  return { text: form.format(at), as: day ? "day" : "month" };
}

/** When something happens, with the word that joins it to its sentence; nothing where no date is known. */
function when(w: Words, edtf: string | null): string {
  if (!edtf) return "";
  const [from = "", to] = edtf.split("/");
  const other = (): string => w.say("when.other", { x: edtf });
  if (to === undefined) {
    const at = date(w, from);
    return at ? w.say(`when.${at.as}`, { x: at.text }) : other();
  }
  const [start, end] = [date(w, from), date(w, to)];
  if (start && end) return w.say("when.between", { x: start.text, y: end.text });
  if (end && /^(\.\.)?$/.test(from)) return w.say("when.until", { x: end.text });
  return start && /^(\.\.)?$/.test(to) ? w.say("when.since", { x: start.text }) : other();
}

function amount(w: Words, q: Quantity | null | undefined): string {
  if (!q) return "";
  const figure = (value: number): string => new Intl.NumberFormat(locale(w)).format(value);
  const bare = q.to === undefined ? figure(q.value) : w.say("to", { x: figure(q.value), y: figure(q.to) });
  const whole = [bare, q.unit].filter(Boolean).join(" ");
  return q.comparator ? w.say(q.comparator, { x: whole }) : whole;
}

/** Who is named, with the forms of the verbs that follow. */
function subject(w: Words, codes: readonly string[]) {
  const number = codes.length > 1 ? "many" : "one";
  const verb = (name: string): string => w.say(`${name}.${number}`);
  return {
    who: codes.length > 0 ? naming(w, codes) : w.say("someone"),
    plan: verb("plan"),
    is: verb("is"),
    has: verb("has"),
    may: verb("may"),
  };
}

const quoted = (w: Words, text: string): string => w.say("quoted", { x: text });

function deed(w: Words, claim: Extract<Claim, { kind: "agreement" | "commitment" }>): string {
  const agreement = claim.kind === "agreement";
  const type = agreement ? w.say(`type.${claim.type}`) : "";
  const named = agreement && claim.name ? w.say("named", { type, name: quoted(w, claim.name) }) : type;
  const what = agreement ? named : matter(w, claim);
  const step = agreement ? claim.stage : claim.action;
  const due = agreement ? claim.time : (claim.deadline ?? claim.time);
  return w.say(`${claim.kind}.${claim.modality}`, {
    ...subject(w, agreement ? claim.parties : claim.actors),
    do: w.say(`do.${step}`, { what }),
    done: w.say(`done.${step}`, { what }),
    for: !agreement && claim.beneficiaries.length > 0 ? w.say("for", { x: naming(w, claim.beneficiaries) }) : "",
    when: when(w, due),
  });
}

function matter(w: Words, claim: Extract<Claim, { kind: "commitment" }>): string {
  const quantity = amount(w, claim.quantity);
  const object = claim.object ? quoted(w, claim.object) : "";
  return quantity && object ? w.say("of", { quantity, object }) : quantity || object || w.say("something");
}

function statement(w: Words, claim: Extract<Claim, { kind: "statement" }>): string {
  const of = claim.speakerOf === null ? [] : [claim.speakerOf].flat();
  const name = claim.speaker ?? (of.length > 0 ? naming(w, of) : w.say("someone"));
  const who = of.length > 0 && name !== naming(w, of) ? w.say("speaker", { name, of: naming(w, of) }) : name;
  const stance = claim.about.length > 0 ? `stance.${claim.stance}` : `stance.${claim.stance}.none`;
  return w.say("statement", { who, stance: w.say(stance, { about: naming(w, claim.about) }), when: when(w, claim.time) });
}

function activity(w: Words, claim: Extract<Claim, { kind: "activity" }>): string {
  return w.say(`activity.${claim.modality}`, {
    ...subject(w, claim.participants),
    act: w.say(`act.${claim.type}`),
    place: claim.place ? w.say("place", { x: claim.place }) : "",
    when: when(w, claim.time),
    name: claim.name ? w.say("name", { x: quoted(w, claim.name) }) : "",
  });
}

/**
 * One plain sentence that says in the reader's language what the fields of a claim say, and on whose word.
 * Names and objects stay as the report writes them. Example: "Japan and France plan to sign an access agreement in 2025."
 */
export function gloss(claim: Claim, wording: Wording): string {
  const w = words(wording);
  const told = claim.kind === "statement" ? statement(w, claim) : claim.kind === "activity" ? activity(w, claim) : deed(w, claim);
  const who = claim.attribution.map((a) => a.source).filter((source) => claim.kind !== "statement" || source !== claim.speaker);
  const sentence = who.length > 0 ? `${told.replace(/\.$/, "")}${w.say("by", { who: list(w, who) })}.` : told;
  const [first = ""] = sentence;
  return first.toLocaleUpperCase(wording.lang) + sentence.slice(first.length);
}
