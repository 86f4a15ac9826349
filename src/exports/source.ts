import type { Fact, ReportMeta } from "#model";
import type { Ledger } from "#views";

/** What an export is made from. `cow` gives the Correlates of War code of a state, where the knowledge has it; `base` is the address of the ledger's pages. */
export type Source = Ledger & { cow?: (code: string) => number | null; base?: string; lang?: string };

export const reportOf = (source: Source) => {
  const byDoc = new Map(source.input.reports.map((r) => [r.doc, r]));
  return (doc: string): ReportMeta | undefined => byDoc.get(doc);
};

/** One line that says what a fact is, from its codes and names. */
export function titleOf(f: Fact): string {
  const what = f.name ?? f.object ?? f.speaker ?? "";
  return [f.type, what && `"${what}"`, f.parties.join(", ")].filter(Boolean).join(" ");
}

export const xml = (text: string | number) =>
  String(text)
    .replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");
