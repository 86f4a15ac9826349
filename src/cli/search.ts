import { wrongCall } from "./errors.ts";
import type { Run } from "./options.ts";
import { withLedger } from "./place.ts";
import { printJson } from "./print.ts";
import { paragraph, tableText } from "./table.ts";
import { plural, quoteText, shortIds } from "./words.ts";

const LIMIT = 50;

/** Finds claims by the words of their evidence, and reports by those of their title or text. */
export const run: Run = (call) =>
  withLedger(call, async (ledger) => {
    const { io, options } = call;
    const limit = options.limit === undefined ? LIMIT : Number(options.limit);
    if (!Number.isInteger(limit) || limit < 1) throw wrongCall("--limit takes a whole number above 0");
    const words = call.args.flatMap((a) => a.split(/\s+/)).filter(Boolean);
    const { claims, docs } = await ledger.search(words, limit);
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
    if (claims.length + docs.length === 0) return io.out.write(paragraph(`Nothing in the ledger holds ${words.join(" ")}.`, io.out));
    const short = shortIds(claims.map((c) => c.claim.id));
    const columns = [
      { head: "ID", cell: (c: (typeof claims)[number]) => short.get(c.claim.id) ?? "" },
      { head: "CLAIM", cell: (c: (typeof claims)[number]) => c.claim.kind },
      { head: "REPORT", cell: (c: (typeof claims)[number]) => `${c.doc} ${c.claim.start}`, wrap: true, share: 1 },
      { head: "WORDS", cell: (c: (typeof claims)[number]) => quoteText({ quote: c.claim.evidence }), wrap: true, share: 3 },
    ];
    if (claims.length > 0) io.out.write(`${tableText(columns, claims, io.out)}\n`);
    const where = docs.length === 0 ? "no report" : `${plural(docs.length, "report")}: ${docs.join(", ")}`;
    io.out.write(paragraph(`${plural(claims.length, "claim")}; in the title or text of ${where}.`, io.out));
  });
