import { type Language, PAST, SUBJUNCTIVE } from "#knowledge";
import { auxiliary, type Unit } from "./units.ts";

/** What the auxiliaries of a verb say together. */
export type Auxiliaries = {
  past: boolean;
  perfect: boolean;
  subjunctive: boolean;
  modal: "will" | "would" | "may" | "must" | null;
  negated: boolean;
  be: boolean;
  become: boolean;
  have: boolean;
  finite: boolean;
};

export function readAuxiliaries(list: readonly Unit[], language: Language): Auxiliaries {
  const a: Auxiliaries = {
    past: false,
    perfect: false,
    subjunctive: false,
    modal: null,
    negated: false,
    be: false,
    become: false,
    have: false,
    finite: false,
  };
  for (const u of list) {
    const is = (name: Parameters<Language["is"]>[0]): boolean => language.is(name, u.lower);
    if (u.cats.has("neg")) a.negated = true;
    if (u.cats.has("be") || u.cats.has("become") || u.cats.has("have")) a.finite = true;
    if (is("be") || is("bePast")) a.be = true;
    if (is("bePast") || is("havePast")) a.past = true;
    if (is("have") || is("havePast")) a.have = true;
    if (is("support")) {
      a.finite = true;
      a.past ||= is("supportPast");
    }
    if (u.cats.has("become")) {
      a.become = true;
      a.past ||= u.verbs.some((v) => (v.mask & PAST) !== 0 && (v.mask & SUBJUNCTIVE) === 0);
    }
    const modal = is("wouldPast") ? "would" : is("may") ? "may" : is("must") ? "must" : is("will") ? "will" : null;
    if (modal) {
      a.modal = modal;
      a.finite = true;
    }
  }
  return a;
}

export const isAux = (u: Unit): boolean => u.is === "word" && auxiliary(u) && !u.cats.has("det");
export const light = (u: Unit): boolean =>
  isAux(u) || u.cats.has("neg") || (u.cats.has("adv") && !u.cats.has("det")) || (u.is === "date" && (u.date?.relative ?? false));
