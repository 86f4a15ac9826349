import { attr, classWords, type Document, type Element, line } from "./dom.ts";

/** Words of classes and ids, in any system, whose element is no part of the article. Keys, so that they are names and not language. */
const furnitureWords = {
  share: 1,
  sharing: 1,
  social: 1,
  newsletter: 1,
  subscribe: 1,
  paywall: 1,
  cookie: 1,
  consent: 1,
  breadcrumb: 1,
  breadcrumbs: 1,
  related: 1,
  recommended: 1,
  recommendations: 1,
  teaser: 1,
  teasers: 1,
  comments: 1,
  disqus: 1,
  advert: 1,
  advertisement: 1,
  ad: 1,
  ads: 1,
  anzeige: 1,
  werbung: 1,
  promo: 1,
  outbrain: 1,
  taboola: 1,
  caption: 1,
  bildunterschrift: 1,
  byline: 1,
  tags: 1,
  taglist: 1,
  toolbar: 1,
  navigation: 1,
  pagination: 1,
  footer: 1,
  copyright: 1,
  popular: 1,
  trending: 1,
  print: 1,
  skip: 1,
};

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
export function clean(document: Document): void {
  for (const element of [...document.body.querySelectorAll("*")]) if (element.localName.startsWith("amp-")) element.remove();
  for (const element of [...document.querySelectorAll(gone)]) if (!element.querySelector("article, h1")) element.remove();
  const all = size(document.body);
  for (const element of [...document.body.querySelectorAll("div, section, ul, ol, p, span, aside, header, footer, figure, details")]) {
    if (!element.parentNode || element.querySelector("h1, article")) continue;
    const kind = element.localName;
    const role = attr(element, "role");
    const away = kind === "aside" || role === "complementary" || role === "navigation" || role === "banner";
    if ((away || classWords(element).some((word) => Object.hasOwn(furnitureWords, word))) && small(element, all)) element.remove();
  }
}
