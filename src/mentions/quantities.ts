import type { CompiledNumbers } from "#knowledge";
import { type Reading, readNumber } from "./dates-numbers.ts";
import { capital, DIGITS, SIGN, type Tokens, tokenize, WORD } from "./dates-tokens.ts";
import { phraseAt, phraseBefore, type QuantityTables, tablesOf } from "./quantities-tables.ts";

/** A figure with what it counts or measures. Offsets are string indices into the whole text. */
export type QuantityMention = {
  start: number;
  end: number;
  value: number;
  /** `%`, `%GDP`, an ISO 4217 code, a unit (`km`, `nmi`, `t`, `year`), or the noun as written */
  unit: string;
  comparator?: "about" | "min" | "max" | "more" | "less";
  /** upper end of a range */
  to?: number;
};
export type QuantityOptions = {
  from?: number;
  to?: number /** spans that are something else, such as dates */;
  taken?: readonly { start: number; end: number }[];
};

type Found = { first: number; next: number; value: number; to?: number; unit: string };

/**
 * All quantities of a text in its order. A figure counts only with a unit, a currency or a noun; designators (F-35, Article 5, 2+2) are none.
 * Example: "more than 500 soldiers" is `{value: 500, unit: "soldiers", comparator: "more"}`.
 */
export function findQuantities(text: string, numbers: CompiledNumbers, options: QuantityOptions = {}): QuantityMention[] {
  const tables = tablesOf(numbers);
  const tokens = tokenize(text, options.from ?? 0, options.to ?? text.length, tables.abbreviations);
  const found: QuantityMention[] = [];
  for (let at = 0; at < tokens.starts.length; ) {
    const quantity = figure(tokens, at, tables) ? quantityAt(tokens, at, tables) : null;
    if (quantity && !taken(tokens, quantity, options)) found.push(mention(tokens, quantity, tables));
    at = Math.max(at + 1, quantity?.next ?? 0);
  }
  return found;
}

function figure(tokens: Tokens, at: number, tables: QuantityTables): boolean {
  if (tokens.kinds[at] === DIGITS) return true;
  if (tokens.kinds[at] !== WORD) return false;
  const word = tokens.words[at] as string;
  return tables.cardinals.has(word) || tables.tens.has(word) || tables.scales.has(word);
}

function taken(tokens: Tokens, { first, next }: Found, options: QuantityOptions): boolean {
  const [start, end] = [tokens.starts[first] as number, tokens.ends[next - 1] as number];
  return options.taken?.some((span) => span.start < end && start < span.end) ?? false;
}

function quantityAt(tokens: Tokens, at: number, tables: QuantityTables): Found | null {
  const money = signBefore(tokens, at, tables);
  if (!money && !free(tokens, at, tables)) return null;
  const a = readNumber(tokens, at, tables);
  if (!a) return null;
  const first = money?.first ?? at;
  if (money) {
    const letter = tokens.gaps[a.next] === 0 ? tables.moneyScales.get(tokens.words[a.next] as string) : undefined;
    const end = letter ? { value: a.value * letter, next: a.next + 1 } : a;
    return { first, next: end.next, value: end.value, unit: money.means };
  }
  const range = rangeFrom(tokens, at, a, tables);
  if (range) {
    const unit = unitAt(tokens, at, range.next, tables);
    if (unit) return { first, ...unit, value: range.value, to: range.to };
  }
  const unit = unitAt(tokens, at, a.next, tables);
  return unit ? { first, value: a.value, ...unit } : null;
}

/** A currency sign that touches the figure, or a code before it. */
function signBefore(tokens: Tokens, at: number, tables: QuantityTables): { means: string; first: number } | null {
  if (tokens.kinds[at] !== DIGITS) return null;
  const sign = phraseBefore(tokens, at, tables.signs);
  if (!sign) return null;
  const word = tokens.words[at - 1] as string;
  const touches = tokens.kinds[at - 1] === SIGN && (tokens.gaps[at] === 0 || tokens.gaps[at] === 1);
  return touches || word === sign.means.toLowerCase() ? sign : null;
}

/** Whether a figure stands by itself and is no part of a name, a date, a score or a sum. */
function free(tokens: Tokens, at: number, tables: QuantityTables): boolean {
  const { kinds, gaps, words } = tokens;
  if (at === 0) return true;
  if (gaps[at] !== 0)
    return !(tables.designators.has(words[at - 1] as string) || (words[at - 1] === "." && tables.designators.has(words[at - 2] ?? "")));
  const before = words[at - 1] as string;
  return kinds[at - 1] === SIGN && !"-–+/.,:#@'’*§".includes(before);
}

function rangeFrom(tokens: Tokens, at: number, a: Reading, tables: QuantityTables): (Reading & { to: number }) | null {
  for (const { between, before } of tables.numbers.ranges) {
    if (before.length && !before.includes(tokens.words[at - 1] ?? "")) continue;
    for (const phrase of between) {
      const length = phrase.split(" ").length;
      if (tokens.words.slice(a.next, a.next + length).join(" ") !== phrase) continue;
      const b = figure(tokens, a.next + length, tables) ? readNumber(tokens, a.next + length, tables) : null;
      if (!b) continue;
      const factor = a.value < b.value && b.value >= 1000 && a.value < 1000 ? scaleOf(b.value) : 1;
      if (a.value * factor < b.value) return { value: a.value * factor, to: b.value, next: b.next };
    }
  }
  return null;
}

/** "3 to 5 billion": the scale of the second figure is that of the first. */
function scaleOf(value: number): number {
  return value >= 1e12 ? 1e12 : value >= 1e9 ? 1e9 : value >= 1e6 ? 1e6 : 1;
}

/** What a figure measures: a share, money, a unit of measure, or a noun. */
function unitAt(tokens: Tokens, at: number, next: number, tables: QuantityTables): { unit: string; next: number } | null {
  if (next >= tokens.starts.length || (tokens.gaps[next] as number) > 2) return null;
  const hyphen = tokens.words[next] === "-" && tokens.gaps[next] === 0 && tokens.gaps[next + 1] === 0;
  const from = hyphen ? next + 1 : next;
  const percent = phraseAt(tokens, from, tables.percent);
  if (percent) {
    const share = phraseAt(tokens, percent.next, tables.shares);
    return share ? { unit: share.means, next: share.next } : { unit: "%", next: percent.next };
  }
  const money = phraseAt(tokens, from, tables.currencies);
  if (money) return { unit: money.means, next: money.next };
  if (tables.articles.has(tokens.words[at] as string) && next === at + 1) return null;
  const measure = phraseAt(tokens, from, tables.units);
  if (measure && tokens.words[measure.next] !== "-") return { unit: measure.means, next: measure.next };
  return hyphen ? null : countedAt(tokens, at, next, tables);
}

/** A noun within the next words; runs of letters, figures and hyphens count as one word ("F-35 jets"). */
function countedAt(tokens: Tokens, at: number, next: number, tables: QuantityTables): { unit: string; next: number } | null {
  if (tokens.gaps[next] === 0 || likeYear(tokens, at, next)) return null;
  const { plural } = tables.numbers;
  for (let from = next, words = 0; words < 4 && from < tokens.starts.length; words += 1) {
    if (tokens.kinds[from] !== WORD || (tokens.gaps[from] as number) > 2 || tables.notCounted.has(tokens.words[from] as string))
      return null;
    const end = runEnd(tokens, from);
    const last = tokens.words[end - 1] as string;
    const noun = plural.capital
      ? capital(tokens, from)
      : tables.plurals.has(last) ||
        (last.length > 3 && plural.endings.some((e) => last.endsWith(e) && !last.endsWith(e + e)) && !capital(tokens, end - 1));
    const begin = plural.capital ? from : next;
    if (noun) return { unit: tokens.text.slice(tokens.starts[begin], tokens.ends[end - 1]), next: end };
    from = end;
  }
  return null;
}

function runEnd(tokens: Tokens, from: number): number {
  let end = from + 1;
  while (
    end < tokens.starts.length &&
    tokens.gaps[end] === 0 &&
    (tokens.kinds[end] !== SIGN ||
      ((tokens.words[end] === "-" || tokens.words[end] === ".") && tokens.gaps[end + 1] === 0 && tokens.kinds[end + 1] !== SIGN))
  )
    end += 1;
  return end;
}

/** Four figures from 1900 to 2099 without a separator are sooner a year. */
function likeYear(tokens: Tokens, at: number, next: number): boolean {
  const word = tokens.words[at] as string;
  return next === at + 1 && word.length === 4 && word !== "2000" && Number(word) >= 1900 && Number(word) < 2100;
}

function mention(tokens: Tokens, found: Found, tables: QuantityTables): QuantityMention {
  const { value, unit, to } = found;
  const wrapped =
    to !== undefined && tables.numbers.ranges.some(({ before }) => before.includes(tokens.words[found.first - 1] ?? ""))
      ? found.first - 1
      : found.first;
  const comparator = phraseBefore(tokens, wrapped, tables.comparators);
  const first = comparator?.first ?? wrapped;
  const result: QuantityMention = { start: tokens.starts[first] as number, end: tokens.ends[found.next - 1] as number, value, unit };
  if (comparator) result.comparator = comparator.means as NonNullable<QuantityMention["comparator"]>;
  if (to !== undefined) result.to = to;
  return result;
}
