import { createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { z } from "zod";
import { type Role, role, userName } from "./schema-people.ts";

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);
const COST = { N: 32_768, r: 8, p: 1, maxmem: 67_108_864 };
const KEY = 32;

const stored = z.strictObject({
  users: z.array(z.strictObject({ name: userName, role, salt: z.string(), hash: z.string(), since: z.string() })),
  tokens: z
    .array(z.strictObject({ id: z.string(), label: z.string(), user: z.string(), role, hash: z.string(), since: z.string() }))
    .default([]),
});
type Stored = z.infer<typeof stored>;

/** Who asks, and what he may do. */
export type Person = { name: string; role: Role };

/** A file of users that cannot be used; the message is one sentence that says what to do. */
export class UsersError extends Error {
  override name = "UsersError";
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Writes a file whole or not at all, for its owner only. */
export function writePrivately(file: string, content: string): void {
  const fresh = `${file}.${process.pid}.tmp`;
  writeFileSync(fresh, content, { mode: 0o600 });
  chmodSync(fresh, 0o600);
  renameSync(fresh, file);
}

const rank = (r: Role): number => ["reader", "reviewer", "admin"].indexOf(r);
/** True where a role includes what another may do. */
export const atLeast = (held: Role, needed: Role): boolean => rank(held) >= rank(needed);

/** Users with their passwords (scrypt) and tokens (SHA-256 of 256 random bits), kept in one JSON file. */
export class Users {
  readonly file: string;
  #kept: Stored;

  constructor(file: string) {
    this.file = file;
    this.#kept = readUsers(file);
  }

  get list(): { name: string; role: Role; since: string }[] {
    return this.#kept.users.map(({ name, role, since }) => ({ name, role, since }));
  }

  get empty(): boolean {
    return this.#kept.users.length === 0;
  }

  #save(next: Stored): void {
    writePrivately(this.file, `${JSON.stringify(next, null, 1)}\n`);
    this.#kept = next;
  }

  /** Adds a user, or gives one that is there another password and role. */
  async put(name: string, held: Role, password: string, since: string): Promise<void> {
    const salt = randomBytes(16);
    const hash = (await derive(password.normalize("NFC"), salt, KEY, COST)).toString("hex");
    const users = this.#kept.users.filter((u) => u.name !== name);
    this.#save({ ...this.#kept, users: [...users, { name, role: held, salt: salt.toString("hex"), hash, since }] });
  }

  /** Takes a user away, with his tokens. */
  remove(name: string): boolean {
    const users = this.#kept.users.filter((u) => u.name !== name);
    if (users.length === this.#kept.users.length) return false;
    this.#save({ users, tokens: this.#kept.tokens.filter((t) => t.user !== name) });
    return true;
  }

  /** Whose name and password these are; a name that nobody bears takes as long. */
  async check(name: string, password: string): Promise<Person | null> {
    const user = this.#kept.users.find((u) => u.name === name);
    const salt = Buffer.from(user?.salt ?? "00".repeat(16), "hex");
    const hash = await derive(password.normalize("NFC"), salt, KEY, COST);
    const right = timingSafeEqual(hash, Buffer.from(user?.hash ?? "00".repeat(KEY), "hex"));
    return user && right ? { name: user.name, role: user.role } : null;
  }

  /** The user as he stands now, for a session that was opened before. */
  named(name: string): Person | null {
    const user = this.#kept.users.find((u) => u.name === name);
    return user ? { name: user.name, role: user.role } : null;
  }

  tokens(user?: string): Omit<Stored["tokens"][number], "hash">[] {
    return this.#kept.tokens.filter((t) => !user || t.user === user).map(({ hash: _, ...rest }) => rest);
  }

  /** A new token, which is kept only as its hash. */
  addToken(user: string, held: Role, label: string, since: string) {
    const token = `fdr_${randomBytes(32).toString("base64url")}`;
    const row = { id: randomBytes(6).toString("hex"), label, user, role: held, since };
    this.#save({ ...this.#kept, tokens: [...this.#kept.tokens, { ...row, hash: sha256(token) }] });
    return { ...row, token };
  }

  removeToken(id: string, user?: string): boolean {
    const tokens = this.#kept.tokens.filter((t) => t.id !== id || (user !== undefined && t.user !== user));
    if (tokens.length === this.#kept.tokens.length) return false;
    this.#save({ ...this.#kept, tokens });
    return true;
  }

  /** Whose token it is; it never allows more than its user may now. */
  byToken(token: string): Person | null {
    const hash = sha256(token);
    const found = this.#kept.tokens.find((t) => t.hash === hash);
    const user = found && this.named(found.user);
    return found && user ? { name: user.name, role: atLeast(user.role, found.role) ? found.role : user.role } : null;
  }
}

function readUsers(file: string): Stored {
  if (!existsSync(file)) return { users: [], tokens: [] };
  try {
    const read = stored.safeParse(JSON.parse(readFileSync(file, "utf8")));
    if (read.success) return read.data;
    const issue = read.error.issues[0];
    throw new UsersError(`${file}: ${issue?.path.join(".")}: ${issue?.message}: mend it, or make a new file with foedera serve --add-user`);
  } catch (error) {
    if (error instanceof UsersError) throw error;
    throw new UsersError(`the file of users ${file} cannot be read (${(error as Error).message}): mend it, or name another with --users`);
  }
}
