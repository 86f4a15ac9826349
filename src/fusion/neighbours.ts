import type { Cell } from "./cluster.ts";
import type { Feature } from "./feature.ts";
import { include } from "./lists.ts";

/** With more parties than these the subsets of a block are looked up, not counted out. */
const MOST = 8;

/** Kind, type and parties of a block's name. */
export const partsOf = (block: string) => {
  const first = block.indexOf("|");
  const second = block.indexOf("|", first + 1);
  return [block.slice(0, first), block.slice(first + 1, second), block.slice(second + 1)] as const;
};

/** The index of blocks by member and of cells by name, through which blocks find those they can be linked to. */
export class BlockIndex {
  private readonly blocks = new Map<string, string[]>();
  private readonly byMember = new Map<string, Set<string>>();
  private readonly byName = new Map<string, Set<string>>();
  private readonly names = new Map<string, Map<string, number>>();

  add(block: string): void {
    if (this.blocks.has(block)) return;
    const [kind, type, list] = partsOf(block);
    const parties = list ? list.split(",") : [];
    this.blocks.set(block, parties);
    for (const p of parties) include(this.byMember, `${kind}|${type}|${p}`, block);
  }

  /** Has the one block the kind and type of the other, all its parties and more? */
  isWider(wide: string, block: string): boolean {
    const [kind, type, list] = partsOf(block);
    if (!list || kind === "statement" || !wide.startsWith(`${kind}|${type}|`)) return false;
    const [few, many] = [this.blocks.get(block) ?? [], this.blocks.get(wide) ?? []];
    return many.length > few.length && few.every((p) => many.includes(p));
  }

  /** Blocks of the same kind and type with all these parties and more. */
  supersets(block: string): string[] {
    const [kind, type] = partsOf(block);
    const parties = this.blocks.get(block) ?? [];
    if (!parties.length || kind === "statement") return [];
    const sets = parties.map((p) => this.byMember.get(`${kind}|${type}|${p}`) ?? new Set<string>());
    const least = sets.reduce((x, y) => (y.size < x.size ? y : x));
    return [...least].filter((b) => (this.blocks.get(b)?.length ?? 0) > parties.length && sets.every((s) => s.has(b)));
  }

  /** Blocks of the same kind and type with some of these parties. */
  subsets(block: string): string[] {
    const [kind, type] = partsOf(block);
    const parties = this.blocks.get(block) ?? [];
    if (kind === "statement" || parties.length < 2) return [];
    if (parties.length > MOST) {
      const near = new Set(parties.flatMap((p) => [...(this.byMember.get(`${kind}|${type}|${p}`) ?? [])]));
      return [...near].filter((b) => this.isWider(block, b));
    }
    const found: string[] = [];
    for (let mask = 1; mask < (1 << parties.length) - 1; mask++) {
      const key = `${kind}|${type}|${parties.filter((_, i) => mask & (1 << i)).join(",")}`;
      if (this.blocks.has(key)) found.push(key);
    }
    return found;
  }

  /** Blocks of the same parties whose type is near to this one's: the reports may call one thing by either. */
  near(block: string, pairs: readonly (readonly string[])[]): string[] {
    const [kind, type, parties] = partsOf(block);
    const types = pairs.filter((p) => p.includes(type)).map((p) => p.find((t) => t !== type) ?? type);
    return types.map((t) => `${kind}|${t}|${parties}`).filter((b) => this.blocks.has(b));
  }

  /** Notes the names under which the cells of a block speak of their things, as cells come and go. */
  name(block: string, { fresh, gone }: { fresh: readonly Cell[]; gone: readonly Cell[] }): void {
    const counts = this.names.get(block) ?? new Map<string, number>();
    this.names.set(block, counts);
    const count = (cells: readonly Cell[], by: number) => {
      for (const c of cells) for (const key of namesOf(c)) counts.set(key, (counts.get(key) ?? 0) + by);
    };
    count(fresh, 1);
    count(gone, -1);
    for (const c of [...fresh, ...gone])
      for (const key of namesOf(c)) {
        if (counts.get(key)) include(this.byName, key, block);
        else {
          counts.delete(key);
          this.byName.get(key)?.delete(block);
        }
      }
  }

  /** Other blocks with cells that bear one of the names of these cells. */
  namesakes(block: string, cells: Iterable<Cell>): Set<string> {
    const found = new Set<string>();
    for (const c of cells) for (const key of namesOf(c)) for (const b of this.byName.get(key) ?? []) if (b !== block) found.add(b);
    return found;
  }
}

const remembered = new WeakMap<Cell, ReadonlySet<string>>();
const nameless: ReadonlySet<string> = new Set();

/** The names by which a cell's thing can be known elsewhere: its instrument on file, and its telling names among its parties. */
export function namesOf(cell: Cell): ReadonlySet<string> {
  if (cell.members[0]?.kind !== "agreement") return nameless;
  const known = remembered.get(cell) ?? new Set(cell.members.flatMap(nameKeys));
  remembered.set(cell, known);
  return known;
}

function nameKeys(f: Feature): string[] {
  const keys = f.instrument ? [`#${f.instrument}`] : [];
  const telling = f.nameMarks.length > 0 || [...f.nameIdeas.values()].some((w) => w >= 0.5);
  return f.name && telling ? [...keys, `${f.parties.join(",")}|${f.name.toLowerCase()}`] : keys;
}
