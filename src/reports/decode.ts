import type { Notice } from "#model";

export type Decoded = { text: string; encoding: string | null; notices: Notice[] };

/** How far into a file the guesses look, in bytes. */
const SAMPLE = 8192;
/** A text may hold this share of control characters and is still a text. */
const CONTROLS = 0.01;

/** First bytes of formats that are no text, and what to do with each. */
const formats: [magic: string, name: string][] = [
  ["%PDF", "a PDF document"],
  ["PK\x03\x04", "a ZIP archive or an office document"],
  ["\x1f\x8b", "a gzip archive"],
  ["\x89PNG", "a PNG image"],
  ["\xff\xd8\xff", "a JPEG image"],
  ["GIF8", "a GIF image"],
  ["\x7fELF", "a program"],
  ["\xd0\xcf\x11\xe0", "an old office document"],
];

const notice = (rule: string, reason: string): Notice => ({ rule, reason });
const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);

function formatOf(bytes: Uint8Array): string | undefined {
  const head = latin(bytes.subarray(0, 8));
  return formats.find(([magic]) => head.startsWith(magic))?.[1];
}

/** The share of a sample's every second byte, from `first`, that its two commonest values make up; and whether 0 is one of them. */
function concentration(bytes: Uint8Array, first: number): { share: number; zero: boolean } {
  const counts = new Array<number>(256).fill(0);
  let all = 0;
  for (let i = first; i < bytes.length; i += 2, all++) counts[bytes[i] as number]!++;
  const [one, two] = counts.map((count, value) => ({ count, value })).sort((a, b) => b.count - a.count) as [Count, Count];
  return { share: (one.count + two.count) / all, zero: one.value === 0 || (two.value === 0 && two.count > 0) };
}
type Count = { count: number; value: number };

/** UTF-16 by its mark, or by its high bytes: in one script they are nearly all the same, while the low bytes are spread out. */
function utf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes.length < 8 || bytes.length % 2 === 1) return undefined;
  const sample = bytes.subarray(0, SAMPLE);
  const even = concentration(sample, 0);
  const odd = concentration(sample, 1);
  if (odd.zero && odd.share > 0.9 && even.share < 0.7) return "utf-16le";
  return even.zero && even.share > 0.9 && odd.share < 0.7 ? "utf-16be" : undefined;
}

/** True where a sample holds NUL or more control characters than a text would. */
function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE);
  if (sample.includes(0)) return true;
  const controls = sample.reduce((sum, byte) => sum + (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) ? 1 : 0), 0);
  return controls > sample.length * CONTROLS;
}

function read(bytes: Uint8Array, encoding: string, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What Windows-1252 has at 0x80 to 0x9F. Node 20 decodes it as Latin-1, with control characters there. */
const quotesAndDashes =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

/** Text in Windows-1252, which pages also call ISO 8859-1. */
export const windows1252 = (bytes: Uint8Array) =>
  (read(bytes, "windows-1252", false) ?? "").replace(/[\x80-\x9f]/g, (control) => quotesAndDashes[control.charCodeAt(0) - 0x80] as string);

/** Text in a one-byte encoding, or UTF-8 with a few broken bytes, whichever it is more like. */
function damaged(bytes: Uint8Array): Decoded {
  const loose = read(bytes, "utf-8", false) ?? "";
  const broken = loose.split("\ufffd").length - 1;
  const whole = loose.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  if (broken * 4 < whole) {
    const reason = `${broken} ${broken === 1 ? "place is" : "places are"} no UTF-8 and read as U+FFFD; save the text again as UTF-8 to mend it.`;
    return { text: loose, encoding: "utf-8", notices: [notice("encoding", reason)] };
  }
  const reason = "The text is no UTF-8 and was read as Windows-1252; save it as UTF-8 if letters look wrong.";
  return { text: windows1252(bytes), encoding: "windows-1252", notices: [notice("encoding", reason)] };
}

/**
 * The text in the bytes of a plain text file: UTF-8, UTF-16 with or without a mark, or Windows-1252.
 * Nothing is taken out, not even a byte-order mark (it stays as U+FEFF, which counts as white space), so offsets are those of the file's content.
 * Bytes that are no text give an empty text and a notice.
 */
export function decode(bytes: Uint8Array): Decoded {
  const nothing = (rule: string, reason: string): Decoded => ({ text: "", encoding: null, notices: [notice(rule, reason)] });
  if (bytes.length === 0) return nothing("empty", "The file is empty; there is nothing to read.");
  const format = formatOf(bytes);
  if (format) return nothing("binary", `This is ${format}, not a text; give its text as a .txt file in UTF-8.`);
  const wide = utf16(bytes);
  if (!wide && looksBinary(bytes)) return nothing("binary", "This is binary data, not a text; give its text as a .txt file in UTF-8.");
  const text = wide ? read(bytes, wide, false) : read(bytes, "utf-8", true);
  if (text === undefined) return damaged(bytes);
  const empty = text.trim() === "" ? [notice("empty", "The file holds only white space; there is nothing to read.")] : [];
  return { text, encoding: wide ?? "utf-8", notices: empty };
}
