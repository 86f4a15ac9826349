import { say } from "#fusion";
import type { Fact } from "#model";
import { compare, type Ledger, type Wanted } from "./row.ts";

export type NetworkNode = { party: string; degree: number /** share of the possible links */; share: number; betweenness: number };
export type NetworkEdge = { a: string; b: string; facts: string[]; types: string[] };
export type Network = {
  nodes: NetworkNode[];
  edges: NetworkEdge[];
  /** Freeman's degree centralisation: 1 for a star, 0 where all have as many links */
  centralisation: number;
  density: number;
  hub: string | null;
  sentence: string;
};

/** Do two parties stand linked by it: something was concluded and has not ended. */
function links(f: Fact, least: number, rank: Record<string, number>): boolean {
  return (
    f.kind === "agreement" &&
    f.stage !== null &&
    (rank[f.stage] ?? 0) >= least &&
    f.stage !== "ended" &&
    f.stage !== "suspended" &&
    f.parties.length > 1
  );
}

function edgesOf(facts: readonly Fact[]): NetworkEdge[] {
  const edges = new Map<string, NetworkEdge>();
  for (const f of facts)
    for (const a of f.parties)
      for (const b of f.parties) {
        if (a >= b) continue;
        const edge = edges.get(`${a}|${b}`) ?? { a, b, facts: [], types: [] };
        edge.facts.push(f.id);
        edge.types = [...new Set([...edge.types, f.type])].sort();
        edges.set(`${a}|${b}`, edge);
      }
  return [...edges.values()].sort((x, y) => compare(x.a, y.a) || compare(x.b, y.b));
}

/** Betweenness by Brandes' algorithm: the share of shortest ways between two others that lead through a party. */
export function betweenness(names: readonly string[], next: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const total = new Map(names.map((n) => [n, 0]));
  for (const start of names) {
    const stack: string[] = [];
    const before = new Map<string, string[]>(names.map((n) => [n, []]));
    const ways = new Map<string, number>([[start, 1]]);
    const far = new Map<string, number>([[start, 0]]);
    const queue = [start];
    for (let v = queue.shift(); v !== undefined; v = queue.shift()) {
      stack.push(v);
      for (const w of next.get(v) ?? []) {
        if (!far.has(w)) {
          far.set(w, (far.get(v) ?? 0) + 1);
          queue.push(w);
        }
        if (far.get(w) !== (far.get(v) ?? 0) + 1) continue;
        ways.set(w, (ways.get(w) ?? 0) + (ways.get(v) ?? 0));
        before.get(w)?.push(v);
      }
    }
    const share = new Map<string, number>();
    for (const w of stack.reverse()) {
      for (const v of before.get(w) ?? [])
        share.set(v, (share.get(v) ?? 0) + ((ways.get(v) ?? 0) / (ways.get(w) ?? 1)) * (1 + (share.get(w) ?? 0)));
      if (w !== start) total.set(w, (total.get(w) ?? 0) + (share.get(w) ?? 0));
    }
  }
  const pairs = (names.length - 1) * (names.length - 2);
  return new Map([...total].map(([n, x]) => [n, pairs > 0 ? round(x / pairs) : 0]));
}

const round = (n: number) => Math.round(n * 1000) / 1000;

/** The net of parties that agreements tie on the day of the fold: degrees, betweenness, centralisation, and what they come to. */
export function network({ facts, tables }: Ledger, wanted: Wanted = {}): Network {
  const least = tables.stages.rank.agreed;
  const held = facts.filter((f) => links(f, least, tables.stages.rank) && (!wanted.type || f.type === wanted.type));
  const edges = edgesOf(held);
  const names = [...new Set(edges.flatMap((e) => [e.a, e.b]))].sort(compare);
  const next = new Map(names.map((n) => [n, edges.flatMap((e) => (e.a === n ? [e.b] : e.b === n ? [e.a] : []))]));
  const between = betweenness(names, next);
  const nodes = names.map((party) => {
    const degree = next.get(party)?.length ?? 0;
    return { party, degree, share: names.length > 1 ? round(degree / (names.length - 1)) : 0, betweenness: between.get(party) ?? 0 };
  });
  nodes.sort((a, b) => b.degree - a.degree || b.betweenness - a.betweenness || compare(a.party, b.party));
  const most = nodes[0]?.degree ?? 0;
  const n = names.length;
  const centralisation = n > 2 ? round(nodes.reduce((sum, x) => sum + most - x.degree, 0) / ((n - 1) * (n - 2))) : 0;
  const density = n > 1 ? round((2 * edges.length) / (n * (n - 1))) : 0;
  const hub = nodes[0]?.party ?? null;
  const key = n < 2 ? "empty" : centralisation >= 0.6 ? "hub" : centralisation >= 0.35 ? "mixed" : "lattice";
  const share = edges.length ? Math.round((100 * most) / edges.length) : 0;
  return {
    nodes,
    edges,
    centralisation,
    density,
    hub,
    sentence: say(tables, wanted.lang ?? "en", `network.${key}`, { n, hub, share, c: centralisation }),
  };
}
