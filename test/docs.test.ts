import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"].concat(
  readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
);
const read = (path: string) => readFileSync(path, "utf8");
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[`*_]/g, "")
    .replace(/[^\p{L}\p{N} -]/gu, "")
    .trim()
    .replace(/ /g, "-");
const anchors = (path: string) => [...read(path).matchAll(/^#+ (.+)$/gm)].map((found) => anchorOf(found[1]!));

/** What is wrong with a link, or nothing. */
function broken(page: string, link: string): boolean {
  const [path, anchor] = link.split("#") as [string, string?];
  const target = path === "" ? page : join(dirname(page), path);
  if (!existsSync(target)) return true;
  return anchor !== undefined && target.endsWith(".md") && !anchors(target).includes(anchor);
}

describe("the docs", () => {
  it("link to what exists", () => {
    const links = pages.flatMap((page) => [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map((found) => ({ page, link: found[1]! })));
    const own = links.filter(({ link }) => !/^[a-z]+:/.test(link));
    expect(own.length).toBeGreaterThan(10);
    expect(own.filter(({ page, link }) => broken(page, link))).toEqual([]);
  });

  it("name npm scripts and files of scripts/ that exist", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = pages.flatMap((page) => [...read(page).matchAll(/npm run ([a-z-]+)/g)].map((found) => found[1]!));
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
    const files = Object.values(scripts).flatMap((script) => /^node (\S+)/.exec(script)?.[1] ?? []);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it("name commands of Foedera that exist, and every command has a page", () => {
    const { stdout, stderr } = spawnSync(process.execPath, ["bin/foedera.js", "--help"], { encoding: "utf8" });
    const commands = [...stdout.matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map((found) => found[1]!).filter((name) => name !== "help");
    expect(commands, stderr).toContain("extract");
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/^(?:\$ )?(?:npx )?foedera ([a-z]+)/gm)].map((found) => ({ page, name: found[1]! })),
    );
    expect(named.filter(({ name }) => !commands.includes(name))).toEqual([]);
    const documented = readdirSync("docs/commands")
      .map((name) => read(join("docs/commands", name)))
      .join("\n");
    expect(commands.filter((name) => !documented.includes(`foedera ${name}`))).toEqual([]);
  });

  it("say of the data folders what stands there", () => {
    const page = read("docs/data-files.md");
    const folders = ["gazetteer", "languages", "ontology", "outlets"];
    expect(readdirSync("knowledge").sort()).toEqual(folders);
    const parts = readdirSync("knowledge/gazetteer").map((name) => name.replace(/\.yaml$/, ""));
    expect(parts.filter((name) => !page.includes(name))).toEqual([]);
    const files = new Set(["en", "de"].flatMap((lang) => readdirSync(`knowledge/languages/${lang}`)));
    expect([...files].filter((name) => !page.includes(name))).toEqual([]);
  });
});
