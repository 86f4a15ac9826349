import type { Feature } from "./feature.ts";
import { order } from "./order.ts";
import { pair, type Rulings } from "./review.ts";
import { scoreOf } from "./signals.ts";
import type { FusionTables } from "./tables.ts";

/** Claims of one block that speak of one thing, and the pairs that brought them together. */
export type Cell = { id: string; block: string; members: Feature[]; joins: Join[] };
export type Join = { left: Feature; right: Feature; score: number };

/** Claims that compare alike; the first by key stands for all. */
export type Node = { first: Feature; members: Feature[] };
/** Two nodes that speak of one thing, `a` before `b`. */
export type Edge = { a: Node; b: Node; score: number };

const CHECKS = 144;

export const compareKeys = (a: Node, b: Node) => order(a.first.key, b.first.key);

/** The claims of one profile as one node, unless two such reports may still speak of two things. */
export function nodesOf(tables: FusionTables, features: Feature[]): Node[] {
  const members = features.sort((a, b) => order(a.key, b.key));
  const first = members[0] as Feature;
  const other = members.find((m) => m.doc !== first.doc);
  if (!other || scoreOf(tables, first, other) >= tables.thresholds.same) return [{ first, members }];
  const groups = new Map<string, Feature[]>();
  for (const f of members) groups.set(f.doc, [...(groups.get(f.doc) ?? []), f]);
  return [...groups.values()].map((list) => ({ first: list[0] as Feature, members: list }));
}

/** The score of two nodes, unless a review has ruled on them. */
export function pairScore(tables: FusionTables, x: Node, y: Node, rulings: Rulings): number {
  const [a, b] = compareKeys(x, y) < 0 ? [x.first, y.first] : [y.first, x.first];
  if (rulings.touched.has(a.claim.id) && rulings.touched.has(b.claim.id)) {
    const id = pair(a.claim.id, b.claim.id);
    if (rulings.apart.has(id)) return -1000;
    if (rulings.together.has(id)) return 1000;
  }
  return scoreOf(tables, a, b);
}

/**
 * Groups nodes by their edges: the likest pairs first, and never two that speak of different things. The order in which they are given
 * does not matter, and nodes without an edge between them do not touch each other.
 */
export function agglomerate(
  tables: FusionTables,
  block: string,
  nodes: Node[],
  edges: Edge[],
  rulings: Rulings,
): { nodes: Node[]; cell: Cell }[] {
  const scores = new Map<Node, Map<Node, number>>();
  const score = (a: Node, b: Node): number => {
    const row = scores.get(a) ?? new Map<Node, number>();
    scores.set(a, row);
    const value = row.get(b) ?? pairScore(tables, a, b, rulings);
    row.set(b, value);
    return value;
  };
  const sorted = [...edges].sort((x, y) => y.score - x.score || compareKeys(x.a, y.a) || compareKeys(x.b, y.b));
  const cluster = new Map(nodes.map((n) => [n, [n]]));
  const joins = new Map<Node[], Join[]>();
  for (const e of sorted) {
    const [x, y] = [cluster.get(e.a) as Node[], cluster.get(e.b) as Node[]];
    if (x === y || forbidden(tables, x, y, score)) continue;
    const all = [...x, ...y];
    joins.set(all, [...(joins.get(x) ?? []), ...(joins.get(y) ?? []), { left: e.a.first, right: e.b.first, score: e.score }]);
    for (const n of all) cluster.set(n, all);
  }
  return [...new Set(cluster.values())].map((group) => ({ nodes: group, cell: cellOf(block, group, joins.get(group) ?? []) }));
}

function forbidden(tables: FusionTables, x: Node[], y: Node[], score: (a: Node, b: Node) => number): boolean {
  let checks = 0;
  for (const a of x)
    for (const b of y) {
      if (++checks > CHECKS) return false;
      if (score(a, b) <= tables.thresholds.never) return true;
    }
  return false;
}

function cellOf(block: string, group: Node[], joins: Join[]): Cell {
  const members = group.flatMap((n) => n.members).sort((a, b) => order(a.key, b.key));
  const inner = group.flatMap((n) => n.members.slice(1).map((m) => ({ left: n.first, right: m, score: Number.NaN })));
  return { id: (members[0] as Feature).key, block, members, joins: [...joins, ...inner] };
}

/** Has a cell come out as it was, from the very same claims? */
export const sameCell = (a: Cell, b: Cell): boolean =>
  a.members.length === b.members.length &&
  a.joins.length === b.joins.length &&
  a.members.every((m, i) => m === b.members[i]) &&
  a.joins.every((j, i) => j.left === b.joins[i]?.left && j.right === b.joins[i]?.right && Object.is(j.score, b.joins[i]?.score));
