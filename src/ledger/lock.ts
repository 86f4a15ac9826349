import { execFileSync } from "node:child_process";
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join, resolve } from "node:path";
import { LedgerError } from "./errors.ts";

/**
 * The lock of a ledger's folder: one process at a time.
 *
 * Locks are files `lock.1`, `lock.2`, ... and the highest number counts. A number is taken by an atomic link, only after
 * the one before it was released or its process is dead, and a lower file is removed only when a higher one stands; so the
 * highest number never falls, and of two processes that find the same dead lock exactly one takes the next number.
 */
export type Lock = { release(): void };

type Holder = { pid: number; host: string; born: string | null; released?: boolean };

/** When a process began, as its system tells it; tells a living process from a dead one whose number was given out again. */
function born(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}/${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch {
    return bornByList(pid);
  }
}

function bornByList(pid: number): string | null {
  if (process.platform === "linux" || process.platform === "win32") return null;
  try {
    return (
      execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || null
    );
  } catch {
    return null;
  }
}

function alive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const now = born(holder.pid);
  return holder.born === null || now === null || now === holder.born;
}

const numbers = (folder: string): number[] =>
  readdirSync(folder)
    .map((name) => Number(/^lock\.(\d+)$/.exec(name)?.[1] ?? 0))
    .filter((n) => n > 0)
    .sort((a, b) => a - b);

/** The holder of a number; null where it was released, is dead, or its file is gone. */
function holderOf(file: string): Holder | null {
  let written: string;
  try {
    written = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    const holder = JSON.parse(written) as Holder;
    return holder.released || !alive(holder) ? null : holder;
  } catch {
    return { pid: 0, host: "", born: null };
  }
}

function refusal(folder: string, file: string, holder: Holder): LedgerError {
  const here = holder.host === hostname();
  const who = here ? `process ${holder.pid}` : holder.host ? `process ${holder.pid} on ${holder.host}` : "another process";
  const what = here ? "wait until it has ended" : `wait until it has ended or, if it no longer runs, delete ${file}`;
  const error = new LedgerError(`the ledger ${folder} is in use by ${who}: ${what}, or name another ledger with --ledger`);
  error.busy = true;
  return error;
}

/** Writes a lock file whole or not at all; false where its number is taken. */
function take(file: string, holder: Holder): boolean {
  const draft = `${file}.${process.pid}.${Math.floor(performance.now() * 1e6)}`;
  try {
    writeFileSync(draft, JSON.stringify(holder), { flag: "wx" });
    linkSync(draft, file);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "EEXIST") return false;
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "ENOSYS" && code !== "EOPNOTSUPP") throw error;
    return takeWithoutLinks(file, holder);
  } finally {
    rmSync(draft, { force: true });
  }
}

function takeWithoutLinks(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Marks a lock as given back, in one step, so that no reader finds half a file. */
function release(file: string, holder: Holder): void {
  const draft = `${file}.released`;
  writeFileSync(draft, JSON.stringify({ ...holder, released: true }));
  renameSync(draft, file);
}

/** Makes a folder and those above it. (Node's own way of doing so never ends where a file system such as /proc refuses.) */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && statSync(folder).isDirectory()) return;
    const above = dirname(folder);
    if (code !== "ENOENT" || above === folder || existsSync(above)) throw error;
    makeFolder(above);
    mkdirSync(folder);
  }
}

/** Locks a folder, which is made where it is absent. Throws a LedgerError where a living process holds it. */
export function lockFolder(folder: string): Lock {
  makeFolder(resolve(folder));
  const me: Holder = { pid: process.pid, host: hostname(), born: born(process.pid) };
  for (;;) {
    const last = numbers(folder).at(-1) ?? 0;
    const lastFile = join(folder, `lock.${last}`);
    const holder = last > 0 ? holderOf(lastFile) : null;
    if (holder) throw refusal(folder, lastFile, holder);
    const file = join(folder, `lock.${last + 1}`);
    if (!take(file, me)) continue;
    if (numbers(folder).at(-1) !== last + 1) {
      rmSync(file, { force: true });
      continue;
    }
    for (const n of numbers(folder)) if (n <= last) rmSync(join(folder, `lock.${n}`), { force: true });
    return { release: () => release(file, me) };
  }
}
