/**
 * The date grammar on the cases of Recognizers-Text (dates and periods, English and German) beside chrono-node, and its speed.
 * Run: npx tsx --conditions=source bench/dates.ts [--misses en|de]
 */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { de, en, type ParsedComponents, type ParsedResult } from "chrono-node";
import { parse } from "yaml";
import { compileCalendar, compileNumbers } from "#knowledge";
import { findDates } from "#mentions";
import { type DaySpan, dayNumber, spanOf } from "#time";

type Resolution = { date?: string; startDate?: string; endDate?: string };
type Expected = { Text: string; Start: number; Length: number; Value: { FutureResolution: Resolution; PastResolution: Resolution } };
type Case = { Input: string; Context?: { ReferenceDateTime?: string }; Results: Expected[] };

const shared = "../shared";
const names = { en: "English", de: "German" } as const;
type Language = keyof typeof names;

function tables(language: Language) {
  const read = (name: string) => parse(readFileSync(`knowledge/languages/${language}/${name}.yaml`, "utf8")) as unknown;
  return { calendar: compileCalendar(read("calendar")), numbers: compileNumbers(read("numbers")) };
}

const dayOf = (iso: string) => dayNumber(...(iso.slice(0, 10).split("-").map(Number) as [number, number, number]));

/** Their periods end on the day after the last; a resolution of the year 1 means "no such day". */
function spanOfResolution(r: Resolution): DaySpan | null {
  if (r.date) return r.date.startsWith("0001") ? null : { first: dayOf(r.date), last: dayOf(r.date) };
  if (!r.startDate || !r.endDate || r.startDate.startsWith("0001")) return null;
  const [first, end] = [dayOf(r.startDate), dayOf(r.endDate)];
  return { first, last: Math.max(first, end - 1) };
}

/** A chrono result as days, as coarse as what it is certain of. */
function spanOfChrono(result: ParsedResult): DaySpan {
  const part = (c: ParsedComponents): DaySpan => {
    const [y, m, d] = [c.get("year") as number, c.get("month") as number, c.get("day") as number];
    if (c.isCertain("month") && !c.isCertain("day") && !c.isCertain("weekday"))
      return { first: dayNumber(y, m, 1), last: dayNumber(y, m + 1, 1) - 1 };
    return { first: dayNumber(y, m, d), last: dayNumber(y, m, d) };
  };
  return { first: part(result.start).first, last: part(result.end ?? result.start).last };
}

type Found = { start: number; end: number; span: DaySpan | null; edtf?: string | null; coarse?: boolean };
const same = (a: DaySpan | null, b: DaySpan | null) => !!a && !!b && a.first === b.first && a.last === b.last;

/**
 * The same time, by another convention: their range ends where its last day, month or year begins; they cut "early", "later this" and the
 * like out of the period and give "two years ago" to the day, where the words (and TimeML, and the codebook) name the whole.
 */
function alike(found: Found, b: DaySpan): boolean {
  const a = found.span;
  if (!a) return false;
  if (same(a, b) || (found.coarse && holds(a, b))) return true;
  const slash = found.edtf?.includes("/") ? spanOf(found.edtf.slice(found.edtf.indexOf("/") + 1)) : null;
  return a.first === b.first && (a.last === b.last + 1 || slash?.first === b.last + 1 || slash?.first === b.last);
}
const holds = (a: DaySpan | null, b: DaySpan | null) => !!a && !!b && a.first <= b.first && a.last >= b.last;

type Reader = (text: string, anchor: string) => Found[];

function quality(language: Language, file: string, reader: Reader, misses: boolean) {
  const cases = JSON.parse(readFileSync(`${shared}/dates/${names[language]}/${file}.json`, "utf8").replace(/^\uFEFF/, "")) as Case[];
  const score = { cases: 0, same: 0, alike: 0 };
  for (const { Input, Context, Results } of cases) {
    for (const wanted of Results) {
      const spans = [wanted.Value.PastResolution, wanted.Value.FutureResolution].map(spanOfResolution).filter((s) => s !== null);
      if (!spans.length || !Context?.ReferenceDateTime) continue;
      score.cases += 1;
      const at = Input.toLowerCase().indexOf(wanted.Text.toLowerCase());
      const found = reader(Input, Context.ReferenceDateTime.slice(0, 10)).filter((m) => m.start < at + wanted.Text.length && m.end > at);
      const exact = found.some((m) => spans.some((s) => same(m.span, s)));
      if (exact) score.same += 1;
      const near = found.some((m) => spans.some((s) => alike(m, s)));
      if (near) score.alike += 1;
      if (!near && misses)
        console.log(
          `  ${Context.ReferenceDateTime.slice(0, 10)} ${Input} | ${wanted.Text} | ${JSON.stringify(wanted.Value.PastResolution)} | ${found.map((m) => `${Input.slice(m.start, m.end)}=${m.edtf}`).join(", ")}`,
        );
    }
  }
  return score;
}

const percent = (a: number, b: number) => `${((100 * a) / b).toFixed(1)} %`;

function run() {
  const shown = process.argv[process.argv.indexOf("--misses") + 1];
  for (const language of ["en", "de"] as const) {
    const { calendar, numbers } = tables(language);
    const coarse = (m: { relative: boolean; part?: string; kind: string }) => m.part !== undefined || (m.relative && m.kind !== "date");
    const ours: Reader = (text, anchor) =>
      findDates(text, calendar, numbers, anchor).map((m) => ({ ...m, edtf: m.plain, span: spanOf(m.plain), coarse: coarse(m) }));
    const engine = { en, de }[language];
    const theirs: Reader = (text, anchor) =>
      engine
        .parse(text, new Date(`${anchor}T12:00:00`))
        .map((r) => ({ start: r.index, end: r.index + r.text.length, span: spanOfChrono(r) }));
    for (const file of ["DateParser", "DatePeriodParser"]) {
      const [a, b] = [
        quality(language, file, ours, process.argv.includes("--misses") && shown === language),
        quality(language, file, theirs, false),
      ];
      console.log(
        `${language} ${file}: ${a.cases} cases; same time: Foedera ${percent(a.alike, a.cases)}, chrono-node ${percent(b.alike, b.cases)}; to the very day as theirs: ${percent(a.same, a.cases)}, ${percent(b.same, b.cases)}`,
      );
    }
  }
  speed();
}

function speed() {
  const lines = gunzipSync(readFileSync(`${shared}/corpus/load.jsonl.gz`))
    .toString("utf8")
    .split("\n")
    .filter(Boolean);
  const docs = lines.map((line) => JSON.parse(line) as { text: string; published: string });
  const { calendar, numbers } = tables("en");
  const size = docs.reduce((n, d) => n + d.text.length, 0);
  let count = 0;
  for (const pass of [1, 2]) {
    const start = performance.now();
    count = 0;
    for (const { text, published } of docs) count += findDates(text, calendar, numbers, published).length;
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `speed, pass ${pass}: ${(size / 1e6).toFixed(1)} MB in ${seconds.toFixed(2)} s = ${(size / 1e6 / seconds).toFixed(1)} MB/s, ${count} mentions`,
    );
  }
  const sample = docs.filter((_, i) => i % 10 === 0);
  const start = performance.now();
  for (const { text, published } of sample) en.parse(text, new Date(`${published}T12:00:00`));
  const seconds = (performance.now() - start) / 1000;
  console.log(`chrono-node on every tenth text: ${(sample.reduce((n, d) => n + d.text.length, 0) / 1e6 / seconds).toFixed(2)} MB/s`);
}

if (existsSync(`${shared}/dates`)) run();
else console.log("bench/dates: no cases at ../shared/dates; nothing measured");
