import type { Fact, Kind } from "#model";
import { activities, agreements, commitments, gaps, network, type SpeakerRow, statements } from "#views";
import type { Desk, View } from "./desk.ts";
import { absent } from "./errors.ts";
import { speakerRows } from "./routes-views.ts";
import type { ActorPage, ActorRow, PersonPage } from "./schema-pages.ts";

const SHOWN = 50;
/** of what each partner lacks; /api/gaps gives all */
const RECEIPTS = 5;
const few = <T>(rows: T[]): { items: T[]; total: number } => ({ items: rows.slice(0, SHOWN), total: rows.length });
const columns: Record<Kind, "agreements" | "commitments" | "activities" | "statements"> = {
  agreement: "agreements",
  commitment: "commitments",
  activity: "activities",
  statement: "statements",
};

const involved = (f: Fact): Set<string> => new Set([...f.parties, ...f.beneficiaries, ...f.speakerOf]);

/** Every state and organisation that the facts speak of, those with most facts first. */
export const actorRows = (desk: Desk, view: View): ActorRow[] =>
  view.memo("actors", () => {
    const kinds = new Map(desk.options.known.actors.map((a) => [a.code, a.kind as string]));
    const rows = new Map<string, ActorRow & { with: Set<string> }>();
    for (const f of view.facts) {
      const codes = involved(f);
      for (const code of codes) {
        const blank = { code, name: desk.name(code, view.lang), kind: kinds.get(code) ?? "other", facts: 0, partners: 0 };
        const row = rows.get(code) ?? { ...blank, agreements: 0, commitments: 0, activities: 0, statements: 0, with: new Set() };
        row.facts += 1;
        row[columns[f.kind]] += 1;
        if (f.kind === "agreement") for (const other of codes) if (other !== code) row.with.add(other);
        rows.set(code, row);
      }
    }
    const made = [...rows.values()].map(({ with: partners, ...row }) => ({ ...row, partners: partners.size }));
    return made.sort((a, b) => b.facts - a.facts || (a.code < b.code ? -1 : 1));
  });

function partnersOf(view: View, code: string): ActorPage["partners"] {
  const { edges } = view.memo("network ", () => network(view, { lang: view.lang }));
  return edges
    .filter((e) => e.a === code || e.b === code)
    .map((e) => ({ party: e.a === code ? e.b : e.a, facts: e.facts, types: e.types }));
}

/** The page of a state or organisation. Throws where neither the facts nor the knowledge speak of it. */
export function actorPageOf(desk: Desk, view: View, code: string): ActorPage {
  const known = desk.options.known.actors.find((a) => a.code === code);
  const found = actorRows(desk, view).find((a) => a.code === code);
  if (!found && !known) throw absent(`no state or organisation has the code ${code}`, "/api/actors lists those in the ledger");
  const blank = { facts: 0, agreements: 0, commitments: 0, activities: 0, statements: 0, partners: 0 };
  const actor = found ?? { code, name: desk.name(code, view.lang), kind: known?.kind ?? "other", ...blank };
  const wanted = { party: [code], lang: view.lang };
  return {
    actor,
    members: [...new Set(known?.members?.map((m) => m.code))],
    memberOf: desk.options.known.actors.filter((a) => a.members?.some((m) => m.code === code && !m.to)).map((a) => a.code),
    partners: partnersOf(view, code),
    agreements: few(agreements(view, wanted)),
    commitments: few(commitments(view, wanted)),
    activities: few(activities(view, wanted)),
    statements: few(statements(view, wanted)),
    speakers: speakerRows(view)
      .filter((s) => s.of.includes(code))
      .map(({ claims: _, ...row }) => row),
    gaps: gaps(view, code, { lang: view.lang }).map((g) => ({ ...g, receipts: g.receipts.slice(0, RECEIPTS) })),
    clocks: view.clocks,
  };
}

const officesOf = (desk: Desk, { speaker, aliases }: SpeakerRow): PersonPage["offices"] => {
  const names = new Set([speaker, ...aliases]);
  const person = desk.options.known.people.find((p) => [p.name, ...p.also, ...p.de, ...p.aka].some((name) => names.has(name)));
  return (person?.offices ?? []).map(({ office, of, post, from, to }) => ({
    office,
    of: of ?? person?.of ?? null,
    post: post ?? null,
    from: from ?? null,
    to: to ?? null,
  }));
};

/** The page of a speaker, under any of the names that the reports give. */
export function personPageOf(desk: Desk, view: View, name: string): PersonPage {
  const found = speakerRows(view).find((s) => s.speaker === name) ?? speakerRows(view).find((s) => s.aliases.includes(name));
  if (!found) throw absent(`nobody speaks under the name ${name}`, "/api/people lists those who speak");
  const mine = new Set(found.claims.map((c) => `${c.doc}#${c.claim}`));
  return {
    speaker: found.speaker,
    aliases: found.aliases,
    of: found.of,
    offices: officesOf(desk, found),
    statements: view.memo("statements  ", () => statements(view, { lang: view.lang })).filter((s) => mine.has(`${s.doc}#${s.claim}`)),
    clocks: view.clocks,
  };
}
