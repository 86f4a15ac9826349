import { type Claim, type ClaimRecord, claim as claimSchema, type Fact } from "#model";

/** Why a decision makes no sense, and what to do instead. */
export type Refusal = { message: string; hint: string };

/** What a reading gives and no review may change. */
const fixed = new Set(["id", "kind", "evidence", "start", "end", "rule", "confidence", "from"]);

/** The fields of a claim that a review may amend. */
export function amendable({ kind }: Claim): string[] {
  const shape = claimSchema.options.find((o) => o.shape.kind.value === kind)?.shape ?? {};
  return Object.keys(shape).filter((field) => !fixed.has(field));
}

/** What forbids a patch of a claim: a field that is not its own or not a review's to change, or a value that it cannot have. */
export function patchRefusal({ claim }: ClaimRecord, patch: Record<string, unknown>): Refusal | null {
  const fields = amendable(claim);
  const strange = Object.keys(patch).find((field) => !fields.includes(field));
  if (strange)
    return {
      message: `a claim of kind ${claim.kind} has no field ${strange} that can be amended`,
      hint: `use one of ${fields.join(", ")}`,
    };
  const [issue] = claimSchema.safeParse({ ...claim, ...patch }).error?.issues ?? [];
  return issue ? { message: `${issue.path.join(".") || "the change"} cannot be that`, hint: issue.message } : null;
}

/** What forbids to merge so many claims or facts, with these claims. */
export function mergeRefusal(targets: number, claims: readonly ClaimRecord[]): Refusal | null {
  const kinds = new Set(claims.map((c) => c.claim.kind));
  if (targets < 2) return { message: "merge takes two or more claims or facts", hint: "name another one" };
  return kinds.size > 1 ? { message: "only claims of one kind can be one fact", hint: `these are ${[...kinds].join(" and ")}` } : null;
}

/** The claims from which others are split: those named, else all that share a fact with them. */
export function splitFrom(facts: readonly Fact[], ids: readonly string[], named: readonly string[] | null): string[] | Refusal {
  const holding = facts.filter((f) => f.claims.some((c) => ids.includes(c.claim)));
  const from = (named ?? holding.flatMap((f) => f.claims.map((c) => c.claim))).filter((id) => !ids.includes(id));
  if (from.length > 0) return from;
  return { message: "nothing is left to split these claims from", hint: "name some of the claims of a fact, not all" };
}
