import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold, locate } from "../../src/llm/locate.ts";
import { pieces } from "../../src/llm/pieces.ts";
import { backOff, retryAfter } from "../../src/llm/retry.ts";

const found = (text: string, words: string, near?: { start: number; end: number }) => {
  const range = locate(fold(text), words, near);
  return range && [range[0], text.slice(...range)];
};

describe("where a quotation stands", () => {
  it("white space may differ, letters may not", () => {
    expect(found("They\n\t met  in\u00a0Oslo.", "met in Oslo")).toEqual([7, "met  in\u00a0Oslo"]);
    expect(found("They met in Oslo.", "Met in Oslo")).toBeNull();
    expect(found("They met in Oslo.", " ")).toBeNull();
  });

  it("whole words go before beginnings of words, and no word is entered in its middle", () => {
    expect(found("Norwegians and a Norwegian", "Norwegian")).toEqual([17, "Norwegian"]);
    expect(found("Norwegians only", "Norwegian")).toEqual([0, "Norwegian"]);
    expect(found("EUROPE", "EU")).toBeNull();
    expect(found("the AUSTERE", "US")).toBeNull();
  });

  it("the place nearest to the evidence is taken, rather before it than behind it", () => {
    const text = "Oslo. Oslo spoke. They met. Oslo.";
    expect(found(text, "Oslo", { start: 18, end: 27 })).toEqual([6, "Oslo"]);
    expect(found(text, "Oslo", { start: 28, end: 33 })).toEqual([28, "Oslo"]);
  });

  it("every piece of a text is found in it and cut as it stands there", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("Oslo", "met", " ", "\n", "\u00a0", ",", "5"), { minLength: 1 }),
        fc.nat(),
        fc.nat(),
        (parts, a, b) => {
          const text = parts.join("");
          const [start, end] = [a % text.length, (b % text.length) + 1].sort((x, y) => x - y) as [number, number];
          const range = locate(fold(text), text.slice(start, end));
          const plain = (s: string) => s.replace(/\s+/g, " ").trim();
          if (range) expect(plain(text.slice(...range))).toBe(plain(text.slice(start, end)));
        },
      ),
    );
  });
});

describe("passages", () => {
  it("cover every word outside furniture once and keep to the limit", () => {
    const part = fc.constantFrom("One two three. ", "word ", "\n", "\n\n", "Four five six seven eight nine ten! ", "x".repeat(300));
    fc.assert(
      fc.property(fc.array(part), fc.integer({ min: 20, max: 200 }), (parts, longest) => {
        const text = parts.join("");
        const cut = pieces(text, "en", longest);
        expect(
          cut
            .map((p) => text.slice(p.start, p.end))
            .join(" ")
            .replace(/\s+/g, ""),
        ).toBe(text.replace(/\s+/g, ""));
        expect(cut.every((p, i) => p.end - p.start <= longest && p.start >= (cut[i - 1]?.end ?? 0))).toBe(true);
      }),
    );
  });

  it("leave furniture out and do not run across it", () => {
    const text = "Head\nShare this\nBody";
    expect(pieces(text, "en", 100, [{ start: 5, end: 15 }]).map((p) => text.slice(p.start, p.end))).toEqual(["Head", "Body"]);
  });
});

describe("waiting", () => {
  it("doubles, is scattered and has an end", () => {
    expect([0, 1, 2, 20].map((attempt) => backOff(attempt, 1))).toEqual([500, 1000, 2000, 30_000]);
    expect(backOff(0, 0)).toBe(250);
  });

  it("follows Retry-After in seconds or as a date", () => {
    const now = Date.parse("2024-05-06T10:00:00Z");
    expect(retryAfter("12", now)).toBe(12_000);
    expect(retryAfter("Mon, 06 May 2024 10:00:30 GMT", now)).toBe(30_000);
    expect(retryAfter("Mon, 06 May 2024 09:00:00 GMT", now)).toBe(0);
    expect(retryAfter("soon", now)).toBeNull();
    expect(retryAfter(undefined, now)).toBeNull();
  });
});
