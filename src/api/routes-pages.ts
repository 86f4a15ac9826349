import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { iso, lastDay } from "#fusion";
import { actorPageOf, actorRows, personPageOf } from "./actors.ts";
import { factGloss, factsById, factsOfClaims, glossOf } from "./answers.ts";
import type { Desk, View } from "./desk.ts";
import { wrongCall } from "./errors.ts";
import { dayOf, overviewOf } from "./overview.ts";
import { pageOf } from "./paging.ts";
import { clockParams, code, day, knownParams, lang, pageParams } from "./params.ts";
import { ask } from "./record.ts";
import { reportRows } from "./routes-views.ts";
import { page } from "./schema.ts";
import * as pages from "./schema-pages.ts";

const MONTH = 30;

function overviewRoute(app: OpenAPIHono, desk: Desk): void {
  const query = {
    ...clockParams,
    since: day("the day to compare with; by default 30 days before the day looked at"),
    within: z.coerce.number().int().min(1).max(3660).default(90).openapi({ description: "days ahead that count as due soon" }),
  };
  ask(
    app,
    desk,
    {
      path: "/api/overview",
      summary: "What changed, what is due or overdue, what is disputed, and the net",
      tag: "pages",
      query,
      answer: pages.overview,
    },
    async ({ view, query: asked }) => {
      const on = await view();
      const today = lastDay(dayOf(on));
      const since = asked.since ?? (today === null ? null : iso(today - MONTH));
      return overviewOf(on, since ? await view({ known: since, asOf: since }) : null, asked.within);
    },
  );
}

function actorRoutes(app: OpenAPIHono, desk: Desk): void {
  ask(
    app,
    desk,
    {
      path: "/api/actors",
      summary: "States and organisations that the facts speak of",
      tag: "pages",
      query: { ...clockParams, ...pageParams },
      answer: page(pages.actorRow),
    },
    async ({ view, query, clocks }) => {
      const on = await view();
      return { ...pageOf(actorRows(desk, on), (r) => r.code, query), clocks };
    },
  );
  ask(
    app,
    desk,
    {
      path: "/api/actors/{code}",
      summary: "A state or organisation: partners, agreements, commitments, activities, speakers, gaps",
      tag: "pages",
      query: clockParams,
      params: { code },
      answer: pages.actorPage,
    },
    async ({ view, path }) => actorPageOf(desk, await view(), path.code),
  );
  ask(
    app,
    desk,
    {
      path: "/api/people/{name}",
      summary: "A speaker under all his names, with what he said and the offices on file",
      tag: "pages",
      query: clockParams,
      params: { name: z.string().min(1).max(300) },
      answer: pages.personPage,
    },
    async ({ view, path }) => personPageOf(desk, await view(), path.name),
  );
}

function sourceGroups(view: View): pages.SourceGroupAnswer[] {
  const rows = new Map(reportRows(view).map((r) => [r.doc, r]));
  const groups = new Map<string, string[]>();
  for (const r of rows.values()) {
    const docs = [r.doc, ...r.sameOrigin].sort();
    groups.set(docs[0]!, docs);
  }
  const made = [...groups.values()].map((docs) => {
    const first = rows.get(docs[0]!)!;
    const named = docs.flatMap((doc) => rows.get(doc)?.origin.map((o) => o.source) ?? []);
    const outlets = docs.flatMap((doc) => rows.get(doc)?.outlet ?? []);
    return { origin: named[0] ?? outlets[0] ?? first.doc, why: first.why, docs: docs.map((doc) => rows.get(doc)!) };
  });
  return made.sort((a, b) => b.docs.length - a.docs.length || (a.docs[0]!.doc < b.docs[0]!.doc ? -1 : 1));
}

function sourceRoutes(app: OpenAPIHono, desk: Desk): void {
  ask(
    app,
    desk,
    {
      path: "/api/sources",
      summary: "Reports by common origin: which texts are copies of which, and why they count once",
      tag: "pages",
      query: { ...knownParams, ...pageParams },
      answer: page(pages.sourceGroup),
    },
    async ({ view, query, clocks }) => {
      const on = await view();
      const groups = on.memo("source groups", () => sourceGroups(on));
      return { ...pageOf(groups, (g) => g.docs[0]?.doc ?? "", query), clocks };
    },
  );
}

const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

async function searched(desk: Desk, view: View, words: string[], limit: number): Promise<pages.SearchAnswer> {
  const { claims, docs } = await desk.ledger.search(words, { limit, known: view.clocks.known });
  const wanted = words.map(fold);
  const holds = (text: string): boolean => wanted.every((w) => fold(text).includes(w));
  const named = view.facts.filter((f) => holds([f.id, ...f.names, f.object, f.place, f.speaker, f.instrument].filter(Boolean).join(" ")));
  const told = claims.flatMap((c) => factsOfClaims(view).get(c.claim.id) ?? []);
  const ids = [...new Set([...named.map((f) => f.id), ...told])].slice(0, limit);
  const facts = ids.flatMap((id) => factsById(view).get(id) ?? []);
  const rows = new Map(reportRows(view).map((r) => [r.doc, r]));
  return {
    facts: facts.map((f) => ({
      id: f.id,
      kind: f.kind,
      type: f.type,
      name: f.name ?? f.object,
      parties: f.parties,
      gloss: factGloss(desk, view, f),
      claims: f.claims.slice(0, 3),
    })),
    claims: claims
      .filter((c) => rows.has(c.doc))
      .map((c) => ({
        claim: c.claim.id,
        doc: c.doc,
        start: c.claim.start,
        end: c.claim.end,
        quote: c.claim.evidence,
        kind: c.claim.kind,
        gloss: glossOf(desk, view, c),
        facts: factsOfClaims(view).get(c.claim.id) ?? [],
      })),
    reports: docs.flatMap((doc) => rows.get(doc) ?? []),
    actors: desk.options.known.actors
      .filter((a) => holds(`${a.code} ${Object.values(a.names).join(" ")}`))
      .slice(0, 10)
      .map((a) => ({ code: a.code, name: desk.name(a.code, view.lang) })),
    clocks: view.clocks,
  };
}

function searchRoute(app: OpenAPIHono, desk: Desk): void {
  const query = {
    ...clockParams,
    q: z.string().min(1, "write the words to look for").max(300),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  };
  ask(
    app,
    desk,
    {
      path: "/api/search",
      summary: "Facts, claims, reports and actors that hold all the words (or words that begin with them)",
      tag: "pages",
      query,
      answer: pages.searchAnswer,
    },
    async ({ view, query: asked }) => {
      const words = asked.q.split(/\s+/).filter(Boolean);
      if (words.length === 0) throw wrongCall("q holds no word", "write the words to look for");
      return searched(desk, await view(), words, asked.limit);
    },
  );
}

function spanRoute(app: OpenAPIHono, desk: Desk): void {
  ask(
    app,
    desk,
    {
      path: "/api/span",
      summary: "The days that the reports of the whole record cover, with a count a month",
      tag: "pages",
      query: { lang },
      answer: pages.reportSpan,
    },
    async ({ view }) => {
      const days = reportRows(await view({ known: null, asOf: null })).flatMap((r) => r.known ?? []);
      const sorted = days.sort();
      const months = new Map<string, number>();
      for (const at of sorted) months.set(at.slice(0, 7), (months.get(at.slice(0, 7)) ?? 0) + 1);
      return {
        first: sorted[0] ?? null,
        last: sorted.at(-1) ?? null,
        months: [...months].map(([month, reports]) => ({ month, reports })),
      };
    },
  );
}

function nameRoute(app: OpenAPIHono, desk: Desk): void {
  ask(
    app,
    desk,
    {
      path: "/api/names",
      summary: "What the codes of actors and of the ontology are called",
      tag: "pages",
      query: { lang },
      answer: pages.names,
    },
    async ({ lang: spoken }) => {
      const { known, tables } = desk.options;
      return {
        lang: spoken,
        languages: desk.languages,
        actors: Object.fromEntries(known.actors.map((a) => [a.code, desk.name(a.code, spoken)])),
        labels: { ...tables.labels.en, ...tables.labels[spoken] },
      };
    },
  );
}

/** What the pages of the desk are made from, beyond the views. */
export function pageRoutes(app: OpenAPIHono, desk: Desk): void {
  overviewRoute(app, desk);
  actorRoutes(app, desk);
  sourceRoutes(app, desk);
  searchRoute(app, desk);
  spanRoute(app, desk);
  nameRoute(app, desk);
}
