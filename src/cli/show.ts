import { factsOf } from "./facts.ts";
import { type Found, find } from "./find.ts";
import type { Call, Run } from "./options.ts";
import { withLedger } from "./place.ts";
import { printJson } from "./print.ts";
import { claimText, factText, reportText, reviewText } from "./sheet.ts";

function textOf(found: Found, call: Call): string {
  const { columns } = call.io.out;
  if (found.what === "fact") return factText(found.fact, found.claims, found.reviews, columns);
  if (found.what === "claim") return claimText(found, columns);
  if (found.what === "report") return reportText(found, columns);
  return reviewText(found.review, columns);
}

/** Shows one thing of the ledger with everything that stands behind it. */
export const run: Run = (call) =>
  withLedger(call, async (ledger) => {
    const found = await find(ledger, call.args[0] ?? "", (filter) => factsOf(ledger, call, filter));
    if (call.options.json) return printJson(call, [found]);
    call.io.out.write(textOf(found, call));
  });
