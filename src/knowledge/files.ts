import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** A data file that cannot be used: says which file, which entry and what is wanted. */
export class KnowledgeError extends Error {
  override name = "KnowledgeError";
}

/** Reads one YAML file; throws a KnowledgeError that names the file and the line. */
export function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new KnowledgeError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** All YAML files below a folder, by path relative to it without the extension, in a fixed order. */
export function readFolder(folder: string, base = ""): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const name of readdirSync(join(folder, base)).sort()) {
    const path = base ? `${base}/${name}` : name;
    if (statSync(join(folder, path)).isDirectory()) Object.assign(out, readFolder(folder, path));
    else if (name.endsWith(".yaml")) out[path.slice(0, -5)] = readYaml(join(folder, path));
  }
  return out;
}
