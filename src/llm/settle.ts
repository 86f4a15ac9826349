import { actorsOf, type Claim, typeOf } from "#model";

const setOf = (codes: readonly string[]) => [...new Set(codes.map((code) => code.toUpperCase()))].sort().join("+");

/** What a claim says, without where it says so. */
const gist = (c: Claim) => JSON.stringify([c.kind, typeOf(c), setOf(actorsOf(c)), c.kind === "agreement" ? c.stage : null, c.modality]);

/** The fields that tell two claims of one gist apart, where both have them. */
function marks(c: Claim): Record<string, string | null> {
  const time = c.time ?? (c.kind === "commitment" ? c.deadline : null);
  if (c.kind === "agreement") return { time, name: c.name };
  if (c.kind === "commitment")
    return { time, object: c.object, to: setOf(c.beneficiaries) || null, amount: c.quantity && JSON.stringify(c.quantity) };
  if (c.kind === "activity") return { time, name: c.name, place: c.place };
  return { speaker: c.speaker, evidence: c.evidence };
}

function same(a: Claim, b: Claim): boolean {
  const [x, y] = [marks(a), marks(b)];
  return gist(a) === gist(b) && Object.keys(x).every((field) => x[field] === null || y[field] === null || x[field] === y[field]);
}

const fullness = (c: Claim) => Object.values(marks(c)).filter((value) => value !== null).length * 10_000 + (c.end - c.start);

/** Claims of one report in the order of the text, with what was said several times kept once, in its fullest mention. */
export function settle(claims: readonly Claim[]): Claim[] {
  const kept: Claim[] = [];
  for (const claim of [...claims].sort((a, b) => fullness(b) - fullness(a))) {
    if (!kept.some((other) => same(other, claim))) kept.push(claim);
  }
  return kept.sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
}
