// A thread that reads nothing: it does what the text of a report tells it to.
import { parentPort, workerData } from "node:worker_threads";

const knows = Buffer.from(workerData.bytes).toString("utf8");

function fill() {
  const all = [];
  for (;;) all.push(new Array(1e6).fill(all.length));
}

parentPort.on("message", (report) => {
  if (report.text === "exit") process.exit(3);
  if (report.text === "hang") for (;;);
  if (report.text === "fill") fill();
  if (report.text === "throw") parentPort.postMessage({ error: "no such word" });
  else parentPort.postMessage({ document: { ...report, claims: [], mentions: [{ knows }] } });
});
if (knows !== "never") parentPort.postMessage({ ready: true });
else process.exit(4);
