import type { Expectation, Fact, Receipt } from "#model";

/** Spellings that several views share. */

export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** Ids cut to the shortest length, at least eight letters, at which they still differ. */
export function shortIds(ids: string[]): Map<string, string> {
  let length = 8;
  while (new Set(ids.map((id) => id.slice(0, length))).size < new Set(ids).size) length += 1;
  return new Map(ids.map((id) => [id, id.slice(0, length)]));
}

export const actors = (codes: readonly string[]): string => codes.join(" ");

/** The figure and its unit: "about 2 %GDP". */
export function quantityText(q: Fact["quantity"]): string {
  if (!q) return "";
  const comparators = { about: "about ", min: "at least ", max: "at most ", more: "more than ", less: "less than " };
  const range = q.to === undefined ? `${q.value}` : `${q.value} to ${q.to}`;
  return `${q.comparator ? comparators[q.comparator] : ""}${range} ${q.unit}`.trim();
}

/** A limit or a time as one says it: `../2025-03` is "by 2025-03". */
export const dueText = (edtf: string | null): string => (edtf?.startsWith("../") ? `by ${edtf.slice(3)}` : (edtf ?? ""));

const days = (n: number): string => (Math.abs(n) >= 730 ? `${Math.round(Math.abs(n) / 365.25)} years` : plural(Math.abs(n), "day"));

/** What became of the date first named: "slipped 29 days from 2022-12". */
export function slipText(e: Expectation): string {
  if (!e.first || e.slips.length === 0) return "";
  if (e.slippedDays === 0) return `first ${dueText(e.first)}`;
  return `${e.slippedDays > 0 ? "slipped" : "brought forward"} ${days(e.slippedDays)} from ${dueText(e.first)}`;
}

/** The step that lies ahead, its date, how late it is and how far it moved. */
export function expectationText(e: Expectation): string {
  const parts = [`${e.stage}${e.expected ? ` ${dueText(e.expected)}` : ""}`];
  if (e.state === "overdue") parts.push(e.overdueDays > 0 ? `overdue ${days(e.overdueDays)}` : "overdue");
  else if (e.state !== "slipped" && e.state !== "open") parts.push(e.metOn ? `${e.state} ${e.metOn}` : e.state);
  const slip = slipText(e);
  return (slip ? [...parts, slip] : parts).join(", ");
}

/** The expectation that counts now: the last that is neither met nor dropped. */
export const nextOf = (fact: Fact): Expectation | undefined =>
  fact.expectations.filter((e) => e.state !== "met" && e.state !== "dropped").at(-1);

/** Reports and, where some share an origin, how many of them are independent. */
export const sourcesText = ({ sources: s }: Fact): string => `${s.reports}/${s.independent}`;

export const conflictsText = ({ conflicts }: Fact): string => (conflicts.length > 0 ? `${conflicts.length}` : "");

/** The name of a fact, or what it is about. */
export const titleOf = (fact: Fact): string => fact.name ?? fact.object ?? fact.place ?? "";

/** A quotation on one line, cut to a length. */
export function quoteText(receipt: Pick<Receipt, "quote">, length = 160): string {
  const line = receipt.quote.replace(/\s+/g, " ").trim();
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}\u2026`;
}
