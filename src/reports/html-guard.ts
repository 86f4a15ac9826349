/** How much of a page is read. Beyond the first three it is refused, beyond `elements` its text is found in a simpler way. */
export type PageLimits = { chars: number; depth: number; tags: number; elements: number };

export const pageLimits: PageLimits = { chars: 12_000_000, depth: 400, tags: 300_000, elements: 20_000 };

/** Elements that have no end, or whose end is commonly left out. */
const open = new Set(
  "area base br col embed hr img input link meta param source track wbr p li dt dd td th tr tbody thead tfoot option optgroup colgroup rp rt".split(
    " ",
  ),
);
/** Elements whose content is no markup. */
const raw = new Set("script style textarea title xmp noembed noframes iframe".split(" "));

type Tag = { name: string; closes: boolean; empty: boolean; start: number; end: number };

const letter = (code: number) => (code > 0x60 && code < 0x7b) || (code > 0x40 && code < 0x5b);

/** The tags of a page in order, in one pass over it, whatever is broken in them. */
function* tagsOf(html: string): Generator<Tag> {
  for (let start = html.indexOf("<"); start >= 0; ) {
    const closes = html[start + 1] === "/";
    const first = start + (closes ? 2 : 1);
    let next = start + 1;
    if (html.startsWith("!--", start + 1)) {
      const end = html.indexOf("-->", start + 4);
      if (end < 0) return;
      next = end + 3;
    } else if (letter(html.charCodeAt(first))) {
      const end = html.indexOf(">", first);
      if (end < 0) return;
      const name = /^[A-Za-z][^\s/>]*/.exec(html.slice(first, Math.min(end, first + 64)))?.[0].toLowerCase() ?? "";
      yield { name, closes, empty: html[end - 1] === "/", start, end: end + 1 };
      next = end + 1;
      if (!closes && raw.has(name)) next = closing(html, name, next);
    }
    start = html.indexOf("<", next);
  }
}

/** Where the end tag of an element stands whose content is no markup; the end of the page where it has none. */
function closing(html: string, name: string, from: number): number {
  for (let at = html.indexOf("</", from); at >= 0; at = html.indexOf("</", at + 2))
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at;
  return html.length;
}

export type Measured = { refused: string | null; tags: number };

/** Counts a page's tags and how deep they nest, and says why it is not read where that is beyond the limits. */
export function measure(html: string, limits: PageLimits): Measured {
  if (html.length > limits.chars)
    return { refused: `The page is longer than ${Math.round(limits.chars / 1e6)} million characters and is not read.`, tags: 0 };
  let depth = 0;
  let tags = 0;
  for (const { name, closes, empty } of tagsOf(html)) {
    if (++tags > limits.tags) return { refused: `The page has more than ${limits.tags} tags and is not read.`, tags };
    if (open.has(name) || empty) continue;
    depth = Math.max(0, depth + (closes ? -1 : 1));
    if (depth > limits.depth) return { refused: `The page nests its elements more than ${limits.depth} deep and is not read.`, tags };
  }
  return { refused: null, tags };
}
