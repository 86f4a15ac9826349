import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { type AppOptions, createApp } from "./app.ts";

/** Where to listen, and how many milliseconds a request may take to arrive, head and body. */
export type Place = { host: string; port: number; patience?: number };

/** A server that answers; `close` ends it and all its connections. */
export type Listening = { url: string; close(): Promise<void> };

/** A server that may not be started so; the message is one sentence that says what to do. */
export class ServeError extends Error {
  override name = "ServeError";
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i;

/** True where an address can be reached from this machine only. */
export const isLoopback = (host: string): boolean => loopback.test(host);

const reasons: Record<string, string> = {
  EADDRINUSE: "is taken: stop what listens there, or give another with --port",
  EACCES: "may not be used: give one above 1024 with --port",
  EADDRNOTAVAIL: "cannot be used: the address is none of this machine's",
  ENOTFOUND: "cannot be used: the name of the host is not known",
};

const PATIENCE = 20_000;

/** Throws a ServeError where the place is no loopback and nobody must log in. */
function checkPlace({ users }: AppOptions, host: string): void {
  if (isLoopback(host)) return;
  if (!users)
    throw new ServeError(
      `${host} can be reached by others: set users up first (foedera serve --add-user NAME:admin --users FILE), then give --users FILE`,
    );
  if (users.empty)
    throw new ServeError(`${users.file} has no users yet: add one with foedera serve --add-user NAME:admin --users ${users.file}`);
}

/**
 * Listens on an address until it is closed. On the loopback only the loopback's own names are answered, so that no page elsewhere
 * can reach the desk under a name of its own (DNS rebinding). Throws a ServeError.
 */
export async function listen(options: AppOptions, { host, port, patience = PATIENCE }: Place): Promise<Listening> {
  checkPlace(options, host);
  const own = isLoopback(host) ? ["localhost", "127.0.0.1", "[::1]", host.toLowerCase()] : null;
  const hosts = options.hosts ? [...options.hosts.map((h) => h.toLowerCase()), ...(own ?? [])] : own;
  const app = createApp({ ...options, hosts });
  const serverOptions = {
    headersTimeout: Math.min(10_000, patience),
    requestTimeout: patience,
    connectionsCheckingInterval: Math.min(1000, patience),
    keepAliveTimeout: 5000,
  };
  const server = serve({ fetch: app.fetch, hostname: host, port, serverOptions });
  await new Promise<void>((done, failed) => {
    server.once("listening", done);
    server.once("error", (error: NodeJS.ErrnoException) =>
      failed(new ServeError(`port ${port} of ${host} ${reasons[error.code ?? ""] ?? `cannot be used: ${error.message}`}`)),
    );
  });
  const at = server.address() as AddressInfo;
  const name = at.family === "IPv6" ? `[${at.address}]` : at.address;
  return {
    url: `http://${name}:${at.port}`,
    close: () =>
      new Promise((done) => {
        app.stop();
        server.close(() => done());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
