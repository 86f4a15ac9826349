import { parentPort, workerData } from "node:worker_threads";
import type { Compiled } from "#knowledge";
import type { Report } from "#model";
import { readerOf } from "./reads.ts";

/** What runs in a thread: it makes its tables of the shared bytes once, then answers each report with its document or with an error. */
const { bytes } = workerData as { bytes: SharedArrayBuffer };
const read = readerOf(JSON.parse(Buffer.from(bytes).toString("utf8")) as Compiled);

parentPort?.on("message", (report: Report) => {
  try {
    parentPort?.postMessage({ document: read(report) });
  } catch (error) {
    parentPort?.postMessage({ error: (error as Error).message });
  }
});
parentPort?.postMessage({ ready: true });
