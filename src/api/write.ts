import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { refusals } from "./record.ts";
import { failure } from "./schema.ts";

type Params = Record<string, z.ZodType>;

type Deed<B extends z.ZodType, Q extends Params, P extends Params, A extends z.ZodType> = {
  method: "get" | "post" | "delete";
  path: string;
  summary: string;
  tag: string;
  body?: B;
  query?: Q;
  params?: P;
  answer: A;
};

/** What a handler of `deed` is given: the request, read and checked. */
export type Given<B extends z.ZodType, Q extends Params, P extends Params> = {
  c: Context;
  body: z.output<B>;
  query: z.output<z.ZodObject<Q>>;
  path: z.output<z.ZodObject<P>>;
};

const refusal = (description: string) => ({ description, content: { "application/json": { schema: failure } } });

/** Adds a route whose answer is not a function of the record: who one is, what one writes. */
export function deed<
  A extends z.ZodType,
  B extends z.ZodType = z.ZodUndefined,
  Q extends Params = Record<never, never>,
  P extends Params = Record<never, never>,
>(
  app: OpenAPIHono,
  { method, path, summary, tag, body, query, params, answer }: Deed<B, Q, P, A>,
  make: (given: Given<B, Q, P>) => Promise<z.input<A>> | z.input<A>,
): void {
  const route = createRoute({
    method,
    path,
    summary,
    tags: [tag],
    request: {
      ...(body ? { body: { required: true, content: { "application/json": { schema: body } } } } : {}),
      ...(query ? { query: z.strictObject(query) } : {}),
      ...(params ? { params: z.object(params) } : {}),
    },
    responses: {
      200: { description: summary, content: { "application/json": { schema: answer } } },
      ...refusals,
      401: refusal("nobody is logged in"),
      403: refusal("this caller may not do that"),
      429: refusal("too many requests"),
    },
  });
  app.openapi(route, (async (c: Context) => {
    const read = c.req as unknown as { valid(part: string): never };
    const part = (name: string, there: unknown): never => (there ? read.valid(name) : ({} as never));
    return c.json(await make({ c, body: part("json", body), query: part("query", query), path: part("param", params) }), 200);
  }) as never);
}
