import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Fact, Kind } from "#model";
import { activities, agreements, changed, commitments, conflicts, type ReportRow, reports, speakers, statements, timeline } from "#views";
import type { Desk, View } from "./desk.ts";
import { wrongCall } from "./errors.ts";
import { pageOf } from "./paging.ts";
import { clockParams, day, knownParams, pageParams, partyParam, stageParam, statusParam, typeParam } from "./params.ts";
import { ask } from "./record.ts";
import { fact, page } from "./schema.ts";
import * as rows from "./schema-views.ts";

const narrowed = { ...clockParams, ...pageParams, ...partyParam, ...typeParam };
type Narrow = { party: string[]; type?: string };

const wantedOf = (view: View, { party, type }: Narrow) => ({ party, type, lang: view.lang });

/** Rows that are worked out once for one state of the record and one question. */
const once = <T>(view: View, name: string, narrow: Narrow, make: () => T): T =>
  view.memo(`${name} ${narrow.party.join()} ${narrow.type ?? ""}`, make);

const involves = (f: Fact, codes: readonly string[]): boolean =>
  codes.every((p) => f.parties.includes(p) || f.beneficiaries.includes(p) || f.speakerOf.includes(p));

function listRoutes(app: OpenAPIHono, desk: Desk): void {
  const status = { ...narrowed, ...statusParam };
  ask(
    app,
    desk,
    {
      path: "/api/facts",
      summary: "All facts of all kinds",
      tag: "views",
      query: { ...status, ...stageParam, kind: z.enum(["agreement", "commitment", "activity", "statement"]).optional() },
      answer: page(fact),
    },
    async ({ view, query, clocks: at }) => {
      const { facts } = await view();
      const found = facts.filter(
        (f) =>
          (!query.kind || f.kind === (query.kind as Kind)) &&
          (!query.type || f.type === query.type) &&
          (!query.status || f.status === query.status) &&
          (!query.stage || f.stage === query.stage) &&
          involves(f, query.party),
      );
      return { ...pageOf(found, (f) => f.id, query), clocks: at };
    },
  );
  ask(
    app,
    desk,
    {
      path: "/api/agreements",
      summary: "Instruments and arrangements, their stage and what is expected next",
      tag: "views",
      query: { ...status, ...stageParam },
      answer: page(rows.agreementRow),
    },
    async ({ view, query, clocks: at }) => {
      const on = await view();
      const all = once(on, "agreements", query, () => agreements(on, wantedOf(on, query)));
      const found = all.filter((r) => (!query.stage || r.stage === query.stage) && (!query.status || r.next?.state === query.status));
      return { ...pageOf(found, (r) => r.fact, query), clocks: at };
    },
  );
  ask(
    app,
    desk,
    {
      path: "/api/commitments",
      summary: "What was promised, by when, and what became of it",
      tag: "views",
      query: status,
      answer: page(rows.commitmentRow),
    },
    async ({ view, query, clocks: at }) => {
      const on = await view();
      const all = once(on, "commitments", query, () => commitments(on, wantedOf(on, query)));
      return {
        ...pageOf(
          all.filter((r) => !query.status || r.status === query.status),
          (r) => r.fact,
          query,
        ),
        clocks: at,
      };
    },
  );
  ask(
    app,
    desk,
    {
      path: "/api/activities",
      summary: "Meetings, visits, exercises, deployments and other events",
      tag: "views",
      query: status,
      answer: page(rows.activityRow),
    },
    async ({ view, query, clocks: at }) => {
      const on = await view();
      const all = once(on, "activities", query, () => activities(on, wantedOf(on, query)));
      return {
        ...pageOf(
          all.filter((r) => !query.status || r.status === query.status),
          (r) => r.fact,
          query,
        ),
        clocks: at,
      };
    },
  );
  ask(
    app,
    desk,
    {
      path: "/api/statements",
      summary: "Who took which position, in which words",
      tag: "views",
      query: narrowed,
      answer: page(rows.statementRow),
    },
    async ({ view, query, clocks: at }) => {
      const on = await view();
      const all = once(on, "statements", query, () => statements(on, wantedOf(on, query)));
      return { ...pageOf(all, (r) => `${r.doc}#${r.claim}`, query), clocks: at };
    },
  );
}

function storyRoutes(app: OpenAPIHono, desk: Desk): void {
  ask(
    app,
    desk,
    {
      path: "/api/reports",
      summary: "The reports, their origin and what was read in them",
      tag: "views",
      query: { ...knownParams, ...pageParams },
      answer: page(rows.reportRow),
    },
    async ({ view, query, clocks: at }) => {
      const on = await view();
      return { ...pageOf(reportRows(on), (r) => r.doc, query), clocks: at };
    },
  );
  ask(
    app,
    desk,
    {
      path: "/api/conflicts",
      summary: "What cannot all be true, both sides with their words",
      tag: "views",
      query: narrowed,
      answer: page(rows.conflictRow),
    },
    async ({ view, query, clocks: at }) => {
      const on = await view();
      return {
        ...pageOf(
          once(on, "conflicts", query, () => conflicts(on, wantedOf(on, query))),
          (r) => r.id,
          query,
        ),
        clocks: at,
      };
    },
  );
  ask(
    app,
    desk,
    {
      path: "/api/changes",
      summary: "What is new, revised, contradicted, confirmed or overdue since a day",
      tag: "views",
      query: { ...narrowed, since: day("the day to compare with (needed)") },
      answer: page(rows.changeRow),
    },
    async ({ view, query, clocks: at }) => {
      const { since } = query;
      if (!since) throw wrongCall("since is missing", "give the day to compare with, such as since=2023-01-10");
      const [before, after] = await Promise.all([view({ known: since, asOf: since }), view()]);
      const all = once(after, `changes ${since}`, query, () => changed(before.facts, after, wantedOf(after, query)));
      return { ...pageOf(all, (r) => `${r.fact} ${r.change} ${r.day}`, query), clocks: at };
    },
  );
  ask(
    app,
    desk,
    {
      path: "/api/timeline",
      summary: "The steps of all facts in the order of time",
      tag: "views",
      query: narrowed,
      answer: page(rows.timelineRow),
    },
    async ({ view, query, clocks: at }) => {
      const on = await view();
      const all = once(on, "timeline", query, () => timeline(on, wantedOf(on, query)));
      return { ...pageOf(all, (r) => `${r.fact} ${r.when} ${r.step} ${r.modality}`, query), clocks: at };
    },
  );
  ask(
    app,
    desk,
    {
      path: "/api/people",
      summary: "Speakers under all their names, with what they said",
      tag: "views",
      query: { ...clockParams, ...pageParams },
      answer: page(rows.speakerRow),
    },
    async ({ view, query, clocks: at }) => {
      const on = await view();
      return { ...pageOf(speakerRows(on), (r) => `${r.speaker} ${r.of.join()}`, query), clocks: at };
    },
  );
}

const rowsOfReports = new WeakMap<View["input"]["reports"], Map<string, ReportRow[]>>();

/** The rows of the reports, worked out once for the reports that there are: decisions change nothing in them. */
export function reportRows(view: View): ReportRow[] {
  const known = rowsOfReports.get(view.input.reports) ?? new Map<string, ReportRow[]>();
  rowsOfReports.set(view.input.reports, known);
  const made = known.get(view.lang) ?? reports(view, view.lang);
  known.set(view.lang, made);
  return made;
}

export const speakerRows = (view: View) => view.memo("speakers", () => speakers(view));

/** Every view of the command line under its own name, with the same parameters. */
export function viewRoutes(app: OpenAPIHono, desk: Desk): void {
  listRoutes(app, desk);
  storyRoutes(app, desk);
}
