import { z } from "@hono/zod-openapi";
import { activityStates, commitmentStates, domains, expectationStates, stages } from "#model";
import { isoDay, parseEdtf, spanOf } from "#time";

const edtfHelp = "a date such as 2023-01-13, 2023-01 or 2023 (EDTF)";

/** A date whose last day counts, as YYYY-MM-DD. */
export const day = (description: string) =>
  z
    .string()
    .transform((value, context) => {
      const last = parseEdtf(value) ? spanOf(value)?.last : undefined;
      if (last !== undefined && Number.isFinite(last)) return isoDay(last);
      context.addIssue({ code: "custom", message: `write ${edtfHelp}` });
      return z.NEVER;
    })
    .optional()
    .openapi({ type: "string", description: `${description}; ${edtfHelp}` });

/** Days with commas between; of each its last day. */
export const days = z
  .string()
  .transform((typed, context) => {
    const found = typed.split(",").flatMap((one) => day("").safeParse(one.trim()).data ?? []);
    if (found.length === typed.split(",").length && found.length <= 200) return found;
    context.addIssue({ code: "custom", message: `write up to 200 days with commas between, each ${edtfHelp}` });
    return z.NEVER;
  })
  .openapi({ type: "string", description: `days with commas between, each ${edtfHelp}` });

export const code = z
  .string()
  .trim()
  .transform((typed) => typed.toUpperCase())
  .refine((typed) => /^[A-Z0-9][A-Z0-9_-]{1,30}$/.test(typed), "write a code such as JP, US or NATO");

/** A parameter that may be repeated, or hold several values with commas between. */
const several = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((typed) => [typed ?? []].flat().flatMap((part) => part.split(",")))
  .pipe(z.array(code))
  .openapi({ type: "array", items: { type: "string" }, description: "only what all of these are parties to; repeat it or put commas" });

/** A pair of codes, "GB:JP". */
export const pair = z
  .string()
  .transform((typed) => typed.split(":"))
  .pipe(z.tuple([code, code], "write two codes, such as GB:JP"))
  .optional()
  .openapi({ type: "string", description: "two codes, such as GB:JP" });

export const lang = z
  .string()
  .regex(/^[a-z]{2}(-[A-Za-z]{2,4})?$/, "write a language such as en or de")
  .optional()
  .openapi({ description: "language of the sentences; by default that of Accept-Language" });

const known = day("as known on that day: only reports published by then count");

export const clockParams = {
  known,
  "as-of": day("as it held on that day; by default the day known, or that of the last report"),
  lang,
};
export const knownParams = { known, lang };

export const pageParams = {
  limit: z.coerce.number().int().min(1).max(500).default(50).openapi({ description: "rows of a page, at most 500" }),
  cursor: z.string().max(300).optional().openapi({ description: "`next` of the page before" }),
};

export const partyParam = { party: several };
export const typeParam = { type: z.string().max(60).optional().openapi({ description: "only this type, action or stance" }) };
export const statusParam = {
  status: z.enum([...new Set([...expectationStates, ...commitmentStates, ...activityStates])]).optional(),
};
export const stageParam = { stage: z.enum(stages).optional() };
export const domainParam = { domain: z.enum(domains).optional() };
