import { Readable } from "node:stream";
import { brotliDecompressSync, createGunzip } from "node:zlib";

/** One page of an archive. */
export type Archived = { url: string; bytes: Uint8Array; contentType: string | null; date: string | null };
export type WarcItem = Archived | { url: string | null; problem: string };

const types = /^(?:text\/(?:html|plain|xml)|application\/(?:xhtml\+xml|pdf|xml|rss\+xml|atom\+xml|feed\+json))/i;

/** The head of a record may not be longer than this, in bytes: what never ends comes to nothing. */
const HEAD = 4_000_000;

class Gauge {
  left = HEAD;
  async *watch(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      this.left -= chunk.length;
      if (this.left < 0) throw new Error("a record has no end");
      yield chunk;
    }
  }
}

async function* rest(first: Uint8Array | undefined, others: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first) yield first;
  for (let next = await others.next(); !next.done; next = await others.next()) yield next.value;
}

/** Unpacks a stream that is gzip, as archives are: member after member. */
export async function* gunzipped(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const others = source[Symbol.asyncIterator]();
  const head = await others.next();
  const whole = rest(head.done ? undefined : head.value, others);
  if (head.done || head.value[0] !== 0x1f || head.value[1] !== 0x8b) return yield* whole;
  const unpacker = createGunzip();
  const input = Readable.from(whole);
  input.on("error", (error) => unpacker.destroy(error));
  input.pipe(unpacker);
  try {
    for await (const chunk of unpacker) yield chunk as Uint8Array;
  } finally {
    input.destroy();
    unpacker.destroy();
  }
}

type Record = import("warcio").WARCRecord;

/** The page in a record, at most `most` bytes of it unpacked; null where it is larger. */
async function payload(record: Record, most: number, gauge: Gauge): Promise<Uint8Array | null> {
  const coding = record.httpHeaders?.headers.get("content-encoding")?.toLowerCase();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of coding === "br" ? record.reader : record.contentReader) {
    gauge.left = HEAD;
    size += part.length;
    if (size <= most) parts.push(part);
    else parts.length = 0;
  }
  if (size > most) return null;
  const bytes = new Uint8Array(Buffer.concat(parts));
  if (coding !== "br") return bytes;
  try {
    return brotliDecompressSync(bytes, { maxOutputLength: most });
  } catch {
    return bytes;
  }
}

function wanted(record: Record): { url: string; contentType: string | null } | null {
  const url = record.warcTargetURI;
  if (!url || !/^https?:/i.test(url)) return null;
  if (record.warcType === "response") {
    const type = record.httpHeaders?.headers.get("content-type") ?? null;
    return Number(record.httpHeaders?.statusCode) === 200 && (type === null || types.test(type)) ? { url, contentType: type } : null;
  }
  const type = record.warcContentType ?? null;
  return (record.warcType === "resource" || record.warcType === "conversion") && types.test(type ?? "") ? { url, contentType: type } : null;
}

/**
 * The pages of a web archive (WARC 1.0 and 1.1, packed or not, CC-NEWS among them), one after the other as the stream brings them; never
 * more than one is held. What is no page, or was answered with an error, is passed over; where the archive breaks off, the last item says so.
 */
export async function* readWarc(source: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<WarcItem> {
  const { WARCParser } = await import("warcio");
  const gauge = new Gauge();
  let [count, pages] = [0, 0];
  try {
    for await (const record of new WARCParser(gauge.watch(gunzipped(source)))) {
      count++;
      gauge.left = HEAD + Math.max(0, record.warcContentLength || 0);
      const page = wanted(record);
      if (page === null) continue;
      pages++;
      const bytes = await payload(record, most, gauge);
      if (bytes === null) yield { url: page.url, problem: `The page is larger than ${most} bytes and is passed over.` };
      else yield { ...page, bytes, date: record.warcDate ?? null };
    }
    if (pages === 0) yield { url: null, problem: "The archive holds no page that was answered with a text." };
  } catch (error) {
    const why = (error as Error).message || "its structure is broken";
    yield {
      url: null,
      problem: `The archive breaks off after ${count} ${count === 1 ? "record" : "records"} (${why}); the rest is not read.`,
    };
  }
}
