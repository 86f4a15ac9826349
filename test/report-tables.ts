import type { ReportTables } from "#reports";
import { readFolder } from "../src/knowledge/files.ts";
import { compileReportTables } from "../src/knowledge/reporting.ts";

/** The data files as written, by path. */
export const raw = readFolder("knowledge");
export const tables: ReportTables = compileReportTables(raw, ["de", "en"]);
