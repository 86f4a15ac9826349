import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Where answers are kept, by a hash of all that was asked. */
export type Cache = { get(key: string): Promise<string | undefined>; set(key: string, value: string): Promise<void> };

/**
 * A cache of one file per answer below a folder, which is made when first needed. A file is written beside its place and then moved
 * there, so that several processes may share the folder. It can be deleted at any time.
 */
export function fileCache(folder: string): Cache {
  const pathOf = (key: string) => {
    if (!/^[\da-f]{8,}$/.test(key)) throw new Error(`${key} is no key of the cache: a key is a hash in hexadecimal digits.`);
    return { dir: join(folder, key.slice(0, 2)), file: join(folder, key.slice(0, 2), `${key.slice(2)}.json`) };
  };
  return {
    async get(key) {
      try {
        return await readFile(pathOf(key).file, "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    async set(key, value) {
      const { dir, file } = pathOf(key);
      const fresh = `${file}.${randomUUID()}`;
      await mkdir(dir, { recursive: true });
      await writeFile(fresh, value, { mode: 0o600 });
      await rename(fresh, file);
    },
  };
}
