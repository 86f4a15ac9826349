export type { Aside, Replayed } from "./aside.ts";
export type { Fed, FeedOptions } from "./feed.ts";
export { type PoolOptions, type Reading, readingHere, readingPool, SetAside } from "./pool.ts";
export type { Queue, QueueOptions } from "./queue.ts";
export { type ReadAll, readAll } from "./read.ts";
export { readerOf } from "./reads.ts";
export type { Outcome } from "./write.ts";

/** What works with a queue on NATS, loaded only where there is one. */
export const queues = () => import("./queues.ts");
