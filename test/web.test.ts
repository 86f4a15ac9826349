import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, desk, missing, soon } from "./web-material.ts";

let at: Desk;
if (missing) console.warn(`The desk is not tested: ${missing}`);

describe.skipIf(missing)("a reader at the desk", () => {
  beforeAll(async () => {
    at = await desk();
  }, 120_000);
  afterAll(() => at?.done());

  it("follows a fact to its sentence and back", async () => {
    const { page, wrong, context } = await at.open("/agreements");
    const id = await at.mostTold();
    await page.locator(`tr a[href*="/facts/${id}"]`).click();
    await page.waitForURL(`**/facts/${id}*`);
    await page.locator(".history button.opens").first().click();
    const quote = page.locator(".history .quote").first();
    const words = ((await quote.locator("p").textContent()) ?? "").slice(0, 30);
    await quote.locator("footer a").click();
    await page.locator(".piece[data-selected]").first().waitFor();
    expect((await page.locator(".piece[data-selected]").allInnerTexts()).join("").replace(/\s+/g, " ")).toContain(words);
    await page.locator(".claims [data-open] .origin a").first().click();
    await page.waitForURL(`**/facts/${id}*`);
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
    const { page, context } = await at.open("/agreements?party=GB&type=access&known=2022-11-30");
    const row = page.locator("tbody tr", { hasText: "Dec 2022" });
    await soon(() => row.locator("[data-column=next]").textContent()).toMatch(/signature.*Dec 2022/s);
    await page.locator("#known").fill("2023-02-01");
    await soon(() => page.locator("tbody [data-column=stage]").allTextContents()).toContainEqual(expect.stringMatching(/signature|force/));
    expect(page.url()).toContain("known=2023-02-01");
    await page.locator("#as-of").fill("2022-06-30");
    await page.waitForURL(/as-of=2022-06-30/);
    await context.close();
  });

  it("a pasted text is read in the browser, and nothing is sent", async () => {
    const { page, wrong, context } = await at.open("/try");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await page.locator("textarea").fill("Japan and Australia signed a reciprocal access agreement on 6 January 2022.");
    await page.locator("button.main").click();
    await page.locator(".claims .gloss").first().click({ timeout: 60_000 });
    expect(await page.locator(".claims .gloss").first().textContent()).toMatch(/Japan.*Australia|Australia.*Japan/);
    expect(asked.filter((line) => !/^GET \/(?:assets\/|knowledge\.json)/.test(line))).toEqual([]);
    expect(wrong).toEqual([]);
    await context.close();
  }, 90_000);

  it("lists the keys, and they lead from page to page", async () => {
    const { page, context } = await at.open("/");
    await page.keyboard.press("?");
    await page.locator("dialog[open] kbd").first().waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog[open]").waitFor({ state: "detached" });
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    await page.locator("h1", { hasText: "Agreements" }).waitFor();
    await page.locator("tr a[data-item]").first().waitFor();
    await page.keyboard.press("j");
    await page.locator("tr a[data-item]:focus").waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/facts\//);
    await context.close();
  });
});
