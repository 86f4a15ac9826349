// Writes docs/questions.md: what an analyst asks, the command that answers it, and its answer on the gold claims of ../shared.
//   npx tsx --conditions=source scripts/questions.ts > docs/questions.md
import { type FoldInput, type FusionTables, fold } from "#fusion";
import type { Fact, Receipt } from "#model";
import {
  activities,
  agreements,
  commitments,
  conflicts,
  dueBy,
  type Ledger,
  plans,
  speakers,
  statements,
  timeline,
  type Wanted,
} from "#views";

/** The lines of an answer and the claims it rests on. */
export type Answer = { lines: string[]; claims: string[] };
export type Asked = { number: number; ask: string; commands: string[]; answer: (at: (known?: string) => Ledger) => Answer };

const ids = (list: readonly Receipt[]) => list.map((r) => r.claim);
const join = (...answers: Answer[]): Answer => ({ lines: answers.flatMap((a) => a.lines), claims: answers.flatMap((a) => a.claims) });
const list = <T>(rows: T[], line: (row: T) => string, claims: (row: T) => string[]): Answer => ({
  lines: rows.map((r) => `${line(r)} (${claims(r).join(" ")})`),
  claims: rows.flatMap(claims),
});
const who = (parties: string[]) => parties.join(", ");
const src = (r: { reports: number; independent: number }) => `${r.reports} reports, ${r.independent} independent`;

const ag = (ledger: Ledger, wanted: Wanted) =>
  list(
    agreements(ledger, wanted),
    (r) =>
      [
        `${r.type} of ${who(r.parties)}${r.name ? `, "${r.name}"` : ""}: ${r.stage ?? "no stage reached"}${r.time ? ` (${r.time})` : ""}`,
        ...r.expectations.map((e) => e.why),
        ...r.possible.map((p) => `${p.stage} is possible (${p.who.join(", ") || "the report itself"})`),
        ...r.conflicts.map((c) => c.why),
        src(r),
      ].join("; "),
    (r) => ids(r.receipts),
  );
const co = (ledger: Ledger, wanted: Wanted, rows = commitments(ledger, wanted)) =>
  list(
    rows,
    (r) =>
      `${who(r.parties)} ${r.type}${r.beneficiaries.length ? ` for ${who(r.beneficiaries)}` : ""}: ${r.object ?? ""}${r.quantity ? `, ${r.quantity.value} ${r.quantity.unit}` : ""}; due ${r.deadline ?? r.expected ?? "without date"}; ${r.status ?? r.modality}; ${src(r)}`,
    (r) => ids(r.receipts),
  );
const ac = (ledger: Ledger, wanted: Wanted) =>
  list(
    activities(ledger, wanted),
    (r) =>
      `${r.type} of ${who(r.parties)}${r.name ? `, "${r.name}"` : ""}: ${r.time ?? "undated"}, ${r.status ?? ""}${r.parts.length > 1 ? `; parts: ${r.parts.map((p) => `${who(p.parties)} ${p.modality}${p.confirmed ? " confirmed" : ""}`).join(" | ")}` : ""}`,
    (r) => ids(r.receipts),
  );
const st = (ledger: Ledger, wanted: Wanted, keep: (r: ReturnType<typeof statements>[number]) => boolean = () => true) =>
  list(
    statements(ledger, wanted).filter(keep),
    (r) =>
      `${r.speaker ?? "unnamed"} (${who(r.speakerOf) || "no state"}): ${r.stance} on ${who(r.about)}; ${r.why}${r.chain.length ? `; by way of ${r.chain.join(", ")}` : ""}`,
    (r) => [r.claim],
  );

/** The questions that analysts ask, in our words, each with the views that answer it. */
export const questions: Asked[] = [
  {
    number: 1,
    ask: "Which access agreements did Japan have or seek at the beginning of December 2022?",
    commands: ["agreements --party JP --type access --known 2022-12-01"],
    answer: (at) => ag(at("2022-12-01"), { party: ["JP"], type: "access" }),
  },
  {
    number: 3,
    ask: "How did the expected signing of the Japan-UK agreement move?",
    commands: ["agreements --party JP --party GB --type access"],
    answer: (at) => ag(at(), { party: ["JP", "GB"], type: "access" }),
  },
  {
    number: 5,
    ask: "Who says that it will be signed, and how well are they placed to know?",
    commands: ["agreements --party JP --party GB --type access", "statements --party GB"],
    answer: (at) => join(ag(at(), { party: ["JP", "GB"], type: "access" }), st(at(), { party: ["GB"] }), said(at(), ["JP", "GB"])),
  },
  {
    number: 7,
    ask: "What did the access agreement and the fighter depend on?",
    commands: ["agreements --party JP --party GB", "statements --party GB --type concern"],
    answer: (at) => join(ag(at(), { party: ["JP", "GB"] }), st(at(), { party: ["GB"], type: "concern" })),
  },
  {
    number: 9,
    ask: "How far is an agreement of Japan with the Philippines, and what is said of it?",
    commands: ["agreements --party JP --party PH", "statements --party PH"],
    answer: (at) => join(ag(at(), { party: ["JP", "PH"] }), st(at(), { party: ["PH"] })),
  },
  {
    number: 11,
    ask: "Since when is there a treaty of Japan and the United States, and who owes what under it?",
    commands: ["timeline --party JP --party US --type alliance", "commitments --type defend", "statements --party KP"],
    answer: (at) => join(tl(at(), { party: ["JP", "US"], type: "alliance" }), co(at(), { type: "defend" }), st(at(), { party: ["KP"] })),
  },
  {
    number: 13,
    ask: "What did Japan and the United States sign in the second week of January 2023?",
    commands: ["timeline --party JP --party US"],
    answer: (at) => tl(at(), { party: ["JP", "US"] }, (r) => r.step === "signed" && r.when.startsWith("2023-01")),
  },
  {
    number: 15,
    ask: "What is planned for the alliance, as known at the end of March 2024?",
    commands: ["agreements --party JP --party US --type alliance", "commitments --party JP --party US"],
    answer: (at) => join(ag(at("2024-03-31"), { party: ["JP", "US"], type: "alliance" }), co(at("2024-03-31"), { party: ["JP", "US"] })),
  },
  {
    number: 17,
    ask: "Who has pledged to defend whom?",
    commands: ["commitments --type defend"],
    answer: (at) => co(at(), { type: "defend" }),
  },
  {
    number: 19,
    ask: "What falls due by the end of March 2025?",
    commands: ["commitments"],
    answer: (at) => co(at(), {}, dueBy(at(), "2025-03-31")),
  },
  {
    number: 21,
    ask: "How much does Japan mean to spend, by when, and by how many independent reports?",
    commands: ["commitments --party JP --type spend"],
    answer: (at) => co(at(), { party: ["JP"], type: "spend" }),
  },
  {
    number: 23,
    ask: "What is known of Japan's counterstrike capability?",
    commands: ["commitments --party JP --type acquire"],
    answer: (at) => co(at(), { party: ["JP"], type: "acquire" }),
  },
  {
    number: 25,
    ask: "Were the F-35 approved, bought or delivered?",
    commands: ["activities --type transfer"],
    answer: (at) => ac(at(), { type: "transfer" }),
  },
  {
    number: 27,
    ask: "What does Japan undertake in space, cyberspace and intelligence?",
    commands: ["agreements --party JP --type space", "commitments --party JP"],
    answer: (at) =>
      join(
        ag(at(), { party: ["JP"], type: "space" }),
        co(at(), { party: ["JP"], type: "spend" }),
        co(at(), { party: ["JP"], type: "cooperate" }),
      ),
  },
  {
    number: 29,
    ask: "What does Japan develop with others?",
    commands: ["agreements --party JP --type industry", "commitments --party JP --type develop"],
    answer: (at) => join(ag(at(), { party: ["JP"], type: "industry" }), co(at(), { party: ["JP"], type: "develop" })),
  },
  {
    number: 31,
    ask: "Where did the journey of January 2023 lead, and which stops are confirmed?",
    commands: ["activities --party JP --type visit"],
    answer: (at) => ac(at(), { party: ["JP"], type: "visit" }),
  },
  {
    number: 33,
    ask: "Which plans does another report confirm?",
    commands: ["timeline --party JP"],
    answer: (at) =>
      list(
        plans(at(), { party: ["JP"] }),
        (r) => `${r.step} of ${who(r.parties)} expected ${r.expected}: ${r.fate}`,
        (r) => [r.claim, ...(r.by ? [r.by] : [])],
      ),
  },
  {
    number: 35,
    ask: "What do China and North Korea do?",
    commands: ["activities --party CN", "activities --party KP"],
    answer: (at) => join(ac(at(), { party: ["CN"] }), ac(at(), { party: ["KP"] })),
  },
  {
    number: 37,
    ask: "Whom do the reports name as a threat, and who names them?",
    commands: ["statements --type concern"],
    answer: (at) => st(at(), { type: "concern" }),
  },
  {
    number: 39,
    ask: "What did Kurt Campbell say, and when?",
    commands: ["statements --party US", "activities --party JP --party US"],
    answer: (at) =>
      join(
        list(
          speakers(at()).filter((s) => s.speaker === "Kurt Campbell"),
          (s) => `${s.speaker} (${s.aliases.join(", ")}) for ${who(s.of)}: ${s.statements} statements`,
          (s) => s.claims.map((c) => c.claim),
        ),
        attributed(at(), "Campbell"),
      ),
  },
];

function tl(ledger: Ledger, wanted: Wanted, keep: (r: ReturnType<typeof timeline>[number]) => boolean = () => true): Answer {
  return list(
    timeline(ledger, wanted).filter(keep),
    (r) => `${r.when}: ${r.what} (${r.modality}), ${r.type} of ${who(r.parties)}${r.name ? `, "${r.name}"` : ""}`,
    (r) => ids(r.receipts),
  );
}

/** Who is named inside the reports as saying it, fact by fact. */
function said(ledger: Ledger, party: string[]): Answer {
  const rows = ledger.facts.filter((f: Fact) => f.kind === "agreement" && f.type === "access" && party.every((p) => f.parties.includes(p)));
  return list(
    rows,
    (f) =>
      f.history
        .map(
          (h) =>
            `${h.claim} ${h.stage} ${h.modality}: ${h.attribution.map((a) => `${a.source} (${a.type})`).join(" < ") || "the report itself"}`,
        )
        .join("; "),
    (f) => ids(f.claims),
  );
}

/** What is reported on the word of a person. */
function attributed(ledger: Ledger, name: string): Answer {
  const steps = ledger.facts
    .filter((f) => f.kind !== "statement")
    .flatMap((f) => f.history.filter((h) => h.attribution.some((a) => a.source.includes(name))).map((h) => ({ f, h })));
  return list(
    steps,
    ({ f, h }) => `on the word of ${name}: ${f.type} of ${who(f.parties)}, ${h.modality}`,
    ({ h }) => [h.claim],
  );
}

/** Ledgers as known on a day, folded once each. */
export function ledgers(input: FoldInput, tables: FusionTables): (known?: string) => Ledger {
  const made = new Map<string, Ledger>();
  return (known = "") => {
    const ledger = made.get(known) ?? { facts: fold(input, tables, known ? { known } : {}), input, tables };
    made.set(known, ledger);
    return ledger;
  };
}

async function main() {
  const { goldInput, hasGold, tables } = await import("../test/fusion-tables.ts");
  if (!hasGold) throw new Error("../shared/gold is not there: put the gold claims beside the project and run the script again.");
  const at = ledgers(goldInput(), tables);
  console.log(
    "# What an analyst asks\n\nMade by `scripts/questions.ts`: the questions, the commands that answer them, and the answers on hand-coded claims of five reports\n(003: November 2022, 004: December 2022, 000 and 001: January 2023, 002: March 2024). In brackets stand the claims that an answer rests on;\n`foedera show ID` prints their words.",
  );
  for (const q of questions) {
    const { lines } = q.answer(at);
    console.log(
      `\n## ${q.number}. ${q.ask}\n\n${q.commands.map((c) => `    foedera ${c}`).join("\n")}\n\n${lines.map((l) => `- ${l}`).join("\n")}`,
    );
  }
  console.log(
    `\n## What the reports dispute\n\n    foedera conflicts\n\n${conflicts(at())
      .map((c) => `- ${c.kind} of ${c.type}, ${who(c.parties)}: ${c.sides.map((s) => s.value).join(" / ")}. ${c.why}`)
      .join("\n")}`,
  );
}

if (process.argv[1]?.endsWith("questions.ts")) await main();
