import { createHash } from "node:crypto";
import type { Compiled } from "#knowledge";
import type { Document, Report } from "#model";
import type { Io } from "./io.ts";
import { knowledgeBytes, version } from "./knowledge.ts";

/** What is known of a report from outside its text. */
export type Meta = { path?: string; doc?: string; published?: string; lang?: string; title?: string; url?: string; outlet?: string };

/** Everything between bytes and claims, with the knowledge loaded once. */
export type Reader = {
  /** names the version of rules and knowledge */
  id: string;
  report(bytes: Uint8Array, meta: Meta): Promise<Report>;
  document(report: Report, options?: { mentions?: boolean }): Document;
};

/** Loads the reading and its knowledge. */
export async function loadReader({ env }: Io): Promise<Reader> {
  const bytes = knowledgeBytes(env);
  const [{ knowledge }, { furniture, reportFromBytes }, { read }] = await Promise.all([
    import("#knowledge"),
    import("#reports"),
    import("#reading"),
  ]);
  const compiled = JSON.parse(bytes.toString("utf8")) as Compiled;
  const known = knowledge(compiled);
  const id = `foedera ${version()} ${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}`;
  return {
    id,
    report: (content, meta) => reportFromBytes(content, meta, compiled.reports),
    document: (report, options) => read(report, known, { ...options, skip: furniture(report.text, compiled.reports) }),
  };
}
