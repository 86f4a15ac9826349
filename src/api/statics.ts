import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, sep } from "node:path";
import { gzipSync } from "node:zlib";
import type { Context } from "hono";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};
const packed = /^(?:text\/|application\/(?:json|manifest)|image\/svg)/;

type File = { bytes: Buffer<ArrayBuffer>; gzip: Buffer<ArrayBuffer> | null; type: string; etag: string; lasting: boolean };

/**
 * The files of the built client. They are listed once, and only what is on the list is ever read: no path of a request reaches the
 * file system. What stands under assets/ has its hash in its name and may be kept for a year.
 */
export class Statics {
  readonly #files = new Map<string, string>();
  readonly #read = new Map<string, File>();

  constructor(folder: string | null) {
    if (!folder || !existsSync(folder)) return;
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      const path = join(folder, name);
      if (types[extname(name)] && statSync(path).isFile()) this.#files.set(`/${name.split(sep).join("/")}`, path);
    }
  }

  /** There is a client to be served. */
  get there(): boolean {
    return this.#files.has("/index.html");
  }

  #file(name: string): File | null {
    const path = this.#files.get(name);
    if (!path) return null;
    const known = this.#read.get(name);
    if (known) return known;
    const bytes = readFileSync(path);
    const type = types[extname(name)]!;
    const file = {
      bytes,
      gzip: packed.test(type) && bytes.length > 1024 ? gzipSync(bytes) : null,
      type,
      etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`,
      lasting: name.startsWith("/assets/"),
    };
    this.#read.set(name, file);
    return file;
  }

  /** The file that a path names, or the client's page for its own routes; null where neither is asked for. */
  answer(c: Context): Response | null {
    const { path } = c.req;
    const own = !/^\/(?:api|assets|health|mcp|openapi\.json)(?:\/|$)/.test(path);
    const page = own && !/\.[a-z0-9]+$/i.test(path) ? this.#file("/index.html") : null;
    const file = this.#file(path) ?? page;
    if (!file) return null;
    const headers: Record<string, string> = {
      "content-type": file.type,
      etag: file.etag,
      vary: "accept-encoding",
      "cache-control": file.lasting ? "public, max-age=31536000, immutable" : "no-cache",
    };
    if (c.req.header("if-none-match") === file.etag) return c.body(null, 304, headers);
    const squeezed = file.gzip && /\bgzip\b/.test(c.req.header("accept-encoding") ?? "");
    if (squeezed) headers["content-encoding"] = "gzip";
    return c.body(squeezed ? file.gzip! : file.bytes, 200, headers);
  }
}
