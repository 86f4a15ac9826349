import { OpenAPIHono } from "@hono/zod-openapi";
import { Desk, type DeskOptions } from "./desk.ts";
import { ApiError, failed, refused } from "./errors.ts";
import { pageRoutes } from "./routes-pages.ts";
import { recordRoutes } from "./routes-record.ts";
import { viewRoutes } from "./routes-views.ts";

/** The routes of the API. Example: `await createApp(options).request("/api/agreements?party=JP")`. */
export function createApp(options: DeskOptions): OpenAPIHono {
  const desk = new Desk(options);
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw refused(result.error);
    },
  });
  app.onError((error, c) => failed(error, c, options.report));
  app.notFound((c) =>
    failed(new ApiError(404, "not-found", "there is nothing at this address", "/api lists the addresses"), c, options.report),
  );
  app.get("/health", (c) => c.json({ status: "ok", version: options.version }));
  viewRoutes(app, desk);
  recordRoutes(app, desk);
  pageRoutes(app, desk);
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title: "Foedera",
      version: options.version,
      description: "A sourced, dated, queryable record of the defence agreements of states.",
    },
  });
  return app;
}
