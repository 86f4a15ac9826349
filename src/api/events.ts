import type { OpenAPIHono } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import type { Desk } from "./desk.ts";
import { ApiError } from "./errors.ts";
import { mark } from "./record.ts";

const LOOK = 1000;
const BEAT = 15_000;
const MOST = 200;

/** Looks at the state of the record as long as somebody wants to know, and tells when it changes. */
export class Watcher {
  readonly #desk: Desk;
  readonly #told = new Set<(state: string) => void>();
  #timer: NodeJS.Timeout | null = null;
  #last: string | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get listeners(): number {
    return this.#told.size;
  }

  /** Calls back with every new state, until the returned function is called. */
  watch(tell: (state: string) => void): () => void {
    this.#told.add(tell);
    if (!this.#timer) {
      this.#timer = setInterval(() => void this.#look(), LOOK);
      this.#timer.unref();
      void this.#look();
    }
    return () => {
      this.#told.delete(tell);
      if (this.#told.size === 0) this.stop();
    };
  }

  async #look(): Promise<void> {
    try {
      const state = await this.#desk.state();
      const fresh = this.#last !== null && this.#last !== state;
      this.#last = state;
      if (fresh) for (const tell of this.#told) tell(state);
    } catch (error) {
      this.#desk.options.report(error);
    }
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.#last = null;
  }
}

/** Server-sent events: `state` at once, and `change` whenever the record has become another. */
export function eventRoutes(app: OpenAPIHono, desk: Desk, watcher: Watcher): void {
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/api/events",
    summary: "Server-sent events: state at once, change whenever the record has changed",
    tags: ["following"],
    responses: { 200: { description: "data: {state}", content: { "text/event-stream": { schema: { type: "string" } } } } },
  });
  app.get("/api/events", (c) => {
    if (watcher.listeners >= MOST) throw new ApiError(503, "busy", "too many pages are listening", "try again later");
    c.header("x-accel-buffering", "no");
    return streamSSE(c, async (stream) => {
      let wake = (): void => {};
      let changed: string | null = null;
      const stop = watcher.watch((state) => {
        changed = state;
        wake();
      });
      stream.onAbort(() => {
        stop();
        wake();
      });
      try {
        await stream.writeSSE({ event: "state", data: JSON.stringify({ state: mark(await desk.state()) }) });
        while (!stream.aborted && !stream.closed) {
          const beat = setTimeout(() => wake(), BEAT);
          if (changed === null) await new Promise<void>((done) => (wake = done));
          clearTimeout(beat);
          if (stream.aborted) break;
          if (changed === null) await stream.write(": still here\n\n");
          else await stream.writeSSE({ event: "change", data: JSON.stringify({ state: mark(changed) }) });
          changed = null;
        }
      } finally {
        stop();
      }
    });
  });
}
