import { Worker } from "node:worker_threads";

/** What stops a reader that runs in a thread of its own: the sentence is for the reader of the report. */
export class AsideError extends Error {}

/** A program for a thread: its text, and the modules that it may load, by name. */
export type Program = { code: string; modules: Record<string, string> };
export type AsideLimits = { milliseconds: number; megabytes: number };

type Reply = { done: unknown } | { failed: string };
type Thread = { worker: Worker; program: string };

let idle: Thread | null = null;

function threadFor(program: Program, megabytes: number): Thread {
  if (idle?.program === program.code) {
    const thread = idle;
    idle = null;
    return thread;
  }
  const resourceLimits = { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 64 };
  const worker = new Worker(program.code, { eval: true, workerData: program.modules, resourceLimits, stdout: true, stderr: true });
  worker.unref();
  return { worker, program: program.code };
}

/**
 * Runs a library on bytes of unknown make in a thread of its own, with a limit on time and memory, so that what never ends or grows without
 * end is stopped. A thread that has done well is kept for the next bytes.
 */
export async function aside(program: Program, bytes: Uint8Array, { milliseconds, megabytes }: AsideLimits): Promise<unknown> {
  const thread = threadFor(program, megabytes);
  const { worker } = thread;
  let timer: NodeJS.Timeout | undefined;
  try {
    const reply = await new Promise<Reply>((done, fail) => {
      timer = setTimeout(() => fail(new AsideError(`It took longer than ${Math.round(milliseconds / 1000)} seconds.`)), milliseconds);
      worker.once("message", done);
      worker.once("error", ({ message }) => fail(new AsideError(`It needs more than it may have (${message}).`)));
      worker.once("exit", () => fail(new AsideError("Its reader stopped.")));
      worker.ref();
      worker.postMessage(bytes.slice());
    });
    if ("failed" in reply) throw new AsideError(reply.failed);
    keep(thread);
    return reply.done;
  } catch (error) {
    if (idle !== thread) void worker.terminate();
    throw error;
  } finally {
    clearTimeout(timer);
    for (const event of ["message", "error", "exit"]) worker.removeAllListeners(event);
    worker.unref();
  }
}

function keep(thread: Thread): void {
  if (idle && idle !== thread) void idle.worker.terminate();
  idle = thread;
}
