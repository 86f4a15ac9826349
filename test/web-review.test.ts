import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { enter } from "./api-material.ts";
import { type Desk, desk, missing, type Opened, soon } from "./web-material.ts";

type Queued = { claim: { id: string; kind: string; modality: string }; gloss: string; facts: string[] };

let at: Desk;
let opened: Opened;
let page: Page;

const said = () => page.locator(".said").textContent();
const sentence = () => page.locator(".reviewing .sentence").textContent();
const queue = async (): Promise<Queued[]> => (await at.json("/api/reviews/queue?order=conflict&limit=500")).items;
/** The decisions in force, the last last. */
const inForce = async () =>
  (await at.json("/api/reviews?limit=500")).items.filter((r: { inForce: boolean; action: string }) => r.inForce && r.action !== "revoke");

/** Goes through the queue by key until this claim is shown. */
async function turnTo(claim: string): Promise<void> {
  const list = await queue();
  const place = list.findIndex((row) => row.claim.id === claim);
  for (let n = 0; n < place; n++) await page.keyboard.press("n");
  await soon(sentence).toBe(list[place]?.gloss);
}

/** Moves the focus by Tab until it is in a field. */
async function tabTo(selector: string): Promise<void> {
  for (let n = 0; n < 30; n++) {
    if (await page.locator(`${selector}:focus`).count()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

/** Takes the last decision back by key, and finds the queue as it was. */
async function undo(before: Queued[]): Promise<void> {
  await page.keyboard.press("u");
  await soon(said).toMatch(/^Taken back/);
  expect(await inForce()).toEqual([]);
  expect((await queue()).map((row) => row.claim.id)).toEqual(before.map((row) => row.claim.id));
}

describe.skipIf(missing)("a reviewer at the desk decides by key", () => {
  let before: Queued[];
  beforeAll(async () => {
    at = await desk();
  }, 120_000);
  afterAll(() => at?.done());
  beforeEach(async () => {
    before = await queue();
    opened = await at.open("/review");
    page = opened.page;
    await page.locator(".reviewing .sentence").waitFor();
  });
  afterEach(async () => {
    expect(opened.wrong).toEqual([]);
    await opened.context.close();
  });

  it("accepts, sees the next claim, and takes it back", async () => {
    const first = await sentence();
    await page.keyboard.press("a");
    await soon(said).toMatch(/^Accepted/);
    await soon(sentence).not.toBe(first);
    expect((await inForce()).map((r: { action: string }) => r.action)).toEqual(["accept"]);
    await page.locator(".plain li", { hasText: "Accepted" }).first().waitFor();
    await undo(before);
    await soon(sentence).toBe(first);
  });

  it("amends a field, and takes it back", async () => {
    const row = before.find((r) => r.claim.modality === "actual") as Queued;
    await turnTo(row.claim.id);
    await page.keyboard.press("e");
    await page.locator("form.deciding").waitFor();
    await tabTo("#amend-modality");
    await page.keyboard.press("ArrowDown");
    await tabTo("[name=why]");
    await page.keyboard.type("only planned");
    await page.keyboard.press("Enter");
    await soon(said).toMatch(/^Amended/);
    expect(await inForce()).toMatchObject([
      { action: "amend", targets: [row.claim.id], patch: { modality: "planned" }, why: "only planned" },
    ]);
    await undo(before);
  });

  it("merges a claim with another, and takes it back", async () => {
    const row = before[0] as Queued;
    const other = before.find((r) => r.claim.kind === row.claim.kind && !r.facts.some((f) => row.facts.includes(f))) as Queued;
    await page.keyboard.press("m");
    await tabTo("[name=with]");
    await page.keyboard.type(other.claim.id);
    await page.keyboard.press("Tab");
    await page.keyboard.type("one thing");
    await page.keyboard.press("Enter");
    await soon(said).toMatch(/^Merged/);
    const [one, two] = await Promise.all([row, other].map((r) => at.json(`/api/claims/${r.claim.id}`)));
    expect(one.facts).toEqual(two.facts);
    await undo(before);
    expect((await at.json(`/api/claims/${row.claim.id}`)).facts).toEqual(row.facts);
  });

  it("splits a claim off its fact, and takes it back", async () => {
    const shared = (row: Queued) => before.some((r) => r !== row && r.facts.some((f) => row.facts.includes(f)));
    const row = before.find(shared) as Queued;
    const mates = before.filter((r) => r !== row && r.facts.some((f) => row.facts.includes(f)));
    await turnTo(row.claim.id);
    await page.keyboard.press("s");
    await soon(said).toMatch(/^Split off/);
    const { facts } = await at.json(`/api/claims/${row.claim.id}`);
    for (const mate of mates) expect((await at.json(`/api/claims/${mate.claim.id}`)).facts).not.toEqual(facts);
    await undo(before);
    expect((await at.json(`/api/claims/${row.claim.id}`)).facts).toEqual(row.facts);
  });

  it("is told quietly of what another one decided, and sees it when he asks for it", async () => {
    const me = await enter(at);
    const left = page.locator(".filters .faint");
    const count = await left.textContent();
    await page.waitForTimeout(1200);
    const body = { action: "accept", targets: [before.at(-1)?.claim.id], why: "seen elsewhere" };
    const written = (await (await me.ask("/api/reviews", "POST", body)).json()) as { id: string };
    const line = page.locator(".news p");
    await line.waitFor();
    expect(await left.textContent()).toBe(count);
    await line.locator("button").click();
    await line.waitFor({ state: "detached" });
    await soon(() => left.textContent()).not.toBe(count);
    await me.ask("/api/reviews", "POST", { action: "undo", targets: [written.id], why: "test" });
  });
});
