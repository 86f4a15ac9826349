import { inForce, mergeRefusal, patchRefusal, type Refusal, splitFrom } from "#fusion";
import type { ClaimRecord, Review, ReviewAction } from "#model";
import { claimsById, claimsOf, factsById } from "./answers.ts";
import type { Desk, View } from "./desk.ts";
import { absent, wrongCall } from "./errors.ts";
import type { NewReview, QueueRow } from "./schema-people.ts";
import type { Decision } from "./thread-messages.ts";

type Target = { claims: ClaimRecord[]; doc: string | null };

/** What an id stands for: a claim (also one that was rejected), all claims of a fact, or a report. */
async function target(desk: Desk, view: View, id: string): Promise<Target> {
  const fact = factsById(view).get(id);
  if (fact) return { claims: fact.claims.flatMap((c) => claimsById(view).get(c.claim) ?? []), doc: null };
  const claim = claimsById(view).get(id) ?? (await desk.ledger.anyClaims([id]))[0];
  if (claim) return { claims: [claim], doc: null };
  if (view.input.reports.some((r) => r.doc === id)) return { claims: claimsOf(view, id), doc: id };
  throw absent(`nothing to decide on has the id ${id}`, "give ids of claims, facts or reports; undo takes reviews");
}

const targets = (desk: Desk, view: View, ids: readonly string[]): Promise<Target[]> => Promise.all(ids.map((id) => target(desk, view, id)));

const claimIds = (list: Target[]): string[] => [...new Set(list.flatMap((t) => t.claims.map((c) => c.claim.id)))];

const refuse = (refusal: Refusal | null): void => {
  if (refusal) throw wrongCall(refusal.message, refusal.hint);
};

async function undoing(desk: Desk, ids: string[]): Promise<Decision> {
  const reviews = new Set((await desk.ledger.reviews()).map((r) => r.id));
  const strange = ids.find((id) => !reviews.has(id));
  if (strange) throw absent(`no review has the id ${strange}`, "/api/reviews lists them");
  return { action: "revoke", targets: ids };
}

function splitting(view: View, ids: string[], named: string[] | null): Decision {
  const from = splitFrom(view.facts, ids, named);
  if (!Array.isArray(from)) throw wrongCall(from.message, from.hint);
  return { action: "split", targets: ids, from };
}

/** What a new review comes to, in claim ids that survive re-reading. Throws where it makes no sense. */
export async function decisionOf(desk: Desk, view: View, asked: NewReview): Promise<Decision> {
  if (asked.from && asked.action !== "split") throw wrongCall("from goes with split", "leave it out");
  if (asked.patch && asked.action !== "amend") throw wrongCall("patch goes with amend", "leave it out");
  if (asked.action === "undo") return undoing(desk, asked.targets);
  const list = await targets(desk, view, asked.targets);
  const ids = claimIds(list);
  if (asked.action === "split") return splitting(view, ids, asked.from ? claimIds(await targets(desk, view, asked.from)) : null);
  if (asked.action === "amend") {
    const patch = asked.patch ?? {};
    if (Object.keys(patch).length === 0) throw wrongCall("amend needs a patch", "give patch: {field: value}");
    for (const record of list.flatMap((t) => t.claims)) refuse(patchRefusal(record, patch));
    return { action: "amend", targets: ids, patch };
  }
  if (asked.action === "merge") {
    refuse(
      mergeRefusal(
        list.length,
        list.flatMap((t) => t.claims),
      ),
    );
    return { action: "merge", targets: ids };
  }
  return { action: asked.action as ReviewAction, targets: [...new Set(list.flatMap((t) => t.doc ?? t.claims.map((c) => c.claim.id)))] };
}

/** Writes a decision in the name of the one who makes it. */
export async function decide(desk: Desk, asked: NewReview, who: string, lang: string): Promise<Review> {
  const { beside } = desk.options;
  const decision = beside
    ? await beside.ask<"decision">({ ask: "decision", review: asked, lang, state: await desk.state() })
    : await decisionOf(desk, await desk.view({ known: null, asOf: null }, lang), asked);
  const at = new Date(desk.options.now()).toISOString();
  const written = await desk.ledger.review({ ...decision, who, at, why: asked.why });
  desk.touched();
  return written;
}

type Order = "confidence" | "conflict";

/** The claims on which nobody has decided: those in conflicts first, or the least sure first. */
export function queueOf(view: View, order: Order, kind?: string): Omit<QueueRow, "gloss" | "facts" | "reviews" | "counts">[] {
  const decided = new Set(inForce(view.input.reviews ?? []).flatMap((r) => r.targets));
  const inConflict = new Map<string, QueueRow["conflicts"]>();
  for (const conflict of view.facts.flatMap((f) => f.conflicts))
    for (const c of conflict.sides.flatMap((s) => s.claims)) inConflict.set(c.claim, [...(inConflict.get(c.claim) ?? []), conflict]);
  const rows = view.input.claims
    .filter(({ doc, claim }) => !decided.has(claim.id) && !decided.has(doc) && (!kind || claim.kind === kind))
    .map((r) => ({
      ...r,
      kind: r.claim.kind,
      confidence: r.claim.confidence ?? null,
      conflicts: inConflict.get(r.claim.id) ?? [],
    }));
  const sure = (row: (typeof rows)[number]): number => row.confidence ?? 0;
  const disputed = (row: (typeof rows)[number]): number => (order === "conflict" ? Number(row.conflicts.length > 0) : 0);
  return rows.sort((a, b) => disputed(b) - disputed(a) || sure(a) - sure(b) || (a.claim.id < b.claim.id ? -1 : 1));
}
