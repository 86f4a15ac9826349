import type { Change, Fact } from "#model";
import { type FoldInput, type FoldOptions, fold } from "./folder.ts";
import { order } from "./order.ts";
import { label, say } from "./sentence.ts";
import type { FusionTables } from "./tables.ts";

/** What changed in the ledger between what was known on one day and on a later one (by default, now). */
export function changesSince(input: FoldInput, tables: FusionTables, since: string, options: FoldOptions = {}): Change[] {
  const lang = options.lang ?? "en";
  return diff(fold(input, tables, { ...options, known: since, asOf: since }), fold(input, tables, options), tables, lang);
}

/** What is new, moved, revised, contradicted, confirmed or overdue in the later of two states of the ledger. */
export function diff(before: readonly Fact[], after: readonly Fact[], tables: FusionTables, lang = "en"): Change[] {
  const old = new Map(before.map((f) => [f.id, f]));
  const holder = new Map(before.flatMap((f) => f.claims.map((c) => [`${c.doc}#${c.claim}`, f] as const)));
  const seen = new Set<string>();
  const found: Change[] = [];
  for (const f of after) {
    const was = old.get(f.id) ?? f.claims.map((c) => holder.get(`${c.doc}#${c.claim}`)).find((x) => x && !seen.has(x.id));
    if (was) seen.add(was.id);
    found.push(...(was ? compare(was, f, tables, lang) : [make(f, "new", null, state(f), say(tables, lang, "change.new"))]));
  }
  for (const f of before) if (!seen.has(f.id)) found.push(make(f, "gone", state(f), null, say(tables, lang, "change.gone")));
  return found.sort((a, b) => order(a.day ?? "", b.day ?? "") || order(a.fact, b.fact) || order(a.change, b.change));
}

const state = (f: Fact) => f.stage ?? f.status ?? f.modality;

function make(f: Fact, change: Change["change"], before: string | null, after: string | null, why: string, claims = f.claims): Change {
  return {
    fact: f.id,
    change,
    day: f.lastKnown,
    kind: f.kind,
    type: f.type,
    parties: f.parties,
    name: f.name ?? f.object,
    before,
    after,
    why,
    claims,
  };
}

function compare(was: Fact, is: Fact, tables: FusionTables, lang: string): Change[] {
  const found: Change[] = [];
  const fresh = is.claims.filter((c) => !was.claims.some((w) => w.doc === c.doc && w.claim === c.claim));
  const words = (code: string | null) => label(tables, lang, code);
  const put = (change: Change["change"], before: string | null, after: string | null, key: string) =>
    found.push(
      make(
        is,
        change,
        before,
        after,
        say(tables, lang, key, { before: words(before), after: words(after) }),
        fresh.length ? fresh : is.claims,
      ),
    );
  if (was.stage !== is.stage) put("step", was.stage, is.stage, "change.step");
  const [then, now] = [was.deadline ?? was.expected, is.deadline ?? is.expected];
  if (then && now && then !== now) put("revised", then, now, "change.revised");
  if (was.modality !== "actual" && is.modality === "actual") put("confirmed", was.modality, is.modality, "change.confirmed2");
  for (const c of is.conflicts)
    if (!was.conflicts.some((w) => w.kind === c.kind && w.field === c.field)) put("contradicted", null, c.why, "change.contradicted");
  if (is.status === "overdue" && was.status !== "overdue")
    found.push(
      make(
        is,
        "overdue",
        then,
        is.status,
        is.expectations.find((e) => e.state === "overdue")?.why ??
          say(tables, lang, "change.overdue", { before: then, after: is.lastKnown }),
      ),
    );
  if (is.sources.independent > was.sources.independent)
    put("source", String(was.sources.independent), String(is.sources.independent), "change.source");
  return found;
}
