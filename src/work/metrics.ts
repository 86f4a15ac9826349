import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { QueueError } from "./queue.ts";

/** What a worker counts. */
export type Metrics = ReturnType<typeof metricsOf>;

type Counts = () => Promise<{ waiting: number; handed: number; aside: number }>;

/** The figures of one worker, in a registry of its own. */
export function metricsOf(counts: Counts) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const queue = new Gauge({
    name: "foedera_queue_reports",
    help: "Reports in the queue, by state: waiting, handed, aside",
    labelNames: ["state"],
    registers,
    async collect() {
      const found = await counts().catch(() => null);
      if (found) for (const state of ["waiting", "handed", "aside"] as const) this.set({ state }, found[state]);
    },
  });
  return {
    registry,
    queue,
    reports: new Counter({
      name: "foedera_reports_total",
      help: "Reports done, by what became of them",
      labelNames: ["change"],
      registers,
    }),
    claims: new Counter({ name: "foedera_claims_total", help: "Claims read", registers }),
    again: new Counter({ name: "foedera_redelivered_total", help: "Reports that came a second time or more", registers }),
    failures: new Counter({
      name: "foedera_failures_total",
      help: "Times the queue or the database did not answer",
      labelNames: ["of"],
      registers,
    }),
    inHand: new Gauge({ name: "foedera_reports_in_hand", help: "Reports being read or written", registers }),
    reading: new Histogram({
      name: "foedera_reading_seconds",
      help: "Time from having a report to having read it",
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
      registers,
    }),
    writing: new Histogram({
      name: "foedera_writing_seconds",
      help: "Time of one transaction",
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
      registers,
    }),
  };
}

export type Health = { ok: boolean; [more: string]: unknown };

/** Answers GET /health (200 or 503, JSON) and GET /metrics (Prometheus text). Port 0: any free one. Throws a QueueError where the port is taken. */
export async function serveMetrics(
  metrics: Metrics,
  health: () => Health,
  { host, port }: { host: string; port: number },
): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    const send = (status: number, type: string, body: string): void => void response.writeHead(status, { "content-type": type }).end(body);
    const path = request.url?.split("?")[0];
    if (request.method !== "GET" && request.method !== "HEAD") return send(405, "text/plain", "only GET is answered here\n");
    if (path === "/health") {
      const state = health();
      return send(state.ok ? 200 : 503, "application/json", `${JSON.stringify(state)}\n`);
    }
    if (path !== "/metrics") return send(404, "text/plain", "there are /health and /metrics\n");
    metrics.registry.metrics().then(
      (text) => send(200, metrics.registry.contentType, text),
      (error: Error) => send(500, "text/plain", `${error.message}\n`),
    );
  });
  await new Promise<void>((done, failed) => {
    server.once("error", (error) =>
      failed(new QueueError(`port ${port} of ${host} cannot be used (${error.message}): give another with --port`)),
    );
    server.listen(port, host, done);
  });
  const { address, port: given } = server.address() as AddressInfo;
  return { server, address: `${address}:${given}` };
}
