import { attr, type Document, type Element, line, plain } from "./dom.ts";
import type { Dated } from "./extracted.ts";
import { metasOf, pageDates } from "./html-dates.ts";
import { type Linked, linkedOf } from "./html-jsonld.ts";
import { languageByWords } from "./language.ts";
import { isMarked } from "./page-words.ts";
import { outletAt, plainAddress } from "./report.ts";
import type { ReportTables } from "./tables.ts";

/** What a page says of itself outside its text. */
export type PageMeta = {
  title: string | null;
  outlet: string | null;
  lang: string | null;
  url: string | null;
  published: Dated | null;
  modified: Dated | null;
  credits: string[];
  /** the address of the page that this one is a copy of, where it names one on another site */
  copyOf: string | null;
  linked: Linked | null;
};

const shares = (a: string, b: string) => plain(a) !== "" && (plain(b).includes(plain(a)) || plain(a).includes(plain(b)));

const separators = /\s+[|\u2013\u2014\u00b7\u2022\u00bb\u203a:-]+\s+|\s*\|\s*/;

/** A title without the name of its site, which stands before or behind a separator and is shorter. */
function withoutSite(title: string, site: string | null): string {
  const parts = title.split(separators).filter((part) => part !== "");
  if (parts.length < 2) return title;
  const named = parts.filter((part) => site === null || !shares(part, site));
  if (site !== null && named.length > 0 && named.length < parts.length) {
    const start = title.indexOf(named[0]!);
    const last = named.at(-1)!;
    return title.slice(start, title.lastIndexOf(last) + last.length);
  }
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a));
  return longest.split(" ").length >= 4 ? longest : title;
}

/** The name of the site as the title of the tab has it, before or behind the headline. */
function siteInTitle(tab: string, headings: string[]): string | null {
  const headline = headings.find((text) => text !== "" && tab !== text && tab.includes(text));
  if (headline === undefined) return null;
  const rest = tab
    .replace(headline, "|")
    .split(/\s*(?:[|\u2013\u2014\u00b7]|\s-|\/\/|:)\s*/)
    .filter((part) => part.trim() !== "");
  const name = tab.startsWith(headline) ? rest.at(-1) : rest[0];
  return name !== undefined && name.split(" ").length <= 6 ? line(name) : null;
}

/** The text of a heading without the line above it that some systems put inside, and without marks for readers of screens. */
function headingText(heading: Element, tables: ReportTables): string {
  const copy = heading.cloneNode(true);
  for (const part of copy.querySelectorAll("*")) if (isMarked(part, "kicker", tables)) part.remove();
  return line(copy.textContent) || line(heading.textContent);
}

type Named = { metas: Map<string, string>; linked: Linked | null; site: string | null };

function titleOf(document: Document, from: Named, tables: ReportTables): string | null {
  const { metas, linked, site } = from;
  const tab = withoutSite(line(document.querySelector("title")?.textContent), site);
  const social = withoutSite(line(metas.get("og:title") ?? metas.get("twitter:title")), site);
  const told = [linked?.headline ?? "", social, tab].filter((title) => title !== "");
  const headings = [...document.querySelectorAll("h1")].map((heading) => ({ text: headingText(heading, tables) }));
  const shown = headings.filter(({ text }) => text !== "" && !(site !== null && plain(text) === plain(site)));
  const agreed = shown.find(({ text }) => told.some((title) => shares(text, title)));
  const only = shown.length === 1 ? shown[0]!.text : undefined;
  return agreed?.text ?? (told.length === 0 ? only : undefined) ?? told[0] ?? only ?? null;
}

/** The language that most of the page's own marks agree on, unless its text is plainly in another. */
function langOf(document: Document, metas: Map<string, string>, linked: Linked | null): string | null {
  const marks = [
    attr(document.documentElement, "lang") ?? attr(document.documentElement, "xml:lang"),
    linked?.lang,
    metas.get("og:locale"),
    metas.get("content-language") ?? metas.get("language") ?? metas.get("dc.language"),
  ];
  const code = marks.map((mark) => /^([a-z]{2,3})(?:[-_]|$)/i.exec(mark?.trim() ?? "")?.[1]?.toLowerCase()).find(Boolean);
  return code ?? null;
}

/** The language of a page: that of its text where its words tell it, otherwise that of its marks. */
export function pageLanguage(text: string, marked: string | null, tables: ReportTables): string | null {
  return languageByWords(text, tables).lang ?? marked;
}

const knownOutlet = (name: string, { outlets }: ReportTables) => {
  const id = Object.hasOwn(outlets.names, name) ? outlets.names[name] : undefined;
  return id === undefined ? null : outlets.entries[id]!.name;
};

/** The name of the site: known by its address, else as it calls itself, in the spelling that is known where one is. */
function outletOf(site: string | null, metas: Map<string, string>, linked: Linked | null, url: string | null, tables: ReportTables) {
  const own = [linked?.publisher ?? "", site ?? "", line(metas.get("dc.publisher") ?? metas.get("dcterms.publisher"))].filter(Boolean);
  return (url ? outletAt(url, tables) : null) ?? own.map((name) => knownOutlet(name, tables)).find(Boolean) ?? own[0] ?? null;
}

/** Names in a byline, without the word before them that its element may hold and without what follows the names. */
function creditsOf(document: Document, metas: Map<string, string>, linked: Linked | null, outlet: string | null): string[] {
  const inMarkup = () =>
    [
      ...document.querySelectorAll(
        '[rel~="author"], [itemprop~="author"], [class*="byline"] a, [class*="author"] a, [class*="author-name"], [class*="author__name"]',
      ),
    ]
      .slice(0, 12)
      .map((element) =>
        line(element.querySelector?.('[itemprop~="name"]')?.textContent ?? attr(element, "content") ?? element.textContent),
      );
  const named = ["author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator"].flatMap((name) =>
    line(metas.get(name))
      .split(/\s*[;|]\s*/)
      .filter((value) => value !== "" && !/^https?:/.test(value)),
  );
  const found = [linked?.authors ?? [], named, inMarkup()].find((list) => list.length > 0) ?? [];
  return [...new Set(found.map(line))]
    .filter((name) => name !== outlet && name.length > 1 && name.length < 80 && !/https?:|@/.test(name))
    .slice(0, 12);
}

const absolute = (href: string | null | undefined, base: string | null): string | null => {
  const written = href?.trim();
  if (!written) return null;
  if (base !== null && URL.canParse(written, base)) return new URL(written, base).href;
  return /^https?:\/\//i.test(written) && URL.canParse(written) ? new URL(written).href : null;
};

function canonicalLink(document: Document): string | null {
  const link = document.querySelector('link[rel~="canonical"]');
  return link && attr(link, "href");
}

/** The site of an address: its last two names, or three where the second is short ("co.uk"). */
export function siteOf(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const { hostname } = new URL(address);
  const parts = hostname.split(".");
  if (parts.length < 3 || /[\d\]]$/.test(hostname)) return hostname;
  return parts.slice(parts.at(-2)!.length <= 3 && parts.at(-1)!.length === 2 ? -3 : -2).join(".");
}

/** Reads title, outlet, language, days, address and credits from a page's markup. `address` is where it was fetched, if it was. */
export function pageMeta(document: Document, address: string | null, tables: ReportTables): PageMeta {
  const metas = metasOf(document);
  const linked = linkedOf(document);
  const canonical = absolute(canonicalLink(document) ?? metas.get("og:url"), address);
  const foreign = canonical !== null && address !== null && siteOf(canonical) !== siteOf(address);
  const url = foreign || canonical === null ? (address ?? absolute(linked?.url, null)) : canonical;
  const source = absolute(metas.get("original-source") ?? metas.get("syndication-source"), address);
  const tab = line(document.querySelector("title")?.textContent);
  const shown = [...document.querySelectorAll("h1")].map((heading) => headingText(heading, tables));
  const site = line(metas.get("og:site_name") ?? metas.get("application-name")) || linked?.publisher || siteInTitle(tab, shown);
  const outlet = outletOf(site, metas, linked, url, tables);
  return {
    title: titleOf(document, { metas, linked, site: site ?? (url ? outletAt(url, tables) : null) }, tables),
    outlet,
    lang: langOf(document, metas, linked),
    url: url === null ? null : plainAddress(url),
    ...pageDates(document, { linked, metas, url: url ?? address }, tables),
    credits: creditsOf(document, metas, linked, outlet),
    copyOf: foreign ? canonical : source !== null && siteOf(source) !== siteOf(url) ? source : null,
    linked,
  };
}
