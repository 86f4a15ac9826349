import { readdirSync, readFileSync } from "node:fs";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { type Io, program } from "#cli";

const silent = { write: () => {}, flush: async () => {}, isTTY: false, columns: 80, colour: false };
const io: Io = {
  out: silent,
  err: silent,
  env: {},
  now: () => new Date(0),
  stdin: async function* () {},
  checkpoint: async () => {},
  open: () => Promise.reject(new Error("no ledger is needed")),
};

type Entry = { usage: string; options: string[] };

const argumentText = (c: Command): string =>
  c.registeredArguments
    .map((a) => (a.required ? `<${a.name()}${a.variadic ? "..." : ""}>` : `[${a.name()}${a.variadic ? "..." : ""}]`))
    .join(" ");

/** Every command of the program with its usage and its options, by its path. */
function commandsOf(parent: Command, path: string[] = []): [string, Entry][] {
  return parent.commands.flatMap((c) => {
    const here = [...path, c.name()];
    if (c.commands.length > 0) return commandsOf(c, here);
    const usage = ["foedera", ...here, argumentText(c), c.options.length > 0 ? "[options]" : ""].filter(Boolean).join(" ");
    return [[here.join(" "), { usage, options: c.options.map((o) => `| \`${o.flags}\` | ${o.description} |`) }] as [string, Entry]];
  });
}

/** The same as the pages of docs/commands tell it: a heading a command, its usage in a block, its options in a table. */
function documented(): [string, Entry][] {
  const pages = readdirSync("docs/commands").filter((f) => f.endsWith(".md"));
  return pages.flatMap((page) => {
    const sections = readFileSync(`docs/commands/${page}`, "utf8").split(/^(?=#{1,2} foedera )/m);
    const own = sections.filter((s) => !/```\nfoedera [a-z]+ <command>\n```/.test(s) && s.startsWith("#"));
    return own.map((section): [string, Entry] => {
      const name = /^#{1,2} foedera (.+)$/m.exec(section)?.[1] ?? "";
      const usage = /```\n(foedera .+)\n```/.exec(section)?.[1] ?? "";
      return [name, { usage, options: (section.match(/^\| `-.*$/gm) ?? []).map((row) => row.replace(/ +/g, " ")) }];
    });
  });
}

const sorted = (list: [string, Entry][]): [string, Entry][] => [...list].sort(([a], [b]) => (a < b ? -1 : 1));

test("every command and option is on its page as the program has it, and no page tells of others", () => {
  expect(sorted(documented())).toEqual(sorted(commandsOf(program(io, "0"))));
});

test("the examples on the pages are calls that the program knows", () => {
  const known = new Map(commandsOf(program(io, "0")));
  for (const page of readdirSync("docs/commands")) {
    for (const [line] of readFileSync(`docs/commands/${page}`, "utf8").matchAll(/^foedera [a-z].*$/gm)) {
      const words = line.split(" ").slice(1);
      const name = known.has(words[0] ?? "") ? words[0] : words.slice(0, 2).join(" ");
      if (/<command>$/.test(line)) continue;
      const entry = known.get(name ?? "");
      expect(entry, `${page}: ${line}`).toBeDefined();
      for (const [flag] of line.matchAll(/--[a-z-]+/g)) expect(entry?.options.join("\n"), `${page}: ${line}`).toContain(flag);
    }
  }
});
