#!/usr/bin/env node
import { existsSync } from "node:fs";
import module from "node:module";

const cli = new URL("../dist/cli/index.js", import.meta.url);

if (existsSync(cli)) {
  module.enableCompileCache?.();
  const { start } = await import(cli.href);
  await start();
} else {
  console.error("foedera: Foedera is not built yet: run npm start (installs, builds and shows the examples) or npm run build");
  process.exitCode = 1;
}
