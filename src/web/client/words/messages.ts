/** A message: a text with {holes}, or one text per plural category of the hole `n`. */
export type Message = string | { one?: string; other: string };
export type Tree = { [key: string]: Message | Tree };
export type Lang = "en" | "de";
export type Values = Record<string, string | number | null | undefined>;
export type Catalogue = {
  label: Record<string, string>;
  actor: Record<string, string>;
} & Tree;

export const languages: readonly Lang[] = ["en", "de"];

const catalogues: Record<Lang, () => Promise<{ default: Catalogue }>> = {
  en: () => import("../../messages/en.yaml"),
  de: () => import("../../messages/de.yaml"),
};

/** Loads a language's words. */
export const loadCatalogue = async (lang: Lang): Promise<Catalogue> => (await catalogues[lang]()).default;

/** What stands at a dotted path of a catalogue. */
export function lookup(tree: Tree, path: string): Message | undefined {
  let at: Message | Tree | undefined = tree;
  for (const part of path.split(".")) at = typeof at === "object" ? (at as Tree)[part] : undefined;
  return at as Message | undefined;
}

/** Fills the holes of a message; a value that is missing leaves nothing. `{x|before|after}` writes its frame only where x is given. */
export function fill(message: Message | undefined, values: Values, lang: Lang): string {
  if (message === undefined) return "";
  const text = typeof message === "string" ? message : chosen(message, Number(values.n ?? 0), lang);
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (_, name: string, before = "", after = "") => {
    const value = values[name];
    return value === undefined || value === null || value === "" ? "" : `${before}${value}${after}`;
  });
}

const rules = new Map<Lang, Intl.PluralRules>();

function chosen(message: { one?: string; other: string }, n: number, lang: Lang): string {
  const rule = rules.get(lang) ?? new Intl.PluralRules(lang);
  rules.set(lang, rule);
  return rule.select(n) === "one" ? (message.one ?? message.other) : message.other;
}
