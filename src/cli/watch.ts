import { join } from "node:path";
import { openWatchState, systemClock, type Watched, type WatchState, watch } from "#intake";
import type { Ledger } from "#ledger";
import type { Report } from "#model";
import { CommandError, wrongCall } from "./errors.ts";
import type { Io } from "./io.ts";
import { type Run, today } from "./options.ts";
import { placeOf } from "./place.ts";
import { loadReader, type Reader } from "./reader.ts";
import { plural } from "./words.ts";

const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Feeds are not asked more often than this. */
const LEAST = 60_000;

/** A span of time as a call writes it, in milliseconds: "90s", "15m", "2h", "1d". */
function every(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const [, number, unit] = /^(\d{1,6})([smhd])$/.exec(written) ?? [];
  if (number === undefined) throw wrongCall(`--every takes a time such as 15m, 2h or 1d, not ${written}`);
  const span = Number(number) * units[unit!]!;
  if (span < LEAST) throw wrongCall("--every takes a minute or more: no feed changes faster, and its server is not to be pressed");
  return span;
}

/** A ledger that is open while there is something to write, so that others can use its folder between two rounds. */
type Lent = { get(): Promise<Ledger>; give(): Promise<void> };

const TRIES = 30;
const PAUSE = 2000;

function lent(io: Io, where: { folder?: string; database?: string }): Lent {
  let open: Ledger | null = null;
  const patient = async (): Promise<Ledger> => {
    for (let tried = 1; ; tried++) {
      try {
        return await io.open({ ...where, create: true });
      } catch (error) {
        if (!(error as { busy?: boolean }).busy || tried >= TRIES) throw error;
        if (tried === 1) io.err.write("foedera: another process uses the ledger at the moment; waiting for it\n");
        await systemClock.sleep(PAUSE, io.signal);
      }
    }
  };
  return {
    get: async () => (open ??= await patient()),
    give: async () => {
      const ledger = open;
      open = null;
      await ledger?.close();
    },
  };
}

function stateAt(file: string): WatchState {
  try {
    return openWatchState(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CommandError(code ? `the state ${file} cannot be kept (${code}): name another file with --state` : message);
  }
}

type Told = { doc: string; change: string; claims: number };

function line({ title, url, outlet, published }: Report, { doc, change, claims }: Told): string {
  const from = [outlet, published].filter(Boolean).join(", ");
  return `${change.padEnd(7)}  ${plural(claims, "claim").padEnd(9)}  ${title ?? url ?? doc}${from ? ` (${from})` : ""}\n`;
}

/** Reads one report into the ledger; a report that the reading fails on is told and left out. */
async function take({ report, label }: Watched & { is: "report" }, reader: Reader, ledger: Ledger, io: Io): Promise<Told | null> {
  for (const notice of report.notices) io.err.write(`foedera: ${label}: ${notice.reason}\n`);
  let document: ReturnType<Reader["document"]>;
  try {
    document = reader.document(report);
  } catch (error) {
    io.err.write(`foedera: ${label} is left out, because reading it failed: ${(error as Error).message}\n`);
    return null;
  }
  return ledger.put(document, report, { reader: reader.id, received: today(io) });
}

/** Watches feeds and reads what is new into the ledger until it is told to stop. */
export const run: Run = async ({ args, options, io }) => {
  const span = every(options.every);
  const where = placeOf({ options, io });
  const reader = await loadReader(io);
  const ledger = lent(io, where);
  const state = stateAt(options.state ?? (where.folder === undefined ? "foedera-watch.jsonl" : join(where.folder, "watch.jsonl")));
  const policy = { allowed: options.allowHost ?? [] };
  const meta = options.lang ? { lang: options.lang } : {};
  let failures = 0;
  try {
    await ledger.get();
    const events = watch(args, { tables: reader.tables, state, web: policy, meta, every: span, once: options.once, signal: io.signal });
    for await (const event of events) {
      if (event.is === "notice") {
        failures += event.label === event.feed ? 1 : 0;
        const { reason } = event.notice;
        io.err.write(`foedera: ${reason.startsWith(event.label) ? reason : `${event.label}: ${reason}`}\n`);
      } else if (event.is === "round") {
        if (where.folder !== undefined) await ledger.give();
        const next = options.once ? "" : `; the next round begins at ${new Date(event.next).toISOString().slice(0, 16)}Z`;
        io.err.write(`foedera: ${plural(event.feeds, "feed")} asked, ${plural(event.reports, "report")} read${next}\n`);
      } else {
        const told = await take(event, reader, await ledger.get(), io);
        if (told === null) continue;
        const { title, url, outlet, published } = event.report;
        const { doc, change, claims } = told;
        io.out.write(
          options.json
            ? `${JSON.stringify({ doc, change, claims, title, url, outlet, published, feed: event.feed })}\n`
            : line(event.report, told),
        );
      }
    }
  } finally {
    state.close();
    await ledger.give();
  }
  if (options.once && failures > 0) throw new CommandError(`${plural(failures, "feed")} could not be read: see above`);
};
