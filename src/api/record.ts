import { createHash } from "node:crypto";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { patienceOf } from "./answered.ts";
import type { Beside } from "./beside.ts";
import type { Clocks, Desk, View } from "./desk.ts";
import { ApiError } from "./errors.ts";
import { type Failure, failure } from "./schema.ts";
import type { Answered } from "./thread-messages.ts";

type Params = Record<string, z.ZodType>;
type Read<P extends Params> = z.output<z.ZodObject<P>>;

/** What a question to the record comes with. */
export type Ask<Q extends Params, P extends Params> = {
  desk: Desk;
  query: Read<Q>;
  path: Read<P>;
  lang: string;
  clocks: Clocks;
  view(clocks?: Clocks): Promise<View>;
};

type Question<Q extends Params, P extends Params, A extends z.ZodType> = {
  path: string;
  summary: string;
  tag: string;
  query: Q;
  params?: P;
  answer: A;
};

const refusal = (description: string) => ({ description, content: { "application/json": { schema: failure } } });
export const refusals = { 400: refusal("the request cannot be read"), 404: refusal("there is no such thing") };

/** The language of a request: its `lang`, else the first of Accept-Language that there are sentences in. */
export function langOf(c: Context, asked: string | undefined, languages: readonly string[]): string {
  const wanted = asked ? [asked] : (c.req.header("accept-language") ?? "").split(",").map((part) => part.split(";")[0]?.trim() ?? "");
  const found = wanted.map((tag) => tag.toLowerCase().split("-")[0] ?? "").find((tag) => languages.includes(tag));
  return found ?? languages[0] ?? "en";
}

/** What the ETags of one state of the record begin with, so that a caller can tell whether an answer is of the state it was told of. */
export const mark = (state: string): string => state.slice(0, 16);

/** The ETag of an answer: it is a function of the state of the record, the address and the language. */
export async function etagOf(desk: Desk, c: Context, lang: string): Promise<string> {
  const { pathname, search } = new URL(c.req.url);
  const state = await desk.state();
  const parts = [state, desk.options.version, lang, pathname, search];
  return `W/"${mark(state)}.${createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 22)}"`;
}

/** An answer that the thread beside the server makes. */
export async function besideAnswer(desk: Desk, beside: Beside, c: Context, lang: string): Promise<Answered> {
  const proto = c.req.header("x-forwarded-proto");
  const headers = { "accept-language": lang, ...(proto ? { "x-forwarded-proto": proto } : {}) };
  const answer = await beside.ask<"route">({ ask: "route", url: c.req.url, headers, state: await desk.state() });
  if (answer.status === 200) return answer;
  const { error } = JSON.parse(Buffer.from(answer.body).toString("utf8")) as Failure;
  throw new ApiError(answer.status as ContentfulStatusCode, error.code, error.message, error.hint);
}

/** True where the caller holds the very same answer already. */
export function unchanged(c: Context, etag: string): boolean {
  c.header("etag", etag);
  c.header("cache-control", "private, no-cache");
  c.header("vary", "accept-language, cookie, authorization");
  return (c.req.header("if-none-match") ?? "").split(",").some((tag) => tag.trim() === etag);
}

/** The clocks of a query; without a day of its own "as of" is the day known. */
export function clocksOf(query: Record<string, unknown>): Clocks {
  const known = (query.known as string | undefined) ?? null;
  return { known, asOf: (query["as-of"] as string | undefined) ?? known };
}

/** Adds a question to the record: a GET whose answer changes only with the record, so that it has an ETag. */
export function ask<Q extends Params, A extends z.ZodType, P extends Params = Record<never, never>>(
  app: OpenAPIHono,
  desk: Desk,
  { path, summary, tag, query, params, answer }: Question<Q, P, A>,
  make: (ask: Ask<Q, P>) => Promise<z.input<A>>,
): void {
  const route = createRoute({
    method: "get",
    path,
    summary,
    tags: [tag],
    request: { query: z.strictObject(query), ...(params ? { params: z.object(params) } : {}) },
    responses: {
      200: { description: summary, content: { "application/json": { schema: answer } } },
      304: { description: "the caller's copy (If-None-Match) still holds" },
      ...refusals,
    },
  });
  app.openapi(route, (async (c: Context) => {
    const read = c.req as unknown as { valid(part: "query" | "param"): unknown };
    const asked = read.valid("query") as Read<Q>;
    const lang = langOf(c, (asked as Record<string, unknown>).lang as string | undefined, desk.languages);
    const etag = await etagOf(desk, c, lang);
    if (unchanged(c, etag)) return c.body(null, 304);
    const clocks = clocksOf(asked as Record<string, unknown>);
    const at = (params ? read.valid("param") : {}) as Read<P>;
    const view = (other: Clocks = clocks) => desk.view(other, lang);
    const { beside } = desk.options;
    const made = beside
      ? async () => Buffer.from((await besideAnswer(desk, beside, c, lang)).body).toString("utf8")
      : async () => JSON.stringify(await make({ desk, query: asked, path: at, lang, clocks, view }));
    const { pathname, search } = new URL(c.req.url);
    const given = await desk.answers.get(`${lang} ${pathname}${search}`, etag, made, patienceOf(c.req.header("cache-control")));
    c.header("etag", given.etag);
    if (given.old > 0) c.header("age", String(given.old));
    return c.body(given.text, 200, { "content-type": "application/json; charset=utf-8" });
  }) as never);
}
