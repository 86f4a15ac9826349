import { attr, type Document, type Element, line } from "./dom.ts";
import { isMarked } from "./page-words.ts";
import type { ReportTables } from "./tables.ts";

const gone =
  "script, style, template, svg, iframe, object, embed, canvas, audio, video, form, button, input, select, textarea, nav, dialog, figcaption, [hidden], [aria-hidden=true]";

const size = (element: Element) => line(element.textContent).length;
const linked = (element: Element) => [...element.querySelectorAll("a")].reduce((sum, link) => sum + size(link), 0);

/** True where an element called furniture really is: little of the page's text, and no run of paragraphs. */
function small(element: Element, all: number): boolean {
  const own = size(element);
  if (own > all * 0.3) return false;
  if (own < 400) return true;
  const paragraphs = [...element.querySelectorAll("p")].reduce((sum, one) => sum + size(one), 0);
  return paragraphs < own * 0.6 || linked(element) > own * 0.35;
}

/** Takes out of a page what is never its article: scripts, forms, navigation, captions, and small parts that their classes call furniture. */
export function clean(document: Document, tables: ReportTables): void {
  for (const element of [...document.body.querySelectorAll("*")]) if (element.localName.startsWith("amp-")) element.remove();
  for (const element of [...document.querySelectorAll(gone)]) if (!element.querySelector("article, h1")) element.remove();
  const all = size(document.body);
  for (const element of [...document.body.querySelectorAll("div, section, ul, ol, p, span, aside, header, footer, figure, details")]) {
    if (!element.parentNode || element.querySelector("h1, article")) continue;
    const kind = element.localName;
    const role = attr(element, "role");
    const away = kind === "aside" || role === "complementary" || role === "navigation" || role === "banner";
    if ((away || isMarked(element, "furniture", tables)) && small(element, all)) element.remove();
  }
}
