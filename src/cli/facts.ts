import { statSync } from "node:fs";
import { join } from "node:path";
import type { FusionTables } from "#fusion";
import type { FactFilter, Ledger } from "#ledger";
import type { Fact } from "#model";
import type { Ledger as ViewLedger } from "#views";
import { knowledgeBytes, knowledgeFile, packageRoot, version } from "./knowledge.ts";
import { type Call, clocksOf } from "./options.ts";

const loaded = new Map<string, { ontology: unknown }>();

/** The compiled knowledge as plain data, parsed once. */
export function compiledKnowledge({ env }: Pick<Call["io"], "env">): { ontology: unknown } {
  const file = knowledgeFile(env);
  const known = loaded.get(file) ?? (JSON.parse(knowledgeBytes(env).toString("utf8")) as { ontology: unknown });
  loaded.set(file, known);
  return known;
}

/** The tables that the facts are folded with, from the compiled knowledge. */
export async function fusionTables({ env }: Call["io"]): Promise<FusionTables> {
  const { compileFusion } = await import("#fusion");
  return compileFusion(compiledKnowledge({ env }).ontology);
}

/** Names the build that folds; null where we run from the sources, which may change at any moment. */
export function builtVersion({ env }: Call["io"]): string | undefined {
  if (!import.meta.url.includes("/dist/")) return undefined;
  const times = [join(packageRoot(), "dist", ".built"), knowledgeFile(env)].map(
    (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  return [version(), ...times].join(" ");
}

/** The facts of the ledger on the two clocks of a call, all or those that a filter asks for. */
export function factsOf(ledger: Ledger, call: Call, filter?: FactFilter): Promise<Fact[]> {
  return ledger.facts(clocksOf(call), { tables: () => fusionTables(call.io), version: builtVersion(call.io) }, filter);
}

/** What the views are made from: all facts on the clocks of a call, the reports and claims behind them, and the tables. */
export async function viewLedger(ledger: Ledger, call: Call): Promise<ViewLedger> {
  const facts = await factsOf(ledger, call);
  return { facts, input: await ledger.foldInput(clocksOf(call).known), tables: await fusionTables(call.io) };
}
