import { parquetWriteBuffer } from "hyparquet-writer";
import { type Cell, columns } from "./csv.ts";
import type { Source } from "./source.ts";

const numbers = new Set(["slipped_days", "quantity", "first_quantity", "reports", "independent", "conflicts", "start", "end"]);
const missing = (value: Cell) => value === null || value === undefined;

/** The table of facts as Apache Parquet, with the columns of the CSV. */
export function parquet({ facts }: Source): Uint8Array {
  const columnData = columns.map(([name, of]) => {
    const data = facts.map(of);
    return numbers.has(name)
      ? { name, type: "DOUBLE" as const, nullable: true, data: data.map((v) => (missing(v) ? null : Number(v))) }
      : { name, type: "STRING" as const, nullable: true, data: data.map((v) => (missing(v) ? null : String(v))) };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
