import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createUnzip } from "node:zlib";
import type { Resolved } from "./address.ts";

export type Wire = { status: number; headers: http.IncomingHttpHeaders; bytes: Uint8Array };
type Wanted = { pinned: Resolved[]; headers: Record<string, string>; bytes: number; timeout: number; signal?: AbortSignal };

/** What stops a request: the sentence is for the reader. `passing` where it may be otherwise the next time. */
export class WebError extends Error {
  constructor(
    message: string,
    readonly passing = false,
  ) {
    super(message);
  }
}

/** A look-up that gives what was checked and asks nobody. */
const pinnedLookup =
  (pinned: Resolved[]): LookupFunction =>
  (_, options, done) =>
    options.all ? done(null, pinned) : done(null, pinned[0]!.address, pinned[0]!.family);

function unpacked(answer: http.IncomingMessage): Readable {
  const coding = String(answer.headers["content-encoding"] ?? "identity").toLowerCase();
  if (coding === "" || coding === "identity") return answer;
  if (/^(?:x-)?gzip$|^deflate$/.test(coding)) return answer.pipe(createUnzip());
  if (coding === "br") return answer.pipe(createBrotliDecompress());
  throw new WebError(`The answer is packed as ${coding}, which was not asked for; it is not read.`);
}

async function bodyOf(answer: http.IncomingMessage, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = unpacked(answer);
  answer.once("error", (error) => stream.destroy(error));
  answer.once("aborted", () => stream.destroy(new WebError("The connection was cut before the answer was whole.", true)));
  for await (const part of stream) {
    size += (part as Uint8Array).length;
    if (size > most) throw new WebError(`The answer is larger than ${most} bytes and is not read.`);
    parts.push(part as Uint8Array);
  }
  return Buffer.concat(parts);
}

function readable(error: unknown, timeout: number): WebError {
  if (error instanceof WebError) return error;
  const { code, name, message } = error as NodeJS.ErrnoException;
  if (name === "TimeoutError") return new WebError(`The server took longer than ${timeout} milliseconds.`, true);
  if (/^(?:Z_|ERR_.*BROTLI|ERR__ERROR)/.test(code ?? "")) return new WebError("The answer is packed but broken; it is not read.");
  return new WebError(`The connection failed (${code ?? message}).`, true);
}

/** One request to one address that was checked. The connection goes to the pinned addresses, whatever a name server says meanwhile. */
export async function request(url: URL, { pinned, headers, bytes, timeout, signal }: Wanted): Promise<Wire> {
  const limit = AbortSignal.timeout(timeout);
  const stop = signal ? AbortSignal.any([signal, limit]) : limit;
  const send = url.protocol === "https:" ? https.request : http.request;
  let sent: http.ClientRequest | undefined;
  try {
    const answer = await new Promise<http.IncomingMessage>((done, fail) => {
      const options = { headers, lookup: pinnedLookup(pinned), agent: false as const, signal: stop, maxHeaderSize: 32_768 };
      sent = send(url, options, done);
      sent.once("error", fail);
      sent.end();
    });
    const known = Number(answer.headers["content-length"] ?? 0);
    if (known > bytes) throw new WebError(`The answer is larger than ${bytes} bytes and is not read.`);
    const body = answer.statusCode === 304 ? new Uint8Array() : await bodyOf(answer, bytes);
    return { status: answer.statusCode ?? 0, headers: answer.headers, bytes: body };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw readable(stop.aborted ? stop.reason : error, timeout);
  } finally {
    sent?.destroy();
  }
}
