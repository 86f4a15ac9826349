import type { Notice, Report } from "#model";
import type { Meta, ReportTables } from "#reports";
import { fromPage, type Item, type Reading, readBytes } from "./read.ts";
import { fetcherOf, type Validators, type Web } from "./web.ts";
import type { WebPolicy } from "./web-policy.ts";

/** What an address brought: a report with the validators for the next time, nothing new, or why there is none. */
export type Fetched =
  | ({ is: "report"; report: Report } & Validators)
  | { is: "unchanged" }
  /** `again`: milliseconds since 1970 before which the server does not want to be asked */
  | { is: "failed"; notice: Notice; again?: number };

/** Reading that fetches by a fetcher and opens no files. */
export const webReading = (tables: ReportTables, web: Web): Reading => ({
  ...{ tables, web, follow: false, bytes: web.policy.bytes },
  open: async (path) => {
    throw new Error(`${path} is a file of another machine and is not read.`);
  },
});

/**
 * Fetches one report: a page, PDF, Word document or plain text at an address, by a policy (or a fetcher that remembers pauses and
 * robots.txt). With the validators of the last time, a page that has not changed since is not sent again.
 */
export async function fetchReport(
  url: string,
  web: Web | Partial<WebPolicy>,
  { tables, since, meta = {} }: { tables: ReportTables; since?: Validators; meta?: Meta },
): Promise<Fetched> {
  const fetcher = fetcherOf(web);
  const answer = await fetcher.get(url, since);
  if (answer.is === "unchanged") return { is: "unchanged" };
  if (answer.is === "failed") return { is: "failed", notice: { rule: "web", reason: answer.reason }, again: answer.again };
  let first: Item | undefined;
  for await (const item of readBytes(answer.bytes, fromPage(answer, url), meta, webReading(tables, fetcher))) {
    first ??= item;
    if ("report" in item) return { is: "report", report: item.report, etag: answer.etag, lastModified: answer.lastModified };
  }
  const none: Notice = { rule: "empty", reason: `${url} holds no report.` };
  return { is: "failed", notice: first && "notice" in first ? first.notice : none };
}
