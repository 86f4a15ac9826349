import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Desk } from "./desk.ts";
import { followingRoutes } from "./routes-following.ts";
import { netRoutes } from "./routes-net.ts";
import { pageRoutes } from "./routes-pages.ts";
import { recordRoutes } from "./routes-record.ts";
import { reviewQuestions } from "./routes-reviews.ts";
import { viewRoutes } from "./routes-views.ts";

/** Every route whose answer is a function of the record. */
export function questions(app: OpenAPIHono, desk: Desk): void {
  viewRoutes(app, desk);
  netRoutes(app, desk);
  reviewQuestions(app, desk);
  recordRoutes(app, desk);
  pageRoutes(app, desk);
  followingRoutes(app, desk);
}
