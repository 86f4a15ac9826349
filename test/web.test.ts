import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, desk, missing } from "./web-material.ts";

let at: Desk;
if (missing) console.warn(`The desk is not tested: ${missing}`);

describe.skipIf(missing)("a reader at the desk", () => {
  beforeAll(async () => {
    at = await desk();
  }, 120_000);
  afterAll(() => at?.done());

  it("follows a fact to its sentence and back", async () => {
    const { page, wrong, context } = await at.open("/agreements");
    await page.locator("tr", { hasText: "UK, Japan" }).filter({ hasText: "Reciprocal" }).locator("a[data-item]").click();
    await page.locator("h1", { hasText: "Reciprocal Access Agreement" }).waitFor();
    await page.locator(".history button.opens").first().click();
    const quote = page.locator(".history .quote").first();
    const words = ((await quote.locator("p").textContent()) ?? "").slice(0, 30);
    await quote.locator("footer a").click();
    await page.locator(".piece[data-selected]").first().waitFor();
    expect((await page.locator(".piece[data-selected]").allInnerTexts()).join("").replace(/\s+/g, " ")).toContain(words);
    await page.locator(".claims [data-open] .origin a").first().click();
    await page.locator("h1", { hasText: "Reciprocal Access Agreement" }).waitFor();
    expect(wrong).toEqual([]);
    await context.close();
  });

  it("points at a field and sees the words it came from, and at words and sees the field", async () => {
    const { page, context } = await at.open("/reports/2022-12-12-unterzeichnung-verschoben");
    await page.locator(".claims .gloss").first().click();
    await page.locator(".fields button", { hasText: "parties" }).hover();
    const lit = page.locator('.piece[data-lit="field"]');
    await lit.first().waitFor();
    expect((await lit.allInnerTexts()).join(" ")).toMatch(/Japan.*Großbritannien/s);
    await page.locator("h1").hover();
    await page
      .locator(".piece[data-selected]", { hasText: /^Großbritannien$/ })
      .first()
      .hover();
    expect(await page.locator(".fields button[data-lit]").textContent()).toMatch(/parties/);
    await context.close();
  });

  it("moves the clock across the slipped signing", async () => {
    const { page, context } = await at.open("/agreements?party=GB&known=2022-11-30");
    const next = page.locator("tr", { hasText: "UK, Japan" }).first().locator("[data-column=next]");
    await expect.poll(() => next.textContent()).toMatch(/signature.*Dec.* 2022/s);
    await page.locator("#known").fill("2023-02-01");
    const stands = page.locator("tr", { hasText: "UK, Japan" }).filter({ hasText: "Reciprocal" }).first().locator("[data-column=stage]");
    await expect.poll(() => stands.textContent()).toMatch(/signature|ratification|force/);
    expect(page.url()).toContain("known=2023-02-01");
    await context.close();
  });
});
