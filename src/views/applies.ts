import { ideas, label, say } from "#fusion";
import type { Domain, Fact, ObligationKind, Receipt, Stage } from "#model";
import { compare, type Ledger, type Wanted } from "./row.ts";

/** What is asked: X is attacked in a domain; forces of X exercise in Y; X asks Y for supplies or intelligence. */
export type Question =
  | { ask: "attack"; on: string; domain?: Domain }
  | { ask: "exercise"; of: string; in: string }
  | { ask: "supply" | "information" | "logistics"; by: string; of: string };

export type AppliesRow = {
  fact: string;
  instrument: string;
  kind: Fact["kind"];
  parties: string[];
  obligation: ObligationKind;
  /** those who owe it to the one asked about */
  obliged: string[];
  domains: Domain[];
  condition: string | null;
  stage: Stage | null;
  /** it binds on the day of the fold, and in the domain asked about */
  binds: boolean;
  disputed: boolean;
  why: string;
  receipts: Receipt[];
};

type Obligation = Ledger["tables"]["obligations"]["byType"][string][number];

function obligationsOf({ tables }: Ledger, f: Fact): Obligation[] {
  const { byType, byConcept, byAction } = tables.obligations;
  if (f.kind === "commitment") return f.modality === "negated" || f.modality === "possible" ? [] : (byAction[f.type] ?? []);
  const found = [...(byType[f.type] ?? [])];
  const told = ideas(tables.words, [...f.names, ...f.provisions].join(" "));
  for (const [concept, more] of Object.entries(byConcept))
    if (told.has(concept)) found.push(...more.filter((o) => !found.some((x) => x.kind === o.kind)));
  return found;
}

/** The domains of an obligation, and those to which claims about the fact extend it. */
function domainsOf({ tables }: Ledger, f: Fact, o: Obligation): Domain[] {
  if (!o.domains.length) return [];
  const told = ideas(tables.words, [...f.names, ...f.provisions, ...f.claims.filter((c) => isActual(f, c)).map((c) => c.quote)].join(" "));
  const extended = (Object.entries(tables.obligations.domainConcepts) as [Domain, string[]][])
    .filter(([, list]) => list.some((c) => told.has(c)))
    .map(([d]) => d);
  return [...new Set([...o.domains, ...extended])];
}

const isActual = (f: Fact, c: Receipt) => f.history.some((h) => h.claim === c.claim && h.doc === c.doc && h.modality === "actual");

function concerns(q: Question, f: Fact): string[] | null {
  const [one, other] = q.ask === "attack" ? [q.on, null] : q.ask === "exercise" ? [q.of, q.in] : [q.by, q.of];
  if (f.kind === "commitment") return pledged(q, f, one, other);
  if (!f.parties.includes(one) || (other && !f.parties.includes(other))) return null;
  return other ? [other] : f.parties.filter((p) => p !== one);
}

/** A pledge obliges its actors towards its beneficiaries; where it names none, towards each other. */
function pledged(q: Question, f: Fact, one: string, other: string | null): string[] | null {
  if (q.ask === "exercise") return null;
  const to = f.beneficiaries.length ? f.beneficiaries : f.parties;
  const by = f.parties.filter((p) => p !== one && (!other || p === other));
  return to.includes(one) && by.length ? by : null;
}

function kindsOf({ tables }: Ledger, q: Question): readonly ObligationKind[] {
  const { attack, exercise, ask } = tables.obligations.questions;
  if (q.ask === "attack") return attack;
  return q.ask === "exercise" ? exercise : ask.filter((k) => k === q.ask || (q.ask === "supply" && k === "logistics"));
}

/** What follows from the instruments and pledges in the ledger, on the day of the fold, for a question; what does not bind is shown with the reason. */
export function applies(ledger: Ledger, q: Question, { lang = "en" }: Wanted = {}): AppliesRow[] {
  const { facts, tables } = ledger;
  const asked = kindsOf(ledger, q);
  const rows: AppliesRow[] = [];
  for (const f of facts) {
    if (f.kind !== "agreement" && f.kind !== "commitment") continue;
    const obliged = concerns(q, f);
    if (!obliged) continue;
    for (const o of obligationsOf(ledger, f)) {
      if (!asked.includes(o.kind)) continue;
      const domains = domainsOf(ledger, f, o);
      const inForce = f.kind === "commitment" || (f.stage !== null && tables.obligations.binding.includes(f.stage));
      const covered = q.ask !== "attack" || !q.domain || !domains.length || domains.includes(q.domain);
      const instrument = f.name ?? f.object ?? label(tables, lang, f.type);
      const obligation = label(tables, lang, o.kind);
      const key = !inForce ? "applies.unratified" : !covered ? "applies.domain" : o.condition ? "applies.condition" : "applies.yes";
      const stage = f.stage ? label(tables, lang, f.stage) : label(tables, lang, f.modality);
      const why = say(tables, lang, key, {
        instrument,
        obligation,
        stage,
        condition: label(tables, lang, o.condition),
        domains: domains.map((d) => label(tables, lang, d)).join(", "),
        domain: q.ask === "attack" ? label(tables, lang, q.domain) : "",
      });
      rows.push({
        fact: f.id,
        instrument,
        kind: f.kind,
        parties: f.parties,
        obligation: o.kind,
        obliged,
        domains,
        condition: o.condition,
        stage: f.stage,
        binds: inForce && covered,
        disputed: f.conflicts.length > 0,
        why,
        receipts: f.claims,
      });
    }
  }
  return rows.sort(
    (a, b) =>
      Number(b.binds) - Number(a.binds) || compare(a.kind, b.kind) || compare(a.obligation, b.obligation) || compare(a.fact, b.fact),
  );
}

/** The answer in one sentence where nothing in the ledger speaks to the question. */
export const silence = ({ tables }: Ledger, lang = "en") => say(tables, lang, "applies.none");

/** What an instrument or pledge obliges to, and whether it binds on the day of the fold; whom is asked by `applies`. */
export function obligations(ledger: Ledger, f: Fact) {
  if (f.kind !== "agreement" && f.kind !== "commitment") return [];
  const binds = f.kind === "commitment" || (f.stage !== null && ledger.tables.obligations.binding.includes(f.stage));
  return obligationsOf(ledger, f).map((o) => ({ obligation: o.kind, domains: domainsOf(ledger, f, o), condition: o.condition, binds }));
}
