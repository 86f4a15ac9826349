export { type PoolOptions, type Reading, readingHere, readingPool, SetAside } from "./pool.ts";
export { type ReadAll, readAll } from "./read.ts";
export { readerOf } from "./reads.ts";
export type { Outcome } from "./write.ts";
