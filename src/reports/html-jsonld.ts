import { type Document, line, plain } from "./dom.ts";
import { object, strings, type Thing, texts } from "./json.ts";

/** What a page says of itself in JSON-LD (schema.org), as written. */
export type Linked = {
  headline: string | null;
  published: string | null;
  modified: string | null;
  lang: string | null;
  publisher: string | null;
  authors: string[];
  body: string | null;
  url: string | null;
};

const MOST = 400_000;
const NODES = 2000;

const typesOf = (thing: Thing) => strings(thing["@type"]).map((type) => type.replace(/^.*[/#:]/, ""));
const isArticle = (thing: Thing) =>
  typesOf(thing).some((type) => /(?:Article|Posting|Report|Review|LiveBlog)$/.test(type) || type === "PressRelease");
const isPage = (thing: Thing) => typesOf(thing).some((type) => type.endsWith("Page"));

/** Every object in a value, the outer ones first; not deeper than six and not more than a page has. */
function things(value: unknown, depth = 0, out: Thing[] = []): Thing[] {
  if (depth > 6 || out.length > NODES) return out;
  if (Array.isArray(value)) for (const one of value) things(one, depth + 1, out);
  const thing = object(value);
  if (thing) {
    out.push(thing);
    for (const inner of Object.values(thing)) if (typeof inner === "object") things(inner, depth + 1, out);
  }
  return out;
}

/** JSON as pages write it: with comment marks around it, raw line ends inside strings and a stray comma. */
function lenient(text: string): unknown {
  const bare = text.replace(
    /^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)\s*;?\s*$/g,
    "",
  );
  const attempts = [bare, bare.replace(/[\x00-\x1f]+/g, " "), bare.replace(/[\x00-\x1f]+/g, " ").replace(/,\s*([}\]])/g, "$1")];
  for (const attempt of attempts) {
    try {
      return JSON.parse(attempt);
    } catch {}
  }
  return null;
}

/** A thing that is only named by its id, found among the others. */
function resolved(value: unknown, all: Thing[]): Thing[] {
  return [value].flat().flatMap((one) => {
    const thing = object(one);
    if (!thing) return typeof one === "string" ? [{ name: one }] : [];
    const id = thing["@id"];
    const same = thing.name === undefined && id !== undefined ? all.find((other) => other["@id"] === id && other.name !== undefined) : null;
    return [same ?? thing];
  });
}

const first = (value: unknown): string | null => line(texts(value)[0]) || null;
const names = (value: unknown, all: Thing[]) => resolved(value, all).flatMap(({ name }) => texts(name).map(line));

const headings = (document: Document) =>
  ["title", "h1"].flatMap((name) => [...document.querySelectorAll(name)].map((one) => plain(one.textContent ?? "")));

/** Of the articles that a page speaks of, teasers among them, the one that it is: its headline is the page's, and it says most of itself. */
function own(articles: Thing[], titles: string[]): Thing | undefined {
  const weight = (one: Thing) => {
    const headline = plain(first(one.headline) ?? "");
    const same = headline !== "" && titles.some((title) => title.includes(headline)) ? 4 : 0;
    return same + (one.datePublished ? 2 : 0) + (one.articleBody ? 1 : 0) + (one.publisher ? 0.5 : 0);
  };
  return articles.reduce<Thing | undefined>((best, one) => (best === undefined || weight(one) > weight(best) ? one : best), undefined);
}

/** Reads the JSON-LD of a page: of several articles the one about this page, and the page's own dates where no article has any. */
export function linkedOf(document: Document): Linked | null {
  const scripts = [...document.querySelectorAll('script[type="application/ld+json"], script[type="application/ld+json; charset=utf-8"]')];
  const all = scripts.slice(0, 40).flatMap((script) => things(lenient((script.textContent ?? "").slice(0, MOST))));
  const article = own(all.filter(isArticle), headings(document));
  const page = all.find((one) => isPage(one) && (one.datePublished ?? one.dateModified));
  const thing = article ?? page;
  if (!thing) return null;
  const from = (key: string) => first(thing[key]) ?? (page ? first(page[key]) : null);
  const publisher = names(thing.publisher ?? thing.sourceOrganization, all)[0] ?? null;
  return {
    headline: article ? (first(thing.headline) ?? first(thing.name)) : null,
    published: from("datePublished") ?? first(thing.dateCreated),
    modified: from("dateModified"),
    lang: from("inLanguage"),
    publisher,
    authors: names(thing.author ?? thing.creator, all).filter((name) => name !== ""),
    body: texts(thing.articleBody)[0] ?? null,
    url: typeof thing.url === "string" ? thing.url : null,
  };
}
