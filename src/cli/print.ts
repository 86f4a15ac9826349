import type { Call } from "./options.ts";
import { type Column, paragraph, tableText } from "./table.ts";

/** Prints records as JSON Lines. */
export function printJson({ io }: Pick<Call, "io">, rows: readonly unknown[]): void {
  for (const row of rows) io.out.write(`${JSON.stringify(row)}\n`);
}

/** Prints rows as JSON Lines where the call asks for them, else as a table and a last line. */
export function printRows<T>(call: Pick<Call, "io" | "options">, rows: T[], columns: Column<T>[], last: string): void {
  if (call.options.json) printJson(call, rows);
  else call.io.out.write(`${rows.length > 0 ? `${tableText(columns, rows, call.io.out)}\n` : ""}${paragraph(last, call.io.out)}`);
}
