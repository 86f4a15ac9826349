import type { Io } from "./io.ts";

/** Tells on stderr how far long work has come: a line that is written over on a terminal, elsewhere a line now and then. */
export type Progress = {
  /** `share` of the whole work, 0 to 1, where it is known and is not that of `done` in `all` */
  step(done: number, all: number | null, what: string, share?: number | null): void;
  end(): void;
};

const EVERY_MS = { terminal: 100, file: 10_000 };
const BAR = 24;
/** before so much of the work is done, nobody knows how long the rest takes */
const SURE = 0.01;

function bar(share: number): string {
  const full = Math.round(BAR * Math.min(1, share));
  return `[${"#".repeat(full)}${".".repeat(BAR - full)}]`;
}

const minutes = (ms: number): string => {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
};

export function progressOn(io: Io): Progress {
  const { err } = io;
  const start = io.now().getTime();
  let last = start;
  let shown = false;
  return {
    step(done, all, what, given = null) {
      const now = io.now().getTime();
      if (now - last < (err.isTTY ? EVERY_MS.terminal : EVERY_MS.file)) return;
      last = now;
      const share = given ?? (all === null ? null : done / Math.max(1, all));
      const count = all === null ? `${done}` : `${done} of ${all}`;
      const speed = (1000 * done) / Math.max(1, now - start);
      const rate = `${speed < 10 ? speed.toFixed(1) : Math.round(speed)} a second`;
      const left = share !== null && share >= SURE && share < 1 ? `, ${minutes(((now - start) * (1 - share)) / share)} left` : "";
      if (!err.isTTY) return err.write(`foedera: ${count} ${what}, ${rate}${left}\n`);
      const text = `${share === null ? "" : `${bar(share)} `}${count} ${what}, ${rate}${left}`;
      err.write(`\r\x1b[2K${text.slice(0, err.columns - 1)}`);
      shown = true;
    },
    end() {
      if (shown) err.write("\r\x1b[2K");
      shown = false;
    },
  };
}
