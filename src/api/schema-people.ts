import { z } from "@hono/zod-openapi";
import { kinds, review, reviewActions } from "#model";
import { conflict } from "./schema.ts";
import { claimAnswer } from "./schema-pages.ts";

const text = z.string();
const some = text.nullable();

/** What a user may do: read; also decide; also look after users, hooks and the audit log. */
export const roles = ["reader", "reviewer", "admin"] as const;
export type Role = (typeof roles)[number];
export const role = z.enum(roles);

export const userName = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,63}$/u, "write a name of letters, digits, blanks and . _ @ -, at most 64");

export const session = z
  .object({
    user: z.object({ name: text, role }).nullable().openapi({ description: "null: nobody is logged in" }),
    login: z.boolean().openapi({ description: "users are set up, so that reading needs a login" }),
    csrf: some.openapi({ description: "send it as X-CSRF-Token with every POST and DELETE" }),
  })
  .openapi("Session");
export type Session = z.infer<typeof session>;

export const credentials = z.strictObject({ name: z.string().min(1).max(100), password: z.string().min(1).max(200) });

export const userRow = z.object({ name: text, role, since: text }).openapi("User");
export const newUser = z.strictObject({ name: userName, role, password: z.string().min(10, "write at least 10 characters").max(200) });

export const tokenRow = z.object({ id: text, label: text, user: text, role, since: text }).openapi("Token");
export const newToken = z.strictObject({ label: z.string().min(1).max(80), role: role.optional() });
export const tokenShown = tokenRow
  .extend({ token: text.openapi({ description: "shown only now; only its hash is kept" }) })
  .openapi("TokenShown");

export const auditRow = z
  .object({ at: text, who: some, from: some, what: text, on: some, ok: z.boolean() })
  .openapi("AuditEntry", { description: "Logins, refusals and everything that was written, the last first." });
export type AuditRow = z.infer<typeof auditRow>;

const ids = z.array(z.string().min(1).max(200)).min(1).max(200);

/** A decision: targets are ids of claims, facts or reports (`undo`: of reviews). */
export const newReview = z
  .strictObject({
    action: z.enum([...reviewActions.filter((a) => a !== "revoke"), "undo"]),
    targets: ids,
    from: ids.optional().openapi({ description: "split: only away from these claims or facts" }),
    patch: z.record(z.string().max(40), z.unknown()).optional().openapi({ description: "amend: the fields and their new values" }),
    why: z.string().trim().min(1, "give the reason").max(2000),
  })
  .openapi("NewReview");
export type NewReview = z.infer<typeof newReview>;

export const reviewRow = review.extend({ inForce: z.boolean() }).openapi("Review");
export type ReviewRow = z.infer<typeof reviewRow>;

export const queueRow = claimAnswer
  .extend({
    confidence: z.number().nullable(),
    conflicts: z.array(conflict).openapi({ description: "the conflicts in which the claim stands on a side" }),
    kind: z.enum(kinds),
  })
  .openapi("QueueRow");
export type QueueRow = z.infer<typeof queueRow>;

export const fieldAgreement = z
  .object({ field: text, units: z.number(), kappa: z.number().nullable(), alpha: z.number().nullable() })
  .openapi("FieldAgreement");

export const hookRow = z
  .object({
    id: text,
    url: text,
    party: z.array(text),
    type: some,
    since: text,
    last: z.object({ at: text, ok: z.boolean(), status: z.number().nullable(), tries: z.number(), why: some }).nullable(),
  })
  .openapi("Webhook");
export type HookRow = z.infer<typeof hookRow>;
export const newHook = z.strictObject({
  url: z.string().max(2000),
  party: z
    .array(z.string().regex(/^[A-Z0-9][A-Z0-9_-]{1,30}$/))
    .max(20)
    .default([]),
  type: z.string().max(60).optional(),
});
export const hookShown = hookRow
  .extend({ secret: text.openapi({ description: "shown only now; signs every delivery" }) })
  .openapi("WebhookShown");
