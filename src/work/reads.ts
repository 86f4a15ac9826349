import { type Compiled, knowledge } from "#knowledge";
import type { Document, Report } from "#model";
import { read } from "#reading";
import { furniture } from "#reports";

/** What reads a report, from the compiled knowledge: the same function in the process and in its threads. */
export function readerOf(compiled: Compiled): (report: Report, options?: { mentions?: boolean }) => Document {
  const known = knowledge(compiled);
  return (report, options) => read(report, known, { ...options, skip: furniture(report.text, compiled.reports) });
}
