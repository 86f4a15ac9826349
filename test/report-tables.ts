import type { ReportTables } from "#reports";
import { compileCalendar } from "../src/knowledge/calendar.ts";
import { readFolder } from "../src/knowledge/files.ts";
import { compileReportTables } from "../src/knowledge/reporting.ts";
import { grammar } from "../src/knowledge/schema.ts";

/** The data files as written, by path. */
export const raw = readFolder("knowledge");
const language = (code: string) => ({
  calendar: compileCalendar(raw[`languages/${code}/calendar`]),
  lexicon: { grammar: grammar.parse(raw[`languages/${code}/grammar`]) },
});
export const tables: ReportTables = compileReportTables(raw, { de: language("de"), en: language("en") });
