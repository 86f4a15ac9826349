import type { Ledger } from "#ledger";
import { type Domain, domains } from "#model";
import {
  type AppliesRow,
  applies as appliesView,
  type GapRow,
  gaps as gapsView,
  type NetworkStep,
  networkOver as networkOverView,
  network as networkView,
  type Question,
  silence,
} from "#views";
import { wrongCall } from "./errors.ts";
import { fusionTables, viewLedger } from "./facts.ts";
import { clockText } from "./list.ts";
import { type Call, clocksOf, codeOf, daysOption, oneOf, partiesOf, type Run } from "./options.ts";
import { withLedger } from "./place.ts";
import { printJson, printRows } from "./print.ts";
import { type Column, paragraph } from "./table.ts";
import { actors, plural, shortIds } from "./words.ts";

/** Opens the ledger of a call after its dates were found to make sense. */
async function opened(call: Call, work: (ledger: Ledger) => Promise<void>): Promise<void> {
  clocksOf(call);
  await withLedger(call, work);
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** The net on several days: a line a day, or a line a day and party where parties are asked for. */
async function overTime(call: Call, over: string, parties: string[]): Promise<void> {
  if (call.options.asOf !== undefined) throw wrongCall("--over names the days itself: leave --as-of out");
  const days = daysOption("over", over);
  await opened(call, async (ledger) => {
    const input = await ledger.foldInput(clocksOf(call).known);
    const { steps, sentence } = networkOverView({ input, tables: await fusionTables(call.io) }, days, { type: call.options.type });
    if (call.options.json) return printJson(call, steps);
    const last = paragraphs(sentence, steps.at(-1)?.sentence ?? "");
    if (parties.length === 0) return printRows(call, steps, stepColumns, last);
    const of = (party: string, step: NetworkStep) => ({ party, step, node: step.nodes.find((n) => n.party === party) });
    const rows = parties.flatMap((party) => steps.map((step) => of(party, step)));
    const columns: Column<(typeof rows)[number]>[] = [
      { head: "PARTY", cell: (r) => r.party },
      { head: "AS OF", cell: (r) => r.step.day },
      { head: "TIES", cell: (r) => `${r.node?.degree ?? 0}`, right: true },
      { head: "SHARE", cell: (r) => percent(r.node?.share ?? 0), right: true },
      { head: "BETWEEN", cell: (r) => (r.node?.betweenness ?? 0).toFixed(2), right: true },
      { head: "CENTRALISATION", cell: (r) => r.step.centralisation.toFixed(2), right: true },
    ];
    printRows(call, rows, columns, last);
  });
}

const paragraphs = (...parts: string[]): string => parts.filter(Boolean).join(" ");

const stepColumns: Column<NetworkStep>[] = [
  { head: "AS OF", cell: (s) => s.day },
  { head: "PARTIES", cell: (s) => `${s.nodes.length}`, right: true },
  { head: "TIES", cell: (s) => `${s.edges.length}`, right: true },
  { head: "DENSITY", cell: (s) => s.density.toFixed(2), right: true },
  { head: "CENTRALISATION", cell: (s) => s.centralisation.toFixed(2), right: true },
  { head: "MOST TIES", cell: (s) => (s.nodes[0] ? `${s.nodes[0].party} (${s.nodes[0].degree})` : "") },
  { head: "BETWEEN", cell: (s) => (s.nodes[0]?.betweenness ?? 0).toFixed(2), right: true },
];

/** Who is bound to whom: a line a party, and one sentence on the shape of the net. */
export const network: Run = async (call) => {
  const parties = partiesOf(call);
  if (call.options.over !== undefined) return overTime(call, call.options.over, parties);
  await opened(call, async (ledger) => {
    const net = networkView(await viewLedger(ledger, call), { type: call.options.type });
    if (call.options.json) return printJson(call, [net]);
    const partners = new Map(
      net.nodes.map((n) => [n.party, net.edges.flatMap((e) => (e.a === n.party ? [e.b] : e.b === n.party ? [e.a] : []))]),
    );
    const rows = net.nodes.filter((n) => parties.length === 0 || parties.includes(n.party));
    const columns: Column<(typeof rows)[number]>[] = [
      { head: "PARTY", cell: (n) => n.party },
      { head: "TIES", cell: (n) => `${n.degree}`, right: true },
      { head: "SHARE", cell: (n) => percent(n.share), right: true },
      { head: "BETWEEN", cell: (n) => n.betweenness.toFixed(2), right: true },
      { head: "TIED TO", cell: (n) => actors(partners.get(n.party) ?? []), wrap: true },
    ];
    printRows(call, rows, columns, `${net.sentence} Density ${net.density}${clockText(call)}.`);
  });
};

/** "GB:JP" as two codes. */
function pairOption(name: string, value: string): [string, string] {
  const [one, other, more] = value.split(":").map((code) => codeOf(name, code));
  if (!one || !other || more !== undefined) throw wrongCall(`--${name} takes two codes, such as GB:JP`);
  return [one, other];
}

function questionOf({ options }: Call): Question {
  const asked = [options.attacked, options.exercise, options.supplies, options.information].filter((o) => o !== undefined);
  if (asked.length !== 1) throw wrongCall("ask one thing: --attacked CODE, --exercise X:Y, --supplies X:Y or --information X:Y");
  const domain = oneOf<Domain>("domain", options.domain, domains);
  if (domain && options.attacked === undefined) throw wrongCall("--domain goes with --attacked");
  if (options.attacked !== undefined) return { ask: "attack", on: codeOf("attacked", options.attacked), ...(domain ? { domain } : {}) };
  if (options.exercise !== undefined) {
    const [of, place] = pairOption("exercise", options.exercise);
    return { ask: "exercise", of, in: place };
  }
  const ask = options.supplies !== undefined ? "supply" : "information";
  const [by, of] = pairOption(ask === "supply" ? "supplies" : "information", options.supplies ?? options.information ?? "");
  return { ask, by, of };
}

/** What follows from the instruments in the ledger; what does not bind is listed with the reason. */
export const applies: Run = async (call) => {
  const question = questionOf(call);
  await opened(call, async (ledger) => {
    const view = await viewLedger(ledger, call);
    const rows = appliesView(view, question);
    const short = shortIds(rows.map((r) => r.fact));
    const columns: Column<AppliesRow>[] = [
      { head: "ID", cell: (r) => short.get(r.fact) ?? r.fact },
      { head: "BINDS", cell: (r) => (r.binds ? "yes" : "no") },
      { head: "OBLIGED", cell: (r) => actors(r.obliged), wrap: true, share: 1 },
      { head: "TO", cell: (r) => r.obligation },
      { head: "WHY", cell: (r) => `${r.why}${r.disputed ? " (disputed)" : ""}`, wrap: true, share: 4 },
    ];
    const binding = rows.filter((r) => r.binds).length;
    const last = `${plural(rows.length, "obligation")}, ${binding} binding${clockText(call)}. The sentences behind a line: foedera show ID`;
    printRows(call, rows, columns, rows.length > 0 ? last : silence(view));
  });
};

/** Which partners of a party lack what its others have. */
export const gaps: Run = async (call) => {
  const [party, ...others] = partiesOf(call);
  if (!party || others.length > 0) throw wrongCall("gaps needs one party: give it with --party CODE");
  await opened(call, async (ledger) => {
    const rows = gapsView(await viewLedger(ledger, call), party, { type: call.options.type });
    const short = shortIds(rows.flatMap((r) => r.fact ?? []));
    const columns: Column<GapRow>[] = [
      { head: "PARTNER", cell: (r) => r.partner },
      { head: "LACKS", cell: (r) => r.type },
      { head: "BEGUN", cell: (r) => (r.fact ? (short.get(r.fact) ?? r.fact) : "") },
      { head: "WHY", cell: (r) => r.why, wrap: true },
    ];
    if (call.options.json || rows.length > 0)
      printRows(call, rows, columns, `${plural(rows.length, "gap")} of ${party}${clockText(call)}.`);
    else call.io.out.write(paragraph(`No gaps of ${party}${clockText(call)}.`, call.io.out));
  });
};
