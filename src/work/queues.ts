export { asides, discard, replay } from "./aside.ts";
export { feed } from "./feed.ts";
export { metricsOf, serveMetrics } from "./metrics.ts";
export { openQueue } from "./queue.ts";
export { QueueWorker } from "./worker.ts";
