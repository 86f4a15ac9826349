import type { Ledger, LedgerOptions } from "#ledger";
import { wrongCall } from "./errors.ts";
import type { Call } from "./options.ts";

/** Where a call's ledger is. */
export function placeOf({ options, io }: Pick<Call, "options" | "io">): { folder?: string; database?: string } {
  if (options.ledger && options.database) throw wrongCall("give --ledger or --database, not both");
  if (options.ledger) return { folder: options.ledger };
  const database = options.database ?? io.env.FOEDERA_DATABASE;
  return database ? { database } : { folder: io.env.FOEDERA_LEDGER ?? ".foedera" };
}

type How = Pick<LedgerOptions, "create" | "threaded">;

/** Opens the ledger of a call, gives it to the work, and closes it whatever happens. */
export async function withLedger<T>(call: Pick<Call, "options" | "io">, work: (ledger: Ledger) => Promise<T>, how: How = {}): Promise<T> {
  const ledger = await call.io.open({ ...placeOf(call), create: false, ...how });
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}
