import { createHash } from "node:crypto";
import type { Compiled } from "#knowledge";
import type { Document, Report } from "#model";
import type { ReportTables } from "#reports";
import type { Io } from "./io.ts";
import { knowledgeBytes, version } from "./knowledge.ts";

/** Everything between a report and its claims, with the knowledge loaded once. */
export type Reader = {
  /** names the version of rules and knowledge */
  id: string;
  /** what the making of reports needs of the knowledge */
  tables: ReportTables;
  document(report: Report, options?: { mentions?: boolean }): Document;
};

/** What a document tells of its report though nothing is read from it. */
const aside = ({ modified, credits, made }: Report): Partial<Document> => ({
  ...(modified ? { modified } : {}),
  ...(credits ? { credits } : {}),
  ...(made ? { made } : {}),
});

/** Names a version of rules and knowledge. */
export const readerId = (bytes: Uint8Array): string =>
  `foedera ${version()} ${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}`;

/** Loads the reading and its knowledge. */
export async function loadReader({ env }: Io): Promise<Reader> {
  const bytes = knowledgeBytes(env);
  const [{ knowledge }, { furniture }, { read }] = await Promise.all([import("#knowledge"), import("#reports"), import("#reading")]);
  const compiled = JSON.parse(bytes.toString("utf8")) as Compiled;
  const known = knowledge(compiled);
  return {
    id: readerId(bytes),
    tables: compiled.reports,
    document: (report, options) => ({
      ...read(report, known, { ...options, skip: furniture(report.text, compiled.reports) }),
      ...aside(report),
    }),
  };
}
