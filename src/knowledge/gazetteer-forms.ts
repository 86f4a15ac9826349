export const formTypes = ["state", "adjective", "people", "seat", "house", "organisation", "body", "group", "place", "prefix"] as const;
export type FormType = (typeof formTypes)[number];

/** A written form and what it stands for. `lang` "*": written so in English and German. */
export type Form = {
  text: string;
  lang: "en" | "de" | "ja" | "*";
  type: FormType;
  /** actors that it stands for; for a place, the states it lies in; more than one and `ambiguous`: the likeliest first */
  codes: string[];
  /** of the body, house, group or place */
  id?: string;
  /** unmistakably a genitive (the English 's is left to the matcher) */
  case?: "gen";
  number?: "pl";
  /** also a common word, a given name or the name of another: needs a sign beside it */
  ambiguous?: true;
  /** of a parliament or one of its houses */
  chamber?: true;
  /** absent: case matters */
  caseSensitive?: false;
};

/** A form as an entry gives it, before it is known who else is called so. */
export type Draft = Form & { lang: "en" | "de" | "ja" };

/** A state's own name hides all else that its name is (its capital, its people); then a seat hides the town, and so on. */
const rank: Record<FormType, number> = {
  state: 0,
  organisation: 1,
  seat: 2,
  house: 3,
  body: 4,
  group: 5,
  place: 6,
  adjective: 7,
  people: 7,
  prefix: 8,
};

/** Merges equal forms, marks shared ones as ambiguous, joins what English and German share; sorted by text. */
export function settle(drafts: Draft[]): Form[] {
  const byText = groupBy(drafts.flatMap(apostrophes), (d) => `${d.text}|${d.lang}`);
  const settled = [...byText.values()].flatMap(settleOne);
  return shareLanguages(settled).sort((a, b) => compare(a.text, b.text) || compare(a.lang, b.lang) || rank[a.type] - rank[b.type]);
}

/** Printed texts have the curved apostrophe as often as the straight one. */
function apostrophes(d: Draft): Draft[] {
  return d.text.includes("'") ? [d, { ...d, text: d.text.replaceAll("'", "\u2019") }] : [d];
}

/** All drafts of one text in one language. */
function settleOne(drafts: Draft[]): Draft[] {
  const same = [...groupBy(drafts, (d) => `${d.type}|${d.codes}|${d.id ?? ""}`).values()].map(mergeEqual);
  const kept = same.filter((d) => !same.some((other) => hides(other, d) || outranksGenitive(other, d)));
  const merged = [...groupBy(kept, (d) => d.type).values()].map(mergeShared);
  const names = merged.filter((d) => d.type !== "prefix");
  const shared = names.some((d) => names.some((other) => !sameCodes(d, other)));
  return shared ? merged.map((d) => ({ ...d, ambiguous: true as const })) : merged;
}

function mergeEqual(drafts: Draft[]): Draft {
  const { case: _case, number: _number, ambiguous: _ambiguous, ...bare } = drafts[0] as Draft;
  const out: Draft = bare;
  if (drafts.every((d) => d.case)) out.case = "gen";
  if (drafts.every((d) => d.number)) out.number = "pl";
  if (drafts.some((d) => d.ambiguous)) out.ambiguous = true;
  return out;
}

function hides(strong: Draft, weak: Draft): boolean {
  return (
    strong !== weak && weak.type !== "prefix" && sameCodes(strong, weak) && rank[strong.type] < rank[weak.type] && rank[strong.type] < 3
  );
}

/** A name is a name, even where the genitive of a smaller one looks like it. */
function outranksGenitive(name: Draft, genitive: Draft): boolean {
  return genitive.case === "gen" && !name.case && name.type !== "prefix";
}

/** One type, several bearers: one form with all their codes, none of their ids. */
function mergeShared(drafts: Draft[]): Draft {
  const first = mergeEqual(drafts);
  if (drafts.length === 1) return first;
  const codes = [...new Set(drafts.flatMap((d) => d.codes))];
  const { id: _id, ...rest } = first;
  return { ...rest, codes, ambiguous: true };
}

function shareLanguages(drafts: Draft[]): Form[] {
  const alike = groupBy(drafts, (d) => JSON.stringify([d.text, d.type, d.codes, d.id, d.ambiguous, d.lang === "ja"]));
  return [...alike.values()].flatMap((group): Form[] => {
    const [a, b] = group;
    if (!a || !b) return group;
    return a.case === b.case && a.number === b.number ? [{ ...a, lang: "*" }] : group;
  });
}

const sameCodes = (a: Form, b: Form): boolean => a.codes.join() === b.codes.join();
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function groupBy<T>(list: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const k = key(item);
    const group = groups.get(k);
    if (group) group.push(item);
    else groups.set(k, [item]);
  }
  return groups;
}
