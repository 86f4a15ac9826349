import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import type { AppOptions, Users } from "#api";
import type { Compiled } from "#knowledge";
import type { Ledger } from "#ledger";
import { CommandError, wrongCall } from "./errors.ts";
import { builtVersion, compiledKnowledge, fusionTables } from "./facts.ts";
import { knowledgeBytes, knowledgeFile, packageRoot, version } from "./knowledge.ts";
import { type Call, oneOf, type Run } from "./options.ts";
import { withLedger } from "./place.ts";
import { userName } from "./review.ts";

const PORT = 4850;
const SHORTEST = 10;

function portOf({ options }: Call): number {
  const port = options.port === undefined ? PORT : Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw wrongCall("--port takes a number from 0 (any free one) to 65535");
  return port;
}

async function usersOf({ options, io }: Call): Promise<Users | null> {
  const file = options.users ?? io.env.FOEDERA_USERS;
  if (!file) return null;
  const { Users, UsersError } = await import("#api");
  try {
    return new Users(file);
  } catch (error) {
    throw error instanceof UsersError ? new CommandError(error.message) : error;
  }
}

/** Adds a user and tells his password, which is made here unless FOEDERA_PASSWORD gives one. */
async function addUser({ options, io }: Call, users: Users | null): Promise<void> {
  if (!users) throw wrongCall("--add-user needs the file that holds the users: name it with --users");
  const { roles } = await import("#api");
  const [, name, typed] = /^(.+):([a-z]+)$/.exec(options.addUser ?? "") ?? [];
  const role = oneOf("add-user", typed, roles);
  if (!name || !role) throw wrongCall(`--add-user takes a name and a role (${roles.join(", ")}), such as ann:reviewer`);
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,63}$/u.test(name)) throw wrongCall("a name has letters, digits, blanks and . _ @ -, at most 64");
  const given = io.env.FOEDERA_PASSWORD;
  if (given !== undefined && given.length < SHORTEST)
    throw wrongCall(`FOEDERA_PASSWORD is too short: give at least ${SHORTEST} characters`);
  const password = given ?? randomBytes(12).toString("base64url");
  await users.put(name, role, password, io.now().toISOString().slice(0, 10));
  const shown = given === undefined ? `The password, shown only now: ${password}\n` : "";
  io.out.write(`${name} may log in as ${role} (${users.file}).\n${shown}`);
}

async function optionsOf(call: Call, ledger: Ledger, users: Users | null): Promise<AppOptions> {
  const { io, options } = call;
  const [{ knownFrom }, tables] = await Promise.all([import("#api"), fusionTables(io)]);
  const stamp = statSync(knowledgeFile(io.env)).mtimeMs;
  return {
    ledger,
    tables,
    known: knownFrom(compiledKnowledge(io) as Compiled),
    knowledge: import.meta.url.includes("/dist/") ? knowledgeBytes(io.env) : null,
    version: `${version()}+${Math.round(stamp).toString(36)}`,
    foldVersion: builtVersion(io),
    now: () => io.now().getTime(),
    report: (error) => io.err.write(`foedera: ${(error as Error)?.stack ?? error}\n`),
    users,
    reviewer: users ? undefined : userName(io),
    hosts: options.name ?? null,
    proxy: options.behindProxy ?? false,
    auditFile: users ? `${users.file}.audit.jsonl` : null,
    hooks: { file: users ? `${users.file}.webhooks.json` : null, allowed: options.allowHost ?? [] },
    web: join(packageRoot(), "dist", "web"),
  };
}

const untilStopped = (signal: AbortSignal | undefined): Promise<void> =>
  new Promise((done) => {
    if (signal?.aborted) done();
    signal?.addEventListener("abort", () => done(), { once: true });
  });

/** Serves the API and the desk until it is stopped. */
export const run: Run = async (call) => {
  const { io, options } = call;
  const port = portOf(call);
  const users = await usersOf(call);
  if (options.addUser) return addUser(call, users);
  const { listen, ServeError } = await import("#api");
  await withLedger(call, async (ledger) => {
    const app = await optionsOf(call, ledger, users);
    const server = await listen(app, { host: options.host ?? "127.0.0.1", port }).catch((error) => {
      throw error instanceof ServeError ? new CommandError(error.message) : error;
    });
    io.out.write(`Foedera listens on ${server.url} (${ledger.where}); stop it with Ctrl+C.\n`);
    await untilStopped(io.signal).finally(() => server.close());
  });
};
