import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { exporters, exportFormats } from "#exports";
import { iso, lastDay } from "#fusion";
import { type Change, type Fact, kinds } from "#model";
import { changed } from "#views";
import type { Desk, View } from "./desk.ts";
import { atom, entriesOf, jsonFeed } from "./feeds.ts";
import { dayOf } from "./overview.ts";
import { clockParams, day, partyParam, stageParam, statusParam, typeParam } from "./params.ts";
import { besideAnswer, clocksOf, etagOf, langOf, refusals, unchanged } from "./record.ts";

const types: Record<string, string> = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/x-ndjson; charset=utf-8",
  jsonld: "application/ld+json; charset=utf-8",
  parquet: "application/vnd.apache.parquet",
  graphml: "application/graphml+xml; charset=utf-8",
  gexf: "application/gexf+xml; charset=utf-8",
  ics: "text/calendar; charset=utf-8",
  atop: "text/csv; charset=utf-8",
  dcad: "text/csv; charset=utf-8",
  ftm: "application/x-ndjson; charset=utf-8",
};
const endings: Record<string, string> = { atop: "atop.csv", dcad: "dcad.csv", ftm: "ftm.jsonl" };

const narrow = { ...clockParams, ...partyParam, ...typeParam };
type Narrow = { party: string[]; type?: string; kind?: string; status?: string; stage?: string };

const wanted = (f: Fact, { party, type, kind, status, stage }: Narrow): boolean =>
  (!kind || f.kind === kind) &&
  (!type || f.type === type) &&
  (!status || f.status === status) &&
  (!stage || f.stage === stage) &&
  party.every((p) => f.parties.includes(p) || f.beneficiaries.includes(p) || f.speakerOf.includes(p));

/** Where the desk is seen from outside. */
const baseOf = (c: Context): string => {
  const { protocol, host } = new URL(c.req.url);
  return `${c.req.header("x-forwarded-proto") === "https" ? "https:" : protocol}//${host}`;
};

type Read = { query: Record<string, never>; view: View };

/** A GET route whose answer is no JSON, with an ETag like the others. */
function file<Q extends Record<string, z.ZodType>>(
  app: OpenAPIHono,
  desk: Desk,
  { path, summary, query, params }: { path: string; summary: string; query: Q; params?: z.ZodObject },
  make: (c: Context, read: { query: z.output<z.ZodObject<Q>>; path: Record<string, string>; view: View }) => Promise<Response> | Response,
): void {
  const route = createRoute({
    method: "get",
    path,
    summary,
    tags: ["following"],
    request: { query: z.strictObject(query), ...(params ? { params } : {}) },
    responses: { 200: { description: summary }, 304: { description: "the caller's copy still holds" }, ...refusals },
  });
  app.openapi(route, (async (c: Context) => {
    const read = c.req as unknown as { valid(part: string): Read["query"] };
    const asked = read.valid("query") as z.output<z.ZodObject<Q>>;
    const lang = langOf(c, (asked as { lang?: string }).lang, desk.languages);
    if (unchanged(c, await etagOf(desk, c, lang))) return c.body(null, 304);
    const { beside } = desk.options;
    if (beside) {
      const { headers, body } = await besideAnswer(desk, beside, c, lang);
      for (const [name, value] of headers) if (name.startsWith("content-")) c.header(name, value);
      return c.body(body as Uint8Array<ArrayBuffer>);
    }
    const view = await desk.view(clocksOf(asked as Record<string, unknown>), lang);
    return make(c, { query: asked, path: params ? read.valid("param") : {}, view });
  }) as never);
}

function exportRoutes(app: OpenAPIHono, desk: Desk): void {
  const query = { ...narrow, ...statusParam, ...stageParam, kind: z.enum(kinds).optional() };
  const params = z.object({ format: z.enum(exportFormats as [string, ...string[]]) });
  const cow = new Map(desk.options.known.actors.map((a) => [a.code, a.cow?.number ?? null]));
  const made = (c: Context, view: View, asked: Narrow, format: string): string | Uint8Array => {
    const facts = view.facts.filter((f) => wanted(f, asked));
    return exporters[format]!({ ...view, facts, cow: (code) => cow.get(code) ?? null, base: `${baseOf(c)}/`, lang: view.lang });
  };
  file(
    app,
    desk,
    { path: "/api/export/{format}", summary: `The facts as ${exportFormats.join(", ")}`, query, params },
    (c, { query: asked, path, view }) => {
      const format = path.format!;
      c.header("content-type", types[format] ?? "application/octet-stream");
      c.header("content-disposition", `attachment; filename="foedera.${endings[format] ?? format}"`);
      return c.body(made(c, view, asked as Narrow, format) as string);
    },
  );
  file(
    app,
    desk,
    { path: "/api/calendar.ics", summary: "Deadlines, expected steps and activities, to be subscribed to", query },
    (c, { query: asked, view }) => {
      c.header("content-type", types.ics!);
      return c.body(made(c, view, asked as Narrow, "ics") as string);
    },
  );
}

const QUARTER = 92;

function feedRoutes(app: OpenAPIHono, desk: Desk): void {
  const query = {
    ...narrow,
    since: day("only changes since that day; by default 92 days before the day looked at"),
    q: z.string().max(300).optional().openapi({ description: "only changes whose name or words hold all of these" }),
  };
  const changesOf = async (view: View, asked: Narrow & { since?: string; q?: string }): Promise<Change[]> => {
    const today = lastDay(dayOf(view));
    const since = asked.since ?? (today === null ? null : iso(today - QUARTER));
    const before = since ? (await desk.view({ known: since, asOf: since }, view.lang)).facts : [];
    const words = (asked.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const holds = (c: Change): boolean => {
      const text = [c.name, c.why, ...c.claims.map((r) => r.quote)].join(" ").toLowerCase();
      return words.every((w) => text.includes(w));
    };
    return changed(before, view, { party: asked.party, type: asked.type, lang: view.lang }).filter(holds);
  };
  const options = (c: Context) => {
    const base = baseOf(c);
    const { pathname, search } = new URL(c.req.url);
    return { base, self: `${base}${pathname}${search}`, title: ["Foedera", decodeURIComponent(search.slice(1))].filter(Boolean).join(" ") };
  };
  file(
    app,
    desk,
    { path: "/api/feeds/changes.atom", summary: "A saved search as an Atom feed of changes", query },
    async (c, { query: asked, view }) => {
      c.header("content-type", "application/atom+xml; charset=utf-8");
      return c.body(atom(entriesOf(desk, view, await changesOf(view, asked as Narrow)), options(c)));
    },
  );
  file(
    app,
    desk,
    { path: "/api/feeds/changes.json", summary: "A saved search as a JSON feed of changes", query },
    async (c, { query: asked, view }) => {
      c.header("content-type", "application/feed+json; charset=utf-8");
      return c.body(JSON.stringify(jsonFeed(entriesOf(desk, view, await changesOf(view, asked as Narrow)), options(c))));
    },
  );
}

/** What leaves the desk: exports, a calendar, feeds. The address is the saved search. */
export function followingRoutes(app: OpenAPIHono, desk: Desk): void {
  exportRoutes(app, desk);
  feedRoutes(app, desk);
}
