import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { lexicon, literalsOf, namesIn } from "./lexicon.ts";

/** The numbered list of ARCHITECTURE.md, in its order. */
const rooms = [...readFileSync("ARCHITECTURE.md", "utf8").matchAll(/^\d+\. `(\w+)`:/gm)].map((found) => found[1]!);
/** Rooms whose door must run in a browser. */
const pure = ["model", "time", "knowledge", "reports", "passages", "mentions", "claims", "reading", "fusion", "views"];
/** Rooms that read texts: they must not know a language. */
const wordless = rooms.slice(rooms.indexOf("reports"), rooms.indexOf("fusion") + 1);

type File = { path: string; room: string; text: string; imports: string[] };

const files: File[] = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("web/client/"))
  .map((name) => join("src", name))
  .map((path) => {
    const text = readFileSync(path, "utf8");
    const imports = ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
    return { path, room: path.split("/")[1]!, text, imports };
  });
const byPath = new Map(files.map((file) => [file.path, file]));

const within = (file: File) =>
  file.imports.filter((name) => name.startsWith("./")).map((name) => normalize(join(dirname(file.path), name)));

/** What is wrong with an import, or nothing. */
function wrong(file: File, name: string): string | undefined {
  if (name.startsWith("../")) return "leaves its folder; import the room's door as #room";
  if (name.startsWith("./"))
    return byPath.has(normalize(join(dirname(file.path), name))) ? undefined : "names no file (write the .ts ending)";
  if (!name.startsWith("#")) return undefined;
  const room = name.slice(1);
  if (!rooms.includes(room)) return "is no room of ARCHITECTURE.md; import the door as #room";
  return rooms.indexOf(room) < rooms.indexOf(file.room) ? undefined : `is not above ${file.room} in ARCHITECTURE.md`;
}

/** Every file that opening a room's door loads. */
function behind(door: string, seen = new Set<string>()): Set<string> {
  const file = byPath.get(door);
  if (!file || seen.has(door)) return seen;
  seen.add(door);
  for (const next of within(file)) behind(next, seen);
  return seen;
}

/** The first circle of imports met from a file, as a path of files. */
function circle(path: string, trail: string[], done: Set<string>): string[] | undefined {
  if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
  const file = byPath.get(path);
  if (!file || done.has(path)) return undefined;
  for (const next of within(file)) {
    const found = circle(next, [...trail, path], done);
    if (found) return found;
  }
  done.add(path);
  return undefined;
}

describe("the walls of the house", () => {
  it("every folder under src is a room of the list, and has a door once something lives in it", () => {
    expect(rooms.length).toBeGreaterThan(10);
    const inhabited = [...new Set(files.map((file) => file.room))];
    expect(inhabited.filter((room) => !rooms.includes(room))).toEqual([]);
    expect(inhabited.filter((room) => !existsSync(`src/${room}/index.ts`))).toEqual([]);
  });

  it("a room imports only the doors of rooms above it", () => {
    const defects = files.flatMap((file) =>
      file.imports
        .map((name) => ({ name, why: wrong(file, name) }))
        .flatMap(({ name, why }) => (why ? `${file.path}: ${name} ${why}` : [])),
    );
    expect(defects).toEqual([]);
  });

  it("no file imports itself in a circle", () => {
    const done = new Set<string>();
    expect(files.map((file) => circle(file.path, [], done)).filter(Boolean)).toEqual([]);
  });

  it("the doors of pure rooms need no Node", () => {
    const doors = pure.map((room) => `src/${room}/index.ts`);
    const reached = doors.flatMap((door) => [...behind(door)]).map((path) => byPath.get(path)!);
    const defects = reached.flatMap((file) =>
      file.imports.filter((name) => name.startsWith("node:")).map((name) => `${file.path}: ${name}`),
    );
    const impure = /\b(?:Math\.random|Date\.now|new Date\(\)|fetch\(|process\.|Buffer\.)/;
    const calls = reached.flatMap((file) =>
      file.text.split("\n").flatMap((line, at) => (impure.test(line) ? `${file.path}:${at + 1}: ${line.trim()}` : [])),
    );
    expect([...defects, ...calls]).toEqual([]);
  });

  it("no file is longer than 300 lines", () => {
    expect(files.map((file) => ({ path: file.path, lines: file.text.split("\n").length })).filter(({ lines }) => lines > 300)).toEqual([]);
  });
});

/** The browser's part of the desk: its own folders as `~/folder`, types of any room, and values of rooms that need no Node. */
const inBrowser = pure;

describe("the walls of the desk", () => {
  const client = readdirSync("src/web/client", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ path: join("src/web/client", name), text: readFileSync(join("src/web/client", name), "utf8") }));

  it("the browser gets types from every room, and code only from pure ones", () => {
    const imports = client.flatMap(({ path, text }) =>
      [...text.matchAll(/^(import|export)\s+(type\s)?[^"']*?from\s+"([^"]+)"/gm)].map(([, , type, name]) => ({ path, type, name: name! })),
    );
    expect(imports.length).toBeGreaterThan(50);
    const defects = imports.filter(
      ({ type, name }) => /^(?:\.\.|node:)/.test(name) || (name.startsWith("#") && !type && !inBrowser.includes(name.slice(1))),
    );
    expect(defects).toEqual([]);
    expect(client.filter(({ text }) => text.split("\n").length > 300).map(({ path }) => path)).toEqual([]);
  });

  it("what people read stands in the catalogues, in both languages with the same keys", () => {
    const keysOf = (value: unknown, at = ""): string[] =>
      typeof value === "object" && value !== null && !("other" in value)
        ? Object.entries(value).flatMap(([key, inner]) => keysOf(inner, at ? `${at}.${key}` : key))
        : [at];
    const [en, de] = ["en", "de"].map((lang) => keysOf(parse(readFileSync(`src/web/messages/${lang}.yaml`, "utf8"))));
    expect(de).toEqual(en);
    const asked = client.flatMap(({ path, text }) => [...text.matchAll(/\bt\("([\w.-]+)"/g)].map(([, key]) => ({ path, key: key! })));
    expect(asked.filter(({ key }) => !en!.includes(key))).toEqual([]);
    // between tags stand holes and marks, no words
    const written = client.flatMap(({ path, text }) =>
      [...text.matchAll(/^\s*([A-Z][a-z]+(?: [a-z]+)+[.?!]?)$/gm)].map(([, words]) => `${path}: ${words}`),
    );
    expect(written).toEqual([]);
  });
});

describe("no human language in code", () => {
  const readers = files.filter((file) => wordless.includes(file.room));

  it("no letter outside ASCII in the rooms that read", () => {
    const defects = readers.flatMap((file) => [...file.text.matchAll(/[^\P{L}A-Za-z]/gu)].map((found) => `${file.path}: ${found[0]}`));
    expect(defects).toEqual([]);
  });

  it("no word of a lexicon and no name of a state in a string or pattern of the rooms that read", () => {
    const { words, states, names } = lexicon();
    // what the schemas enumerate is a name, whatever the word
    const schemas = files.filter((file) => file.room === "knowledge").flatMap((file) => literalsOf(file.text).map(({ value }) => value));
    const fields = new Set([...names, ...schemas, ...namesIn(files.map((file) => file.text))]);
    const defects = readers.flatMap((file) =>
      literalsOf(file.text).flatMap(({ value, line, is }) => {
        const parts = value.replace(/\\(?:p\{\w+\}|.)/g, " ").split(/[^A-Za-z]+/);
        const whole = is === "pattern" ? parts : is === "string" ? [value.trim()] : [];
        const known = [...parts.filter((word) => states.has(word)), ...whole.filter((word) => words.has(word) && !fields.has(word))];
        return known.map((word) => `${file.path}:${line}: "${word}" belongs in knowledge/`);
      }),
    );
    expect(defects).toEqual([]);
  });
});
