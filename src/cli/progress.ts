import type { Io } from "./io.ts";

/** Tells on stderr how far long work has come: a line that is written over on a terminal, elsewhere a line now and then. */
export type Progress = { step(done: number, all: number | null, what: string): void; end(): void };

const EVERY_MS = { terminal: 100, file: 10_000 };
const BAR = 24;

function bar(done: number, all: number): string {
  const full = Math.round((BAR * done) / Math.max(1, all));
  return `[${"#".repeat(full)}${".".repeat(BAR - full)}]`;
}

export function progressOn(io: Io): Progress {
  const { err } = io;
  const start = io.now().getTime();
  let last = start;
  let shown = false;
  return {
    step(done, all, what) {
      const now = io.now().getTime();
      if (now - last < (err.isTTY ? EVERY_MS.terminal : EVERY_MS.file)) return;
      last = now;
      const count = all === null ? `${done}` : `${done} of ${all}`;
      const speed = (1000 * done) / Math.max(1, now - start);
      const rate = `${speed < 10 ? speed.toFixed(1) : Math.round(speed)} a second`;
      if (!err.isTTY) return err.write(`foedera: ${count} ${what}, ${rate}\n`);
      const text = `${all === null ? "" : `${bar(done, all)} `}${count} ${what}, ${rate}`;
      err.write(`\r\x1b[2K${text.slice(0, err.columns - 1)}`);
      shown = true;
    },
    end() {
      if (shown) err.write("\r\x1b[2K");
      shown = false;
    },
  };
}
