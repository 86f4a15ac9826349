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

type Env = Record<string, string | undefined>;

/** Where the compiled knowledge is: in the build, or where the environment says. */
export const knowledgeFile = ({ FOEDERA_KNOWLEDGE }: Env): string => FOEDERA_KNOWLEDGE ?? join(packageRoot(), "dist", "knowledge.json");

/** The knowledge as the build compiled it, as JSON. */
export function knowledgeBytes(env: Env): Buffer {
  const file = knowledgeFile(env);
  try {
    return readFileSync(file);
  } catch {
    throw new CommandError(`the compiled knowledge ${file} is missing: run npm run build`);
  }
}
