import { setTimeout as pause } from "node:timers/promises";
import type { Report } from "#model";

export const threadFile = new URL("./thread.mjs", import.meta.url);

/** A report that tells the thread of the tests what to do. */
export const telling = (doc: string, text: string): Report => ({ doc, text, lang: "en", published: "2024-05-01", origin: [], notices: [] });

export async function* inTurn(reports: Iterable<Report>): AsyncGenerator<Report> {
  yield* reports;
}

/** Waits until something holds; throws after a minute. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let n = 0; n < 600; n++) {
    if (await holds()) return;
    await pause(100);
  }
  throw new Error("waited a minute in vain");
}
