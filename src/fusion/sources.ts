import type { Attribution, ReportMeta, Sources } from "#model";
import { MeetingPlaces, sameText, type Told } from "#reports";
import { knownDay } from "./feature.ts";
import { order } from "./order.ts";
import { iso } from "./period.ts";
import { say } from "./sentence.ts";
import type { FusionTables } from "./tables.ts";
import { tokens } from "./words.ts";

type Why = { key: string; origin: string | null };

/** Days between which two reports that name one origin may be the same piece of it. */
const SAME_PIECE = 3;

/** Texts that are taken for one because of a source that they name. */
const byName = new Set(["sources.wire", "sources.reprint"]);

/**
 * Tells which reports of one thing have a common origin: an origin or outlet that both name, equal, nearly equal and translated texts.
 * Only reports that speak of the thing at hand are compared, so what two outlets once took from each other joins nothing else of theirs.
 */
export class Provenance {
  private readonly reports: Map<string, ReportMeta>;
  private readonly buckets = new Map<string, string[]>();
  private readonly places = new MeetingPlaces<string>();
  private readonly bared = new Map<string, string>();

  /** `reports` are those that facts may rest on; more come by `add`. */
  constructor(
    private readonly tables: FusionTables,
    reports: Iterable<readonly [string, ReportMeta]> = [],
  ) {
    this.reports = new Map(reports);
  }

  add(report: ReportMeta): void {
    this.reports.set(report.doc, report);
  }

  /** The reports that are copies, translations or other tellings of one piece, for each report that has such; `why` as for sources. */
  kin(lang: string): Map<string, { doc: string; why: string }[]> {
    const found = new Map<string, { doc: string; why: string }[]>();
    for (const report of [...this.reports.values()].sort((a, b) => order(a.doc, b.doc)))
      for (const other of this.likely(report)) {
        const why = this.retold(report, this.reports.get(other));
        if (!why) continue;
        const sentence = say(this.tables, lang, why.key, { origin: why.origin ?? "" });
        for (const [doc, twin] of [
          [report.doc, other],
          [other, report.doc],
        ] as const)
          found.set(doc, [...(found.get(doc) ?? []), { doc: twin, why: sentence }]);
      }
    return found;
  }

  /** Like texts; or one named origin within a few days. */
  private retold(a: ReportMeta, b: ReportMeta | undefined): Why | null {
    const twin = this.twin(a, b);
    if (!b || (twin && !byName.has(twin.key))) return twin;
    return twin || this.within(a, b, SAME_PIECE) ? (this.named(a, b) ?? twin) : null;
  }

  /** The origin that both name, or that one names and the other is. */
  private named(a: ReportMeta, b: ReportMeta): Why | null {
    return (
      this.common(this.origins(a), [...this.origins(b), ...(b.outlet ? [b.outlet] : [])]) ??
      this.common(a.outlet ? [a.outlet] : [], this.origins(b))
    );
  }

  /** Whether both reports have a day, and the days lie no further apart than that. */
  private within(a: ReportMeta, b: ReportMeta, days: number): boolean {
    const [x, y] = [knownDay(a), knownDay(b)];
    return x !== null && y !== null && Math.abs(x - y) <= days;
  }

  private common(one: readonly string[], other: readonly string[]): Why | null {
    const origin = one.find((n) => other.some((m) => this.bare(m) === this.bare(n)));
    return origin === undefined ? null : { key: "sources.origin", origin };
  }

  private names(report: ReportMeta | undefined): string[] {
    return report ? [...this.origins(report), ...(report.outlet ? [report.outlet] : [])] : [];
  }

  /**
   * The reports of one thing in groups of a common origin: the tellings of one piece, and pieces that come from one outlet.
   * What a telling names as its origin stands for the whole piece; where none names one, the outlet of the earliest does.
   */
  private groupsOf(docs: readonly string[]): string[][] {
    const reports = docs.flatMap((d) => this.reports.get(d) ?? []);
    const pieces = joined(reports, (a, b) => this.retold(a, b) !== null);
    const first = pieces.map((piece) => ({ piece, names: this.first(piece) }));
    const known = joined(first, (a, b) => a.names.some((n) => b.names.includes(n))).map((g) =>
      g.flatMap(({ piece }) => piece.map((r) => r.doc)).sort(order),
    );
    return [...known, ...docs.filter((d) => !this.reports.has(d)).map((d) => [d])];
  }

  /** Where a piece comes from. */
  private first(piece: readonly ReportMeta[]): string[] {
    const origins = piece.flatMap((r) => this.origins(r));
    const byDay = [...piece].sort(
      (a, b) => (knownDay(a) ?? Number.POSITIVE_INFINITY) - (knownDay(b) ?? Number.POSITIVE_INFINITY) || order(a.doc, b.doc),
    );
    const outlet = byDay[0]?.outlet;
    return (origins.length ? origins : outlet ? [outlet] : []).map((n) => this.bare(n));
  }

  private origins(report: ReportMeta): string[] {
    return report.origin.filter((o) => this.tables.origins.includes(o.relation)).map((o) => o.source);
  }

  /** A name without articles and case. */
  bare(name: string): string {
    const known = this.bared.get(name);
    if (known !== undefined) return known;
    const words = tokens(name).filter((t) => !this.tables.words.stopwords.has(t));
    const bare = words.join(" ") || name;
    this.bared.set(name, bare);
    return bare;
  }

  /** Reports that came before and may be kin: by the hash, by a name that one gives as its origin, by what is kept of the text. */
  private likely(report: ReportMeta): Set<string> {
    const text = told(report);
    const found = new Set(text ? this.places.add(text, report.doc) : []);
    const day = knownDay(report);
    const spans = day === null ? [] : [0, 1].map((n) => Math.floor(day / (SAME_PIECE + 1)) + n);
    const keys = (what: string, names: string[]) => names.flatMap((n) => spans.map((span) => `${what}:${this.bare(n)}:${span}`));
    const origins = this.origins(report);
    const [from, of] = [keys("origin", origins), keys("outlet", report.outlet ? [report.outlet] : [])];
    const hash = report.hash ? [`hash:${report.hash}`] : [];
    for (const key of [...hash, ...from, ...keys("outlet", origins), ...keys("origin", report.outlet ? [report.outlet] : [])])
      for (const doc of this.buckets.get(key) ?? []) if (doc !== report.doc) found.add(doc);
    for (const key of [...hash, ...from, ...of]) {
      const bucket = this.buckets.get(key) ?? [];
      if (bucket.at(-1) !== report.doc) bucket.push(report.doc);
      this.buckets.set(key, bucket);
    }
    return found;
  }

  private twin(a: ReportMeta, b: ReportMeta | undefined): Why | null {
    if (a.hash && a.hash === b?.hash) return { key: "sources.same-text", origin: null };
    const [one, other] = [told(a), b && told(b)];
    const same = one && other ? sameText(one, other) : null;
    return same && { key: `sources.${same.how}`, origin: null };
  }

  private why(docs: string[]): Why {
    const all = docs.map((d) => this.reports.get(d)).filter((r): r is ReportMeta => !!r);
    const names = all.map((r) => this.names(r));
    const shared = names[0]?.find((n) => names.every((list) => list.some((m) => this.bare(m) === this.bare(n))));
    if (docs.length > 1 && shared) return { key: "sources.origin", origin: shared };
    for (const a of all)
      for (const b of all)
        if (a.doc < b.doc) {
          const found = this.retold(a, b);
          if (found) return found;
        }
    return { key: docs.length > 1 ? "sources.near" : "sources.alone", origin: null };
  }

  /** The sources of a fact: its reports in groups without a common origin; reports that cite one named outlet for it count once. */
  sources(said: { doc: string; attribution: Attribution[] }[], lang: string): Sources {
    const docs = [...new Set(said.map((s) => s.doc))].sort(order);
    const joined = this.joinCited(this.groupsOf(docs), said);
    const rows = joined.map(({ docs: list, cited }) => {
      const why = cited ? { key: "sources.cited", origin: cited } : this.why(list);
      return { origin: this.label(list, why.origin), docs: list, why: say(this.tables, lang, why.key, { origin: why.origin ?? "" }) };
    });
    rows.sort((a, b) => order(a.origin, b.origin) || order(a.docs[0] ?? "", b.docs[0] ?? ""));
    return {
      reports: docs.length,
      independent: rows.length,
      origins: rows.map((r) => r.origin),
      groups: rows,
      said: distinct(said.flatMap((s) => s.attribution)),
    };
  }

  /** A group whose every claim rests on an outlet that another group is, or rests on, belongs to it. */
  private joinCited(groups: string[][], said: { doc: string; attribution: Attribution[] }[]): { docs: string[]; cited: string | null }[] {
    const list: { docs: string[]; cited: string | null }[] = groups.map((docs) => ({ docs, cited: null }));
    const names = (docs: string[]) => {
      const own = docs.flatMap((d) => this.names(this.reports.get(d)).map((n) => this.bare(n)));
      const outlets = said
        .filter((s) => docs.includes(s.doc))
        .map((s) => s.attribution.filter((a) => a.type === "outlet").map((a) => a.source));
      const always = outlets[0]?.filter((o) => outlets.every((x) => x.includes(o))) ?? [];
      return { own: new Set(own), always };
    };
    const named = groups.map(names);
    const own = (n: string, at: number) => named[at]?.own.has(this.bare(n)) ?? false;
    const always = (at: number) => named[at]?.always ?? [];
    for (let i = 0; i < list.length; i++)
      for (let j = list.length - 1; j > i; j--) {
        if (!always(i).length && !always(j).length) continue;
        const cited =
          always(i).find((n) => own(n, j) || always(j).some((m) => this.bare(m) === this.bare(n))) ?? always(j).find((n) => own(n, i));
        const [x, y] = [list[i], list[j]];
        if (!cited || !x || !y) continue;
        list[i] = { docs: [...x.docs, ...y.docs].sort(order), cited };
        list.splice(j, 1);
        named.splice(j, 1);
        named[i] = names(list[i]?.docs ?? []);
      }
    return list;
  }

  private label(docs: string[], shared: string | null): string {
    if (shared) return shared;
    const report = this.reports.get(docs[0] ?? "");
    return (report && this.origins(report)[0]) ?? report?.outlet ?? docs[0] ?? "";
  }
}

/** What is compared of a report whose text's signature is known; its day is that from which it counts. */
function told({ url, outlet, title, origin, signature, ...report }: ReportMeta): Told | null {
  const day = knownDay({ url, outlet, title, origin, ...report });
  return signature
    ? { url: url ?? null, outlet: outlet ?? null, title: title ?? null, origin, signature, published: day === null ? null : iso(day) }
    : null;
}

/** Puts together what is linked, directly or through others. */
function joined<T>(items: readonly T[], linked: (a: T, b: T) => boolean): T[][] {
  const groups: T[][] = [];
  for (const item of items) {
    const mine = groups.filter((g) => g.some((other) => linked(other, item) || linked(item, other)));
    for (const g of mine) groups.splice(groups.indexOf(g), 1);
    groups.push([...mine.flat(), item]);
  }
  return groups;
}

function distinct(list: Attribution[]): Attribution[] {
  const seen = new Map(list.map((a) => [`${a.type}|${a.source}`, a]));
  return [...seen.keys()].sort(order).map((k) => seen.get(k) as Attribution);
}
