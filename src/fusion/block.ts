import { agglomerate, type Cell, compareKeys, type Edge, type Node, nodesOf, pairScore, sameCell } from "./cluster.ts";
import type { Feature } from "./feature.ts";
import { put } from "./lists.ts";
import type { Rulings } from "./review.ts";
import { priorOf } from "./signals.ts";
import type { FusionTables } from "./tables.ts";

/** Up to so many nodes, all pairs are compared; beyond, only those that meet under a key. */
const ALL_PAIRS = 300;
/** Under a key that more nodes have, each is compared only with the first of them. */
const CROWD = 240;
const FIRST = 60;

/** Which cells an update made, and which are no more. */
export type Turnover = { fresh: Cell[]; gone: Cell[] };

/** Nodes of an update: those that came, those that went, and those that only have other members. */
type Turned = { came: Node[]; went: Node[]; grown: Node[] };

/**
 * The claims of one block, grouped into cells as they come in. An update works out again only the nodes that are joined, by whatever
 * chain of likenesses, to one that came or went: the rest cannot be touched by it. The cells are those that the whole block would give.
 */
export class Block {
  readonly features = new Map<string, Feature>();
  private readonly profiles = new Map<string, { members: Set<Feature>; nodes: Node[] }>();
  private readonly profileOf = new Map<Feature, string>();
  private readonly dirty = new Set<string>();
  private readonly nodes = new Set<Node>();
  private readonly edges = new Map<Node, Edge[]>();
  private readonly cellOf = new Map<Node, Cell>();
  private buckets: Map<string, Node[]> | null = null;

  constructor(
    readonly name: string,
    private readonly tables: FusionTables,
  ) {}

  cells(): Set<Cell> {
    return new Set(this.cellOf.values());
  }

  /** Takes in a claim. Equal claims share a profile, but what a review merges or splits stands alone. */
  put(f: Feature, rulings: Rulings): void {
    const profile = rulings.touched.has(f.claim.id) ? f.key : f.profile;
    const group = this.profiles.get(profile) ?? { members: new Set<Feature>(), nodes: [] };
    this.profiles.set(profile, group);
    this.features.set(f.key, f);
    this.profileOf.set(f, profile);
    group.members.add(f);
    this.dirty.add(profile);
  }

  remove(key: string): void {
    const f = this.features.get(key);
    const profile = f && this.profileOf.get(f);
    if (!f || profile === undefined) return;
    this.features.delete(key);
    this.profileOf.delete(f);
    this.profiles.get(profile)?.members.delete(f);
    this.dirty.add(profile);
  }

  /** Works out the cells that what came and went has changed. */
  update(rulings: Rulings): Turnover {
    const turned = this.turn();
    const gone = new Set<Cell>();
    const touched = new Set<Node>([...turned.came, ...turned.grown]);
    for (const n of turned.went) for (const other of this.forget(n, gone)) touched.add(other);
    for (const n of turned.went) touched.delete(n);
    if (this.comparedOtherwise(turned)) {
      this.edges.clear();
      for (const n of this.nodes) touched.add(n);
      this.compareAll(rulings);
    } else this.compareNew(turned.came, rulings);
    return this.regroup(touched, gone, rulings);
  }

  /** Makes the nodes of changed profiles anew. */
  private turn(): Turned {
    const turned: Turned = { came: [], went: [], grown: [] };
    for (const profile of this.dirty) {
      const group = this.profiles.get(profile);
      if (!group) continue;
      const old = new Map(group.nodes.map((n) => [n.first, n]));
      group.nodes = (group.members.size ? nodesOf(this.tables, [...group.members]) : []).map((made) => {
        const known = old.get(made.first);
        if (!known) return made;
        known.members = made.members;
        turned.grown.push(known);
        old.delete(made.first);
        return known;
      });
      turned.went.push(...old.values());
      turned.came.push(...group.nodes.filter((n) => !this.nodes.has(n)));
      for (const n of old.values()) this.nodes.delete(n);
      for (const n of group.nodes) this.nodes.add(n);
      if (!group.members.size) this.profiles.delete(profile);
    }
    this.dirty.clear();
    return turned;
  }

  /** Takes a node out; gives those that it was joined to. */
  private forget(n: Node, gone: Set<Cell>): Node[] {
    const cell = this.cellOf.get(n);
    if (cell) gone.add(cell);
    this.cellOf.delete(n);
    const others: Node[] = [];
    for (const e of this.edges.get(n) ?? []) {
      const other = e.a === n ? e.b : e.a;
      const list = this.edges.get(other) ?? [];
      list.splice(list.indexOf(e), 1);
      others.push(other);
    }
    this.edges.delete(n);
    return others;
  }

  private regroup(touched: Set<Node>, gone: Set<Cell>, rulings: Rulings): Turnover {
    const seen = new Set<Node>();
    const fresh: Cell[] = [];
    for (const start of touched) {
      if (seen.has(start)) continue;
      const component = this.component(start, seen);
      const old = new Map<string, Cell>();
      for (const n of component) {
        const cell = this.cellOf.get(n);
        if (cell) old.set(cell.id, cell);
      }
      for (const cell of old.values()) gone.add(cell);
      const edges = component.flatMap((n) => (this.edges.get(n) ?? []).filter((e) => e.a === n));
      for (const { nodes, cell } of agglomerate(this.tables, this.name, component, edges, rulings)) {
        const before = old.get(cell.id);
        const same = before && sameCell(before, cell) ? before : null;
        if (same) gone.delete(same);
        else fresh.push(cell);
        for (const n of nodes) this.cellOf.set(n, same ?? cell);
      }
    }
    return { fresh, gone: [...gone] };
  }

  /** All nodes that are joined to one, in the order of their keys. */
  private component(start: Node, seen: Set<Node>): Node[] {
    const found: Node[] = [];
    const queue = [start];
    seen.add(start);
    for (let n = queue.pop(); n; n = queue.pop()) {
      found.push(n);
      for (const e of this.edges.get(n) ?? []) {
        const other = e.a === n ? e.b : e.a;
        if (seen.has(other)) continue;
        seen.add(other);
        queue.push(other);
      }
    }
    return found.sort(compareKeys);
  }

  private join(a: Node, b: Node, rulings: Rulings): void {
    const score = pairScore(this.tables, a, b, rulings);
    if (score < this.tables.thresholds.same) return;
    const [first, second] = compareKeys(a, b) < 0 ? [a, b] : [b, a];
    const edge = { a: first, b: second, score };
    put(this.edges, a, edge);
    put(this.edges, b, edge);
  }

  private compareNew(came: Node[], rulings: Rulings): void {
    const done = new Set<Node>();
    for (const n of came) {
      done.add(n);
      for (const other of this.buckets ? this.met(n, this.buckets) : this.nodes) if (!done.has(other)) this.join(n, other, rulings);
    }
  }

  /** Those that a node of a large block meets under its keys. */
  private met(n: Node, buckets: Map<string, Node[]>): Set<Node> {
    const found = new Set<Node>();
    for (const key of keysOf(this.tables, n.first)) {
      const bucket = buckets.get(key) ?? [];
      for (const other of bucket.length > CROWD ? bucket.slice(0, FIRST) : bucket) found.add(other);
    }
    return found;
  }

  /** Must all be compared again? So it is where the way of comparing changes with the size, or who is first in a crowd. */
  private comparedOtherwise({ came, went }: Turned): boolean {
    if (this.nodes.size <= ALL_PAIRS) {
      const was = this.buckets !== null;
      this.buckets = null;
      return was;
    }
    const { buckets } = this;
    if (!buckets || went.length) return true;
    return came.some((n) =>
      keysOf(this.tables, n.first).some((key) => {
        const bucket = buckets.get(key) ?? [];
        const last = bucket.at(FIRST - 1);
        if (bucket.length === CROWD || (bucket.length > CROWD && last && compareKeys(n, last) < 0)) return true;
        put(buckets, key, n);
        return false;
      }),
    );
  }

  private compareAll(rulings: Rulings): void {
    if (this.nodes.size <= ALL_PAIRS) {
      this.compareNew([...this.nodes], rulings);
      return;
    }
    const buckets = new Map<string, Node[]>();
    this.buckets = buckets;
    const sorted = [...this.nodes].sort(compareKeys);
    for (const n of sorted) for (const key of keysOf(this.tables, n.first)) put(buckets, key, n);
    for (const n of sorted) for (const other of this.met(n, buckets)) if (compareKeys(other, n) < 0) this.join(other, n, rulings);
  }
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
  return [...new Set([...keys, ...strong(f.wording, 0.8).map((i) => `w${i}`)])];
}
