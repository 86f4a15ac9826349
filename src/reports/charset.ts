import { type Decoded, decode, windows1252 } from "./decode.ts";

/** Pages name their encoding within their first bytes; standards say 1024, pages say more. */
const HEAD = 4096;

/** What the Encoding Standard makes of the labels iso-8859-1, latin1 and ascii too. Node 20 decodes it without its upper signs. */
const WESTERN = "windows-1252";

/** The encoding that a content type names: "text/html; charset=ISO-8859-15". */
export const charsetOf = (contentType: string | null | undefined): string | null =>
  /charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType ?? "")?.[1] ?? null;

/** The encoding that a page or XML file names for itself. */
function declared(bytes: Uint8Array): string | null {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, HEAD));
  const xml = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)/i.exec(head);
  return xml?.[1] ?? /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1] ?? null;
}

function decoder(label: string | null): InstanceType<typeof TextDecoder> | null {
  try {
    return label === null ? null : new TextDecoder(label, { fatal: true });
  } catch {
    return null;
  }
}

function strict(bytes: Uint8Array, label: string | null): string | null {
  try {
    return decoder(label)?.decode(bytes) ?? null;
  } catch {
    return null;
  }
}

const mark = (bytes: Uint8Array): string | null => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
};

/** UTF-8 has a form that no other text takes by chance: where it fits and is not plain ASCII, it is UTF-8, whatever a header says. */
function utf8(bytes: Uint8Array, label: string | null): string | null {
  const stateful = /^(?:utf-16|iso-2022|hz)/i.test(label ?? "");
  return !stateful && bytes.some((byte) => byte > 0x7f) ? strict(bytes, "utf-8") : null;
}

/**
 * The text of a page, feed or mail part: by its byte-order mark, by UTF-8's own form, by the header of its answer, by what it says of
 * itself, and else as a plain text is decoded. Fails for nothing: what is damaged gets a notice.
 */
export function decodePage(bytes: Uint8Array, contentType?: string | null): Decoded {
  const marked = mark(bytes);
  const own = declared(bytes);
  const labels = [marked, charsetOf(contentType), own].filter((label) => label !== null);
  const whole = marked ? null : utf8(bytes, labels[0] ?? null);
  if (whole !== null) return { text: whole, encoding: "utf-8", notices: [] };
  for (const label of labels) {
    const name = decoder(label)?.encoding ?? "";
    const text = name === WESTERN ? windows1252(bytes) : strict(bytes, label);
    if (text !== null) return { text: text.replace(/^\ufeff/, ""), encoding: name, notices: [] };
  }
  const guessed = decode(bytes);
  return { ...guessed, text: guessed.text.replace(/^\ufeff/, "") };
}
