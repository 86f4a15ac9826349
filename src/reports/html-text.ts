import { attr, type Element, isElement, isText, line, type Node } from "./dom.ts";

/** A paragraph, heading, list entry or table row of a page: its text, and how much of it are links. */
export type Block = { name: string; text: string; links: number; element: Element };

const blocks = new Set(
  (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 " +
    "header hgroup hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
  ).split(" "),
);
const silent = new Set(
  (
    "script style noscript template svg math iframe object embed canvas audio video button input select textarea form head meta link " +
    "figcaption picture img map dialog"
  ).split(" "),
);

/** Walks a tree without recursion: `enter` says whether to go inside. */
function walk(root: Node, enter: (node: Node) => boolean, leave: (node: Node) => void): void {
  let node: Node | null = root;
  while (node) {
    let next: Node | null = enter(node) ? node.firstChild : null;
    while (next === null && node !== null) {
      leave(node);
      if (node === root) return;
      next = node.nextSibling;
      if (next === null) node = node.parentNode;
    }
    node = next;
  }
}

const hidden = (element: Element) =>
  element.hasAttribute("hidden") || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attr(element, "style") ?? "");

/** The blocks of a part of a page, in its order. Line breaks inside a block stay, other white space becomes one space. */
export function blocksOf(root: Element): Block[] {
  const found: Block[] = [];
  const around: Element[] = [];
  let text = "";
  let links = 0;
  let inLink = 0;
  const end = () => {
    const clean = text
      .split("\n")
      .map(line)
      .filter((part) => part !== "")
      .join("\n");
    const element = around.at(-1) ?? root;
    if (clean !== "") found.push({ name: element.localName, text: clean, links: links / Math.max(1, clean.length), element });
    text = "";
    links = 0;
  };
  walk(
    root,
    (node) => {
      if (isText(node)) {
        const said = (node.textContent ?? "").replace(/\s+/g, " ");
        text += said;
        if (inLink > 0) links += said.trim().length;
      }
      if (!isElement(node) || silent.has(node.localName) || hidden(node)) return false;
      if (node.localName === "br") text += "\n";
      if (node.localName === "a") inLink++;
      if (blocks.has(node.localName)) {
        if (node.localName !== "td" && node.localName !== "th") end();
        else if (text.trim() !== "") text += "\t";
        around.push(node);
      }
      return true;
    },
    (node) => {
      if (!isElement(node) || silent.has(node.localName) || hidden(node)) return;
      if (node.localName === "a") inLink = Math.max(0, inLink - 1);
      if (blocks.has(node.localName)) {
        if (node.localName !== "td" && node.localName !== "th") end();
        around.pop();
      }
    },
  );
  end();
  return found;
}

/** A text of blocks: an empty line between paragraphs, none between the entries of a list or the rows of a table. */
export function textOf(list: readonly Pick<Block, "name" | "text">[]): string {
  const tight = new Set(["li", "tr", "dt", "dd"]);
  return list
    .map(({ name, text }, at) => (at === 0 ? text : `${tight.has(name) && list[at - 1]!.name === name ? "\n" : "\n\n"}${text}`))
    .join("");
}
