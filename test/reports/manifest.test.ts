import { expect, it } from "vitest";
import { parseManifest } from "#reports";

it("reads the lines it can and says what is wrong with the others", () => {
  const manifest = [
    '{"path": "a.txt", "published": "2023-01-13", "lang": "de", "url": null}',
    "",
    '{"path": "b.txt", "published": "Friday"}',
    '{"path": "b.txt"',
    '{"title": "no path"}',
    '["path", "c.txt"]',
    '{"path": "a.txt"}',
    '{"path": "d.txt", "outlet": 7, "published": "2023-01-13/2023-01-15"}',
  ].join("\r\n");
  const { entries, notices } = parseManifest(`\ufeff${manifest}`);
  expect(entries).toEqual([
    { line: 1, path: "a.txt", published: "2023-01-13", lang: "de" },
    { line: 3, path: "b.txt" },
    { line: 8, path: "d.txt", published: "2023-01-13/2023-01-15" },
  ]);
  expect(notices.map((notice) => notice.line)).toEqual([3, 4, 5, 6, 7, 8]);
  expect(notices[0]!.reason).toContain("Friday");
});

it("is empty for an empty manifest", () => {
  expect(parseManifest("")).toEqual({ entries: [], notices: [] });
});
