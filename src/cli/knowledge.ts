import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CommandError } from "./errors.ts";

/** The folder of the package, whether we run from src/ or dist/. */
export function packageRoot(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(at, "package.json")) && dirname(at) !== at) at = dirname(at);
  return at;
}

/** The version in package.json. */
export const version = (): string => (JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { version: string }).version;

/** The knowledge as the build compiled it, as JSON; the environment may name another file. */
export function knowledgeBytes({ FOEDERA_KNOWLEDGE }: Record<string, string | undefined>): Buffer {
  const file = FOEDERA_KNOWLEDGE ?? join(packageRoot(), "dist", "knowledge.json");
  try {
    return readFileSync(file);
  } catch {
    throw new CommandError(`the compiled knowledge ${file} is missing: run npm run build`);
  }
}
