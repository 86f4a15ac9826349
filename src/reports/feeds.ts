import { decodePage } from "./charset.ts";
import { line, parsePage } from "./dom.ts";
import { dayOf } from "./html-dates.ts";
import { measure, type PageLimits, pageLimits } from "./html-guard.ts";
import { blocksOf, textOf } from "./html-text.ts";
import { object, said, type Thing, texts } from "./json.ts";
import type { ReportTables } from "./tables.ts";

/** One entry of a feed: what it says of a report, and as much of the report as it holds. */
export type FeedEntry = {
  /** by which the feed tells its entries apart: its id, else its address, else its title */
  id: string;
  url: string | null;
  title: string | null;
  /** YYYY-MM-DD */
  published: string | null;
  modified: string | null;
  credits: string[];
  /** as the feed writes it, with markup; null where it only names the report */
  content: string | null;
};
export type Feed = {
  format: "rss" | "atom" | "rdf" | "json";
  title: string | null;
  lang: string | null;
  url: string | null;
  entries: FeedEntry[];
};
export type FeedLink = { title: string | null; url: string };

/** A file that is no feed, or one that is not read: the sentence says why. */
export class FeedError extends Error {}

const ENTRIES = 20_000;

/** What is refused before a parser sees it: entities that a file defines for itself, and nesting without end. */
function guarded(text: string, limits: PageLimits): string {
  if (/<!ENTITY\b/i.test(text)) throw new FeedError("It defines entities of its own, which no feed needs; it is not read.");
  const { refused } = measure(text, limits);
  if (refused !== null) throw new FeedError(refused.replace("The page", "It"));
  return text;
}

const list = (value: unknown): Thing[] =>
  [value]
    .flat()
    .map(object)
    .filter((one) => one !== null);
const one = (...values: unknown[]): string | null =>
  values
    .flatMap(texts)
    .map(line)
    .find((text) => text !== "") ?? null;
const bare = (text: string | null) => (text === null ? null : line(text.replace(/<[^<>]{1,300}>/g, "")) || null);

/** The address of an Atom entry: the link without relation or with "alternate". */
function linkOf(item: Thing): string | null {
  const links = list(item.links);
  const link = links.find(({ rel }) => rel === undefined || rel === "alternate") ?? links[0];
  return one(item.url, item.external_url, typeof item.link === "string" ? item.link : null, link?.href);
}

const absolute = (href: string | null, base: string | null): string | null => {
  if (href === null) return null;
  if (/^https?:/i.test(href)) return href;
  return base !== null && URL.canParse(href, base) && /^https?:/.test(new URL(href, base).href) ? new URL(href, base).href : null;
};

/** The longest of the places in which a feed may hold a text. */
function contentOf(item: Thing): string | null {
  const content = object(item.content);
  const places = [content?.encoded, content?.value, item.content, item.content_html, item.content_text, item.summary, item.description];
  const found = places.flatMap((place) => (typeof place === "string" ? place : (said(object(place)?.value) ?? [])));
  return found.reduce<string | null>((best, text) => (text.trim() !== "" && text.length > (best?.length ?? 0) ? text : best), null);
}

function entryOf(item: Thing, base: string | null, tables: ReportTables): FeedEntry | null {
  const dc = object(item.dc);
  const day = (...values: unknown[]) => dayOf(one(...values) ?? "", tables);
  const guid = object(item.guid);
  const written = one(linkOf(item), guid?.isPermaLink === false ? null : guid?.value, object(item.rdf)?.about);
  const url = absolute(written, base);
  const title = bare(one(item.title));
  const id = one(item.id, guid?.value, url, title);
  if (id === null) return null;
  const names = [...list(item.authors).flatMap(({ name }) => texts(name)), ...texts(item.authors), ...texts(dc?.creators ?? dc?.creator)];
  return {
    ...{ id, url, title, content: contentOf(item) },
    published: day(item.published, item.pubDate, item.date_published, dc?.dates, dc?.date, item.updated),
    modified: day(item.updated, item.date_modified),
    credits: [...new Set(names.map(line))].filter((name) => name !== "" && !name.includes("@")),
  };
}

/**
 * The entries of a feed: RSS, Atom, RDF or JSON Feed, in any encoding, in the order of the file. `address` is where it was fetched.
 * Throws FeedError where it is none.
 */
export async function readFeed(
  bytes: Uint8Array,
  from: { address?: string | null; contentType?: string | null; limits?: PageLimits },
  tables: ReportTables,
): Promise<Feed> {
  const text = guarded(decodePage(bytes, from.contentType).text, from.limits ?? pageLimits);
  const { parseFeed } = await import("feedsmith");
  let parsed: { format: Feed["format"]; feed: Thing };
  try {
    parsed = parseFeed(text) as unknown as typeof parsed;
  } catch {
    throw new FeedError("It is no feed: neither RSS, Atom, RDF nor JSON Feed.");
  }
  const { format, feed } = parsed;
  const url = one(feed.home_page_url, linkOf(feed));
  const base = absolute(url, from.address ?? null) ?? from.address ?? null;
  const entries = list(feed.items ?? feed.entries)
    .slice(0, ENTRIES)
    .flatMap((item) => entryOf(item, base, tables) ?? []);
  const marked = one(feed.language, object(feed.dc)?.language) ?? /\sxml:lang\s*=\s*["']([\w-]+)/.exec(text.slice(0, 2000))?.[1];
  return { format, title: bare(one(feed.title)), lang: /^[a-z]{2,3}/i.exec(marked ?? "")?.[0].toLowerCase() ?? null, url: base, entries };
}

/** The feeds that an OPML file lists, those in its groups too, each once. Throws FeedError where it is none. */
export async function readOpml(bytes: Uint8Array): Promise<FeedLink[]> {
  const text = guarded(decodePage(bytes).text, pageLimits);
  const { parseOpml } = await import("feedsmith");
  let outlines: Thing[];
  try {
    outlines = list(object(object(parseOpml(text))?.body)?.outlines);
  } catch {
    throw new FeedError("It is no OPML list of feeds.");
  }
  const found = new Map<string, FeedLink>();
  for (let at = 0; at < outlines.length && at < ENTRIES; at++) {
    const outline = outlines[at]!;
    const url = said(outline.xmlUrl);
    if (url !== undefined && !found.has(url)) found.set(url, { url, title: one(outline.title, outline.text) });
    outlines.push(...list(outline.outlines));
  }
  return [...found.values()];
}

/** The text of what a feed or mail holds with markup: every block of it. Plain text stays as it is. */
export async function textOfMarkup(content: string): Promise<string> {
  if (!/<[a-z!/]|&[a-z#]/i.test(content)) return content.trim();
  if (measure(content, pageLimits).refused !== null) return "";
  return textOf(blocksOf((await parsePage(`<body>${content.replace(/<\/?(?:html|body)(?:\s[^<>]*)?>/gi, "")}</body>`)).body));
}
