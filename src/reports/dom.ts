/** As much of a document tree as this room reads; `linkedom` makes it. */
export type Node = {
  nodeType: number;
  parentNode: Element | null;
  firstChild: Node | null;
  nextSibling: Node | null;
  textContent: string | null;
  remove(): void;
};
export type Element = Node & {
  localName: string;
  className: string;
  id: string;
  attributes: Iterable<{ name: string; value: string }>;
  children: Iterable<Element>;
  firstElementChild: Element | null;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  closest(selector: string): Element | null;
  cloneNode(deep: boolean): Element;
};
export type Document = Element & { documentElement: Element; body: Element };

export const isElement = (node: Node): node is Element => node.nodeType === 1;
export const isText = (node: Node): boolean => node.nodeType === 3 || node.nodeType === 4;

/** An attribute, whatever the case of its name. */
export function attr(element: Element, name: string): string | null {
  const plain = element.getAttribute(name);
  if (plain !== null) return plain;
  for (const { name: key, value } of element.attributes) if (key.toLowerCase() === name) return value;
  return null;
}

/** A text in one line, without white space at its ends. */
export const line = (text: string | null | undefined): string => (text ?? "").replace(/[\s\u00a0\u200b\ufeff]+/g, " ").trim();

/** The words of a text in small letters with one space between them: texts that differ only in their marks are the same. */
export const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** The words of an element's class and id: "article__share-bar" has article, share and bar. */
export function classWords(element: Element): string[] {
  const written = `${attr(element, "class") ?? ""} ${attr(element, "id") ?? ""} ${attr(element, "data-component") ?? ""}`.slice(0, 400);
  return written
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}

/** The page with the html and body elements that pages may leave out and the parser does not add. */
function whole(html: string): string {
  const content = html.replace(/^[\s\ufeff]+/, "");
  if (/<body[\s>]/i.test(content)) return /<html[\s>]/i.test(content) ? content : `<html>${content}</html>`;
  const end = /<\/head\s*>/i.exec(content);
  const bare = (part: string) => part.replace(/<\/?(?:html|body)(?:\s[^<>]*)?>/gi, "").replace(/<!doctype[^<>]*>/gi, "");
  const tag = /<html(?:\s[^<>]*)?>/i.exec(content)?.[0] ?? "<html>";
  if (!end) return `${tag}<body>${bare(content)}</body></html>`;
  const cut = end.index + end[0].length;
  return `${tag}${bare(content.slice(0, cut))}<body>${bare(content.slice(cut))}</body></html>`;
}

/** Parses a page. No script of it is run, nothing that it names is loaded. */
export async function parsePage(html: string): Promise<Document> {
  const { DOMParser } = await import("linkedom");
  return new DOMParser().parseFromString(whole(html), "text/html") as unknown as Document;
}
