// npm run lock: after npm install, completes package-lock.json for platforms other than this one. npm leaves out what it could not see from
// here (its issue 4828, or a registry that mirrors one platform), and npm ci then refuses the lock on every platform.
import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const systems = ["darwin", "linux", "win32", "android", "freebsd", "netbsd", "openbsd", "openharmony", "aix", "sunos"];
const processors = ["x64", "arm64", "arm", "ia32", "ppc64", "riscv64", "s390x", "loong64", "mips64el"];

/** True where a package at a place in the tree finds a dependency: beside it or further up. */
function found(place, name) {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`]) return true;
    if (at === "") return false;
  }
}

/** The platform that a binary package's name speaks of: "cli-linux-x64-musl". */
function platformOf(name) {
  const parts = name.split("/").at(-1).split("-");
  const libc = parts.some((part) => part.startsWith("musl")) ? ["musl"] : parts.includes("gnu") ? ["glibc"] : undefined;
  const os = systems.filter((system) => parts.includes(system));
  const cpu = processors.filter((processor) => parts.includes(processor));
  return os.length === 1 && cpu.length === 1 ? { cpu, os, ...(libc ? { libc } : {}) } : undefined;
}

const added = [];
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const platform = platformOf(name);
    if (!platform || !/^\d+\.\d+\.\d/.test(version) || found(place, name)) continue;
    lock.packages[`node_modules/${name}`] = { version, ...(entry.dev ? { dev: true } : {}), optional: true, ...platform };
    added.push(`${name}@${version}`);
  }
}
const byPlace = ([one], [other]) => (one < other ? -1 : 1);
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(byPlace));
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length > 0 ? `Added ${added.length} packages of other platforms: ${added.join(", ")}` : "The lock is complete.");
