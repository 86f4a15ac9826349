import { readFileSync } from "node:fs";

/** What a fixture page must give. */
export type Expected = {
  file: string;
  url: string;
  title: string;
  outlet: string | null;
  published: string;
  modified: string | null;
  lang: string;
  encoding: string;
  credits: string[];
  text: string;
};

const folder = "test/fixtures/pages";

export const pages = (): { expected: Expected; bytes: Uint8Array }[] =>
  readFileSync(`${folder}/expected.jsonl`, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Expected)
    .map((expected) => ({ expected, bytes: readFileSync(`${folder}/${expected.file}`) }));

/** F1 over the words of two texts in their order-free counts, as measures of text extraction have it. */
export function wordF1(found: string, wanted: string): number {
  const count = (text: string) => {
    const words = new Map<string, number>();
    for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) words.set(word, (words.get(word) ?? 0) + 1);
    return words;
  };
  const [a, b] = [count(found), count(wanted)];
  const sum = (words: Map<string, number>) => [...words.values()].reduce((total, n) => total + n, 0);
  const shared = [...a].reduce((total, [word, n]) => total + Math.min(n, b.get(word) ?? 0), 0);
  return (2 * shared) / Math.max(1, sum(a) + sum(b));
}
