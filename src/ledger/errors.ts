/** A ledger that cannot be used as asked: the message is one sentence for the reader that says what to do. */
export class LedgerError extends Error {
  override name = "LedgerError";
  /** another process uses it at the moment */
  busy = false;
}

type Cause = { code?: string; cause?: unknown; message?: string };

/** The innermost cause: drizzle wraps what the engine says. */
function innermost(error: unknown): Cause {
  let at = error as Cause;
  while (at?.cause && typeof at.cause === "object") at = at.cause as Cause;
  return at ?? {};
}

const refusals: Record<string, (where: string, why: string) => string> = {
  ECONNREFUSED: (where) => `PostgreSQL does not answer at ${where}: start it, or give another address with --database`,
  ENOTFOUND: (where) => `the host of ${where} is not known: give another address with --database`,
  ETIMEDOUT: (where) => `PostgreSQL at ${where} does not answer in time: check the address and the network`,
  "28P01": (where) => `PostgreSQL at ${where} refuses the password: put the right one into the address, or into PGPASSWORD`,
  "28000": (where) => `PostgreSQL at ${where} refuses this user: give another one in the address`,
  "3D000": (where) => `there is no database ${where}: create it first (createdb), or give another address with --database`,
  "42501": (where, why) => `the user of ${where} may not do this (${why}): grant it the rights on the schema public`,
};

/** What an engine's error means to the reader; `where` never holds a password. */
export function databaseError(error: unknown, where: string): LedgerError {
  if (error instanceof LedgerError) return error;
  const cause = innermost(error);
  const said = refusals[cause.code ?? ""]?.(where, cause.message ?? "");
  return new LedgerError(said ?? `the ledger in ${where} cannot be used: ${(cause.message || String(error)).split("\n")[0]}`, {
    cause: error,
  });
}

/** The same for a folder. */
export function folderError(error: unknown, folder: string): LedgerError {
  if (error instanceof LedgerError) return error;
  const code = (error as Cause)?.code ?? "";
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return new LedgerError(`the folder ${folder} cannot be written to: change its rights, or name another one with --ledger`, {
      cause: error,
    });
  if (code === "ENOENT")
    return new LedgerError(`the folder ${folder} cannot be made there: name another one with --ledger`, { cause: error });
  if (code === "ENOTDIR" || code === "EEXIST")
    return new LedgerError(`${folder} is a file, not a folder: name another one with --ledger`, { cause: error });
  if (code === "ENOSPC")
    return new LedgerError(`no space is left for the ledger in ${folder}: make room, or name another folder with --ledger`, {
      cause: error,
    });
  return databaseError(error, folder);
}
