import http from "node:http";
import type { AddressInfo } from "node:net";
import { createGzip, gzipSync } from "node:zlib";

export type Seen = { url: string; headers: http.IncomingHttpHeaders; at: number };
type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void;
export type Server = { origin: string; host: string; seen: Seen[]; on(path: string, handler: Handler): void; close(): Promise<void> };

/** A server on loopback that notes what it is asked; what it is not told answers 404. */
export async function serve(address = "127.0.0.1"): Promise<Server> {
  const handlers = new Map<string, Handler>();
  const seen: Seen[] = [];
  const server = http.createServer((request, response) => {
    seen.push({ url: request.url ?? "", headers: request.headers, at: performance.now() });
    const handler = handlers.get((request.url ?? "").replace(/\?.*$/, ""));
    if (handler) handler(request, response);
    else response.writeHead(404).end("not here");
  });
  await new Promise<void>((done) => server.listen(0, address, done));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ origin: `http://${address}:${port}`, host: `${address}:${port}`, seen },
    on: (path, handler) => handlers.set(path, handler),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Answers with bytes and headers. */
export const plain =
  (body: string | Uint8Array, headers: http.OutgoingHttpHeaders = {}, status = 200): Handler =>
  (_, response) =>
    response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers }).end(body);

/** A megabyte of zeros, a thousand times over, in a few packed kilobytes. */
export const bomb: Handler = (_, response) => {
  response.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" });
  const gzip = createGzip({ level: 9 });
  gzip.pipe(response);
  const zeros = Buffer.alloc(1_000_000);
  let left = 400;
  const more = () => {
    while (left-- > 0) if (!gzip.write(zeros)) return gzip.once("drain", more);
    return gzip.end();
  };
  response.on("close", () => gzip.destroy());
  more();
};

/** Sends a little every few milliseconds and never ends. */
export const endless: Handler = (_, response) => {
  response.writeHead(200, { "content-type": "text/html" });
  const timer = setInterval(() => response.write("<p>and so on</p>"), 10);
  response.on("close", () => clearInterval(timer));
};

export const packed =
  (body: string): Handler =>
  (_, response) =>
    response.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" }).end(gzipSync(body));
