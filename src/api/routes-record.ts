import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { label } from "#fusion";
import type { Fact } from "#model";
import { quotations, sentences } from "#passages";
import { obligations, related } from "#views";
import { claimAnswer, claimsById, claimsOf, factGloss, factsById, reviewsOf } from "./answers.ts";
import type { Desk, View } from "./desk.ts";
import { absent, wrongCall } from "./errors.ts";
import { clockParams } from "./params.ts";
import { ask } from "./record.ts";
import { reportRows } from "./routes-views.ts";
import type { ReportPage } from "./schema-pages.ts";
import { claimPage, factPage, reportPage } from "./schema-pages.ts";

const id = z.string().min(1).max(200);

/** The fact that an id, or a beginning of one that only it has, names. */
function factOf(view: View, wanted: string): Fact {
  const exact = factsById(view).get(wanted);
  if (exact) return exact;
  const begins = wanted.length < 4 ? [] : view.facts.filter((f) => f.id.startsWith(wanted));
  if (begins.length > 1) throw wrongCall(`${wanted} could be several facts`, "give more letters of the id");
  if (!begins[0])
    throw absent(`no fact has the id ${wanted} on these clocks`, "/api/facts lists them; on another day the fact may not be known yet");
  return begins[0];
}

const reportBy = (view: View) => view.memo("report rows by doc", () => new Map(reportRows(view).map((r) => [r.doc, r])));

function factRoute(app: OpenAPIHono, desk: Desk): void {
  ask(
    app,
    desk,
    {
      path: "/api/facts/{id}",
      summary: "A fact with its history, conflicts, obligations and the claims behind it",
      tag: "record",
      query: clockParams,
      params: { id },
      answer: factPage,
    },
    async ({ view, path, clocks }) => {
      const on = await view();
      const fact = factOf(on, path.id);
      const records = fact.claims.flatMap((c) => claimsById(on).get(c.claim) ?? []);
      const rows = reportBy(on);
      const docs = [...new Set(records.map((r) => r.doc))];
      return {
        fact,
        gloss: factGloss(desk, on, fact),
        claims: records.map((r) => claimAnswer(desk, on, r)),
        reports: Object.fromEntries(docs.flatMap((doc) => (rows.has(doc) ? [[doc, rows.get(doc)!]] : []))),
        related: on.memo("related", () => related(on, { lang: on.lang })).filter((r) => r.fact === fact.id || r.other === fact.id),
        obligations: obligations(on, fact).map((o) => ({
          ...o,
          label: label(on.tables, on.lang, o.obligation),
          conditionLabel: label(on.tables, on.lang, o.condition),
        })),
        reviews: reviewsOf(on, new Set(records.map((r) => r.claim.id))),
        clocks,
      };
    },
  );
}

const MARGIN = 240;

function claimRoute(app: OpenAPIHono, desk: Desk): void {
  ask(
    app,
    desk,
    {
      path: "/api/claims/{id}",
      summary: "A claim with the words around it",
      tag: "record",
      query: clockParams,
      params: { id },
      answer: claimPage,
    },
    async ({ view, path }) => {
      const on = await view();
      const record = claimsById(on).get(path.id) ?? (await desk.ledger.anyClaims([path.id]))[0];
      if (!record) throw absent(`no claim has the id ${path.id}`, "facts and reports list their claims");
      const [report] = await desk.ledger.reports({ docs: [record.doc] });
      const text = report ? await desk.ledger.text(report.id) : null;
      const { start, end, evidence } = record.claim;
      const whole = text?.slice(start, end) === evidence ? text : "";
      return {
        ...claimAnswer(desk, on, record),
        report: reportBy(on).get(record.doc) ?? null,
        context: { before: whole.slice(Math.max(0, start - MARGIN), start), after: whole.slice(end, end + MARGIN) },
      };
    },
  );
}

/** Headings, sentences and quotations of a text, in its order. */
function passagesOf(text: string, lang: string | null, desk: Desk): ReportPage["passages"] {
  const cut = sentences(text, lang ?? "en", new Set(desk.options.known.abbreviations[lang?.split("-")[0] ?? ""])).map(
    ({ start, end, paragraph, heading }) => ({
      type: heading ? ("heading" as const) : ("sentence" as const),
      start,
      end,
      paragraph,
    }),
  );
  const spoken = quotations(text).map(({ start, end }) => ({ type: "quotation" as const, start, end }));
  return [...cut, ...spoken].sort((a, b) => a.start - b.start || b.end - a.end);
}

function reportRoute(app: OpenAPIHono, desk: Desk): void {
  ask(
    app,
    desk,
    {
      path: "/api/reports/{doc}",
      summary: "A report: its text, passages and claims, each field with the spans it was read from",
      tag: "record",
      query: clockParams,
      params: { doc: id },
      answer: reportPage,
    },
    async ({ view, path, clocks }) => {
      const { doc } = path;
      const on = await view();
      const [record] = await desk.ledger.reports({ docs: [doc], known: clocks.known });
      const row = reportBy(on).get(doc);
      if (!record || !row) throw absent(`no report is named ${doc}, as far as is known on that day`, "/api/reports lists them");
      const text = (await desk.ledger.text(record.id)) ?? "";
      const claims = claimsOf(on, doc);
      return {
        report: row,
        id: record.id,
        text,
        passages: passagesOf(text, record.lang, desk),
        claims: claims.map((c) => claimAnswer(desk, on, c)),
        notices: record.notices,
        versions: await desk.ledger.versions(doc),
        reviews: reviewsOf(on, new Set([doc, ...claims.map((c) => c.claim.id)])),
        reader: record.reader,
        hash: record.hash,
      };
    },
  );
}

/** One thing of the record with everything that stands behind it. */
export function recordRoutes(app: OpenAPIHono, desk: Desk): void {
  factRoute(app, desk);
  claimRoute(app, desk);
  reportRoute(app, desk);
}
