import { userInfo } from "node:os";
import type { Refusal } from "#fusion";
import type { Ledger } from "#ledger";
import type { ClaimRecord, Fact, Review, ReviewAction } from "#model";
import { wrongCall } from "./errors.ts";
import { factsOf } from "./facts.ts";
import { find, type Look } from "./find.ts";

import { type Call, dayOption, type Run } from "./options.ts";
import { withLedger } from "./place.ts";
import { printJson } from "./print.ts";
import { reviewText } from "./sheet.ts";
import { type Column, tableText } from "./table.ts";
import { plural } from "./words.ts";

export function userName({ env }: Call["io"]): string {
  if (env.FOEDERA_REVIEWER) return env.FOEDERA_REVIEWER;
  try {
    return userInfo().username;
  } catch {
    throw wrongCall("it is not known who decides: name yourself with --who");
  }
}

/** Who decides, when and why. */
function signature(call: Call): Pick<Review, "who" | "at" | "why"> {
  const { options, io } = call;
  if (!options.why?.trim()) throw wrongCall("a decision needs its reason: give it with --why");
  return { who: options.who ?? userName(io), at: dayOption("on", options.on) ?? io.now().toISOString(), why: options.why.trim() };
}

type Target = { claims: ClaimRecord[]; doc: string | null; fact: Fact | null };

/** What an id of a call stands for: a claim, all claims of a fact, or a report. */
async function target(ledger: Ledger, id: string, look: Look): Promise<Target> {
  const found = await find(ledger, id, look);
  if (found.what === "fact") return { claims: found.claims, doc: null, fact: found.fact };
  if (found.what === "claim") return { claims: [found.claim], doc: null, fact: null };
  if (found.what === "report") return { claims: found.claims, doc: found.report.doc, fact: null };
  throw wrongCall(`${id} is a review: undo takes reviews, the other decisions take claims, facts and reports`);
}

async function targets(ledger: Ledger, ids: string[], look: Look): Promise<Target[]> {
  const all: Target[] = [];
  for (const id of ids) all.push(await target(ledger, id, look));
  return all;
}

const claimIds = (list: Target[]): string[] => [...new Set(list.flatMap((t) => t.claims.map((c) => c.claim.id)))];

type Decision = Pick<Review, "targets"> & Partial<Pick<Review, "from" | "patch">>;

/** A command that makes one decision. */
const decision =
  (action: ReviewAction, decide: (ledger: Ledger, call: Call, look: Look) => Promise<Decision>): Run =>
  async (call) => {
    const signed = signature(call);
    await withLedger(call, async (ledger) => {
      const made = await decide(ledger, call, (filter) => factsOf(ledger, call, filter));
      const review = await ledger.review({ action, ...made, ...signed });
      if (call.options.json) return printJson(call, [review]);
      call.io.out.write(reviewText(review, call.io.out.columns));
    });
  };

/** Claims of facts, claims as they are, and reports by their name. */
const onAnything = async (ledger: Ledger, call: Call, look: Look): Promise<Decision> => {
  const list = await targets(ledger, call.args, look);
  return { targets: [...new Set(list.flatMap((t) => (t.doc ? [t.doc] : t.claims.map((c) => c.claim.id))))] };
};

export const accept = decision("accept", onAnything);
export const reject = decision("reject", onAnything);
export const note = decision("note", onAnything);

const refused = ({ message, hint }: Refusal): Error => wrongCall(`${message}: ${hint}`);

/** A value as it was typed: JSON where it is JSON, a list where the field is one, else the words. */
function typedValue(typed: string, old: unknown): unknown {
  if (Array.isArray(old) && !typed.startsWith("["))
    return typed
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean);
  if (typeof old === "string" && !/^(null|true|false|\{|\[|")/.test(typed)) return typed;
  try {
    return JSON.parse(typed);
  } catch {
    return typed;
  }
}

/** The changes as they were typed, FIELD=VALUE each. */
function patchOf(changes: string[], record: ClaimRecord, check: (record: ClaimRecord, patch: Record<string, unknown>) => Refusal | null) {
  const patch: Record<string, unknown> = {};
  for (const change of changes) {
    const [, field, typed] = /^([A-Za-z]+)=(.*)$/s.exec(change) ?? [];
    if (field === undefined || typed === undefined) throw wrongCall(`${change} is no change: write FIELD=VALUE, such as stage=signed`);
    patch[field] = typedValue(typed, (record.claim as Record<string, unknown>)[field]);
  }
  const refusal = check(record, patch);
  if (refusal) throw refused(refusal);
  return patch;
}

export const amend = decision("amend", async (ledger, call, look) => {
  const [id = "", ...changes] = call.args;
  const { claims } = await target(ledger, id, look);
  const [first] = claims;
  if (!first) throw wrongCall(`${id} has no claims to amend`);
  const { patchRefusal } = await import("#fusion");
  return { targets: claims.map((c) => c.claim.id), patch: claims.map((c) => patchOf(changes, c, patchRefusal))[0] };
});

export const merge = decision("merge", async (ledger, call, look) => {
  const list = await targets(ledger, call.args, look);
  const { mergeRefusal } = await import("#fusion");
  const refusal = mergeRefusal(
    list.length,
    list.flatMap((t) => t.claims),
  );
  if (refusal) throw refused(refusal);
  return { targets: claimIds(list) };
});

export const split = decision("split", async (ledger, call, look) => {
  const ids = claimIds(await targets(ledger, call.args, look));
  const named = call.options.from ? claimIds(await targets(ledger, call.options.from, look)) : null;
  const { splitFrom } = await import("#fusion");
  const from = splitFrom(await look(), ids, named);
  if (!Array.isArray(from)) throw refused(from);
  return { targets: ids, from };
});

export const undo = decision("revoke", async (ledger, call) => {
  const reviews = await ledger.reviews();
  const found = call.args.map((id) => {
    const hits = reviews.filter((r) => r.id.startsWith(id));
    if (hits.length !== 1)
      throw wrongCall(
        hits.length === 0
          ? `no review has the id ${id}: foedera review list shows them`
          : `${id} could be several reviews: give more letters of it`,
      );
    return hits[0]?.id ?? "";
  });
  return { targets: found };
});

/** All decisions, with those taken back marked. */
export const list: Run = (call) =>
  withLedger(call, async (ledger) => {
    const rows = await ledger.reviews();
    if (call.options.json) return printJson(call, rows);
    const { inForce } = await import("#fusion");
    const valid = new Set(inForce(rows).map((r) => r.id));
    const columns: Column<Review>[] = [
      { head: "ID", cell: (r) => r.id.slice(0, 8) },
      { head: "WHEN", cell: (r) => r.at.slice(0, 10) },
      { head: "WHO", cell: (r) => r.who, wrap: true, share: 1 },
      {
        head: "DECISION",
        cell: (r) =>
          `${r.action}${
            r.patch
              ? ` ${Object.entries(r.patch)
                  .map(([k, v]) => `${k}=${JSON.stringify(v)}`)
                  .join(" ")}`
              : ""
          }`,
        wrap: true,
        share: 1.4,
      },
      { head: "ON", cell: (r) => r.targets.map((t) => (/^[0-9a-f]{16,}$/.test(t) ? t.slice(0, 8) : t)).join(" "), wrap: true, share: 1.4 },
      { head: "WHY", cell: (r) => `${r.why}${valid.has(r.id) || r.action === "revoke" ? "" : " (taken back)"}`, wrap: true, share: 2 },
    ];
    if (rows.length > 0) call.io.out.write(`${tableText(columns, rows, call.io.out)}\n`);
    call.io.out.write(`${plural(rows.length, "decision")}, ${valid.size} in force.\n`);
  });
