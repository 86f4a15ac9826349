import { writeFileSync } from "node:fs";
import type { Fact } from "#model";
import { sortFacts } from "./columns.ts";
import { CommandError, pathReason, wrongCall } from "./errors.ts";
import { wanted, wantedFacts } from "./list.ts";
import { oneOf, type Run } from "./options.ts";
import { withLedger } from "./place.ts";
import { plural } from "./words.ts";

const header = [
  "id",
  "kind",
  "type",
  "parties",
  "name",
  "object",
  "place",
  "stage",
  "modality",
  "status",
  "time",
  "expected",
  "deadline",
  "first_deadline",
];
const figures = ["quantity", "unit", "reports", "independent", "conflicts", "doc", "start", "end", "quote"];

function cellsOf(f: Fact): (string | number | null | undefined)[] {
  const said = [
    f.id,
    f.kind,
    f.type,
    f.parties.join(" "),
    f.name,
    f.object,
    f.place,
    f.stage,
    f.modality,
    f.status,
    f.time,
    f.expected,
    f.deadline,
    f.firstDeadline,
  ];
  const [first] = f.claims;
  return [
    ...said,
    f.quantity?.value,
    f.quantity?.unit,
    f.sources.reports,
    f.sources.independent,
    f.conflicts.length,
    first?.doc,
    first?.start,
    first?.end,
    first?.quote,
  ];
}

/** A cell after RFC 4180. */
const cell = (value: string | number | null | undefined): string => {
  const text = String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const formats: Record<string, (facts: Fact[]) => string> = {
  csv: (facts) => [[...header, ...figures], ...facts.map(cellsOf)].map((row) => `${row.map(cell).join(",")}\r\n`).join(""),
  jsonl: (facts) => facts.map((f) => `${JSON.stringify(f)}\n`).join(""),
};

export const formatNames = Object.keys(formats);

/** Writes the facts in another format, to a file or to standard output. */
export const run: Run = async (call) => {
  const { options, io } = call;
  const name = oneOf("format", options.format, formatNames);
  const format = name && formats[name];
  if (!format) throw wrongCall(`export needs a format: give --format ${formatNames.join(" or --format ")}`);
  const asked = wanted(call, null);
  await withLedger(call, async (ledger) => {
    const rows = sortFacts(await wantedFacts(ledger, call, asked));
    if (!options.out) return io.out.write(format(rows));
    try {
      writeFileSync(options.out, format(rows));
    } catch (error) {
      throw new CommandError(`${options.out} cannot be written: ${pathReason(error)}`);
    }
    io.err.write(`foedera: ${plural(rows.length, "fact")} written to ${options.out}\n`);
  });
};
