import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { absent } from "./errors.ts";
import type { Guard } from "./guard.ts";
import type { Hooks } from "./hooks.ts";
import { hookRow, hookShown, newHook } from "./schema-people.ts";
import { deed } from "./write.ts";

/** Webhooks: who is told by HTTP when facts change. */
export function hookRoutes(app: OpenAPIHono, hooks: Hooks, guard: Guard): void {
  const list = z.object({ items: z.array(hookRow) });
  deed(
    app,
    { method: "get", path: "/api/webhooks", summary: "Who is told of changes (admin)", tag: "following", answer: list },
    ({ c }) => {
      guard.require(c, "admin");
      return { items: hooks.list };
    },
  );
  const add = { method: "post", path: "/api/webhooks", summary: "Tell an address of changes (admin)", tag: "following" } as const;
  deed(app, { ...add, body: newHook, answer: hookShown }, async ({ c, body }) => {
    guard.require(c, "admin");
    const made = await hooks.add(body.url, body.party, body.type ?? null);
    guard.log(c, "webhook made", true, new URL(body.url).host);
    return made;
  });
  const remove = { method: "delete", path: "/api/webhooks/{id}", summary: "Tell an address no more (admin)", tag: "following" } as const;
  deed(app, { ...remove, params: { id: z.string() }, answer: z.object({ done: z.literal(true) }) }, ({ c, path }) => {
    guard.require(c, "admin");
    if (!hooks.remove(path.id)) throw absent("there is no such webhook");
    guard.log(c, "webhook taken away", true, path.id);
    return { done: true as const };
  });
}
