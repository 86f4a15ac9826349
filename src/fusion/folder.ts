import type { ClaimRecord, Fact, ReportMeta, Review } from "#model";
import { Block, type Turnover } from "./block.ts";
import { buildFact, type Context, contextOf } from "./build.ts";
import type { Cell, Join } from "./cluster.ts";
import { type Feature, featureOf, knownDay, type TextCache } from "./feature.ts";
import { type Grouping, groupingOf } from "./grouping.ts";
import { Links } from "./link.ts";
import { put } from "./lists.ts";
import { order } from "./order.ts";
import { lastDay } from "./period.ts";
import { pair, type Rulings, ruled, rulings } from "./review.ts";
import { Provenance } from "./sources.ts";
import type { FusionTables } from "./tables.ts";

/** Reports, the claims read in them, and the reviews of those claims. */
export type FoldInput = { reports: readonly ReportMeta[]; claims: readonly ClaimRecord[]; reviews?: readonly Review[] };
/** `known`: only reports published by that day. `asOf`: what held on that day (by default `known`, else the day of the last report). */
export type FoldOptions = { known?: string; asOf?: string; lang?: string };

type Group = { cells: Cell[]; fact: Fact | null; members: Feature[]; joins: Join[] };
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
  private readonly blocks = new Map<string, Block>();
  private readonly blockOfKey = new Map<string, Block>();
  private readonly keysOfClaim = new Map<string, string[]>();
  private readonly docsClaims = new Map<string, string[]>();
  private readonly cellOfKey = new Map<string, Cell>();
  private readonly isCurrent = (cell: Cell) => this.cellOfKey.get(cell.id) === cell;
  private readonly links: Links;
  private readonly groups = new Map<Cell, Group>();
  private readonly sources: Provenance;
  private texts: TextCache = new Map();
  private readonly dirty = new Set<Block>();
  /** the last day on which a report became known; null where it must be worked out */
  private lastReport: number | null = null;
  /** the day for which the facts were made: without an asked day it moves with the reports */
  private builtFor = Number.NaN;

  constructor(
    private readonly tables: FusionTables,
    private readonly options: FoldOptions = {},
  ) {
    this.sources = new Provenance(tables);
    this.links = new Links(tables, this.blocks, this.isCurrent);
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
    this.lastReport = known || this.lastReport === null ? null : Math.max(this.lastReport, knownDay(report) ?? Number.NEGATIVE_INFINITY);
    for (const key of this.docsClaims.get(report.doc) ?? []) stale.add(key);
    if (this.isKnown(report.doc)) this.sources.add(report);
  }

  private addRecord(record: ClaimRecord, stale: Set<string>): void {
    const key = `${record.doc}#${record.claim.id}`;
    const known = this.records.get(key);
    if (known && (known.claim === record.claim || JSON.stringify(known) <= JSON.stringify(record))) return;
    if (!known) put(this.keysOfClaim, record.claim.id, key);
    if (!known) put(this.docsClaims, record.doc, key);
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
    if (old) {
      old.remove(key);
      this.blockOfKey.delete(key);
      this.dirty.add(old);
    }
    const kept = this.isKnown(record.doc) ? ruled(record, this.rules) : null;
    if (!kept) return;
    const feature = featureOf(this.tables, this.texts, kept, this.reports.get(record.doc));
    const block = this.blocks.get(feature.block) ?? new Block(feature.block, this.tables);
    block.put(feature, this.rules);
    this.blocks.set(feature.block, block);
    this.blockOfKey.set(key, block);
    this.links.index.add(feature.block);
    this.dirty.add(block);
  }

  /** Works out what is stale; gives the facts that changed and the ids of those that are gone. */
  update(): { changed: Fact[]; gone: string[] } {
    const stale = new Set<Cell>();
    if (this.texts.size > 20_000) this.texts = new Map();
    const turned = this.turnBlocks(stale);
    for (const cell of this.links.update(turned, this.rules)) stale.add(cell);
    const day = this.day();
    if (day !== this.builtFor) for (const cell of this.groups.keys()) stale.add(cell);
    this.builtFor = day;
    return this.rebuild(stale);
  }

  facts(): Fact[] {
    this.update();
    const found = new Set<Fact>();
    for (const g of this.groups.values()) if (g.fact) found.add(g.fact);
    return [...found].sort(byId);
  }

  /** Which claims speak of one thing, whatever the day: see `factsOf`. */
  groupings(): Grouping[] {
    this.update();
    return [...new Set(this.groups.values())].map((g) => groupingOf(g)).sort((a, b) => order(a.id, b.id));
  }

  /** Groups the claims of the blocks that changed anew. */
  private turnBlocks(stale: Set<Cell>): Map<string, Turnover> {
    const turned = new Map<string, Turnover>();
    for (const block of this.dirty) {
      const turn = block.update(this.rules);
      turned.set(block.name, turn);
      for (const cell of turn.gone) {
        stale.add(cell);
        for (const m of cell.members) if (this.cellOfKey.get(m.key) === cell) this.cellOfKey.delete(m.key);
      }
      this.links.index.name(block.name, turn);
    }
    for (const { fresh } of turned.values())
      for (const cell of fresh) {
        stale.add(cell);
        for (const m of cell.members) this.cellOfKey.set(m.key, cell);
      }
    this.dirty.clear();
    return turned;
  }

  /** Takes the groups of stale cells apart and lets their cells find new ones. */
  private rebuild(stale: Set<Cell>): { changed: Fact[]; gone: string[] } {
    const before = new Set<string>();
    const seeds = new Set(stale);
    for (const cell of stale) {
      const group = this.groups.get(cell);
      if (!group) continue;
      if (group.fact) before.add(group.fact.id);
      for (const c of group.cells) {
        this.groups.delete(c);
        seeds.add(c);
      }
    }
    const changed: Fact[] = [];
    const done = new Set<Cell>();
    const context = this.context();
    for (const seed of [...seeds].filter(this.isCurrent).sort((a, b) => order(a.id, b.id)))
      if (!done.has(seed)) changed.push(...this.grow(seed, done, context));
    const ids = new Set(changed.map((f) => f.id));
    return { changed: changed.sort(byId), gone: [...before].filter((id) => !ids.has(id)).sort(order) };
  }

  private neighbours(cell: Cell): { cell: Cell; join: Join }[] {
    const found = this.links.of(cell).map((l) => ({ cell: l.from === cell ? l.to : l.from, join: l.join }));
    for (const m of cell.members) if (this.rules.touched.has(m.claim.id)) found.push(...this.merged(m));
    return found;
  }

  /** The cells of the claims that a review has put together with this one. */
  private merged(m: Feature): { cell: Cell; join: Join }[] {
    const partners = this.rules.partners.get(m.claim.id) ?? [];
    return partners
      .flatMap((id) => this.keysOfClaim.get(id) ?? [])
      .flatMap((key) => {
        const cell = this.cellOfKey.get(key);
        const right = cell?.members.find((x) => x.key === key);
        return cell && right && right.kind === m.kind ? [{ cell, join: { left: m, right, score: 1000 } }] : [];
      });
  }

  private grow(seed: Cell, done: Set<Cell>, context: Context): Fact[] {
    const cells: Cell[] = [];
    const joins = new Map<string, Join>();
    const queue = [seed];
    done.add(seed);
    for (let cell = queue.pop(); cell; cell = queue.pop()) {
      cells.push(cell);
      for (const j of cell.joins) joins.set(pair(j.left.key, j.right.key), j);
      for (const n of this.neighbours(cell)) {
        joins.set(pair(n.join.left.key, n.join.right.key), n.join);
        if (done.has(n.cell)) continue;
        done.add(n.cell);
        queue.push(n.cell);
      }
    }
    const members = cells.flatMap((c) => c.members).sort((a, b) => order(a.key, b.key));
    const fact = buildFact(context, { members, joins: [...joins.values()] });
    const group = { cells, fact, members, joins: [...joins.values()] };
    for (const c of cells) this.groups.set(c, group);
    return fact ? [fact] : [];
  }

  private context(): Context {
    return contextOf(this.tables, this.reports, this.sources, this.rules, { day: this.day(), lang: this.options.lang ?? "en" });
  }

  private day(): number {
    const asked = lastDay(this.options.asOf) ?? lastDay(this.options.known);
    if (asked !== null) return asked;
    if (this.lastReport === null) {
      this.lastReport = Number.NEGATIVE_INFINITY;
      for (const r of this.reports.values()) this.lastReport = Math.max(this.lastReport, knownDay(r) ?? Number.NEGATIVE_INFINITY);
    }
    return Number.isFinite(this.lastReport) ? this.lastReport : Number.POSITIVE_INFINITY;
  }
}

const byId = (a: Fact, b: Fact) => order(a.id, b.id);
/** The facts that reports, claims and reviews come to: the same in whatever order and pieces they are given. */
export function fold(input: FoldInput, tables: FusionTables, options: FoldOptions = {}): Fact[] {
  const folder = new Folder(tables, options);
  folder.add(input);
  return folder.facts();
}
