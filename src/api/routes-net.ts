import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { applies, gaps, network, networkOver, type Question, silence } from "#views";
import type { Desk } from "./desk.ts";
import { wrongCall } from "./errors.ts";
import { clockParams, code, days, domainParam, knownParams, pair, partyParam, typeParam } from "./params.ts";
import { ask } from "./record.ts";
import { clocks } from "./schema.ts";
import * as rows from "./schema-views.ts";

const questionParams = { attacked: code.optional(), ...domainParam, exercise: pair, supplies: pair, information: pair, logistics: pair };

type Asked = {
  attacked?: string;
  domain?: "land" | "sea" | "air" | "space" | "cyber";
} & Partial<Record<"exercise" | "supplies" | "information" | "logistics", [string, string]>>;

/** The one question that the parameters ask. */
function questionOf({ attacked, domain, exercise, supplies, information, logistics }: Asked): Question {
  const asked = [attacked, exercise, supplies, information, logistics].filter((q) => q !== undefined);
  if (asked.length !== 1)
    throw wrongCall("one thing is to be asked", "give attacked=CODE, exercise=X:Y, supplies=X:Y, information=X:Y or logistics=X:Y");
  if (domain && !attacked) throw wrongCall("domain goes with attacked", "leave it out, or ask attacked=CODE");
  if (attacked) return { ask: "attack", on: attacked, ...(domain ? { domain } : {}) };
  if (exercise) return { ask: "exercise", of: exercise[0], in: exercise[1] };
  const [by, of] = (supplies ?? information ?? logistics)!;
  return { ask: supplies ? "supply" : information ? "information" : "logistics", by, of };
}

/** Who is bound to whom, what follows from it, and what is missing. */
export function netRoutes(app: OpenAPIHono, desk: Desk): void {
  ask(
    app,
    desk,
    {
      path: "/api/network",
      summary: "Who is bound to whom: ties, betweenness, hub or lattice",
      tag: "views",
      query: { ...clockParams, ...typeParam },
      answer: z.object({ network: rows.network, clocks }),
    },
    async ({ view, query, clocks: at }) => {
      const on = await view();
      return { network: on.memo(`network ${query.type ?? ""}`, () => network(on, { type: query.type, lang: on.lang })), clocks: at };
    },
  );
  ask(
    app,
    desk,
    {
      path: "/api/network/over",
      summary: "The same as of several days, and how it changed",
      tag: "views",
      query: { ...knownParams, ...typeParam, days },
      answer: z.object({ over: rows.networkOver, clocks }),
    },
    async ({ view, query, clocks: at }) => {
      const on = await view();
      const { type, days: asked } = query;
      return { over: on.memo(`network ${type ?? ""} ${asked}`, () => networkOver(on, asked, { type, lang: on.lang })), clocks: at };
    },
  );
  const answer = z.object({
    items: z.array(rows.appliesRow),
    sentence: z.string().nullable().openapi({ description: "where nothing applies" }),
    clocks,
  });
  ask(
    app,
    desk,
    {
      path: "/api/applies",
      summary: "What follows if a state is attacked, exercises abroad, or asks for supplies or intelligence",
      tag: "views",
      query: { ...clockParams, ...questionParams },
      answer,
    },
    async ({ view, query, clocks: at }) => {
      const question = questionOf(query as Asked);
      const on = await view();
      const items = applies(on, question, { lang: on.lang });
      return { items, sentence: items.length > 0 ? null : silence(on, on.lang), clocks: at };
    },
  );
  ask(
    app,
    desk,
    {
      path: "/api/gaps",
      summary: "Which partners of a state lack an instrument that its others have",
      tag: "views",
      query: { ...clockParams, ...partyParam, ...typeParam },
      answer: z.object({ items: z.array(rows.gapRow), clocks }),
    },
    async ({ view, query, clocks: at }) => {
      const [party, more] = query.party;
      if (!party || more) throw wrongCall("gaps are those of one party", "give party=CODE once");
      const on = await view();
      return { items: gaps(on, party, { type: query.type, lang: on.lang }), clocks: at };
    },
  );
}
