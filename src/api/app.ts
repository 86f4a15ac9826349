import { OpenAPIHono } from "@hono/zod-openapi";
import { Beside } from "./beside.ts";
import { Desk, type DeskOptions } from "./desk.ts";
import { ApiError, failed, refused } from "./errors.ts";
import { eventRoutes, Watcher } from "./events.ts";
import { Guard, type GuardOptions } from "./guard.ts";
import { type HookOptions, Hooks } from "./hooks.ts";
import { apiPage, style } from "./page.ts";
import { questions } from "./questions.ts";
import { hookRoutes } from "./routes-hooks.ts";
import { peopleRoutes } from "./routes-people.ts";
import { reviewRoutes } from "./routes-reviews.ts";
import { Statics } from "./statics.ts";

/** What the server answers from, how it is guarded, and where the built client is (null: there is none). */
export type AppOptions = Omit<DeskOptions, "beside"> &
  Partial<Omit<GuardOptions, "now">> & {
    web?: string | null;
    hooks?: HookOptions;
    /** the compiled knowledge as JSON: with it answers are made in a thread beside the one that talks to callers */
    knowledge?: Uint8Array | null;
  };

/** An app with what must be stopped when it is given up. */
export type App = { fetch: OpenAPIHono["fetch"]; request: OpenAPIHono["request"]; stop(): void };

const guardOptions = ({ now, ...options }: AppOptions): GuardOptions => ({
  users: options.users ?? null,
  reviewer: options.reviewer ?? "reviewer",
  hosts: options.hosts ?? null,
  proxy: options.proxy ?? false,
  rate: options.rate ?? { burst: 600, perSecond: 50 },
  auditFile: options.auditFile ?? null,
  now,
});

function documents(app: OpenAPIHono, version: string): void {
  const description = "A sourced, dated, queryable record of the defence agreements of states.";
  const config = { openapi: "3.1.0", info: { title: "Foedera", version, description } };
  let document: unknown = null;
  const made = () => (document ??= app.getOpenAPI31Document(config)) as Parameters<typeof apiPage>[0];
  app.get("/openapi.json", (c) => c.json(made()));
  app.get("/api", (c) => c.html(apiPage(made())));
  app.get("/api/style.css", (c) => c.body(style, 200, { "content-type": "text/css; charset=utf-8" }));
}

/** The routes of the API and the files of the client. Example: `await createApp(options).request("/api/agreements?party=JP")`. */
export function createApp(options: AppOptions): App {
  const beside = options.knowledge ? new Beside({ ...options, knowledge: options.knowledge }) : null;
  const desk = new Desk({ ...options, beside });
  const guard = new Guard(guardOptions(options));
  const watcher = new Watcher(desk);
  const hooks = new Hooks(desk, watcher, options.hooks ?? { file: null, allowed: [] });
  const statics = new Statics(options.web ?? null);
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw refused(result.error);
    },
  });
  app.onError((error, c) => failed(error, c, options.report));
  app.notFound((c) => {
    const found = /^(?:GET|HEAD)$/.test(c.req.method) ? statics.answer(c) : null;
    if (found) return found;
    if (c.req.path === "/") return c.redirect("/api");
    return failed(new ApiError(404, "not-found", "there is nothing at this address", "/api lists the addresses"), c, options.report);
  });
  app.use("*", guard.outer);
  app.use("/api/*", guard.body, guard.inner);
  app.get("/health", (c) => c.json({ status: "ok", version: options.version }));
  questions(app, desk);
  reviewRoutes(app, desk, guard);
  eventRoutes(app, desk, watcher);
  peopleRoutes(app, guard);
  hookRoutes(app, hooks, guard);
  documents(app, options.version);
  const stop = (): void => {
    hooks.stop();
    watcher.stop();
    beside?.stop();
  };
  return { fetch: app.fetch, request: app.request, stop };
}
