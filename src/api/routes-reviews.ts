import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { inForce } from "#fusion";
import { agreementByField, ratingsByField } from "#ledger";
import { kinds } from "#model";
import { claimAnswer } from "./answers.ts";
import type { Desk } from "./desk.ts";
import type { Guard } from "./guard.ts";
import { pageOf } from "./paging.ts";
import { lang, pageParams } from "./params.ts";
import { ask, langOf } from "./record.ts";
import { decide, queueOf } from "./reviews.ts";
import { page } from "./schema.ts";
import { fieldAgreement, newReview, queueRow, reviewRow } from "./schema-people.ts";
import { deed } from "./write.ts";

const all = { known: null, asOf: null };

/** Deciding on claims, facts and reports. */
export function reviewRoutes(app: OpenAPIHono, desk: Desk, guard: Guard): void {
  deed(
    app,
    {
      method: "post",
      path: "/api/reviews",
      summary: "Decide: accept, reject, amend, merge, split, note, undo (reviewer)",
      tag: "reviews",
      body: newReview,
      answer: reviewRow,
    },
    async ({ c, body }) => {
      const me = guard.require(c, "reviewer");
      const written = await decide(desk, body, me.name, langOf(c, undefined, desk.languages));
      guard.log(c, `review ${body.action}`, true, written.id);
      return { ...written, inForce: true };
    },
  );
}

/** What awaits a decision, what was decided by whom, and how far reviewers agree. */
export function reviewQuestions(app: OpenAPIHono, desk: Desk): void {
  const filters = { who: z.string().max(100).optional(), target: z.string().max(200).optional() };
  ask(
    app,
    desk,
    {
      path: "/api/reviews",
      summary: "All decisions, the last first",
      tag: "reviews",
      query: { ...pageParams, ...filters },
      answer: page(reviewRow),
    },
    async ({ query }) => {
      const reviews = await desk.ledger.reviews();
      const valid = new Set(inForce(reviews).map((r) => r.id));
      const wanted = reviews.filter((r) => (!query.who || r.who === query.who) && (!query.target || r.targets.includes(query.target)));
      const rows = wanted.reverse().map((r) => ({ ...r, inForce: valid.has(r.id) || r.action === "revoke" }));
      return { ...pageOf(rows, (r) => r.id, query), clocks: all };
    },
  );
  const queue = { ...pageParams, lang, order: z.enum(["conflict", "confidence"]).default("conflict"), kind: z.enum(kinds).optional() };
  ask(
    app,
    desk,
    { path: "/api/reviews/queue", summary: "Claims that await a decision", tag: "reviews", query: queue, answer: page(queueRow) },
    async ({ query, view }) => {
      const on = await view(all);
      const rows = on.memo(`queue ${query.order} ${query.kind ?? ""}`, () => queueOf(on, query.order, query.kind));
      const { items, ...rest } = pageOf(rows, (r) => r.claim.id, query);
      return { ...rest, items: items.map((row) => ({ ...claimAnswer(desk, on, row), ...row })), clocks: all };
    },
  );
  const agreement = z.object({ reviewers: z.array(z.string()), fields: z.array(fieldAgreement) });
  ask(
    app,
    desk,
    {
      path: "/api/reviews/agreement",
      summary: "How far reviewers agree, by field: Cohen's kappa (of two), Krippendorff's alpha",
      tag: "reviews",
      query: {},
      answer: agreement,
    },
    async () => {
      const reviews = inForce(await desk.ledger.reviews());
      const ids = [...new Set(reviews.flatMap((r) => r.targets))];
      const claims = ids.length > 0 ? (await desk.ledger.anyClaims(ids)).map((r) => r.claim) : [];
      const reviewers = [...new Set(reviews.map((r) => r.who))].sort();
      return { reviewers, fields: agreementByField(ratingsByField(reviews, claims), reviewers).filter((f) => f.units > 0) };
    },
  );
}
