export { createApp } from "./app.ts";
export { type DeskOptions, type Known, knownFrom } from "./desk.ts";
export { type Listening, listen } from "./listen.ts";
export type { Failure, Page } from "./schema.ts";
export type * from "./schema-pages.ts";
