import { readFileSync, writeFileSync } from "node:fs";
import type { Ledger } from "#ledger";
import { type Review, review as reviewSchema } from "#model";
import { CommandError, pathReason, wrongCall } from "./errors.ts";
import type { Call, Run } from "./options.ts";
import { withLedger } from "./place.ts";
import { printJson } from "./print.ts";
import { plural } from "./words.ts";

/** Writes all decisions as JSON Lines, those taken back too, so that another ledger can take them in. */
export const exportAll: Run = (call) =>
  withLedger(call, async (ledger) => {
    const rows = await ledger.reviews();
    if (!call.options.out) return printJson(call, rows);
    try {
      writeFileSync(call.options.out, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    } catch (error) {
      throw new CommandError(`${call.options.out} cannot be written: ${pathReason(error)}`);
    }
    call.io.err.write(`foedera: ${plural(rows.length, "decision")} written to ${call.options.out}\n`);
  });

async function textOf(file: string, { io }: Call): Promise<string> {
  if (file === "-") {
    const parts: Uint8Array[] = [];
    for await (const part of io.stdin()) parts.push(part);
    return Buffer.concat(parts).toString("utf8");
  }
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandError(`${file} ${pathReason(error)}`);
  }
}

/** The decisions of a file of JSON Lines; the first line that is none ends it, before anything is written. */
function decisionsIn(text: string, file: string): Review[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  return lines.flatMap((line, at) => {
    if (!line.trim()) return [];
    const where = `line ${at + 1} of ${file === "-" ? "the input" : file}`;
    let content: unknown;
    try {
      content = JSON.parse(line);
    } catch {
      throw wrongCall(`${where} is no JSON: give a file that foedera review export made`);
    }
    const checked = reviewSchema.safeParse(content);
    if (checked.success) return [checked.data];
    const [issue] = checked.error.issues;
    throw wrongCall(`${where} is no decision: ${issue?.path.join(".") || "the line"}: ${issue?.message ?? "not as it should be"}`);
  });
}

const sorted = (value: unknown): unknown =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
const sameDecision = (a: Review, b: Review): boolean => JSON.stringify(a, (_, v) => sorted(v)) === JSON.stringify(b, (_, v) => sorted(v));

/** Targets of decisions that this ledger does not hold: claims, reports, or other decisions. */
async function unknownTargets(ledger: Ledger, decisions: readonly Review[]): Promise<number> {
  const [reports, reviews] = await Promise.all([ledger.reports(), ledger.reviews()]);
  const held = new Set([...reports.map((r) => r.doc), ...reviews.map((r) => r.id)]);
  const asked = [...new Set(decisions.flatMap((d) => d.targets))].filter((id) => !held.has(id));
  const claims = new Set(asked.length > 0 ? (await ledger.anyClaims(asked)).map((c) => c.claim.id) : []);
  return asked.filter((id) => !claims.has(id)).length;
}

/** Takes decisions in, all or none of a file; those that are here already change nothing. */
export const importAll: Run = async (call) => {
  const [file = "-"] = call.args;
  const decisions = decisionsIn(await textOf(file, call), file);
  await withLedger(call, async (ledger) => {
    const here = new Map((await ledger.reviews()).map((r) => [r.id, r]));
    for (const one of decisions) {
      const other = here.get(one.id);
      if (other && !sameDecision(one, other))
        throw new CommandError(`the decision ${one.id} of ${file} is another one in this ledger: nothing was taken in`);
      here.set(one.id, other ?? one);
    }
    const known = new Set((await ledger.reviews()).map((r) => r.id));
    const fresh = [...new Map(decisions.map((d) => [d.id, d])).values()].filter((d) => !known.has(d.id));
    for (const one of fresh) await ledger.review(one);
    const unknown = await unknownTargets(ledger, fresh);
    const counts = { taken: fresh.length, known: decisions.length - fresh.length, unknownTargets: unknown };
    if (call.options.json) return printJson(call, [counts]);
    const rest =
      unknown > 0 ? ` ${plural(unknown, "of their targets is", "of their targets are")} not in this ledger; they count once read.` : "";
    call.io.out.write(`${plural(counts.taken, "decision")} taken in, ${counts.known} known before.${rest}\n`);
  });
};
