/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, desk, missing, violations } from "./web-material.ts";

let at: Desk;

const addresses = [
  "/",
  "/agreements",
  "/commitments",
  "/commitments?view=calendar",
  "/activities",
  "/net",
  "/net?view=map",
  "/actors",
  "/actors?view=people",
  "/actors/JP",
  "/sources",
  "/sources?view=list",
  "/reports/2022-12-12-unterzeichnung-verschoben",
  "/applies?ask=exercise&who=GB&of=JP",
  "/try",
  "/review",
  "/search?q=signed",
];

const looks = [{ name: "wide, in English" }, { name: "on a phone, in German", lang: "de", phone: true }] as const;
const colours = ["light", "dark"] as const;

describe.skipIf(missing)("every page of the desk", () => {
  beforeAll(async () => {
    at = await desk();
  }, 120_000);
  afterAll(() => at?.done());

  it.each(looks)(
    "opens $name, without an error, a request to elsewhere or a fault of access",
    async (look) => {
      const { page, wrong, context } = await at.open("/", look);
      const faults: string[] = [];
      for (const address of [...addresses, `/facts/${await at.mostTold()}`]) {
        await page.goto(`${at.url}${address}`);
        await page.locator("main h1").waitFor();
        await page.waitForFunction(() => !document.querySelector(".loading"));
        expect(await page.locator(".failure").count(), address).toBe(0);
        for (const colorScheme of colours) {
          await page.emulateMedia({ colorScheme });
          faults.push(...(await violations(page)).map((fault) => `${address} (${colorScheme}): ${fault}`));
        }
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) faults.push(`${address}: wider than its window by ${wide} pixels`);
      }
      expect(faults).toEqual([]);
      expect(wrong).toEqual([]);
      await context.close();
    },
    120_000,
  );
});
