import type { ClaimRecord, Fact, ReportMeta, Review } from "#model";
import { buildFact, type Context, factId } from "./build.ts";
import { type Cell, clusterBlock, type Join } from "./cluster.ts";
import { type Feature, featureOf, knownDay, type TextCache } from "./feature.ts";
import { order } from "./hash.ts";
import { BlockIndex, type Link, linksOf } from "./link.ts";
import { lastDay } from "./period.ts";
import { pair, type Rulings, ruled, rulings } from "./review.ts";
import { Provenance } from "./sources.ts";
import type { FusionTables } from "./tables.ts";

/** Reports, the claims read in them, and the reviews of those claims. */
export type FoldInput = { reports: readonly ReportMeta[]; claims: readonly ClaimRecord[]; reviews?: readonly Review[] };
/** `known`: only reports published by that day. `asOf`: what held on that day (by default `known`, else the day of the last report). */
export type FoldOptions = { known?: string; asOf?: string; lang?: string };

type Group = { cells: Cell[]; joins: Join[]; fact: Fact | null };
const nothing: Rulings = rulings([]);

/**
 * The ledger as it grows: takes in reports, claims and reviews in any order and any pieces and keeps the facts that follow.
 * Only the blocks that new claims touch, and those linked to them, are worked out again.
 */
export class Folder {
  private readonly reports = new Map<string, ReportMeta>();
  private readonly records = new Map<string, ClaimRecord>();
  private readonly reviews = new Map<string, Review>();
  private rules: Rulings = nothing;
  private readonly features = new Map<string, Map<string, Feature>>();
  private readonly blockOfKey = new Map<string, string>();
  private readonly keysOfClaim = new Map<string, string[]>();
  private readonly cells = new Map<string, Cell[]>();
  private readonly links = new Map<string, Link[]>();
  private readonly incoming = new Map<string, Set<string>>();
  private readonly groups = new Map<string, Group>();
  private readonly index = new BlockIndex();
  private readonly sources: Provenance;
  private texts: TextCache = new Map();
  private readonly docsClaims = new Map<string, string[]>();
  private readonly dirty = new Set<string>();
  private readonly cellOfKey = new Map<string, Cell>();
  /** the day for which the facts were made: without an asked day it moves with the reports */
  private builtFor = Number.NaN;

  constructor(
    private readonly tables: FusionTables,
    private readonly options: FoldOptions = {},
  ) {
    this.sources = new Provenance(tables);
  }

  add(input: FoldInput): void {
    const stale = new Set<string>();
    for (const report of [...input.reports].sort((a, b) => order(a.doc, b.doc))) this.addReport(report, stale);
    for (const record of input.claims) this.addRecord(record, stale);
    if (input.reviews?.length) this.addReviews(input.reviews, stale);
    for (const key of stale) this.place(key);
  }

  private addReport(report: ReportMeta, stale: Set<string>): void {
    const known = this.reports.get(report.doc);
    const text = JSON.stringify(report);
    if (known && JSON.stringify(known) <= text) return;
    this.reports.set(report.doc, report);
    if (!this.isKnown(report.doc)) return;
    for (const doc of [report.doc, ...this.sources.add(report)]) for (const key of this.docsClaims.get(doc) ?? []) stale.add(key);
  }

  private addRecord(record: ClaimRecord, stale: Set<string>): void {
    const key = `${record.doc}#${record.claim.id}`;
    const known = this.records.get(key);
    if (known && (known.claim === record.claim || JSON.stringify(known) <= JSON.stringify(record))) return;
    if (!known) push(this.keysOfClaim, record.claim.id, key);
    if (!known) push(this.docsClaims, record.doc, key);
    this.records.set(key, record);
    stale.add(key);
  }

  private addReviews(reviews: readonly Review[], stale: Set<string>): void {
    for (const r of reviews) this.reviews.set(r.id, r);
    this.rules = rulings([...this.reviews.values()]);
    for (const r of reviews)
      for (const id of this.reach(r))
        for (const key of [...(this.keysOfClaim.get(id) ?? []), ...(this.docsClaims.get(id) ?? [])]) stale.add(key);
  }

  private reach(review: Review): string[] {
    const direct = [...review.targets, ...(review.from ?? [])];
    return review.action === "revoke"
      ? direct.flatMap((id) => {
          const r = this.reviews.get(id);
          return r && r !== review ? this.reach(r) : [];
        })
      : direct;
  }

  private isKnown(doc: string): boolean {
    const limit = lastDay(this.options.known);
    if (limit === null) return true;
    const day = knownDay(this.reports.get(doc));
    return day !== null && day <= limit;
  }

  /** Puts a claim into its block, or takes it out where a review or the asked day forbids it. */
  private place(key: string): void {
    const record = this.records.get(key) as ClaimRecord;
    const old = this.blockOfKey.get(key);
    if (old !== undefined) {
      this.features.get(old)?.delete(key);
      this.blockOfKey.delete(key);
      this.dirty.add(old);
    }
    const kept = this.isKnown(record.doc) ? ruled(record, this.rules) : null;
    if (!kept) return;
    const feature = featureOf(this.tables, this.texts, kept, this.reports.get(record.doc));
    const block = this.features.get(feature.block) ?? new Map<string, Feature>();
    block.set(key, feature);
    this.features.set(feature.block, block);
    this.blockOfKey.set(key, feature.block);
    this.index.add(feature.block);
    this.dirty.add(feature.block);
  }

  /** Works out what is stale; gives the facts that changed and the ids of those that are gone. */
  update(): { changed: Fact[]; gone: string[] } {
    const before = new Set<string>();
    const stale = new Set<string>();
    if (this.texts.size > 20_000) this.texts = new Map();
    for (const block of this.dirty) this.recluster(block, stale);
    for (const block of this.linkTargets()) this.relink(block, stale);
    this.dirty.clear();
    const day = this.day();
    if (day !== this.builtFor) for (const id of this.groups.keys()) stale.add(id);
    this.builtFor = day;
    const seeds = new Set(stale);
    for (const id of stale) for (const cell of this.drop(id, before)) seeds.add(cell);
    const changed: Fact[] = [];
    const done = new Set<string>();
    const context = this.context();
    for (const seed of [...seeds].sort(order)) if (!done.has(seed) && this.cellOf(seed)) changed.push(...this.grow(seed, done, context));
    const ids = new Set(changed.map((f) => f.id));
    return { changed: changed.sort(byId), gone: [...before].filter((id) => !ids.has(id)).sort(order) };
  }

  facts(): Fact[] {
    this.update();
    const found = new Set<Fact>();
    for (const g of this.groups.values()) if (g.fact) found.add(g.fact);
    return [...found].sort(byId);
  }

  private recluster(block: string, stale: Set<string>): void {
    for (const cell of this.cells.get(block) ?? []) stale.add(cell.id);
    const cells = clusterBlock(this.tables, block, [...(this.features.get(block)?.values() ?? [])], this.rules);
    this.cells.set(block, cells);
    this.index.name(block, cells);
    for (const cell of cells) {
      stale.add(cell.id);
      for (const m of cell.members) this.cellOfKey.set(m.key, cell);
    }
  }

  private linkTargets(): Set<string> {
    const found = new Set<string>();
    for (const block of this.dirty)
      for (const b of [block, ...this.index.subsets(block), ...this.index.namesakes(block), ...this.near(block)]) found.add(b);
    for (const block of this.dirty) for (const b of this.incoming.get(block) ?? []) found.add(b);
    return found;
  }

  private near(block: string): string[] {
    const kind = block.slice(0, block.indexOf("|")) as keyof FusionTables["near"];
    return this.index.near(block, this.tables.near[kind]);
  }

  private relink(block: string, stale: Set<string>): void {
    for (const link of this.links.get(block) ?? []) {
      stale.add(link.from).add(link.to);
      this.incoming.get(blockOfCell(link.to, this.blockOfKey) ?? "")?.delete(block);
    }
    const cells = this.cells.get(block) ?? [];
    const all = (blocks: string[]) => blocks.flatMap((b) => this.cells.get(b) ?? []);
    const links = cells.length
      ? linksOf(
          this.tables,
          cells,
          { wider: all(this.index.supersets(block)), namesakes: all(this.index.namesakes(block)), near: all(this.near(block)) },
          this.rules,
        )
      : [];
    this.links.set(block, links);
    for (const link of links) {
      stale.add(link.from).add(link.to);
      const target = this.cellOfKey.get(link.to)?.block;
      if (target) this.incoming.set(target, (this.incoming.get(target) ?? new Set()).add(block));
    }
  }

  private cellOf(id: string): Cell | undefined {
    const cell = this.cellOfKey.get(id);
    return cell && cell.id === id && this.cells.get(cell.block)?.includes(cell) ? cell : undefined;
  }

  /** Takes the group of a cell apart; gives its cells, which must find new groups. */
  private drop(cell: string, before: Set<string>): string[] {
    const group = this.groups.get(cell);
    if (!group) return [];
    if (group.fact) before.add(group.fact.id);
    for (const c of group.cells) this.groups.delete(c.id);
    return group.cells.map((c) => c.id);
  }

  private neighbours(cell: Cell): { cell: Cell; join: Join }[] {
    const found: { cell: Cell; join: Join }[] = [];
    const put = (id: string, join: Join) => {
      const other = this.cellOf(id);
      if (other) found.push({ cell: other, join });
    };
    for (const l of this.links.get(cell.block) ?? []) if (l.from === cell.id) put(l.to, l.join);
    for (const b of this.incoming.get(cell.block) ?? []) for (const l of this.links.get(b) ?? []) if (l.to === cell.id) put(l.from, l.join);
    for (const m of cell.members) if (this.rules.touched.has(m.claim.id)) this.merged(m, put);
    return found;
  }

  private merged(m: Feature, put: (id: string, join: Join) => void): void {
    for (const p of this.rules.together) {
      const [a, b] = p.split("|") as [string, string];
      if (pair(m.claim.id, a === m.claim.id ? b : a) !== p) continue;
      for (const key of this.keysOfClaim.get(a === m.claim.id ? b : a) ?? []) {
        const other = this.cellOfKey.get(key);
        const right = other?.members.find((x) => x.key === key);
        if (other && right && right.kind === m.kind && this.blockOfKey.has(key)) put(other.id, { left: m, right, score: 1000 });
      }
    }
  }

  private grow(seed: string, done: Set<string>, context: Context): Fact[] {
    const cells: Cell[] = [];
    const joins = new Map<string, Join>();
    const queue = [this.cellOf(seed) as Cell];
    done.add(seed);
    for (let cell = queue.pop(); cell; cell = queue.pop()) {
      cells.push(cell);
      for (const j of cell.joins) joins.set(pair(j.left.key, j.right.key), j);
      for (const n of this.neighbours(cell)) {
        joins.set(pair(n.join.left.key, n.join.right.key), n.join);
        if (done.has(n.cell.id)) continue;
        done.add(n.cell.id);
        queue.push(n.cell);
      }
    }
    const members = cells.flatMap((c) => c.members).sort((a, b) => order(a.key, b.key));
    const fact = buildFact(context, { members, joins: [...joins.values()] });
    const group: Group = { cells, joins: [...joins.values()], fact };
    for (const c of cells) this.groups.set(c.id, group);
    return fact ? [fact] : [];
  }

  private context(): Context {
    const outlet = (doc: string) => {
      const r = this.reports.get(doc);
      return r?.outlet ?? r?.origin[0]?.source ?? doc;
    };
    const published = (doc: string) => this.reports.get(doc)?.published ?? null;
    return {
      tables: this.tables,
      rulings: this.rules,
      sources: this.sources,
      asked: { day: this.day(), lang: this.options.lang ?? "en" },
      outlet,
      published,
    };
  }

  private day(): number {
    const asked = lastDay(this.options.asOf) ?? lastDay(this.options.known);
    if (asked !== null) return asked;
    let last = Number.NEGATIVE_INFINITY;
    for (const r of this.reports.values()) last = Math.max(last, knownDay(r) ?? Number.NEGATIVE_INFINITY);
    return Number.isFinite(last) ? last : Number.POSITIVE_INFINITY;
  }
}

const byId = (a: Fact, b: Fact) => order(a.id, b.id);
const blockOfCell = (id: string, blocks: Map<string, string>) => blocks.get(id);
function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The facts that reports, claims and reviews come to: the same in whatever order and pieces they are given. */
export function fold(input: FoldInput, tables: FusionTables, options: FoldOptions = {}): Fact[] {
  const folder = new Folder(tables, options);
  folder.add(input);
  return folder.facts();
}

export { factId };
