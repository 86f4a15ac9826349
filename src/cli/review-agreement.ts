import type { FieldAgreement, Ledger } from "#ledger";
import { CommandError } from "./errors.ts";
import type { Output } from "./io.ts";
import type { Run } from "./options.ts";
import { withLedger } from "./place.ts";
import { printJson } from "./print.ts";
import { type Column, tableText } from "./table.ts";

const figure = (n: number | null): string => (n === null ? "" : n.toFixed(2));

/** How far reviewers (by default all) agree on each field of the claims that at least two of them decided on. */
export async function agreementOf(
  ledger: Ledger,
  asked: readonly string[] = [],
): Promise<{ reviewers: string[]; fields: FieldAgreement[] }> {
  const [{ agreementByField, ratingsByField }, { inForce }] = await Promise.all([import("#ledger"), import("#fusion")]);
  const reviews = inForce(await ledger.reviews());
  const ids = [...new Set(reviews.flatMap((r) => r.targets))];
  const claims = ids.length > 0 ? (await ledger.anyClaims(ids)).map((c) => c.claim) : [];
  const reviewers = asked.length > 0 ? [...asked] : [...new Set(reviews.map((r) => r.who))].sort();
  return { reviewers, fields: agreementByField(ratingsByField(reviews, claims), reviewers).filter((f) => f.units > 0) };
}

/** The table of agreement, with who was compared and by what. */
export function agreementText({ reviewers, fields }: Awaited<ReturnType<typeof agreementOf>>, out: Output): string {
  const columns: Column<FieldAgreement>[] = [
    { head: "FIELD", cell: (r) => r.field },
    { head: "CLAIMS", cell: (r) => `${r.units}`, right: true },
    { head: "KAPPA", cell: (r) => figure(r.kappa), right: true },
    { head: "ALPHA", cell: (r) => figure(r.alpha), right: true },
  ];
  return `${tableText(columns, fields, out)}\nReviewers: ${reviewers.join(", ")}. Cohen's kappa (of two), Krippendorff's alpha (nominal).\n`;
}

/** How far reviewers agree, by field. */
export const agreement: Run = (call) =>
  withLedger(call, async (ledger) => {
    const { reviewers, fields } = await agreementOf(ledger, call.args);
    const rows = fields.filter((f) => call.options.field === undefined || f.field === call.options.field);
    if (call.options.json)
      return printJson(
        call,
        rows.map((r) => ({ reviewers, ...r })),
      );
    if (rows.length === 0)
      throw new CommandError(
        `no claim was decided on by two of ${reviewers.join(", ") || "several reviewers"}: let two people accept, reject or amend the same claims`,
      );
    call.io.out.write(agreementText({ reviewers, fields: rows }, call.io.out));
  });
