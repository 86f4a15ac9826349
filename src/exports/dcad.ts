import { iso, period } from "#fusion";
import type { Fact } from "#model";
import { begun, ended } from "./atop.ts";
import { type Cell, table } from "./csv.ts";
import type { Source } from "./source.ts";

const header = ["state1", "state2", "ccode1", "ccode2", "year", "dca", "general", "sector", "types", "facts"];

const yearOf = (edtf: string | undefined | null, end: boolean) => {
  const days = period(edtf);
  const day = days ? iso(end ? days.to : days.from) : null;
  return day ? Number(day.slice(0, 4)) : null;
};

const concluded = new Set(["signed", "ratified", "in-force", "amended", "completed", "suspended", "ended"]);
const outside = new Set(["alliance"]);

function years(f: Fact, last: number): [number, number] | null {
  const first = yearOf(begun(f) ?? f.time, false) ?? yearOf(f.firstKnown, false);
  if (first === null) return null;
  return [first, Math.max(first, yearOf(ended(f), true) ?? last)];
}

/**
 * Bilateral agreements on routine defence relations by pair of states and year, in the manner of the DCA dataset's dyadic file:
 * from the year of signature (or the first report of it) to the year of the end, or of the last report. Alliances are left out, as there.
 */
export function dcad(source: Source): string {
  const last = Math.max(0, ...source.input.reports.map((r) => yearOf(r.published, true) ?? 0));
  const cells = new Map<string, { a: string; b: string; year: number; facts: Fact[] }>();
  for (const f of source.facts) {
    if (f.kind !== "agreement" || f.parties.length !== 2 || outside.has(f.type) || !concluded.has(f.stage ?? "")) continue;
    const span = years(f, last);
    const [a = "", b = ""] = f.parties;
    if (span)
      for (let year = span[0]; year <= span[1]; year++) {
        const cell = cells.get(`${a}|${b}|${year}`) ?? { a, b, year, facts: [] };
        cell.facts.push(f);
        cells.set(`${a}|${b}|${year}`, cell);
      }
  }
  const rows = [...cells]
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .map(([, { a, b, year, facts }]): Cell[] => {
      const general = facts.some((f) => f.type === "cooperation");
      const sector = facts.some((f) => f.type !== "cooperation");
      const types = [...new Set(facts.map((f) => f.type))].sort();
      return [
        a,
        b,
        source.cow?.(a),
        source.cow?.(b),
        year,
        1,
        Number(general),
        Number(sector),
        types.join(" "),
        facts.map((f) => f.id).join(" "),
      ];
    });
  return table([header, ...rows]);
}
