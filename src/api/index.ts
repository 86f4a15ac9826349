export { type App, type AppOptions, createApp } from "./app.ts";
export { type DeskOptions, type Known, knownFrom } from "./desk.ts";
export { isLoopback, type Listening, listen, type Place, ServeError } from "./listen.ts";
export type { Failure, Page } from "./schema.ts";
export type * from "./schema-pages.ts";
export {
  type AuditRow,
  type HookRow,
  type NewReview,
  type QueueRow,
  type ReviewRow,
  type Role,
  roles,
  type Session,
} from "./schema-people.ts";
export { Users, UsersError } from "./users.ts";
