import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ledgers, questions } from "../scripts/questions.ts";
import { goldInput, hasGold, shared, tables } from "./fusion-tables.ts";

/** The claims on which each answer must rest, by the number of the question. */
function evidence(): Map<number, string[]> {
  if (!hasGold) return new Map();
  const text = readFileSync(join(shared, "gold/QUESTIONS.md"), "utf8");
  const blocks = text.split(/\n(?=\*\*\d+\.)/).slice(1);
  return new Map(
    blocks.map((b) => [
      Number(/\*\*(\d+)\./.exec(b)?.[1]),
      [...(b.split("Evidence:")[1] ?? "").matchAll(/`(\d{3}:c\d+)`/g)].map((m) => m[1] as string),
    ]),
  );
}

describe.skipIf(!hasGold)("every question is answered by a view, from the right claims", () => {
  const at = hasGold ? ledgers(goldInput(), tables) : null;
  const wanted = evidence();
  test("all questions have a command", () => expect(questions.map((q) => q.number)).toEqual([...wanted.keys()]));
  for (const q of questions)
    test(`${q.number}. ${q.ask}`, () => {
      const { claims } = q.answer(at as NonNullable<typeof at>);
      expect((wanted.get(q.number) ?? []).filter((c) => !claims.includes(c))).toEqual([]);
    });
});
