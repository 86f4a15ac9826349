import type { Cell, Join } from "./cluster.ts";
import type { Feature } from "./feature.ts";
import { order } from "./hash.ts";
import { pair, type Rulings } from "./review.ts";
import { scoreOf, signalsOf } from "./signals.ts";
import type { FusionTables } from "./tables.ts";

/** A cell that belongs to a cell of another block: with more parties, or of another type but the same name. */
export type Link = { from: string; to: string; join: Join };

const PAIRS = 200;
const MOST = 12;

/** The best pair of two cells; null where any pair speaks of different things. */
function best(tables: FusionTables, a: Cell, b: Cell, rulings: Rulings): Join | null {
  let found: Join | null = null;
  let checks = 0;
  for (const left of a.members)
    for (const right of b.members) {
      if (rulings.apart.has(pair(left.claim.id, right.claim.id))) return null;
      if (++checks > PAIRS) return found;
      const signals = signalsOf(tables, left, right);
      const score = scoreOf(tables, left, right, signals);
      if (score <= tables.thresholds.never) return null;
      if (!found || score > found.score) found = { left, right, score };
    }
  return found;
}

/** The index of blocks by member and of cells by name, through which blocks find those they can be linked to. */
export class BlockIndex {
  private readonly blocks = new Map<string, string[]>();
  private readonly byMember = new Map<string, Set<string>>();
  private readonly byName = new Map<string, Set<string>>();
  private readonly names = new Map<string, string[]>();

  add(block: string): void {
    if (this.blocks.has(block)) return;
    const [kind = "", type = "", list = ""] = split(block);
    const parties = list ? list.split(",") : [];
    this.blocks.set(block, parties);
    for (const p of parties) put(this.byMember, `${kind}|${type}|${p}`, block);
  }

  /** Blocks of the same kind and type with all these parties and more. */
  supersets(block: string): string[] {
    const [kind, type] = split(block);
    const parties = this.blocks.get(block) ?? [];
    if (!parties.length || kind === "statement") return [];
    const sets = parties.map((p) => this.byMember.get(`${kind}|${type}|${p}`) ?? new Set<string>());
    const least = sets.reduce((x, y) => (y.size < x.size ? y : x));
    return [...least]
      .filter((b) => b !== block && (this.blocks.get(b)?.length ?? 0) > parties.length && sets.every((s) => s.has(b)))
      .sort(order);
  }

  /** Blocks of the same kind and type with some of these parties. */
  subsets(block: string): string[] {
    const [kind, type] = split(block);
    const parties = this.blocks.get(block) ?? [];
    if (kind === "statement" || parties.length < 2) return [];
    if (parties.length > MOST)
      return [...this.blocks]
        .filter(([b, p]) => b !== block && p.length && b.startsWith(`${kind}|${type}|`) && p.every((x) => parties.includes(x)))
        .map(([b]) => b);
    const found: string[] = [];
    for (let mask = 1; mask < (1 << parties.length) - 1; mask++) {
      const key = `${kind}|${type}|${parties.filter((_, i) => mask & (1 << i)).join(",")}`;
      if (this.blocks.has(key)) found.push(key);
    }
    return found;
  }

  /** Blocks of the same parties whose type is near to this one's: the reports may call one thing by either. */
  near(block: string, pairs: readonly (readonly string[])[]): string[] {
    const [kind, type, parties] = split(block);
    const types = pairs.filter((p) => p.includes(type)).map((p) => p.find((t) => t !== type) ?? type);
    return types.map((t) => `${kind}|${t}|${parties}`).filter((b) => this.blocks.has(b));
  }

  /** Notes the names under which the cells of a block speak of their things. */
  name(block: string, cells: Cell[]): void {
    for (const key of this.names.get(block) ?? []) this.byName.get(key)?.delete(block);
    const keys = [...new Set(cells.flatMap((c) => c.members.flatMap(nameKeys)))];
    this.names.set(block, keys);
    for (const key of keys) put(this.byName, key, block);
  }

  /** Blocks of other types whose cells bear one of the names of this block. */
  namesakes(block: string): string[] {
    const found = new Set<string>();
    for (const key of this.names.get(block) ?? []) for (const b of this.byName.get(key) ?? []) if (b !== block) found.add(b);
    return [...found].sort(order);
  }
}

const split = (block: string) => {
  const first = block.indexOf("|");
  const second = block.indexOf("|", first + 1);
  return [block.slice(0, first), block.slice(first + 1, second), block.slice(second + 1)] as const;
};

function put(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

function nameKeys(f: Feature): string[] {
  if (f.kind !== "agreement") return [];
  const keys = f.instrument ? [`#${f.instrument}`] : [];
  const telling = f.nameMarks.length > 0 || [...f.nameIdeas.values()].some((w) => w >= 0.5);
  return f.name && telling ? [...keys, `${f.parties.join(",")}|${f.name.toLowerCase()}`] : keys;
}

/** Cells of other blocks: with more parties, of the same name, of a near type. */
export type Neighbours = { wider: Cell[]; namesakes: Cell[]; near: Cell[] };

/** The links of one block's cells: each to its best cell in a wider block, and no two cells of the block to one. */
export function linksOf(tables: FusionTables, cells: Cell[], { wider, namesakes, near }: Neighbours, rulings: Rulings): Link[] {
  const kind = cells[0]?.members[0]?.kind ?? "statement";
  const chosen: Link[] = [];
  if (tables.wider[kind]) for (const cell of cells) chosen.push(...bestOf(tables, cell, wider, rulings));
  const perTarget = new Map<string, Link>();
  for (const link of chosen) {
    const other = perTarget.get(link.to);
    if (!other || link.join.score > other.join.score || (link.join.score === other.join.score && link.from < other.from))
      perTarget.set(link.to, link);
  }
  const others = cells.flatMap((cell) =>
    bestOf(
      tables,
      cell,
      namesakes.filter((n) => sharesName(cell, n)),
      rulings,
    ),
  );
  return [...perTarget.values(), ...others, ...cells.flatMap((cell) => bestOf(tables, cell, near, rulings))];
}

function sharesName(a: Cell, b: Cell): boolean {
  const names = new Set(a.members.flatMap(nameKeys));
  return b.members.some((m) => nameKeys(m).some((k) => names.has(k)));
}

function bestOf(tables: FusionTables, cell: Cell, targets: Cell[], rulings: Rulings): Link[] {
  let found: Link | null = null;
  for (const target of targets) {
    const join = best(tables, cell, target, rulings);
    if (!join || join.score < tables.thresholds.same) continue;
    if (!found || join.score > found.join.score || (join.score === found.join.score && target.id < found.to))
      found = { from: cell.id, to: target.id, join };
  }
  return found ? [found] : [];
}
