import type { Entry, Ledger, Put } from "#ledger";
import type { Notice, Report } from "#model";

/** What became of a report: what its writing came to, or that it was set aside and why. */
export type Outcome = { report: Report; claims: number } & ({ change: Put["change"] } | { change: "aside"; reason: string });

/** A report with what its reading gave: a document, or the reason why it gave none. */
export type Read = { report: Report; document?: Entry["document"]; reason?: string };

export type Target = { ledger: Ledger; reader: string };

type Cause = { code?: unknown; cause?: unknown };

/** Whether the database refuses what stands in a report, and not us: its codes for data, constraints and limits. */
export function refusesContent(error: unknown): boolean {
  for (let at = error as Cause | undefined; at; at = at.cause as Cause | undefined)
    if (typeof at.code === "string" && /^(?:22|23|54)\w{3}$/.test(at.code)) return true;
  return false;
}

const firstLine = (error: unknown): string => (error as Error).message.split("\n")[0] ?? "";

async function writeAll(list: Read[], { ledger, reader }: Target, received: string | null): Promise<Outcome[]> {
  const entries = list.map(({ report, document }) => ({ report, document: document as Entry["document"] }));
  try {
    const puts = await ledger.putAll(entries, { reader, received });
    return puts.map(({ change, claims }, at) => ({ report: list[at]!.report, change, claims }));
  } catch (error) {
    if (!refusesContent(error)) throw error;
    const [only] = list;
    if (only && list.length === 1) return [{ report: only.report, claims: 0, change: "aside", reason: firstLine(error) }];
    const outcomes: Outcome[] = [];
    for (const one of list) outcomes.push(...(await writeAll([one], { ledger, reader }, received)));
    return outcomes;
  }
}

/**
 * Keeps a report that could not be read, without claims and with the reason as its notice, unless the ledger has read this document before.
 * It stands under a reader's name of its own, so that the next run tries it again.
 */
async function writeAside({ report, reason = "" }: Read, { ledger, reader }: Target, received: string | null): Promise<Outcome> {
  const outcome: Outcome = { report, claims: 0, change: "aside", reason };
  if ((await ledger.reports({ docs: [report.doc] })).length > 0) return outcome;
  const notice: Notice = { rule: "aside", reason: `Set aside: ${reason}.` };
  const document = { ...report, notices: [...report.notices, notice], claims: [] };
  await ledger.put(document, report, { reader: `${reader} aside`, received }).catch((error: unknown) => {
    if (!refusesContent(error)) throw error;
  });
  return outcome;
}

/** Writes what was read, in its order, in as few transactions as can be. Throws a LedgerError where the ledger cannot be used. */
export async function writeRead(list: readonly Read[], target: Target, received: string | null): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let run: Read[] = [];
  const flush = async (): Promise<void> => {
    if (run.length > 0) outcomes.push(...(await writeAll(run, target, received)));
    run = [];
  };
  for (const one of list) {
    if (one.document) {
      run.push(one);
      continue;
    }
    await flush();
    outcomes.push(await writeAside(one, target, received));
  }
  await flush();
  return outcomes;
}
