import { bytesOf, type Item, sources } from "#intake";
import type { Report } from "#model";
import type { ReportTables } from "#reports";
import { CommandError, wrongCall } from "./errors.ts";
import { type Call, edtfOption } from "./options.ts";

/** One report to be read, under the name by which the caller knows it. */
export type Taken = { label: string; report: Report };

export type Intake = {
  /**
   * The reports of all sources (files, folders, archives, feeds, addresses, standard input), one after the other, each in one piece. None is
   * made before it is asked for, so whoever takes them slowly holds back what brings them. What cannot be read is told on stderr and passed
   * over; a file without text comes as a report with an empty text. Throws Interrupted once the user asks to stop.
   */
  reports(tables: ReportTables): AsyncGenerator<Taken>;
  /** which share of the bytes of all sources has been taken, 0 to 1; null where nobody can tell how much there is */
  share(): number | null;
  /** how many sources could not be read so far */
  failures(): number;
};

/** What ends the reading of a whole source; other notices are about one report. */
const failed = new Set(["file", "web", "feed", "size"]);

/** Why there is no report, without the name of the source where the sentence begins with it. */
function sentenceOf(label: string, reason: string): string {
  return reason.startsWith(label) ? reason : `${label}: ${reason}`;
}

const blank = (doc: string, { label, notice }: Extract<Item, { doc?: string }>): Taken => ({
  label,
  report: { doc, text: "", lang: null, published: null, title: null, url: null, outlet: null, origin: [], notices: [notice] },
});

/**
 * The sources of a call. Throws a wrong call where it names none.
 * Example: `for await (const { report } of intake.reports(reader.tables)) await take(report)`.
 */
export async function intakeOf({ args, options, io }: Call): Promise<Intake> {
  const manifests = options.manifest ?? [];
  if (args.length + manifests.length === 0) throw wrongCall("nothing to read: name files, or a list of them with --manifest");
  const published = edtfOption("published", options.published) ?? undefined;
  const all = await bytesOf(args, manifests);
  const meter = { bytes: 0 };
  let failures = 0;
  const remark = (sentence: string): void => io.err.write(`foedera: ${sentence}\n`);
  async function* reports(tables: ReportTables): AsyncGenerator<Taken> {
    const same = sameNames(remark);
    const web = { allowed: options.allowHost ?? [] };
    const meta = { published, lang: options.lang };
    for await (const item of sources(args, { tables, manifests, meta, web, meter, stdin: io.stdin, signal: io.signal })) {
      const taken = "report" in item ? item : item.doc === undefined ? null : blank(item.doc, item);
      if ("notice" in item && taken === null) {
        if (failed.has(item.notice.rule)) failures += 1;
        remark(sentenceOf(item.label, item.notice.reason));
      }
      if (taken === null) continue;
      same(taken);
      for (const n of taken.report.notices) remark(sentenceOf(taken.label, n.reason));
      yield taken;
    }
  }
  return { reports, share: () => (all ? Math.min(1, meter.bytes / all) : null), failures: () => failures };
}

/** Remarks on files of one name in different folders: they count as versions of one document. */
function sameNames(remark: (sentence: string) => void): (taken: Taken) => void {
  const seen = new Map<string, string>();
  return ({ label, report: { doc, url, made } }) => {
    // what comes from feeds, archives and lists has a name of its own
    if (url || made?.from === "jsonl") return;
    const other = seen.get(doc);
    if (other !== undefined && other !== label) remark(`${label} has the same name as ${other} (${doc}): it counts as a new version of it`);
    seen.set(doc, label);
  };
}

/** Ends a command that could not read all of its sources. */
export function complain({ failures }: Intake): void {
  const n = failures();
  if (n > 0) throw new CommandError(`${n} ${n === 1 ? "source" : "sources"} could not be read: see above`);
}
