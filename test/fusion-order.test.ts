import fc from "fast-check";
import { expect, test } from "vitest";
import { Folder, factsOf, fold } from "#fusion";
import type { ClaimRecord, ReportMeta, Review } from "#model";
import { dice, made } from "./fusion-made.ts";
import { tables } from "./fusion-tables.ts";

const text = (facts: unknown) => JSON.stringify(facts);
const shuffled = <T>(list: readonly T[], seed: number): T[] => {
  const roll = dice(seed);
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = roll(i + 1);
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
};

function reviewsFor(claims: readonly ClaimRecord[], seed: number): Review[] {
  const roll = dice(seed);
  const some = () => claims[roll(claims.length)]?.claim.id as string;
  const actions = ["accept", "reject", "merge", "split", "amend", "note"] as const;
  const made = Array.from({ length: 6 }, (_, i): Review => {
    const action = actions[roll(actions.length)] as (typeof actions)[number];
    return {
      id: `v${i}`,
      action,
      targets: [some(), some()],
      from: [some(), some()],
      patch: { time: "2023-05" },
      who: "reader",
      at: `2024-01-0${1 + roll(8)}`,
      why: "seen",
    };
  });
  return [...made, { id: "v9", action: "revoke", targets: ["v0"], who: "reader", at: "2024-02-01", why: "seen again" }];
}

const cases = { numRuns: 25 };
const seeds = fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 3, max: 5 }));

test("facts do not depend on the order of reports, claims and reviews", () => {
  fc.assert(
    fc.property(seeds, ([seed, mix, among]) => {
      const { reports, claims } = made(80, seed, among);
      const reviews = reviewsFor(claims, mix);
      const one = fold({ reports, claims, reviews }, tables);
      const other = fold(
        { reports: shuffled(reports, mix), claims: shuffled(claims, mix + 1), reviews: shuffled(reviews, mix + 2) },
        tables,
      );
      expect(text(other)).toBe(text(one));
    }),
    cases,
  );
});

test("facts do not depend on how the input is split, and reading twice changes nothing", () => {
  fc.assert(
    fc.property(seeds, fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 120, maxLength: 120 }), ([seed, mix, among], parts) => {
      const { reports, claims } = made(80, seed, among);
      const reviews = reviewsFor(claims, mix);
      const whole = fold({ reports, claims, reviews }, tables);
      const folder = new Folder(tables);
      for (let p = 0; p < 4; p++) {
        const mine = <T>(list: readonly T[], shift: number) => list.filter((_, i) => parts[(i + shift) % parts.length] === p);
        const piece = { reports: mine(reports, 0) as ReportMeta[], claims: mine(claims, 7), reviews: mine(reviews, 3) };
        folder.add(piece);
        if (p % 2) folder.update();
        folder.add(piece);
      }
      expect(text(folder.facts())).toBe(text(whole));
    }),
    cases,
  );
});

test("what changes is told: the facts of all updates are the facts of the whole", () => {
  const { reports, claims } = made(200, 5, 4);
  const folder = new Folder(tables, { asOf: "2025-06-30" });
  const kept = new Map<string, unknown>();
  for (let i = 0; i < claims.length; i += 20) {
    folder.add({ reports: i === 0 ? reports : [], claims: claims.slice(i, i + 20) });
    const { changed, gone } = folder.update();
    for (const id of gone) kept.delete(id);
    for (const f of changed) kept.set(f.id, f);
  }
  const whole = fold({ reports, claims }, tables, { asOf: "2025-06-30" });
  expect(text([...kept.keys()].sort())).toBe(text(whole.map((f) => f.id)));
  for (const f of whole) expect(text(kept.get(f.id))).toBe(text(f));
});

test("a large block grows piece by piece into what it is as a whole", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const { reports, claims } = made(2000, seed, 2);
      const folder = new Folder(tables, { asOf: "2026-01-01" });
      for (let i = 0; i < claims.length; i += 100) {
        folder.add({ reports: i === 0 ? reports : [], claims: claims.slice(i, i + 100) });
        folder.update();
      }
      expect(text(folder.facts())).toBe(text(fold({ reports, claims }, tables, { asOf: "2026-01-01" })));
    }),
    { numRuns: 2 },
  );
});

test("facts as of any day can be made from who belongs together, without comparing again", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 2019, max: 2026 }), ([seed, mix, among], year) => {
      const { reports, claims } = made(200, seed, among);
      const reviews = reviewsFor(claims, mix);
      const folder = new Folder(tables);
      folder.add({ reports, claims, reviews });
      const asOf = `${year}-06-30`;
      const made1 = factsOf({ groupings: JSON.parse(text(folder.groupings())), claims, reports, reviews }, tables, asOf);
      expect(text(made1)).toBe(text(fold({ reports, claims, reviews }, tables, { asOf })));
    }),
    { numRuns: 12 },
  );
});
