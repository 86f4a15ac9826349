import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { createApp } from "./app.ts";
import type { DeskOptions } from "./desk.ts";

/** A server that answers; `close` ends it and all its connections. */
export type Listening = { url: string; close(): Promise<void> };

/** Listens on an address until it is closed. Throws what the system says where the port is taken. */
export async function listen(options: DeskOptions, { host, port }: { host: string; port: number }): Promise<Listening> {
  const app = createApp(options);
  const server = serve({ fetch: app.fetch, hostname: host, port });
  await new Promise<void>((done, failed) => server.once("listening", done).once("error", failed));
  const at = server.address() as AddressInfo;
  const name = at.family === "IPv6" ? `[${at.address}]` : at.address;
  return {
    url: `http://${name}:${at.port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
