import { Folder, factsOf, say } from "#fusion";
import { type Network, network } from "./network.ts";
import type { Ledger, Wanted } from "./row.ts";

/** The net as of one day (ISO 8601). */
export type NetworkStep = Network & { day: string };
/** The net as of several days, in their order, and one sentence on how it changed. */
export type NetworkOver = { steps: NetworkStep[]; sentence: string };

/** A change of centralisation below this is none. */
const CHANGE = 0.05;

/** The net of parties as of each of some days: what one claim has to do with another is worked out once for all of them. */
export function networkOver(
  { input, tables }: Pick<Ledger, "input" | "tables">,
  days: readonly string[],
  wanted: Wanted = {},
): NetworkOver {
  const folder = new Folder(tables, { lang: wanted.lang });
  folder.add(input);
  const { claims, reports, reviews = [] } = input;
  const groupings = folder.groupings().filter((g) => g.kind === "agreement" && g.involved.length > 1);
  const steps = [...days].sort().map((day) => {
    const facts = factsOf({ groupings, claims, reports, reviews }, tables, day, wanted.lang);
    return { day, ...network({ facts, input, tables }, wanted) };
  });
  return { steps, sentence: changed(steps, { input, tables }, wanted.lang ?? "en") };
}

/** From the first day on which there is a net to the last. */
function changed(steps: NetworkStep[], { tables }: Pick<Ledger, "input" | "tables">, lang: string): string {
  const [first, last] = [steps.find((s) => s.nodes.length > 1), steps.at(-1)];
  if (!first || !last || first === last || last.nodes.length < 2) return "";
  const by = last.centralisation - first.centralisation;
  const key = Math.abs(by) < CHANGE ? "steady" : by > 0 ? "rose" : "fell";
  const values = { from: first.day, to: last.day, n: first.nodes.length, m: last.nodes.length };
  return say(tables, lang, `network.${key}`, { ...values, a: first.centralisation, b: last.centralisation });
}
