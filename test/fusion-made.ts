import type { Claim, ClaimRecord, ReportMeta } from "#model";

/** A pseudo-random generator with a seed, for made-up ledgers. */
export function dice(seed: number): (n: number) => number {
  let x = seed >>> 0 || 1;
  return (n) => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return Math.floor((x / 4294967296) * n);
  };
}

const common = (doc: string, n: number, evidence: string) => ({
  id: `${doc}.${n}`,
  evidence,
  start: n * 100,
  end: n * 100 + evidence.length,
  attribution: [],
});

export const agreement = (
  doc: string,
  n: number,
  parts: Partial<Extract<Claim, { kind: "agreement" }>>,
  evidence = "They signed a pact.",
): ClaimRecord => ({
  doc,
  claim: {
    ...common(doc, n, evidence),
    kind: "agreement",
    type: "access",
    name: null,
    parties: ["XA", "XB"],
    stage: "signed",
    modality: "actual",
    time: null,
    ...parts,
  },
});
export const commitment = (
  doc: string,
  n: number,
  parts: Partial<Extract<Claim, { kind: "commitment" }>>,
  evidence = "It will do so.",
): ClaimRecord => ({
  doc,
  claim: {
    ...common(doc, n, evidence),
    kind: "commitment",
    action: "aid",
    actors: ["XA"],
    beneficiaries: [],
    object: null,
    quantity: null,
    deadline: null,
    modality: "planned",
    time: null,
    ...parts,
  },
});
export const activity = (
  doc: string,
  n: number,
  parts: Partial<Extract<Claim, { kind: "activity" }>>,
  evidence = "The ministers met.",
): ClaimRecord => ({
  doc,
  claim: {
    ...common(doc, n, evidence),
    kind: "activity",
    type: "meeting",
    participants: ["XA", "XB"],
    name: null,
    place: null,
    modality: "actual",
    time: null,
    ...parts,
  },
});
export const statement = (
  doc: string,
  n: number,
  parts: Partial<Extract<Claim, { kind: "statement" }>>,
  evidence = "He welcomed it.",
): ClaimRecord => ({
  doc,
  claim: {
    ...common(doc, n, evidence),
    kind: "statement",
    speaker: "A. Speaker",
    speakerOf: "XA",
    stance: "support",
    about: ["XB"],
    modality: "actual",
    time: null,
    ...parts,
  },
});
export const report = (doc: string, published: string | null, parts: Partial<ReportMeta> = {}): ReportMeta => ({
  doc,
  lang: "en",
  published,
  origin: [],
  ...parts,
});

const states = Array.from({ length: 26 }, (_, i) => `X${String.fromCharCode(65 + i)}`);
const things = [
  "air defence systems",
  "Kampfpanzer",
  "cruise missiles",
  "gemeinsames Hauptquartier",
  "submarines",
  "Drohnen",
  "ammunition",
  "Militärbudget",
  "cyber units",
  "new bases on the islands",
];
const types = ["access", "alliance", "industry", "logistics", "space", "procurement"] as const;
const stages = ["proposed", "negotiating", "agreed", "signed", "ratified", "in-force", "amended"] as const;
const modes = ["actual", "planned", "planned", "possible", "negated"] as const;

/** A made-up ledger: `n` claims in reports of five claims each about so many states. */
export function made(n: number, seed = 1, among = 26): { reports: ReportMeta[]; claims: ClaimRecord[] } {
  const roll = dice(seed);
  const pick = <T>(list: readonly T[]) => list[roll(list.length)] as T;
  const code = () => (among <= 26 ? states[roll(among)] : `Y${roll(among).toString(36).toUpperCase().padStart(2, "0")}`) as string;
  const two = () => [...new Set([code(), code(), ...(roll(5) === 0 ? [code()] : [])])];
  const reports: ReportMeta[] = [];
  const claims: ClaimRecord[] = [];
  for (let i = 0; i < n; i++) {
    const doc = `r${String(Math.floor(i / 5)).padStart(6, "0")}`;
    const year = 2020 + roll(5);
    const month = String(1 + roll(12)).padStart(2, "0");
    const day = String(1 + roll(28)).padStart(2, "0");
    if (i % 5 === 0)
      reports.push(
        report(doc, `${year}-${month}-${day}`, {
          outlet: `Outlet ${roll(40)}`,
          origin: roll(6) === 0 ? [{ relation: "reprint-of", source: `Agency ${roll(4)}` }] : [],
        }),
      );
    const time = pick([null, null, `${year}`, `${year}-${month}`, `${year}-${month}-${day}`]);
    const thing = pick(things);
    const which = roll(4);
    if (which === 0)
      claims.push(
        agreement(
          doc,
          i,
          {
            type: pick(types),
            parties: two(),
            stage: pick(stages),
            modality: pick(modes),
            time,
            name: pick([null, null, `${thing} agreement`, "RAA"]),
          },
          `They agreed on ${thing}.`,
        ),
      );
    else if (which === 1)
      claims.push(
        commitment(
          doc,
          i,
          {
            actors: [code()],
            action: pick(["aid", "spend", "acquire", "deploy"] as const),
            object: thing,
            quantity: pick([null, { value: roll(9) + 1, unit: "EUR" }]),
            deadline: pick([null, `../${year + 1}`]),
            modality: pick(modes),
            time,
          },
          `It promised ${thing}.`,
        ),
      );
    else if (which === 2)
      claims.push(
        activity(
          doc,
          i,
          {
            type: pick(["meeting", "visit", "exercise", "attack"] as const),
            participants: two(),
            modality: pick(modes),
            time,
            name: pick([null, null, "2+2", "Bold Spear"]),
          },
          `They met about ${thing}.`,
        ),
      );
    else
      claims.push(
        statement(
          doc,
          i,
          {
            speaker: pick(["Ada Stone", "Stone", "Bo Reed"]),
            speakerOf: code(),
            stance: pick(["support", "concern"] as const),
            about: two(),
          },
          `She spoke of ${thing}.`,
        ),
      );
  }
  return { reports, claims };
}
