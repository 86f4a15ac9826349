import type { Attribution, ReportMeta, Sources } from "#model";
import { knownDay } from "./feature.ts";
import { order } from "./hash.ts";
import { say } from "./sentence.ts";
import { anchorsShared, bands, resemblance } from "./signature.ts";
import type { FusionTables } from "./tables.ts";
import { tokens } from "./words.ts";

type Why = { key: string; origin: string | null };

/** Groups reports by common origin: named origins, one outlet, equal, nearly equal and translated texts. Grows report by report. */
export class Provenance {
  private readonly parent = new Map<string, string>();
  private readonly docs = new Map<string, string[]>();
  private readonly first = new Map<string, string>();
  private readonly buckets = new Map<string, string[]>();
  private readonly reports = new Map<string, ReportMeta>();

  /** Starts with no report, or with reports whose groups are known: each with the report that stands for its group. */
  constructor(
    private readonly tables: FusionTables,
    known?: { reports: ReadonlyMap<string, ReportMeta>; groups: Iterable<readonly [string, string]> },
  ) {
    for (const [doc, report] of known?.reports ?? []) this.reports.set(doc, report);
    for (const [doc, root] of known?.groups ?? []) this.parent.set(doc, root);
  }

  /** Takes in a report; gives the reports whose group has changed. */
  add(report: ReportMeta): string[] {
    const { doc } = report;
    this.reports.set(doc, report);
    if (!this.parent.has(doc)) this.docs.set(doc, [doc]);
    if (!this.parent.has(doc)) this.parent.set(doc, doc);
    const touched = new Set<string>();
    for (const key of this.keys(report)) {
      const other = this.first.get(key);
      if (other === undefined) this.first.set(key, doc);
      else this.join(doc, other, touched);
    }
    for (const other of this.likely(report)) if (this.twin(report, this.reports.get(other))) this.join(doc, other, touched);
    return [...touched];
  }

  /** The document that stands for a report's group. */
  group(doc: string): string {
    let at = doc;
    for (let up = this.parent.get(at); up !== undefined && up !== at; up = this.parent.get(at)) at = up;
    return at;
  }

  /** Joins two groups. Only facts with reports of both are changed by it, so the smaller one's reports are enough to find them. */
  private join(a: string, b: string, touched: Set<string>): void {
    const [x, y] = [this.group(a), this.group(b)];
    if (x === y) return;
    const [few, many] = [this.docs.get(x) ?? [], this.docs.get(y) ?? []].sort((p, q) => p.length - q.length) as [string[], string[]];
    const root = many === this.docs.get(x) ? x : y;
    const other = root === x ? y : x;
    this.parent.set(other, root);
    for (const doc of few) {
      touched.add(doc);
      many.push(doc);
    }
    this.docs.delete(other);
  }

  private keys(report: ReportMeta): string[] {
    const names = [...this.origins(report), ...(report.outlet ? [report.outlet] : [])];
    return [...(report.hash ? [`hash:${report.hash}`] : []), ...names.map((n) => `source:${this.bare(n)}`)];
  }

  private origins(report: ReportMeta): string[] {
    return report.origin.filter((o) => this.tables.origins.includes(o.relation)).map((o) => o.source);
  }

  /** A name without articles and case. */
  bare(name: string): string {
    return (
      tokens(name)
        .filter((t) => !this.tables.words.stopwords.has(t))
        .join(" ") || name
    );
  }

  private likely(report: ReportMeta): Set<string> {
    const found = new Set<string>();
    if (!report.signature) return found;
    for (const key of bands(report.signature, knownDay(report))) {
      const bucket = this.buckets.get(key) ?? [];
      for (const doc of bucket) if (doc !== report.doc) found.add(doc);
      if (bucket.at(-1) !== report.doc) bucket.push(report.doc);
      this.buckets.set(key, bucket);
    }
    return found;
  }

  private twin(a: ReportMeta, b: ReportMeta | undefined): Why | null {
    if (a.hash && a.hash === b?.hash) return { key: "sources.same-text", origin: null };
    if (!a.signature || !b?.signature) return null;
    const limits = this.tables.twins;
    if (resemblance(a.signature, b.signature) >= limits.nearIdentical) return { key: "sources.near", origin: null };
    const { count, share, order: inOrder } = anchorsShared(a.signature, b.signature);
    const alike = count >= limits.anchors && share >= limits.share && inOrder >= limits.order;
    return alike ? { key: "sources.translation", origin: null } : null;
  }

  private why(docs: string[]): Why {
    const all = docs.map((d) => this.reports.get(d)).filter((r): r is ReportMeta => !!r);
    const names = all.map((r) => [...this.origins(r), ...(r.outlet ? [r.outlet] : [])]);
    const shared = names[0]?.find((n) => names.every((list) => list.some((m) => this.bare(m) === this.bare(n))));
    if (docs.length > 1 && shared) return { key: "sources.origin", origin: shared };
    for (const a of all)
      for (const b of all)
        if (a.doc < b.doc) {
          const found = this.twin(a, b);
          if (found) return found;
        }
    return { key: docs.length > 1 ? "sources.near" : "sources.alone", origin: null };
  }

  /** The sources of a fact: its reports in groups without a common origin; reports that cite one named outlet for it count once. */
  sources(said: { doc: string; attribution: Attribution[] }[], lang: string): Sources {
    const docs = [...new Set(said.map((s) => s.doc))].sort(order);
    const groups = new Map<string, string[]>();
    for (const doc of docs) groups.set(this.group(doc), [...(groups.get(this.group(doc)) ?? []), doc]);
    const joined = this.joinCited([...groups.values()], said);
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
      const own = docs.flatMap((d) => this.keys(this.reports.get(d) ?? { doc: d, lang: null, published: null, origin: [] }));
      const outlets = said
        .filter((s) => docs.includes(s.doc))
        .map((s) => s.attribution.filter((a) => a.type === "outlet").map((a) => a.source));
      const always = outlets[0]?.filter((o) => outlets.every((x) => x.includes(o))) ?? [];
      return { own: new Set(own.filter((k) => k.startsWith("source:"))), always };
    };
    const named = groups.map(names);
    const own = (n: string, at: number) => named[at]?.own.has(`source:${this.bare(n)}`) ?? false;
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

function distinct(list: Attribution[]): Attribution[] {
  const seen = new Map(list.map((a) => [`${a.type}|${a.source}`, a]));
  return [...seen.keys()].sort(order).map((k) => seen.get(k) as Attribution);
}
