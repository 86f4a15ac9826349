import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import { report as reportSchema } from "#model";

/** What lies in the queue: a report as it was taken in, and the day of that. */
export const message = z.object({ report: reportSchema, received: z.string().nullable() });
export type Message = z.infer<typeof message>;

const PACK_FROM = 65_536;
const LARGEST = 512 * 1024 * 1024;
const GZIP = [0x1f, 0x8b];

/** The bytes of a message: JSON, packed with gzip where it is long. */
export function encode(content: Message): Uint8Array {
  const plain = Buffer.from(JSON.stringify(content));
  return plain.length < PACK_FROM ? plain : gzipSync(plain);
}

/** Throws where the bytes are no message of ours. */
export function decode(bytes: Uint8Array): Message {
  const packed = bytes[0] === GZIP[0] && bytes[1] === GZIP[1];
  const plain = packed ? gunzipSync(bytes, { maxOutputLength: LARGEST }) : Buffer.from(bytes);
  return message.parse(JSON.parse(plain.toString("utf8")));
}
