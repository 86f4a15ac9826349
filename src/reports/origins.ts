import { type Hit, type OriginRule, type OriginTable, type Outlets, Patterns } from "#knowledge";
import { type Origin, originRelations } from "#model";
import { nameSpots } from "./names.ts";
import { once, type ReportTables } from "./tables.ts";

/** How much of a text counts as its top (up to the dateline), its head and its tail, in characters. */
const TOP = 300;
const HEAD = 700;
const TAIL = 1200;
/** Beyond this much of a text nobody says where it comes from. */
const REACH = 100_000;

type Words = Pick<OriginTable, "joins" | "articles" | "refuse" | "nouns">;
type Found = Origin & { start: number; known: boolean };

const bare = (word: string) => word.replace(/^['\u2019]+|[.,;:'\u2019-]+$|['\u2019]s$/g, "");

/** The runs of a slot's words that a name could be: longest first, touching the side where the pattern's own words stand. */
function runs(hit: Hit<OriginRule>): string[] {
  const parts = (hit.slot ?? "")
    .split(/[ \t\u00a0]+/)
    .map((part, at, all) => (at === all.length - 1 ? bare(part) : part.replace(/[,;:]$/, ",")));
  if (hit.side === "whole") return [parts.join(" ")];
  return parts.map((_, cut) =>
    (hit.side === "prefix" ? parts.slice(0, parts.length - cut) : parts.slice(cut))
      .map((part, at, all) => (at === all.length - 1 ? bare(part) : part))
      .join(" "),
  );
}

function withoutArticles(name: string, articles: readonly string[]): string {
  const [first, ...rest] = name.split(" ");
  return rest.length > 0 && articles.includes(first!) ? withoutArticles(rest.join(" "), articles) : name;
}

/** The outlet that a slot's words name. */
function outletIn(hit: Hit<OriginRule>, { articles }: Words, outlets: Outlets): { id: string; name: string } | undefined {
  for (const run of runs(hit)) {
    for (const name of [run, withoutArticles(run, articles)]) {
      const id = Object.hasOwn(outlets.names, name) ? outlets.names[name] : undefined;
      if (id !== undefined && (hit.side === "whole" || !outlets.entries[id]!.common)) return { id, name };
    }
  }
  return undefined;
}

/**
 * A name that is no known outlet: capitals throughout but for joining words, and not one that only makes pictures.
 * Where every noun has a capital, one with an article before it is no name: a title may be lost, but a ministry is not taken for an outlet.
 */
function nameIn(hit: Hit<OriginRule>, { joins, articles, refuse, nouns }: Words): string | undefined {
  const proper = (word: string) => /^[\p{Lu}\p{N}]/u.test(word) || /^[\p{L}\d-]+\.[a-z]{2,}$/u.test(word);
  const isName = (run: string) => {
    const words = run.split(" ");
    return (
      proper(words[0]!) && proper(words.at(-1)!) && words.every((word) => !word.endsWith(",") && (proper(word) || joins.includes(word)))
    );
  };
  const name = runs(hit)
    .map((run) => (nouns ? run : withoutArticles(run, articles)))
    .find(isName);
  return name === undefined || refuse.includes(name) || name.length < 3 ? undefined : name;
}

function allowed(hit: Hit<OriginRule>, length: number): boolean {
  const { within } = hit.value;
  if (within === "top") return hit.start < TOP;
  const head = hit.start < HEAD;
  const tail = hit.end > length - TAIL;
  return within === "all" || (within === "head" ? head : within === "tail" ? tail : head || tail);
}

/** The words of a match up to the name, or from it on where the name comes first. */
function basisOf(hit: Hit<OriginRule>, name: string, text: string): string {
  const slot = hit.slot ?? "";
  const at = hit.side === "suffix" ? slot.lastIndexOf(name) : slot.indexOf(name);
  const start = hit.side === "suffix" ? hit.start + Math.max(at, 0) : hit.start;
  const end = hit.side === "prefix" && at >= 0 ? hit.end - slot.length + at + name.length : hit.end;
  return text.slice(start, end).trim();
}

/** What one match says, or nothing where its words name no source. */
function read(hit: Hit<OriginRule>, text: string, words: Words, outlets: Outlets): Found | undefined {
  const base = { relation: hit.value.gives, start: hit.start };
  const writer = outlets.writers[hit.slot ?? ""];
  if (writer !== undefined) {
    const basis = `${hit.slot} writes for it: "${text.slice(hit.start, hit.end).trim()}"`;
    return { ...base, source: outlets.entries[writer]!.name, inferred: true, basis, known: true };
  }
  const outlet = outletIn(hit, words, outlets);
  if (outlet) return { ...base, source: outlets.entries[outlet.id]!.name, basis: basisOf(hit, outlet.name, text), known: true };
  const name = hit.value.open ? nameIn(hit, words) : undefined;
  return name === undefined ? undefined : { ...base, source: name, basis: basisOf(hit, name, text), known: false };
}

/** A text in another language than its source's is a translation, whatever it calls itself. */
function translated(origin: Found, lang: string | null, outlets: Outlets): Found {
  const id = origin.known ? outlets.names[origin.source] : undefined;
  const foreign = id !== undefined && lang !== null && !outlets.entries[id]!.languages.includes(lang.slice(0, 2));
  return foreign && origin.relation === "reprint-of" ? { ...origin, relation: "translation-of" } : origin;
}

const rank = (relation: Origin["relation"]) => originRelations.indexOf(relation);

/** A text this long must cite its one source once more to count as its summary. */
const CITED = 2500;

/** A text that cites one source, and that again and again, and names no other origin, sums that source up. */
function summed(origins: Found[], counts: Map<string, number>, length: number): Found[] {
  const [only, ...others] = origins;
  const enough = Math.max(2, Math.ceil(length / CITED));
  const alone = only !== undefined && others.length === 0 && only.relation === "citing" && (counts.get(only.source) ?? 0) >= enough;
  return alone ? [{ ...only, relation: "summary-of" }] : origins;
}

/**
 * Where a text says it comes from: one entry per source, the strongest relation first, each with the words that say it.
 * `lang` and `outlet` are those of the report, where known: an outlet is no origin of its own, and a source in another language is translated.
 */
export function originsOf(text: string, tables: ReportTables, report: { lang: string | null; outlet?: string | null }): Origin[] {
  const found: Found[] = [];
  const spots = nameSpots(text.slice(0, REACH), tables.outlets);
  for (const table of Object.values(tables.origins)) {
    const hits = [...named(text, table, spots), ...unnamed(text, table)];
    for (const hit of hits.filter((one) => allowed(one, text.length))) {
      const origin = read(hit, text, table, tables.outlets);
      if (origin) found.push(translated(origin, report.lang, tables.outlets));
    }
  }
  const own = new Set([report.outlet, tables.outlets.entries[tables.outlets.names[report.outlet ?? ""] ?? ""]?.name]);
  return merged(
    found.filter((origin) => !own.has(origin.source)),
    text.length,
  );
}

/** Phrases around the names of outlets and their writers. */
function named(text: string, table: OriginTable, spots: readonly number[]): Hit<OriginRule>[] {
  const closed = once(table, "closed", () => new Patterns(table.entries.filter(({ value }) => !value.open)));
  return spots.flatMap((spot) => closed.findAt(text, spot));
}

/** Phrases at the edges of a text that name whatever source they name. */
function unnamed(text: string, table: OriginTable): Hit<OriginRule>[] {
  const open = once(table, "open", () => new Patterns(table.entries.filter(({ value }) => value.open)));
  const tail = Math.max(Math.min(HEAD, text.length), text.length - TAIL);
  return [...open.find(text, 0, Math.min(HEAD, text.length)), ...open.find(text, tail)];
}

/** The closer relation, and of the same relation the fuller words. */
function stronger(one: Found, other: Found): boolean {
  const difference = rank(one.relation) - rank(other.relation);
  return difference < 0 || (difference === 0 && (one.basis?.length ?? 0) > (other.basis?.length ?? 0));
}

function merged(found: Found[], length: number): Origin[] {
  const best = new Map<string, Found>();
  const places = new Map<string, Set<number>>();
  for (const origin of found) {
    const known = best.get(origin.source);
    if (!known || stronger(origin, known)) best.set(origin.source, origin);
    places.set(origin.source, (places.get(origin.source) ?? new Set()).add(Math.floor(origin.start / 40)));
  }
  const counts = new Map([...places].map(([source, at]) => [source, at.size]));
  return summed([...best.values()], counts, length)
    .sort((a, b) => rank(a.relation) - rank(b.relation) || a.start - b.start)
    .map(({ start: _, known: __, ...origin }) => origin);
}
