import type { Block, Turnover } from "./block.ts";
import type { Cell, Join } from "./cluster.ts";
import { include } from "./lists.ts";
import { BlockIndex, namesOf, partsOf } from "./neighbours.ts";
import { pair, type Rulings } from "./review.ts";
import { scoreOf } from "./signals.ts";
import type { FusionTables } from "./tables.ts";

/** A cell that belongs to a cell of another block: one with more parties, of the same name, of a near type. */
export type Link = { from: Cell; to: Cell; join: Join };
type Why = "wider" | "name" | "near";
type Best = Partial<Record<Why, Link | null>>;
type Turned = ReadonlyMap<string, Turnover>;

type Fresh = Record<Why, Cell[]>;

/** For each sort of link: all cells that a cell may be linked to, and those among them that are new. */
type Targets = Record<Why, { all: (cell: Cell) => Cell[]; fresh: Cell[] }>;

const PAIRS = 200;

/** The best pair of two cells; null where any pair speaks of different things. */
function best(tables: FusionTables, a: Cell, b: Cell, rulings: Rulings): Join | null {
  let found: Join | null = null;
  let checks = 0;
  for (const left of a.members)
    for (const right of b.members) {
      if (rulings.apart.has(pair(left.claim.id, right.claim.id))) return null;
      if (++checks > PAIRS) return found;
      const score = scoreOf(tables, left, right);
      if (score <= tables.thresholds.never) return null;
      if (!found || score > found.score) found = { left, right, score };
    }
  return found;
}

/** The better of two links of one cell; of equals the one to the first cell by id. */
function better(a: Link | null, b: Link): Link {
  return !a || b.join.score > a.join.score || (b.join.score === a.join.score && b.to.id < a.to.id) ? b : a;
}

/** Of two cells of one block only the likelier is linked to a cell of a wider one. */
const beats = (a: Link, b: Link) => a.join.score > b.join.score || (a.join.score === b.join.score && a.from.id < b.from.id);

const sameLink = (a: Link, b: Link) => a.from === b.from && a.to === b.to && a.join.left === b.join.left && a.join.right === b.join.right;

function sharesName(a: Cell, b: Cell): boolean {
  const names = namesOf(a);
  for (const n of namesOf(b)) if (names.has(n)) return true;
  return false;
}

/** The links between the cells of all blocks. Only what new cells may change is looked at again. */
export class Links {
  readonly index = new BlockIndex();
  private readonly bests = new WeakMap<Cell, Best>();
  private readonly byBlock = new Map<string, Link[]>();
  private readonly from = new Map<Cell, Set<Link>>();
  private readonly to = new Map<Cell, Set<Link>>();

  constructor(
    private readonly tables: FusionTables,
    private readonly blocks: ReadonlyMap<string, Block>,
    private readonly isCurrent: (cell: Cell) => boolean,
  ) {}

  /** The links that touch a cell. */
  of(cell: Cell): Link[] {
    return [...(this.from.get(cell) ?? []), ...(this.to.get(cell) ?? [])];
  }

  /** Finds the links anew after cells of some blocks came and went; gives the cells whose links have changed. */
  update(turned: Turned, rulings: Rulings): Set<Cell> {
    const changed = new Set<Cell>();
    for (const [block, fresh] of this.reached(turned)) this.relink(block, fresh, rulings, changed);
    return changed;
  }

  /** Blocks whose cells may be linked otherwise (the changed ones, those that can be linked to them, and those that are), with the new cells that each may link to. */
  private reached(turned: Turned): Map<string, Fresh> {
    const found = new Map<string, Fresh>();
    const reach = (block: string, why: Why | null, cells: Cell[]) => {
      const fresh = found.get(block) ?? { wider: [], name: [], near: [] };
      found.set(block, fresh);
      if (why) fresh[why].push(...cells);
    };
    for (const [block, { fresh, gone }] of turned) {
      reach(block, null, []);
      for (const b of this.index.subsets(block)) reach(b, "wider", fresh);
      for (const b of this.index.namesakes(block, [...fresh, ...gone])) reach(b, "name", fresh);
      for (const b of this.near(block)) reach(b, "near", fresh);
      for (const cell of gone) for (const l of this.to.get(cell) ?? []) reach(l.from.block, null, []);
    }
    return found;
  }

  private near(block: string): string[] {
    const kind = partsOf(block)[0] as keyof FusionTables["near"];
    return this.index.near(block, this.tables.near[kind]);
  }

  private targets(block: string, fresh: Fresh): Targets {
    const kind = partsOf(block)[0] as keyof FusionTables["wider"];
    const cellsOf = (names: Iterable<string>) => [...names].flatMap((b) => [...(this.blocks.get(b)?.cells() ?? [])]);
    const widens = this.tables.wider[kind];
    let wider: Cell[] | null = null;
    const allWider = () => {
      wider ??= widens ? cellsOf(this.index.supersets(block)) : [];
      return wider;
    };
    return {
      wider: { all: allWider, fresh: widens ? fresh.wider : [] },
      name: { all: (cell) => cellsOf(this.index.namesakes(block, [cell])), fresh: fresh.name },
      near: { all: () => cellsOf(this.near(block)), fresh: fresh.near },
    };
  }

  private relink(block: string, fresh: Fresh, rulings: Rulings, changed: Set<Cell>): void {
    const targets = this.targets(block, fresh);
    const links: Link[] = [];
    const perTarget = new Map<Cell, Link>();
    for (const cell of this.blocks.get(block)?.cells() ?? []) {
      const { wider, name, near } = this.bestOf(cell, targets, rulings);
      if (name) links.push(name);
      if (near) links.push(near);
      const other = wider && perTarget.get(wider.to);
      if (wider && (!other || beats(wider, other))) perTarget.set(wider.to, wider);
    }
    this.replace(block, [...perTarget.values(), ...links], changed);
  }

  /** The best links of a cell, from those it had and the cells that are new, or from all where the one it had is gone. */
  private bestOf(cell: Cell, targets: Targets, rulings: Rulings): Best {
    const known = this.bests.get(cell);
    const found: Best = {};
    for (const why of ["wider", "name", "near"] as const) {
      const old = known?.[why] ?? null;
      const kept = known && (!old || this.isCurrent(old.to));
      let link = kept ? old : null;
      for (const to of kept ? targets[why].fresh : targets[why].all(cell)) {
        if (why === "name" && !sharesName(cell, to)) continue;
        const join = best(this.tables, cell, to, rulings);
        if (join && join.score >= this.tables.thresholds.same) link = better(link, { from: cell, to, join });
      }
      found[why] = link;
    }
    this.bests.set(cell, found);
    return found;
  }

  private replace(block: string, links: Link[], changed: Set<Cell>): void {
    const old = this.byBlock.get(block) ?? [];
    const kept = old.filter((l) => links.some((n) => sameLink(l, n)));
    for (const l of old) {
      if (kept.includes(l)) continue;
      drop(this.from, l.from, l);
      drop(this.to, l.to, l);
      changed.add(l.from).add(l.to);
    }
    for (const l of links) {
      if (kept.some((k) => sameLink(k, l))) continue;
      include(this.from, l.from, l);
      include(this.to, l.to, l);
      kept.push(l);
      changed.add(l.from).add(l.to);
    }
    if (kept.length) this.byBlock.set(block, kept);
    else this.byBlock.delete(block);
  }
}

function drop(map: Map<Cell, Set<Link>>, cell: Cell, link: Link): void {
  const set = map.get(cell);
  set?.delete(link);
  if (!set?.size) map.delete(cell);
}
