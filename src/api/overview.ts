import { iso, knownDay, lastDay } from "#fusion";
import type { Expectation, Fact, Kind } from "#model";
import { changed, conflicts, network } from "#views";
import type { View } from "./desk.ts";
import { reportRows } from "./routes-views.ts";
import type { Overview } from "./schema-pages.ts";

const SHOWN = 50;
const few = <T>(rows: T[]): { items: T[]; total: number } => ({ items: rows.slice(0, SHOWN), total: rows.length });

/** The day on which the ledger is looked at: the one asked for, else that of the last report. */
export function dayOf(view: View): string | null {
  if (view.clocks.asOf) return view.clocks.asOf;
  const last = view.input.reports.reduce((day, r) => Math.max(day, knownDay(r) ?? Number.NEGATIVE_INFINITY), Number.NEGATIVE_INFINITY);
  return Number.isFinite(last) ? iso(last) : null;
}

type Expected = Overview["due"]["items"][number];

function stepsOf(f: Fact, state: Expectation["state"][]): Expected[] {
  return f.expectations
    .filter((e) => state.includes(e.state))
    .map(({ stage, first, expected, slippedDays, overdueDays, why, claims }) => ({
      fact: f.id,
      kind: f.kind,
      type: f.type,
      parties: f.parties,
      name: f.name ?? f.object,
      step: stage,
      first,
      expected,
      slippedDays,
      overdueDays,
      why,
      receipts: f.claims.filter((c) => claims.includes(c.claim)),
    }));
}

const byDue = (a: Expected, b: Expected): number => (lastDay(a.expected) ?? 1e9) - (lastDay(b.expected) ?? 1e9);

/** The steps that are expected within so many days after the day of the view, and those whose day has passed. */
export function expectedSteps(view: View, within: number): { due: Expected[]; overdue: Expected[] } {
  const today = lastDay(dayOf(view)) ?? Number.POSITIVE_INFINITY;
  const all = view.memo("expected", () => {
    const told = view.facts.filter((f) => f.kind !== "statement");
    const ahead = told.flatMap((f) => stepsOf(f, ["open", "slipped"])).sort(byDue);
    return { ahead, overdue: told.flatMap((f) => stepsOf(f, ["overdue"])).sort((a, b) => byDue(b, a)) };
  });
  const soon = (step: Expected): boolean => {
    const day = lastDay(step.expected);
    return day !== null && day >= today && day <= today + within;
  };
  return { due: all.ahead.filter(soon), overdue: all.overdue };
}

function countsOf(view: View): Overview["counts"] {
  const facts: Record<Kind, number> = { agreement: 0, commitment: 0, activity: 0, statement: 0 };
  for (const f of view.facts) facts[f.kind] += 1;
  const independent = new Set(reportRows(view).map((r) => [r.doc, ...r.sameOrigin].sort()[0]));
  return { reports: view.input.reports.length, independent: independent.size, claims: view.input.claims.length, facts };
}

/** What changed since a day, what is due or overdue, the contradictions with the new ones first, and the net. */
export function overviewOf(view: View, before: View | null, within: number): Overview {
  const since = before?.clocks.known ?? null;
  const changes = before ? view.memo(`changes ${since}  `, () => changed(before.facts, view, { party: [], lang: view.lang })) : [];
  const held = new Set(before?.memo("conflicts  ", () => conflicts(before, { lang: before.lang })).map((c) => c.id));
  const disputed = view
    .memo("conflicts  ", () => conflicts(view, { lang: view.lang }))
    .map((c) => ({ ...c, new: before !== null && !held.has(c.id) }))
    .sort((a, b) => Number(b.new) - Number(a.new));
  const { due, overdue } = expectedSteps(view, within);
  return {
    day: dayOf(view),
    since,
    counts: view.memo("counts", () => countsOf(view)),
    changes: few([...changes].reverse()),
    due: few(due),
    overdue: few(overdue),
    contradictions: few(disputed),
    network: view.memo("network ", () => network(view, { lang: view.lang })),
    clocks: view.clocks,
  };
}
