import type { Feature } from "./feature.ts";
import { order } from "./hash.ts";
import { pair, type Rulings } from "./review.ts";
import { priorOf, scoreOf } from "./signals.ts";
import type { FusionTables } from "./tables.ts";

/** Claims of one block that speak of one thing, and the pairs that brought them together. */
export type Cell = { id: string; block: string; members: Feature[]; joins: Join[] };
export type Join = { left: Feature; right: Feature; score: number };

type Node = { members: Feature[]; at: number };
const ALL_PAIRS = 300;
const BUCKET = 120;
const CHECKS = 144;

/** Equal claims become one node, unless two such reports may still speak of two things. */
function nodesOf(tables: FusionTables, features: Feature[], rulings: Rulings): Node[] {
  const groups = new Map<string, Feature[]>();
  for (const f of features) {
    const key = rulings.touched.has(f.claim.id) ? f.key : f.profile;
    const group = groups.get(key);
    if (group) group.push(f);
    else groups.set(key, [f]);
  }
  const nodes: Node[] = [];
  for (const members of groups.values()) {
    const first = members[0] as Feature;
    const other = members.find((m) => m.doc !== first.doc);
    if (!other || scoreOf(tables, first, other) >= tables.thresholds.same) nodes.push({ members, at: 0 });
    else for (const docs of byDoc(members)) nodes.push({ members: docs, at: 0 });
  }
  nodes.sort((a, b) => order((a.members[0] as Feature).key, (b.members[0] as Feature).key));
  nodes.forEach((n, i) => {
    n.at = i;
  });
  return nodes;
}

function byDoc(features: Feature[]): Feature[][] {
  const groups = new Map<string, Feature[]>();
  for (const f of features) groups.set(f.doc, [...(groups.get(f.doc) ?? []), f]);
  return [...groups.values()];
}

/** Keys under which nodes of a large block meet: what they name, and when. */
function keysOf(tables: FusionTables, f: Feature): string[] {
  const { generic } = priorOf(tables, f.kind, f.type);
  const strong = (list: Iterable<[string, number]>, least: number) =>
    [...list].filter(([id, w]) => w >= least && !generic.has(id)).map(([id]) => id);
  const keys = [
    ...f.nameMarks.map((m) => `n${m}`),
    ...strong(f.nameIdeas, 0.5).map((i) => `i${i}`),
    ...strong(f.objectIdeas, 0.5).map((i) => `i${i}`),
    ...f.objectMarks.map((m) => `o${m}`),
  ];
  if (f.instrument) keys.push(`#${f.instrument}`);
  if (f.time && f.time.to - f.time.from < 100)
    for (let d = Math.floor(f.time.from / 31); d <= Math.floor(f.time.to / 31) + 1; d++) keys.push(`t${d}`);
  if (f.kind === "statement") keys.push(`s${f.speaker}`);
  return [...keys, ...strong(f.wording, 0.8).map((i) => `w${i}`)];
}

function* candidates(tables: FusionTables, nodes: Node[]): Generator<[Node, Node]> {
  if (nodes.length <= ALL_PAIRS) {
    for (let i = 0; i < nodes.length; i++) for (let j = i + 1; j < nodes.length; j++) yield [nodes[i] as Node, nodes[j] as Node];
    return;
  }
  const buckets = new Map<string, Node[]>();
  for (const n of nodes)
    for (const key of new Set(keysOf(tables, n.members[0] as Feature))) buckets.set(key, [...(buckets.get(key) ?? []), n]);
  const seen = new Set<number>();
  for (const bucket of buckets.values())
    for (let i = 0; i < bucket.length; i++)
      for (let j = i + 1; j < Math.min(bucket.length, i + BUCKET); j++) {
        const [a, b] = [bucket[i] as Node, bucket[j] as Node];
        const id = a.at * nodes.length + b.at;
        if (seen.has(id)) continue;
        seen.add(id);
        yield [a, b];
      }
}

/** Groups the claims of one block: the likest pairs first, and never two that speak of different things. The order of the claims does not matter. */
export function clusterBlock(tables: FusionTables, block: string, unsorted: Feature[], rulings: Rulings): Cell[] {
  const features = [...unsorted].sort((a, b) => order(a.key, b.key));
  const nodes = nodesOf(tables, features, rulings);
  const scores = new Map<number, number>();
  const score = (a: Node, b: Node): number => {
    const id = Math.min(a.at, b.at) * nodes.length + Math.max(a.at, b.at);
    const known = scores.get(id);
    if (known !== undefined) return known;
    const value = ruledScore(tables, a.members[0] as Feature, b.members[0] as Feature, rulings);
    scores.set(id, value);
    return value;
  };
  const edges: { a: Node; b: Node; score: number }[] = [];
  for (const [a, b] of candidates(tables, nodes)) {
    const s = score(a, b);
    if (s >= tables.thresholds.same) edges.push({ a, b, score: s });
  }
  edges.sort((x, y) => y.score - x.score || x.a.at - y.a.at || x.b.at - y.b.at);
  const cluster = nodes.map((n) => [n]);
  const joins = new Map<Node[], Join[]>();
  for (const e of edges) {
    const [x, y] = [cluster[e.a.at] as Node[], cluster[e.b.at] as Node[]];
    if (x === y || forbidden(tables, x, y, score)) continue;
    const all = [...x, ...y];
    joins.set(all, [
      ...(joins.get(x) ?? []),
      ...(joins.get(y) ?? []),
      { left: e.a.members[0] as Feature, right: e.b.members[0] as Feature, score: e.score },
    ]);
    for (const n of all) cluster[n.at] = all;
  }
  return [...new Set(cluster)].map((group) => cellOf(block, group, joins.get(group) ?? []));
}

function ruledScore(tables: FusionTables, a: Feature, b: Feature, rulings: Rulings): number {
  if (rulings.touched.has(a.claim.id) && rulings.touched.has(b.claim.id)) {
    const id = pair(a.claim.id, b.claim.id);
    if (rulings.apart.has(id)) return -1000;
    if (rulings.together.has(id)) return 1000;
  }
  return scoreOf(tables, a, b);
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
  const inner = group.flatMap((n) => n.members.slice(1).map((m) => ({ left: n.members[0] as Feature, right: m, score: Number.NaN })));
  return { id: (members[0] as Feature).key, block, members, joins: [...joins, ...inner] };
}
