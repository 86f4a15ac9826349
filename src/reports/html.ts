import type { Notice } from "#model";
import { decodePage } from "./charset.ts";
import { type Document, type Element, line, parsePage } from "./dom.ts";
import type { Extracted } from "./extracted.ts";
import { clean } from "./html-clean.ts";
import { measure, type PageLimits, pageLimits } from "./html-guard.ts";
import { type PageMeta, pageLanguage, pageMeta } from "./html-meta.ts";
import { type Block, blocksOf, textOf } from "./html-text.ts";
import { outletAt } from "./report.ts";
import type { ReportTables } from "./tables.ts";

/** A page as a reader sees it: its main text without its headline, and what its markup says of it. */
export type Page = Omit<PageMeta, "linked"> & { text: string; extractor: string; notices: Notice[] };

const nothing = (rule: string, reason: string): Page => ({
  ...{ text: "", title: null, outlet: null, lang: null, url: null, published: null, modified: null, credits: [], copyOf: null },
  extractor: "none",
  notices: [{ rule, reason }],
});

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** The part of a page that readability takes for its article. */
async function readable(document: Document, keep: number): Promise<Element | null> {
  const { Readability } = await import("@mozilla/readability");
  const options = { serializer: (node: unknown) => node as Element, charThreshold: keep, disableJSONLD: true, keepClasses: true };
  return new Readability(document as never, options as never).parse()?.content as Element | null;
}

/** The part that the page itself marks as its article's text. */
function marked(document: Document): Element[] {
  const selectors = ['[itemprop~="articleBody"]', "article", "main"];
  for (const selector of selectors) {
    const found = [...document.querySelectorAll(selector)].filter((one) => !one.parentNode?.closest(selector));
    if (found.length === 1 || (found.length > 1 && selector.startsWith("["))) return found;
  }
  return [];
}

const length = (list: Block[]) => list.reduce((sum, { text }) => sum + text.length, 0);
const headings = new Set(["h1", "h2", "h3", "h4", "h5", "h6"]);

/** Leaves out what repeats the headline, lines that are nothing but a link, and headings under which nothing follows. */
function tidy(list: Block[], title: string | null): Block[] {
  const own = plain(title ?? "");
  const kept = list.filter(({ name, text, links }, at) => {
    if (own !== "" && at < 4 && plain(text) === own) return false;
    return !(links > 0.85 && text.length < 250) && !(name === "h1" && own !== "" && own.includes(plain(text)));
  });
  const first = kept.findIndex((block) => headings.has(block.name) || !scrap(block));
  let last = kept.length;
  while (last > 0 && (headings.has(kept[last - 1]!.name) || (kept[last - 1]!.name !== "li" && scrap(kept[last - 1]!)))) last--;
  return first < 0 ? kept : kept.slice(first, Math.max(last, first));
}

/** A short line that is no sentence: a byline, a day, a label. At the edges of an article it belongs to the page. */
const scrap = ({ text }: Block) =>
  text.length < 90 && !(/[.!?\u2026]["\u201c\u201d\u00bb\u00ab\u2019)]*$/.test(text) || (text.endsWith(":") && text.length > 30));

/** The blocks of a page that has too many elements for readability, or in which it finds nothing: all that read like sentences. */
const sentences = (body: Element) =>
  blocksOf(body).filter(
    ({ text, links, name }) => links < 0.4 && (headings.has(name) || (text.length > 60 && /[.!?\u2026"\u201c\u00bb]/.test(text))),
  );

function bodyOfLinked(body: string | null | undefined): Block[] {
  const parts = line(body) === "" ? [] : (body ?? "").replace(/<[^<>]{1,200}>/g, "\n").split(/\n+/);
  return parts
    .map(line)
    .filter(Boolean)
    .map((text) => ({ name: "p", text, links: 0, element: null as never }));
}

type Found = { blocks: Block[]; extractor: string };

/** How much of one list of blocks another has. */
function covered(list: Block[], by: Block[]): number {
  const has = new Set(by.map(({ text }) => plain(text)));
  const shared = list.filter(({ text }) => has.has(plain(text)));
  return length(shared) / Math.max(1, length(list));
}

/** A list of blocks from the first that another list has too, or that stands beside it: what is further up is the article's head. */
function fromFirst(list: Block[], other: Block[]): Block[] {
  const has = new Set(other.map(({ text }) => plain(text)));
  const shared = list.find(({ text }) => has.has(plain(text)));
  const first = list.findIndex(({ element }) => element === shared?.element || element.parentNode === shared?.element.parentNode);
  return list.slice(Math.max(0, first));
}

/** The article's blocks: as readability finds them, or the part that the page marks where that holds them all and a little more. */
async function blocksIn(document: Document, large: boolean, body: string | null | undefined): Promise<Found> {
  const parts = marked(document).map(blocksOf);
  const part = parts.flat().filter(({ links, text }) => links < 0.5 || text.length > 250);
  const simple = large ? sentences(document.body) : [];
  const article = large ? null : await readable(document, 200);
  const read = article ? blocksOf(article) : simple;
  const told = bodyOfLinked(body);
  const [most, extractor]: [Block[], string] = large || read.length === 0 ? [read, "sentences"] : [read, "readability"];
  const wider = length(part) <= length(most) * 1.5 && length(part) > length(most) && covered(most, part) > 0.9;
  if (length(told) > 400 && length(told) > length(most) * 1.3) return { blocks: told, extractor: "json-ld articleBody" };
  if (wider && !large) return { blocks: fromFirst(part, most), extractor: "readability, article element" };
  return { blocks: most, extractor };
}

/**
 * The main text of a page and what its markup says of it. No script is run and nothing is loaded. A page beyond the limits gives an empty
 * text and a notice. `address` is where it was fetched, if it was.
 */
export async function pageOf(html: string, address: string | null, tables: ReportTables, limits: PageLimits = pageLimits): Promise<Page> {
  const { refused, tags } = measure(html, limits);
  if (refused !== null) return nothing("page", refused);
  const document = await parsePage(html);
  const { linked, ...meta } = pageMeta(document, address, tables);
  clean(document, tables);
  const { blocks, extractor } = await blocksIn(document, tags > limits.elements * 2, linked?.body);
  const text = textOf(tidy(blocks, meta.title));
  const notices: Notice[] =
    text === "" ? [{ rule: "empty", reason: "No article was found on the page; save its text as a .txt file." }] : [];
  return { ...meta, lang: pageLanguage(text, meta.lang, tables), text, extractor, notices };
}

/** The text of a report from a page: its headline and what follows. */
export function withHeadline(title: string | null | undefined, text: string): string {
  if (!title || text === "" || plain(text.slice(0, title.length + 40)).startsWith(plain(title))) return text;
  return `${title}\n\n${text}`;
}

/** A page's bytes as a report's text: `contentType` is the header of the answer that brought them. */
export async function readHtml(
  bytes: Uint8Array,
  from: { address?: string | null; contentType?: string | null; limits?: PageLimits },
  tables: ReportTables,
): Promise<Extracted> {
  const decoded = decodePage(bytes, from.contentType);
  const page = await pageOf(decoded.text, from.address ?? null, tables, from.limits);
  const source = page.copyOf ? outletAt(page.copyOf, tables) : null;
  return {
    ...page,
    text: withHeadline(page.title, page.text),
    encoding: decoded.encoding,
    origin:
      source && source !== page.outlet ? [{ relation: "reprint-of", source, inferred: true, basis: `the page names ${page.copyOf}` }] : [],
    notices: [...decoded.notices, ...page.notices],
  };
}
