import { Patterns } from "#knowledge";
import type { Span } from "#model";
import { once, type ReportTables } from "./tables.ts";

/** Lines that are furniture in every language: only tags, only an address, only marks. */
const bareLine = /^(?:(?:#[\p{L}\p{M}\p{N}_]+[\s,]*)+|(?:https?:\/\/|www\.)\S+|[^\p{L}\p{N}\n]*)$/u;

function bareLines(text: string): Span[] {
  const spans: Span[] = [];
  for (const found of text.matchAll(/^[ \t]*(?:[#*=_~|\u2022-]|https?:|www\.)[^\n]*$/gm)) {
    const line = found[0].trim();
    if (line !== "" && bareLine.test(line)) spans.push({ start: found.index, end: found.index + found[0].trimEnd().length });
  }
  return spans;
}

/** Joins spans that touch or overlap. */
function joined(spans: Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = out.at(-1);
    if (last && span.start <= last.end) out[out.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else out.push(span);
  }
  return out;
}

/** A span with the marks that are left of its line: a star before it, a full stop after it. */
function withMarks(text: string, { start, end }: Span): Span {
  const before =
    /(?:^|\n)[ \t]*[*\-\u2013\u2014>|\u2022#[(]+[ \t]*$/.exec(text.slice(Math.max(0, start - 12), start))?.[0].trimStart().length ?? 0;
  const after = /^[\s.:!*)\]|]*?(?=[ \t]*(?:\n|$))/.exec(text.slice(end, end + 12))?.[0].length ?? 0;
  return { start: start - before, end: end + after };
}

/** The spans of a text that belong to the page and not to the report: share lines, comment forms, adverts, tags. In order, none overlapping. */
export function furniture(text: string, tables: ReportTables): Span[] {
  const found = Object.values(tables.furniture).flatMap((table) => once(table, "furniture", () => new Patterns(table)).find(text));
  return joined([...bareLines(text), ...found.map((hit) => withMarks(text, hit))]);
}
