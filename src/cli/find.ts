import type { FactFilter, Ledger, ReportRecord } from "#ledger";
import type { ClaimRecord, Fact, Review } from "#model";
import { CommandError, wrongCall } from "./errors.ts";

/** Looks facts up. */
export type Look = (filter?: FactFilter) => Promise<Fact[]>;

/** What an id stands for. */
export type Found =
  | { what: "fact"; fact: Fact; claims: ClaimRecord[]; reviews: Review[] }
  | { what: "claim"; claim: ClaimRecord; report: ReportRecord | null; context: string; facts: Fact[]; reviews: Review[]; counts: boolean }
  | { what: "report"; report: ReportRecord; claims: ClaimRecord[]; versions: Awaited<ReturnType<Ledger["versions"]>>; reviews: Review[] }
  | { what: "review"; review: Review };

const about = (reviews: Review[], targets: Set<string>): Review[] => reviews.filter((r) => r.targets.some((t) => targets.has(t)));

const MARGIN = 160;

/** The words before and after a claim's evidence. */
function contextOf(text: string | null, { start, end }: { start: number; end: number }): string {
  if (text === null) return "";
  return `${text.slice(Math.max(0, start - MARGIN), start)}[${text.slice(start, end)}]${text.slice(end, end + MARGIN)}`;
}

async function claimFound(ledger: Ledger, id: string, look: Look): Promise<Found> {
  const [claim] = await ledger.anyClaims([id]);
  if (!claim) throw new CommandError(`no claim has the id ${id}`);
  const [report = null] = await ledger.reports({ docs: [claim.doc] });
  const text = report ? await ledger.text(report.id) : null;
  const whole = text?.slice(claim.claim.start, claim.claim.end) === claim.claim.evidence ? text : null;
  const counts = (await ledger.claims({ ids: [id] })).length > 0;
  const reviews = about(await ledger.reviews(), new Set([id, claim.doc]));
  return {
    what: "claim",
    claim,
    report,
    context: contextOf(whole, claim.claim),
    facts: (await look({ kinds: [claim.claim.kind] })).filter((f) => f.claims.some((c) => c.claim === id)),
    reviews,
    counts,
  };
}

async function reportFound(ledger: Ledger, doc: string): Promise<Found> {
  const [report] = await ledger.reports({ docs: [doc] });
  if (!report) throw new CommandError(`no report is named ${doc}`);
  const claims = await ledger.claims({ docs: [doc] });
  const reviews = about(await ledger.reviews(), new Set([doc, ...claims.map((c) => c.claim.id)]));
  return { what: "report", report, claims, versions: await ledger.versions(doc), reviews };
}

async function factFound(ledger: Ledger, fact: Fact): Promise<Found> {
  const claims = await ledger.claims({ ids: fact.claims.map((c) => c.claim) });
  return { what: "fact", fact, claims, reviews: about(await ledger.reviews(), new Set(claims.map((c) => c.claim.id))) };
}

/** Finds what an id, or the beginning of one, stands for. */
export async function find(ledger: Ledger, id: string, look: Look): Promise<Found> {
  const here = await look({ id });
  const exact = here.find((f) => f.id === id);
  if (exact) return factFound(ledger, exact);
  const others = await ledger.ids(id);
  if (others.docs.includes(id)) return reportFound(ledger, id);
  if (others.claims.includes(id)) return claimFound(ledger, id, look);
  const all = [...here.map((f) => f.id), ...others.claims, ...others.docs, ...others.reviews];
  if (all.length === 0)
    throw new CommandError(`nothing in the ledger has the id ${id}: the lists (foedera agreements, reports, search ...) show the ids`);
  if (all.length > 1)
    throw wrongCall(
      `${id} could be ${all
        .slice(0, 5)
        .map((x) => x.slice(0, id.length + 6))
        .join(", ")}: give more letters of it`,
    );
  if (here[0]) return factFound(ledger, here[0]);
  if (others.claims[0]) return claimFound(ledger, others.claims[0], look);
  if (others.docs[0]) return reportFound(ledger, others.docs[0]);
  const review = (await ledger.reviews()).find((r) => r.id === others.reviews[0]);
  if (!review) throw new CommandError(`nothing in the ledger has the id ${id}`);
  return { what: "review", review };
}
