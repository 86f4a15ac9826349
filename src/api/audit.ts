import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { AuditRow } from "./schema-people.ts";

const KEPT = 1000;

/** Who did what, one JSON line each in a file that only grows; without a file the last are kept in memory. */
export class Audit {
  readonly #file: string | null;
  #last: AuditRow[] = [];

  constructor(file: string | null) {
    this.#file = file;
    if (file && existsSync(file)) this.#last = readFileSync(file, "utf8").split("\n").filter(Boolean).slice(-KEPT).map(rowOf);
  }

  write(row: AuditRow): void {
    this.#last = [...this.#last.slice(1 - KEPT), row];
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(row)}\n`, { mode: 0o600 });
  }

  /** The last entries, the newest first. */
  get rows(): AuditRow[] {
    return [...this.#last].reverse();
  }
}

function rowOf(line: string): AuditRow {
  try {
    return JSON.parse(line) as AuditRow;
  } catch {
    return { at: "", who: null, from: null, what: "damaged line", on: null, ok: false };
  }
}
