import { expect, test } from "vitest";
import type { Claim, Review } from "#model";
import { agreementByField, cohenKappa, krippendorffAlpha, ratingsByField } from "../../src/ledger/agreement.ts";

const times = (n: number, pair: [string, string]): [string, string][] => Array.from({ length: n }, () => pair);

test("Cohen's kappa of two coders with 35 of 50 in common is 0.4", () => {
  expect(
    cohenKappa([...times(20, ["yes", "yes"]), ...times(5, ["yes", "no"]), ...times(10, ["no", "yes"]), ...times(15, ["no", "no"])]),
  ).toBeCloseTo(0.4);
  expect(cohenKappa([])).toBeNull();
  expect(cohenKappa(times(3, ["yes", "yes"]))).toBe(1);
});

test("Krippendorff's alpha takes units that some have not rated", () => {
  // four coders, twelve units, the nominal example of Krippendorff (2011): alpha 0.743
  const coders = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
    [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
  ];
  const ratings = coders.flatMap((values, c) =>
    values.flatMap((v, u) => (v === null ? [] : [{ coder: `${c}`, unit: `${u}`, value: `${v}` }])),
  );
  expect(krippendorffAlpha(ratings)).toBeCloseTo(0.743, 3);
  expect(krippendorffAlpha([])).toBeNull();
});

test("a reviewer who accepts a claim agrees with all its fields, one who amends it with all but those", () => {
  const claim = { id: "c", kind: "agreement", stage: "signed", parties: ["JP", "GB"], evidence: "", start: 0, end: 0 } as unknown as Claim;
  const review = (who: string, action: Review["action"], patch?: Record<string, unknown>): Review => ({
    id: who,
    action,
    targets: ["c"],
    patch,
    who,
    at: "2024-01-01",
    why: "",
  });
  const fields = ratingsByField([review("ann", "accept"), review("bob", "amend", { stage: "agreed" })], [claim]);
  const found = agreementByField(fields, ["ann", "bob"]);
  expect(found.find((f) => f.field === "parties")).toEqual({ field: "parties", units: 1, kappa: 1, alpha: 1 });
  expect(found.find((f) => f.field === "stage")).toMatchObject({ units: 1, kappa: 0 });
  expect(found.find((f) => f.field === "claim")).toMatchObject({ kappa: 1 });
  const against = ratingsByField([review("ann", "accept"), review("bob", "reject")], [claim]);
  expect([...against.keys()].filter((k) => (against.get(k)?.length ?? 0) > 1)).toEqual(["claim"]);
});
