import { actorsOf, type Claim, type StatementClaim, typeOf } from "#model";

/** What the claims of two readers of one report have in common. */
export type Comparison = { agreed: { rules: Claim; llm: Claim }[]; rulesOnly: Claim[]; llmOnly: Claim[] };

const setOf = (codes: readonly string[]) => [...new Set(codes.map((code) => code.toUpperCase()))].sort().join("+");

/** The words of a name in small letters: three letters or more, or a short one all in capitals or with a digit. */
function nameWords(name: string, ignored: ReadonlySet<string>): Set<string> {
  const words =
    name
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => word.length > 2 || /^(?:\p{Lu}{2}|.*\p{N}.*)$/u.test(word)).map((word) => word.toLowerCase());
  return new Set(telling.filter((word) => !ignored.has(word)));
}

function oneName(a: string, b: string, ignored: ReadonlySet<string>): boolean {
  if (a.trim().toLowerCase() === b.trim().toLowerCase()) return true;
  const words = nameWords(b, ignored);
  return [...nameWords(a, ignored)].some((word) => words.has(word));
}

function oneSpeaker(a: StatementClaim, b: StatementClaim, ignored: ReadonlySet<string>): boolean {
  if (a.speaker && b.speaker) return oneName(a.speaker, b.speaker, ignored);
  return setOf([a.speakerOf ?? []].flat()) === setOf([b.speakerOf ?? []].flat());
}

/** Whether two claims say the same in the fields that make a claim what it is (the scorer's "core"). */
function sameCore(a: Claim, b: Claim, ignored: ReadonlySet<string>): boolean {
  if (a.kind === "statement" || b.kind === "statement")
    return a.kind === "statement" && b.kind === "statement" && oneSpeaker(a, b, ignored);
  if (a.kind !== b.kind || typeOf(a) !== typeOf(b) || setOf(actorsOf(a)) !== setOf(actorsOf(b))) return false;
  return a.kind !== "agreement" || b.kind !== "agreement" || a.stage === b.stage;
}

/** The share of the shorter evidence that both have. */
function shared(a: Claim, b: Claim): number {
  const both = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return both <= 0 ? 0 : both / Math.max(1, Math.min(a.end - a.start, b.end - b.start));
}

/** How like two claims of one core are, for pairing each with its best partner. */
const likeness = (a: Claim, b: Claim) =>
  shared(a, b) + (a.modality === b.modality ? 1 : 0) + (a.time === b.time ? 1 : 0) + (typeOf(a) === typeOf(b) ? 1 : 0);

/**
 * Pairs the claims of the rules with those of the second reader: the same kind and core fields, and evidence that overlaps by half of
 * the shorter one. No claim is in two pairs.
 * @param ignored words in small letters that make no name ("the")
 */
export function comparison(rules: readonly Claim[], llm: readonly Claim[], ignored: ReadonlySet<string> = new Set()): Comparison {
  const pairs = rules.flatMap((a, i) =>
    llm.flatMap((b, j) => (shared(a, b) >= 0.5 && sameCore(a, b, ignored) ? [{ a, b, i, j, points: likeness(a, b) }] : [])),
  );
  pairs.sort((x, y) => y.points - x.points || x.i - y.i || x.j - y.j);
  const taken = new Set<Claim>();
  const agreed: Comparison["agreed"] = [];
  for (const { a, b } of pairs) {
    if (taken.has(a) || taken.has(b)) continue;
    taken.add(a).add(b);
    agreed.push({ rules: a, llm: b });
  }
  const left = (claims: readonly Claim[]) => claims.filter((claim) => !taken.has(claim));
  return { agreed, rulesOnly: left(rules), llmOnly: left(llm) };
}

/** The chance that at least one of two independent readers is right. */
const either = (a: number | undefined, b: number | undefined) => 1 - (1 - (a ?? 0.5)) * (1 - (b ?? 0.5));

/**
 * The claims of both readers in the order of the text. Where both found the same, the claim of the rules stands, under its own id and
 * with its own fields, its confidence raised and `rule` ending in `+llm`; what only one found stays as that reader gave it.
 * `ignored` as in `comparison`.
 */
export function compareReaders(rules: readonly Claim[], llm: readonly Claim[], ignored: ReadonlySet<string> = new Set()): Claim[] {
  const { agreed, rulesOnly, llmOnly } = comparison(rules, llm, ignored);
  const both = agreed.map(
    ({ rules: a, llm: b }): Claim => ({ ...a, rule: `${a.rule ?? "rules"}+llm`, confidence: either(a.confidence, b.confidence) }),
  );
  return [...both, ...rulesOnly, ...llmOnly].sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
}
