import type { Fact } from "#model";
import type { Source } from "./source.ts";

export type Cell = string | number | boolean | null | undefined;

/** A table as RFC 4180 text. A cell that a spreadsheet could take for a formula is kept as text. */
export function table(rows: Cell[][]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: Cell): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const raw = value ?? "";
  const text = /^[=+@\t\r]/.test(raw) || /^-\D/.test(raw) ? `'${raw}` : raw;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const columns: [string, (f: Fact) => Cell][] = [
  ["id", (f) => f.id],
  ["kind", (f) => f.kind],
  ["type", (f) => f.type],
  ["parties", (f) => f.parties.join(" ")],
  ["beneficiaries", (f) => f.beneficiaries.join(" ")],
  ["name", (f) => f.name],
  ["object", (f) => f.object],
  ["instrument", (f) => f.instrument],
  ["place", (f) => f.place],
  ["stage", (f) => f.stage],
  ["modality", (f) => f.modality],
  ["status", (f) => f.status],
  ["time", (f) => f.time],
  ["expected", (f) => f.expected],
  ["first_expected", (f) => f.expectations[0]?.first],
  ["slipped_days", (f) => f.expectations[0]?.slippedDays],
  ["deadline", (f) => f.deadline],
  ["first_deadline", (f) => f.firstDeadline],
  ["quantity", (f) => f.quantity?.value],
  ["unit", (f) => f.quantity?.unit],
  ["first_quantity", (f) => f.firstQuantity?.value],
  ["speaker", (f) => f.speaker],
  ["reports", (f) => f.sources.reports],
  ["independent", (f) => f.sources.independent],
  ["origins", (f) => f.sources.origins.join("; ")],
  ["conflicts", (f) => f.conflicts.length],
  ["first_known", (f) => f.firstKnown],
  ["last_known", (f) => f.lastKnown],
  ["doc", (f) => f.claims[0]?.doc],
  ["start", (f) => f.claims[0]?.start],
  ["end", (f) => f.claims[0]?.end],
  ["quote", (f) => f.claims[0]?.quote],
];

/** One line a fact, with its first receipt. */
export function csv({ facts }: Source): string {
  return table([columns.map(([name]) => name), ...facts.map((f) => columns.map(([, of]) => of(f)))]);
}
