import type { Quantity } from "#model";
import type { Words } from "./words.tsx";

/** The figure and its unit: "about 2 %". */
export function quantityText(q: Quantity | null | undefined, words: Words): string {
  if (!q) return "";
  const figure = (n: number) => words.number(n, { maximumFractionDigits: 2, ...(n >= 1e7 ? { notation: "compact" } : {}) });
  const amount = q.to === undefined ? figure(q.value) : `${figure(q.value)}–${figure(q.to)}`;
  const said = `${amount} ${unitText(q.unit, words)}`.trim();
  return q.comparator ? words.t(`quantity.${q.comparator}`, { amount: said }) : said;
}

function unitText(unit: string, words: Words): string {
  const known = words.t(`unit.${unit}`);
  return known === `unit.${unit}` ? unit : known;
}
