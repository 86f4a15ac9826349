/** What ends a command before its work is done: one sentence that says what to do, and the exit code (1 failed, 2 wrong call). */
export class CommandError extends Error {
  override name = "CommandError";
  readonly exit: 1 | 2;

  constructor(message: string, exit: 1 | 2 = 1) {
    super(message);
    this.exit = exit;
  }
}

/** The command was called wrongly. */
export const wrongCall = (message: string): CommandError => new CommandError(message, 2);

/** The reader of our output has gone (`| head`): nothing is left to do, and nothing went wrong. */
export class OutputClosed extends Error {
  override name = "OutputClosed";
}

/** The user asked to stop; what was written so far stands. */
export class Interrupted extends Error {
  override name = "Interrupted";
}

const reasons: Record<string, string> = {
  ENOENT: "does not exist",
  EACCES: "may not be read: change its rights",
  EPERM: "may not be read: change its rights",
  EISDIR: "is a folder: name the files in it",
  ENOTDIR: "leads through a file that is no folder",
  EMFILE: "cannot be opened: too many files are open",
  ELOOP: "is a link that leads back to itself",
  ERR_FS_FILE_TOO_LARGE: "is larger than 2 GiB: split it",
};

/** Why a path cannot be read, as the end of a sentence. */
export function pathReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ""] ?? `cannot be read: ${message}`;
}
