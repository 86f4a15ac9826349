import { parseEdtf } from "#time";
import { object, said, strings, type Thing, texts } from "./json.ts";
import type { Meta } from "./report.ts";

/** A line of a JSON Lines file: a text or page with what is known of it, a file that it names, or why it is passed over. */
export type JsonLine =
  | ({ line: number; meta: Meta; remark?: string } & ({ text: string; credits: string[] } | { html: string } | { path: string }))
  | { line: number; problem: string };

/** A longer line is passed over, in bytes. */
const LONGEST = 30_000_000;

function joined(parts: Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The lines of a stream, without their ends; null for one that is too long. No more than one is held. */
export async function* linesOf(source: AsyncIterable<Uint8Array>, longest = LONGEST): AsyncGenerator<string | null> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const whole = (): string | null => {
    const line = size > longest ? null : new TextDecoder().decode(joined(parts, size)).replace(/\r$/, "");
    parts = [];
    size = 0;
    return line;
  };
  const add = (part: Uint8Array) => {
    size += part.length;
    if (size <= longest) parts.push(part);
    else parts = [];
  };
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      add(chunk.subarray(start, end));
      yield whole();
      start = end + 1;
    }
    if (start < chunk.length) add(chunk.slice(start));
  }
  if (size > 0) yield whole();
}

const first = (thing: Thing, ...keys: string[]) => keys.map((key) => said(thing[key]) ?? texts(thing[key])[0]).find((value) => value);

/** The day in a line: as EDTF, or the day at the beginning of a time; null where it is none. */
function dayIn(written: string): string | null {
  if (parseEdtf(written)) return written;
  const day = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(written)?.[0];
  return day !== undefined && parseEdtf(day) ? day : null;
}

/** What a line says of its report, under the names that exports of news commonly use; the day as it stands there. */
function metaIn(thing: Thing): Meta {
  return {
    doc: first(thing, "doc", "id", "uri"),
    published: first(thing, "published", "datePublished", "date_published", "date_publish", "publish_date", "pubDate", "date"),
    lang: first(thing, "lang", "language", "inLanguage"),
    title: first(thing, "title", "headline"),
    url: first(thing, "url", "link", "canonical"),
    outlet: first(thing, "outlet", "source", "publisher", "site_name", "source_domain"),
  };
}

/** Reads one object of a JSON Lines file. */
export function jsonLine(value: unknown, line: number): JsonLine {
  const thing = object(value);
  if (!thing) return { line, problem: `Line ${line} is no JSON object and is passed over.` };
  const { published: written, ...meta } = metaIn(thing);
  const day = written ? dayIn(written) : null;
  const remark =
    written && day === null ? `The day on line ${line} is no date (such as 2023-01-13) and is left out: ${written}` : undefined;
  const known = { line, meta: { ...meta, ...(day === null ? {} : { published: day }) }, ...(remark === undefined ? {} : { remark }) };
  const text = first(thing, "text", "maintext", "articleBody", "body", "content", "content_text");
  // as it stands, with the white space at its ends: offsets count in it
  const whole = said(thing.text) === undefined ? text : (thing.text as string);
  if (whole !== undefined) return { ...known, text: whole, credits: strings(thing.credits ?? thing.authors) };
  const html = first(thing, "html", "content_html");
  if (html !== undefined) return { ...known, html };
  const path = said(thing.path);
  if (path !== undefined) return { ...known, path };
  return { line, problem: `Line ${line} has neither "text", "html" nor "path" and is passed over.` };
}

/** Reads a JSON Lines file as a stream. */
export async function* readJsonLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<JsonLine> {
  let line = 0;
  for await (const written of linesOf(source)) {
    line++;
    if (written === null) yield { line, problem: `Line ${line} is longer than is read and is passed over.` };
    else if (written.replace(/^\ufeff/, "").trim() !== "") yield parsed(written.replace(/^\ufeff/, ""), line);
  }
}

function parsed(written: string, line: number): JsonLine {
  try {
    return jsonLine(JSON.parse(written), line);
  } catch {
    return { line, problem: `Line ${line} is no JSON object and is passed over.` };
  }
}
