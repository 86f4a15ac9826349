import { describe, expect, it } from "vitest";
import { decode } from "#reports";

const text = "Gr\u00fc\u00dfe aus K\u00f6ln: Tokio und London unterzeichnen \u201eendlich\u201c.\n";
const ascii = "Japan and Britain signed the pact on Wednesday, officials said.\n";
const utf16 = (of: string, little: boolean) => {
  const bytes = new Uint8Array(of.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < of.length; i++) view.setUint16(i * 2, of.charCodeAt(i), little);
  return bytes;
};
const latin = (of: string) => Uint8Array.from(of, (letter) => letter.charCodeAt(0));

describe("decoding a file", () => {
  it("reads UTF-8 as it is", () => {
    expect(decode(new TextEncoder().encode(text))).toEqual({ text, encoding: "utf-8", notices: [] });
  });

  it("keeps a byte-order mark, so that offsets are those of the file", () => {
    expect(decode(new TextEncoder().encode(`\ufeff${text}`)).text).toBe(`\ufeff${text}`);
    expect(decode(utf16(`\ufeff${text}`, true))).toMatchObject({ text: `\ufeff${text}`, encoding: "utf-16le", notices: [] });
    expect(decode(utf16(`\ufeff${text}`, false))).toMatchObject({ text: `\ufeff${text}`, encoding: "utf-16be", notices: [] });
  });

  it("finds UTF-16 without a mark, also in other alphabets", () => {
    const cyrillic =
      "\u042f\u043f\u043e\u043d\u0438\u044f \u0438 \u0424\u0438\u043b\u0438\u043f\u043f\u0438\u043d\u044b \u043f\u043e\u0434\u043f\u0438\u0441\u0430\u043b\u0438 \u0441\u043e\u0433\u043b\u0430\u0448\u0435\u043d\u0438\u0435";
    for (const sample of [text, ascii, cyrillic]) {
      expect(decode(utf16(sample, true))).toMatchObject({ text: sample, encoding: "utf-16le" });
      expect(decode(utf16(sample, false))).toMatchObject({ text: sample, encoding: "utf-16be" });
    }
  });

  it("falls back to Windows-1252 and says so", () => {
    const bytes = latin("Gr\u00fc\u00dfe aus K\u00f6ln: \u0084endlich\u0093, f\u00fcr 5 \u0080");
    const found = decode(bytes);
    expect(found.text).toBe("Gr\u00fc\u00dfe aus K\u00f6ln: \u201eendlich\u201c, f\u00fcr 5 \u20ac");
    expect(found.encoding).toBe("windows-1252");
    expect(found.notices).toMatchObject([{ rule: "encoding" }]);
  });

  it("keeps UTF-8 where only a few bytes are broken", () => {
    const bytes = new TextEncoder().encode(text.repeat(20));
    expect(decode(bytes.subarray(1, bytes.length - 3).fill(0xff, 200, 201))).toMatchObject({
      encoding: "utf-8",
      notices: [{ rule: "encoding" }],
    });
  });

  it("gives a notice and no text for what is no text", () => {
    const noise = Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + (i >> 3) * 104729) % 256);
    for (const bytes of [noise, latin("%PDF-1.7\n"), latin("PK\x03\x04abcdef"), latin("\x89PNG\r\n\x1a\n")]) {
      expect(decode(bytes)).toMatchObject({ text: "", encoding: null, notices: [{ rule: "binary" }] });
    }
    expect(decode(new Uint8Array())).toMatchObject({ text: "", notices: [{ rule: "empty" }] });
    expect(decode(latin(" \n\n"))).toMatchObject({ text: " \n\n", notices: [{ rule: "empty" }] });
  });

  it("reads 20 MB in a moment", () => {
    const bytes = new TextEncoder().encode(ascii.repeat(320_000));
    const before = performance.now();
    expect(decode(bytes).text.length).toBe(bytes.length);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
