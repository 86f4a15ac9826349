/**
 * Reading speed beside wink-nlp (tokens, tags, entities) and compromise on the same texts in the same run: one process, one core.
 * Run: npm run build && npx tsx bench/reading.ts [--sample 40] [--passes 3]
 * Profile: node --cpu-prof --import tsx bench/reading.ts --alone (reads all relevant texts once; open the .cpuprofile in a browser's tools)
 */
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import type { Report } from "#model";
import { read, relevant } from "#reading";
import { builtKnowledge, loadTexts, megabytes, sift } from "./texts.ts";

const { values } = parseArgs({
  options: {
    sample: { type: "string", default: "40" },
    passes: { type: "string", default: "3" },
    alone: { type: "boolean", default: false },
  },
});

type Reader = (report: Report) => unknown;

/** CPU seconds of this process: another program on the machine costs less than on the clock, helpers of the engine (compiler, collector) count in full. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const clock = (): number => performance.now() / 1000;

/** Runs a reader over the texts and gives MB/s, by CPU time and by the clock; the best of the passes after one to warm up. */
function speed(reports: readonly Report[], reader: Reader, passes = Number(values.passes)): { cpu: number; clock: number } {
  const size = megabytes(reports);
  const best = { cpu: 0, clock: 0 };
  for (let pass = 0; pass <= passes; pass++) {
    const [c, t] = [cpu(), clock()];
    for (const report of reports) reader(report);
    if (pass === 0 && passes > 0) continue;
    best.cpu = Math.max(best.cpu, size / (cpu() - c));
    best.clock = Math.max(best.clock, size / (clock() - t));
  }
  return best;
}

const shown = (n: number): string => (n >= 10 ? n.toFixed(1) : n.toFixed(3));
const line = (what: string, { cpu, clock }: { cpu: number; clock: number }) =>
  console.log(`${what.padEnd(44)} ${shown(cpu).padStart(8)} MB/s (by the clock ${shown(clock)})`);
const memory = (): string => `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`;

type Wink = { readDoc(text: string): { tokens(): Items; entities(): Items }; its: Record<string, unknown> };
type Items = { out(what?: unknown): unknown };

/** Tokens with their tags, and entities, as strings: what a program would take from it. */
function wink(): Reader {
  const require = createRequire(import.meta.url);
  const nlp = require("wink-nlp")(require("wink-eng-lite-web-model"), ["sbd", "pos", "ner"]) as Wink;
  return ({ text }) => {
    const doc = nlp.readDoc(text);
    return [doc.tokens().out(), doc.tokens().out(nlp.its.pos), doc.entities().out()];
  };
}

/** The same of compromise: tags are given in reading; people, places and organisations are asked for. */
async function compromise(): Promise<Reader> {
  const { default: nlp } = await import("compromise");
  return ({ text }) => {
    const doc = nlp(text);
    return [doc.json({ offset: true }), doc.people().out("array"), doc.places().out("array"), doc.organizations().out("array")];
  };
}

/** Every n-th of the texts, so that the sample is spread over years and kinds. */
const spread = (reports: readonly Report[], n: number): Report[] =>
  reports.filter((_, i) => Math.floor((i * n) / reports.length) !== Math.floor(((i - 1) * n) / reports.length)).slice(0, n);

async function compare(which: string, chosen: readonly Report[], foedera: Reader): Promise<void> {
  console.log(`\nThe same ${chosen.length} ${which} (${megabytes(chosen).toFixed(2)} MB) for all three:`);
  const ours = speed(chosen, foedera);
  line("Foedera, claims", ours);
  for (const [name, reader] of [
    ["wink-nlp, tokens, tags, entities", wink()],
    ["compromise, tags, names", await compromise()],
  ] as const) {
    const theirs = speed(chosen, reader);
    line(name, theirs);
    console.log(`${`Foedera : ${name.split(",")[0]}`.padEnd(44)} ${(ours.cpu / theirs.cpu).toFixed(2).padStart(8)}`);
  }
}

const reports = loadTexts("bench/reading");
if (reports) {
  const known = builtKnowledge();
  const foedera: Reader = (report) => read(report, known);
  const texts = sift(reports, known);
  if (values.alone) line("relevant texts", speed(texts.relevant, foedera, 0));
  else {
    console.log(
      `${reports.length} texts, ${megabytes(reports).toFixed(2)} MB; the gate lets ${texts.relevant.length} through (${megabytes(texts.relevant).toFixed(2)} MB)`,
    );
    line(
      "gate alone, all texts",
      speed(reports, ({ text }) => relevant(text, known.compiled.gate)),
    );
    line("texts passed over", speed(texts.other, foedera));
    line("relevant texts", speed(texts.relevant, foedera, 1));
    line("all texts", speed(reports, foedera, 1));
    console.log(`peak memory after reading all of them: ${memory()}`);
    await compare("relevant texts", spread(texts.relevant, Number(values.sample)), foedera);
    await compare("texts of all", spread(reports, Number(values.sample)), foedera);
  }
}
