/// <reference lib="dom" />
import { existsSync, readFileSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { apiOn, type Served } from "./api-material.ts";

/** Where Debian puts its browser; FOEDERA_CHROMIUM names another. */
const executable = process.env.FOEDERA_CHROMIUM ?? "/usr/bin/chromium";
/** Why the tests of the desk cannot run, or nothing. */
export const missing = existsSync(executable)
  ? null
  : `there is no ${executable}: apt-get install -y chromium, or set FOEDERA_CHROMIUM to a Chromium`;

/** Asks again and again until what is expected holds; the machine may be busy with other tests. */
export const soon = <T>(ask: () => Promise<T> | T) => expect.poll(ask, { timeout: 15_000 });

export type Desk = Served & {
  browser: Browser;
  open(address: string, options?: Opening): Promise<Opened>;
  /** the agreement of Britain and Japan of which most reports speak */
  mostTold(): Promise<string>;
  done(): Promise<void>;
};
/** How a page is opened: by default in English, light and wide. */
export type Opening = { name?: string; lang?: "en" | "de"; phone?: boolean; dark?: boolean };
export type Opened = {
  page: Page;
  context: BrowserContext /** errors of the console, requests that were to leave the machine */;
  wrong: string[];
};

/** The desk over a ledger of the example reports, and a browser in front of it. */
export async function desk(served?: Served): Promise<Desk> {
  if (!existsSync("dist/web/index.html")) throw new Error("there is no dist/web; run npm run build");
  const api = served ?? (await apiOn({ web: "dist/web" }));
  const browser = await chromium.launch({ executablePath: executable, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  const open: Desk["open"] = async (address, { lang = "en", phone = false, dark = false } = {}) => {
    const context = await browser.newContext({
      viewport: phone ? { width: 390, height: 844 } : { width: 1360, height: 850 },
      colorScheme: dark ? "dark" : "light",
      locale: lang === "en" ? "en-GB" : "de-DE",
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const wrong: string[] = [];
    page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
    page.on("pageerror", (error) => wrong.push(error.message));
    await context.route("**/*", (route) => {
      const { protocol, hostname } = new URL(route.request().url());
      if (hostname === "127.0.0.1" || protocol === "blob:" || protocol === "data:") return route.continue();
      wrong.push(`a request was to leave the machine: ${route.request().url()}`);
      return route.abort();
    });
    await page.goto(`${api.url}${address}`);
    await page.locator("main h1").waitFor();
    return { page, context, wrong };
  };
  return {
    ...api,
    browser,
    open,
    mostTold: async () => {
      const { items } = await api.json("/api/agreements?party=GB,JP&type=access");
      return items.reduce((most: { reports: number }, one: { reports: number }) => (one.reports > most.reports ? one : most)).fact;
    },
    done: async () => {
      await browser.close();
      await api.close();
    },
  };
}

let axe = "";

/** What axe finds wrong with a page by WCAG 2.2 AA, in one line each. */
export async function violations(page: Page): Promise<string[]> {
  axe ||= readFileSync("node_modules/axe-core/axe.min.js", "utf8");
  await page.evaluate(axe);
  return page.evaluate(async () => {
    type Found = { violations: { id: string; nodes: { html: string }[] }[] };
    const run = (globalThis as unknown as { axe: { run(options: object): Promise<Found> } }).axe.run;
    const found = await run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    return found.violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`);
  });
}
