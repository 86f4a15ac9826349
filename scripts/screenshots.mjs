// npm run screenshots: a picture of every page of the desk over the example reports, light, dark and on a phone, in English and (a few) in
// German, into screenshots/ (which git ignores). Looked at by people; --at URL takes a desk that runs, words choose pages by their name.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { ready } from "./ready.mjs";

const args = process.argv.slice(2);
const at = args.includes("--at") ? args.splice(args.indexOf("--at"), 2)[1] : undefined;
const executablePath = process.env.FOEDERA_CHROMIUM ?? "/usr/bin/chromium";
const ledger = ".foedera-example";
const folder = "screenshots";

if (!existsSync(executablePath)) {
  console.error(`There is no ${executablePath}: apt-get install -y chromium, or set FOEDERA_CHROMIUM to a Chromium.`);
  process.exit(1);
}

/** A desk over the example reports, and the way to end it. */
async function serve() {
  ready();
  if (!existsSync(ledger))
    spawnSync(process.execPath, ["bin/foedera.js", "read", "--ledger", ledger, "--manifest", "examples/index.jsonl"]);
  const child = spawn(process.execPath, ["bin/foedera.js", "serve", "--ledger", ledger, "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise((done, failed) => {
    child.stdout.on("data", (text) => {
      const found = /http:\/\/[\d.]+:\d+/.exec(String(text));
      if (found) done(found[0]);
    });
    child.on("exit", () => failed(new Error("foedera serve ended at once")));
  });
  return { url, end: () => child.kill("SIGINT") };
}

async function ask(url, path) {
  const answer = await fetch(`${url}/api/${path}`);
  if (!answer.ok) throw new Error(`${answer.status} for ${path}: ${await answer.text()}`);
  return answer.json();
}

/** The pages with an address each; the dossier is the agreement of which most reports speak. */
async function pagesOf(url) {
  const { items } = await ask(url, "agreements?limit=500");
  const told = items.reduce((most, row) => (row.reports > most.reports ? row : most));
  const doc = told.receipts[0].doc;
  return {
    overview: "/?since=2022-06-01",
    agreements: "/agreements",
    dossier: `/facts/${told.fact}`,
    "as-known-2022": `/facts/${told.fact}?known=2022-11-30`,
    report: `/reports/${doc}?claim=${told.receipts[0].claim}`,
    commitments: "/commitments",
    calendar: "/commitments?view=calendar",
    activities: "/activities",
    net: "/net",
    map: "/net?view=map",
    actors: "/actors",
    actor: "/actors/JP",
    people: "/actors?view=people",
    sources: "/sources",
    "sources-list": "/sources?view=list",
    applies: "/applies?ask=exercise&who=GB&of=JP",
    try: "/try",
    review: "/review",
    search: "/search?q=signed",
  };
}

const looks = {
  light: { viewport: { width: 1360, height: 850 }, colorScheme: "light", locale: "en-GB" },
  dark: { viewport: { width: 1360, height: 850 }, colorScheme: "dark", locale: "en-GB" },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "light", locale: "de-DE" },
};

/** What a reader would do first, so that the picture shows more than an empty form. */
async function act(page, name) {
  if (name === "try") {
    await page.locator("button.clear").click();
    await page.locator("button.main").click();
    await page.locator(".claims .gloss").first().click({ timeout: 60_000 });
  }
  if (name === "report") await page.locator(".fields button").nth(1).hover();
  if (name === "dossier") await page.locator(".history button.opens").first().click();
}

/** Pictures of the pages asked for, in every look; gives their number. */
async function take(browser, url) {
  const pages = Object.entries(await pagesOf(url)).filter(([name]) => args.length === 0 || args.includes(name));
  mkdirSync(folder, { recursive: true });
  for (const [look, options] of Object.entries(looks)) {
    const context = await browser.newContext(options);
    for (const [name, address] of pages) {
      const page = await context.newPage();
      page.on("console", (message) => message.type() === "error" && console.error(`${name}: ${message.text()}`));
      await page.goto(url + address, { waitUntil: "load" });
      await page.locator("main h1").waitFor();
      await page.waitForFunction(() => !document.querySelector(".loading"));
      await act(page, name).catch((error) => console.error(`${name}: ${error.message.split("\n")[0]}`));
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${folder}/${name}-${look}.png`, fullPage: true });
      await page.close();
    }
    await context.close();
  }
  return pages.length * Object.keys(looks).length;
}

const { url, end } = at ? { url: at, end: () => {} } : await serve();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  console.log(`${await take(browser, url)} pictures in ${folder}/`);
} finally {
  await browser.close();
  end();
}
