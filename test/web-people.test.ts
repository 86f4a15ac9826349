/// <reference lib="dom" />
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Users } from "#api";
import type { Ledger } from "#ledger";
import { apiOn, fillExamples } from "./api-material.ts";
import { freshFolder } from "./cli-material.ts";
import { evil, fillHostile } from "./hostile.ts";
import { type Desk, desk, missing, type Opened, soon } from "./web-material.ts";

const PASSWORD = "correct horse battery";
const roles = ["reader", "reviewer", "admin"] as const;
const folder = freshFolder();
let at: Desk;

const fill = async (ledger: Ledger): Promise<void> => {
  await fillExamples(ledger);
  await fillHostile(ledger);
};

/** Logs in as a reader would: by the form of whatever page was asked for. */
async function enter(role: string, address: string): Promise<Opened> {
  const opened = await at.open(address);
  const { page } = opened;
  await page.locator("[name=user]").fill(`the ${role}`);
  await page.locator("[name=password]").fill(PASSWORD);
  await page.locator("[name=password]").press("Enter");
  await page.locator(".session", { hasText: `the ${role}` }).waitFor();
  return opened;
}

/** Asks the API from within a page, as its scripts may. */
const asked = (page: Page, path: string, method = "GET", body?: unknown, headers: Record<string, string> = {}) =>
  page.evaluate(
    async ([to, how, sent, more]) => {
      const answer = await fetch(to, {
        method: how,
        headers: { "content-type": "application/json", ...more },
        ...(sent ? { body: sent } : {}),
      });
      return {
        status: answer.status,
        body: (await answer.json()) as { csrf: string; error?: { code: string }; items?: { name: string }[] },
      };
    },
    [path, method, body === undefined ? "" : JSON.stringify(body), headers] as const,
  );

describe.skipIf(missing)("a desk with users", () => {
  beforeAll(async () => {
    const users = new Users(join(folder.path, "users.json"));
    for (const role of roles) await users.put(`the ${role}`, role, PASSWORD, "2024-05-01");
    at = await desk(await apiOn({ web: "dist/web", users }, fill));
  }, 120_000);
  afterAll(async () => {
    await at?.done();
    folder.clear();
  });

  it("shows nothing before the login, says that a password is wrong, and lets go again", async () => {
    const { page, context } = await at.open("/agreements");
    expect(await page.locator("main h1").textContent()).toBe("Log in");
    await page.locator("[name=user]").fill("the reader");
    await page.locator("[name=password]").fill("guessed");
    await page.locator("[name=password]").press("Enter");
    await soon(() => page.locator("[role=alert]").textContent()).toMatch(/\w/);
    await page.locator("[name=password]").fill(PASSWORD);
    await page.locator("[name=password]").press("Enter");
    await page.locator("tbody tr").first().waitFor();
    await page.locator(".session button").click();
    await page.locator("[name=user]").waitFor();
    expect((await asked(page, "/api/agreements")).status).toBe(401);
    await context.close();
  });

  it("a reader reads and may not review", async () => {
    const { page, context } = await enter("reader", "/review");
    await page.locator(".reviewing .sentence").waitFor();
    await page.locator(".notice", { hasText: "role of reviewer" }).waitFor();
    expect(await page.locator(".deeds .do:enabled").count()).toBe(0);
    await page.keyboard.press("a");
    await page.waitForTimeout(300);
    expect(await at.ledger.reviews()).toEqual([]);
    const { csrf } = (await asked(page, "/api/session")).body;
    const decision = { action: "accept", targets: ["hostile"], why: "x" };
    expect((await asked(page, "/api/reviews", "POST", decision, { "x-csrf-token": csrf })).status).toBe(403);
    await context.close();
  });

  it("a reviewer reviews in his own name; a request that does not carry his page's token is refused", async () => {
    const { page, wrong, context } = await enter("reviewer", "/review?order=confidence");
    const [{ claim }] = (await asked(page, "/api/reviews/queue?order=confidence&limit=1")).body.items as unknown as [
      { claim: { id: string } },
    ];
    const decision = { action: "accept", targets: [claim.id], why: "x" };
    const forged = [{}, { "x-csrf-token": "guessed" }];
    for (const headers of forged) {
      const answer = await asked(page, "/api/reviews", "POST", decision, headers as Record<string, string>);
      expect([answer.status, answer.body.error?.code]).toEqual([403, "csrf"]);
    }
    expect(await at.ledger.reviews()).toEqual([]);
    await page.locator(".reviewing .sentence").waitFor();
    await page.keyboard.press("a");
    await soon(() => page.locator(".said").textContent()).toMatch(/^Accepted/);
    expect((await at.ledger.reviews()).map(({ who, action, targets }) => ({ who, action, targets }))).toEqual([
      { who: "the reviewer", action: "accept", targets: [claim.id] },
    ]);
    expect((await asked(page, "/api/users")).status).toBe(403);
    expect(wrong.filter((line) => !/status of 403/.test(line))).toEqual([]);
    await context.close();
  });

  it("an admin adds a user, who may log in, and takes her away", async () => {
    const { page, context } = await enter("admin", "/");
    const token = { "x-csrf-token": (await asked(page, "/api/session")).body.csrf };
    const made = await asked(page, "/api/users", "POST", { name: "ann", role: "reader", password: PASSWORD }, token);
    expect(made.status).toBe(200);
    expect((await asked(page, "/api/users")).body.items?.map((u) => u.name)).toContain("ann");
    expect((await asked(page, "/api/users/ann", "DELETE", undefined, token)).status).toBe(200);
    expect((await asked(page, "/api/users")).body.items?.map((u) => u.name)).not.toContain("ann");
    await context.close();
  });

  it("markup in a report's text, title and address comes out as text", async () => {
    const { page, wrong, context } = await enter("reader", "/reports/hostile");
    const pages = ["/reports/hostile", "/sources?view=list", "/search?q=pact", "/agreements?party=GB,JP", "/?since=2023-01-01", "/review"];
    for (const address of pages) {
      await page.goto(`${at.url}${address}`);
      await page.locator("main h1").waitFor();
      await page.waitForFunction(() => !document.querySelector(".loading"));
      expect(await page.locator("main script, main img, main [onerror]").count(), address).toBe(0);
      expect(await page.locator('main a[href^="javascript:"]').count(), address).toBe(0);
      if (/hostile|pact/.test(address)) expect(await page.locator("main").textContent(), address).toContain(evil);
    }
    expect(wrong).toEqual([]);
    await context.close();
  });
});
