import { classWords, type Element } from "./dom.ts";
import { once, type ReportTables } from "./tables.ts";

/** True where the class or id of an element has a word by which pages mark such things. */
export function isMarked(element: Element, as: keyof ReportTables["pages"], { pages }: Pick<ReportTables, "pages">): boolean {
  const words = once(pages, as, () => new Set(pages[as]));
  return classWords(element).some((word) => words.has(word));
}
