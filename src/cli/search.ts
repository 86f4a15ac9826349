import type { Ledger } from "#ledger";
import { wrongCall } from "./errors.ts";
import { factsOf } from "./facts.ts";
import { clockText } from "./list.ts";
import { type Call, clocksOf, type Run } from "./options.ts";
import { withLedger } from "./place.ts";
import { printJson } from "./print.ts";
import { paragraph, tableText } from "./table.ts";
import { plural, quoteText, shortIds } from "./words.ts";

const LIMIT = 50;
/** so many claims are looked through where the asked day leaves some out */
const MOST = 100_000;

/** What holds the words on the clocks of a call: as of a day, only claims of the facts of that day. */
async function found(ledger: Ledger, call: Call, words: string[], limit: number): ReturnType<Ledger["search"]> {
  const { known } = clocksOf(call);
  if (call.options.asOf === undefined) return ledger.search(words, { limit, known });
  const held = new Set((await factsOf(ledger, call)).flatMap((f) => f.claims.map((c) => c.claim)));
  const { claims, docs } = await ledger.search(words, { limit: MOST, known });
  return { claims: claims.filter((c) => held.has(c.claim.id)).slice(0, limit), docs: docs.slice(0, limit) };
}

/** Finds claims by the words of their evidence, and reports by those of their title or text. */
export const run: Run = async (call) => {
  const { io, options } = call;
  clocksOf(call);
  await withLedger(call, async (ledger) => {
    const limit = options.limit === undefined ? LIMIT : Number(options.limit);
    if (!Number.isInteger(limit) || limit < 1) throw wrongCall("--limit takes a whole number above 0");
    const words = call.args.flatMap((a) => a.split(/\s+/)).filter(Boolean);
    const { claims, docs } = await found(ledger, call, words, limit);
    if (options.json)
      return printJson(call, [
        ...claims.map(({ doc, claim }) => ({
          what: "claim",
          id: claim.id,
          doc,
          start: claim.start,
          end: claim.end,
          kind: claim.kind,
          quote: claim.evidence,
        })),
        ...docs.map((doc) => ({ what: "report", doc })),
      ]);
    if (claims.length + docs.length === 0)
      return io.out.write(paragraph(`Nothing in the ledger holds ${words.join(" ")}${clockText(call)}.`, io.out));
    const short = shortIds(claims.map((c) => c.claim.id));
    const columns = [
      { head: "ID", cell: (c: (typeof claims)[number]) => short.get(c.claim.id) ?? "" },
      { head: "CLAIM", cell: (c: (typeof claims)[number]) => c.claim.kind },
      { head: "REPORT", cell: (c: (typeof claims)[number]) => `${c.doc} ${c.claim.start}`, wrap: true, share: 1 },
      { head: "WORDS", cell: (c: (typeof claims)[number]) => quoteText({ quote: c.claim.evidence }), wrap: true, share: 3 },
    ];
    if (claims.length > 0) io.out.write(`${tableText(columns, claims, io.out)}\n`);
    const where = docs.length === 0 ? "no report" : `${plural(docs.length, "report")}: ${docs.join(", ")}`;
    io.out.write(paragraph(`${plural(claims.length, "claim")}; in the title or text of ${where}${clockText(call)}.`, io.out));
  });
};
