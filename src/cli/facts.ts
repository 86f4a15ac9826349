import type { FusionTables } from "#fusion";
import type { Ledger } from "#ledger";
import type { Fact } from "#model";
import { knowledgeBytes } from "./knowledge.ts";
import { type Call, clocksOf } from "./options.ts";

/** The tables that the facts are folded with, from the compiled knowledge. */
export async function fusionTables({ env }: Call["io"]): Promise<FusionTables> {
  const { compileFusion } = await import("#fusion");
  const compiled = JSON.parse(knowledgeBytes(env).toString("utf8")) as { ontology: unknown };
  return compileFusion(compiled.ontology);
}

/** The facts of the ledger on the two clocks of a call. */
export async function factsOf(ledger: Ledger, call: Call): Promise<Fact[]> {
  return ledger.facts(clocksOf(call), { tables: await fusionTables(call.io) });
}
