import { type Decision, type Fact, type HistoryStep, hash, type Kind, type Quantity, type ReportMeta, type Stage } from "#model";
import type { Join } from "./cluster.ts";
import { conflictsOf, receipt } from "./conflicts.ts";
import { decideJoin, inOrder } from "./decide.ts";
import { type Feature, speakerCodes, unique } from "./feature.ts";
import { order } from "./order.ts";
import { iso } from "./period.ts";
import { relate } from "./relate.ts";
import type { Rulings } from "./review.ts";
import { say } from "./sentence.ts";
import type { Provenance } from "./sources.ts";
import { type Asked, expectation, expectations, standing } from "./stages.ts";
import { activityState, commitmentState, overallModality, timeOf } from "./status.ts";
import type { FusionTables } from "./tables.ts";

/** All that a fact is made from. */
type Material = { members: Feature[]; joins: Join[] };
export type Context = {
  tables: FusionTables;
  rulings: Rulings;
  sources: Provenance;
  asked: Asked;
  outlet: (doc: string) => string;
  published: (doc: string) => string | null;
};

/** What facts are made with: the reports by name, their origins, the reviews, and the day asked for. */
export function contextOf(
  tables: FusionTables,
  reports: ReadonlyMap<string, ReportMeta>,
  sources: Provenance,
  rulings: Rulings,
  asked: Asked,
): Context {
  const outlet = (doc: string) => {
    const r = reports.get(doc);
    return r?.outlet ?? r?.origin[0]?.source ?? doc;
  };
  return { tables, rulings, sources, asked, outlet, published: (doc) => reports.get(doc)?.published ?? null };
}

/** A fact keeps its id as long as the claim that was known first belongs to it. */
export function factId(kind: Kind, members: Feature[]): string {
  const first = [...members].sort(inOrder)[0] as Feature;
  return `${kind.slice(0, 2)}${hash(`${kind}|${first.key}`).slice(0, 12)}`;
}

/** The claims of one thing as a fact, as it stands on the asked day; null where nothing of it could be known or held by then. */
export function buildFact(context: Context, { members: all, joins }: Material): Fact | null {
  const { tables, asked } = context;
  const first = all[0] as Feature;
  const id = factId(first.kind, all);
  const members = all.filter((f) => visible(f, asked.day)).sort(inOrder);
  if (!members.length) return null;
  const kind = first.kind;
  const at = kind === "agreement" ? standing(tables, members) : null;
  const expected =
    kind === "agreement" ? expectations(tables, members, asked, context.outlet) : kind === "statement" ? [] : one(context, members);
  const open = expected.find((e) => e.state !== "met" && e.state !== "dropped") ?? null;
  const shown = new Set(members.map((m) => m.key));
  const c = commitmentParts(members);
  return {
    id,
    kind,
    type: most(members.map((f) => f.type)),
    parties: partiesOf(tables, members),
    ...namesOf(tables, members),
    stage: kind === "agreement" ? ((at?.stage as Stage | undefined) ?? null) : null,
    modality: overallModality(members),
    time: at ? (at.claim.time ?? null) : kind === "agreement" ? null : timeOf(members),
    place: placeOf(members),
    ...c,
    expected: open?.expected ?? null,
    status:
      kind === "agreement"
        ? (open?.state ?? expected.at(-1)?.state ?? null)
        : kind === "commitment"
          ? commitmentState(members, expected[0] ?? null, asked)
          : kind === "activity"
            ? activityState(members, asked)
            : null,
    provisions: unique(members.flatMap((f) => (f.claim.kind === "agreement" ? (f.claim.provisions ?? []) : []))),
    exclusive: members.some((f) => f.claim.kind === "agreement" && f.claim.exclusive === true),
    ...speakerOf(members),
    history: historyOf(context, members),
    expectations: expected.map((e) => ({ ...e, slips: e.slips.map((s) => ({ ...s, known: context.published(docOf(members, s.claim)) })) })),
    conflicts: conflictsOf(tables, id, members, asked, context.outlet),
    sources: context.sources.sources(
      members.map((f) => ({ doc: f.doc, attribution: f.claim.attribution })),
      asked.lang,
    ),
    decisions: decisionsOf(
      context,
      joins.filter((j) => shown.has(j.left.key) && shown.has(j.right.key)),
    ),
    notes: notesOf(context.rulings, members),
    firstKnown: iso(Math.min(...members.map((f) => f.known ?? Number.POSITIVE_INFINITY))),
    lastKnown: iso(Math.max(...members.map((f) => f.known ?? Number.NEGATIVE_INFINITY))),
    claims: members.map(receipt),
  };
}

/** Could the claim be made on that day: has what it says happened, and had the plan been told? */
export function visible(f: Feature, day: number): boolean {
  if (!Number.isFinite(day)) return true;
  if (f.modality === "actual" || f.modality === "negated")
    return f.time ? f.time.from <= day || !Number.isFinite(f.time.from) : f.known === null || f.known <= day;
  return f.known === null || f.known <= day;
}

const docOf = (members: Feature[], claim: string) => members.find((m) => m.claim.id === claim)?.doc ?? "";

function one({ tables, asked, outlet }: Context, members: Feature[]) {
  const plans = members.filter((f) => f.modality === "planned");
  const found = expectation(tables, plans, members, asked, outlet);
  return found ? [found] : [];
}

/** The value that most have; of equals the one that came first. */
function most(values: string[]): string {
  const counts = new Map<string, number>();
  for (const v of values) counts.set(v, (counts.get(v) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}

function partiesOf(tables: FusionTables, members: Feature[]): string[] {
  const kind = members[0]?.kind ?? "statement";
  if (tables.parties[kind] === "union")
    return unique(
      members
        .filter((f) => f.modality !== "negated")
        .flatMap((f) => f.parties)
        .concat(members.every((f) => f.modality === "negated") ? (members[0]?.parties ?? []) : []),
    );
  return most(members.map((f) => f.parties.join(",")))
    .split(",")
    .filter(Boolean);
}

/** A word of a name that no table knows tells as much as a light idea. */
const MARK = 0.3;
/** What tells less than this, and points at something else, names nothing: "a similar treaty". */
const TELLING = 0.15;

/** How much a name tells of the thing: the ideas in it by their weights, and the words that mark it. */
const telling = (f: Feature) => [...f.nameIdeas.values()].reduce((sum, w) => sum + w, 0) + MARK * f.nameMarks.length;

/** How many of the words of a name begin with a capital, as proper names do. */
const capitals = (name: string) => name.split(/\s+/).filter((word) => /^\p{Lu}/u.test(word)).length / name.split(/\s+/).length;

/** The name that tells most comes first; of equals the one that is written as a name, then the longer. */
function namesOf({ names: { pointing } }: FusionTables, members: Feature[]) {
  const tells = new Map(members.flatMap((f) => (f.name ? [[f.name, telling(f)] as const] : [])));
  const names = [...tells.keys()];
  const told = (name: string) => Math.round(10 * (tells.get(name) ?? 0));
  const empty = new Set(members.filter((f) => f.nameIdeas.has(pointing) && telling(f) < TELLING).map((f) => f.name));
  const ranked = names
    .filter((name) => !empty.has(name))
    .sort((a, b) => told(b) - told(a) || capitals(b) - capitals(a) || b.length - a.length || order(a, b));
  return {
    name: ranked[0] ?? null,
    names: unique(names),
    instrument: most(members.flatMap((f) => (f.instrument ? [f.instrument] : []))) || null,
  };
}

const placeOf = (members: Feature[]) =>
  most(members.flatMap((f) => (f.claim.kind === "activity" && f.claim.place ? [f.claim.place] : []))) || null;

function commitmentParts(members: Feature[]) {
  const quantities = members.flatMap((f) => (f.quantity ? [f.quantity] : []));
  const deadlines = members.flatMap((f) => (f.claim.kind === "commitment" && f.claim.deadline ? [f.claim.deadline] : []));
  const exact = members.find((f) => f.object && (f.quantity || f.deadline)) ?? members.find((f) => f.object);
  return {
    object: exact?.object ?? null,
    beneficiaries: unique(members.flatMap((f) => f.beneficiaries)),
    quantity: usual(quantities) ?? quantities.at(-1) ?? null,
    firstQuantity: quantities[0] ?? null,
    deadline: deadlines.at(-1) ?? null,
    firstDeadline: deadlines[0] ?? null,
  };
}

/** The last figure in the unit that most claims use. */
function usual(list: Quantity[]): Quantity | undefined {
  const unit = most(list.map((q) => q.unit));
  return list.filter((q) => q.unit === unit).at(-1);
}

function speakerOf(members: Feature[]) {
  const speakers = members.flatMap((f) => (f.claim.kind === "statement" && f.claim.speaker ? [f.claim.speaker] : []));
  return {
    speaker: speakers.sort((a, b) => b.length - a.length || order(a, b))[0] ?? null,
    speakerOf: unique(members.flatMap((f) => speakerCodes(f.claim))),
  };
}

function historyOf({ tables, asked, published }: Context, members: Feature[]): HistoryStep[] {
  return members.map((f, i) => {
    const before = members.slice(Math.max(0, i - 60), i);
    const found = before.map((b) => ({ b, relation: relate(tables, b, f) }));
    const ids = (test: (r: (typeof found)[number]) => boolean) => found.filter(test).map((r) => r.b.claim.id);
    const [confirms, contradicts] = [ids((r) => r.relation.confirms), ids((r) => r.relation.outcome === "contradiction")];
    const supersedes = ids((r) => r.relation.supersedes);
    const told = found.filter((r) => r.relation.change).at(-1)?.relation;
    const updated = found.some((r) => r.relation.outcome === "update");
    return {
      claim: f.claim.id,
      doc: f.doc,
      known: published(f.doc),
      knownDay: f.known === null ? null : iso(f.known),
      event: f.claim.time,
      stage: f.stage || f.type,
      modality: f.modality,
      attribution: f.claim.attribution,
      ...(f.quantity ? { quantity: f.quantity } : {}),
      ...(f.claim.kind === "commitment" && f.claim.deadline ? { deadline: f.claim.deadline } : {}),
      relation: i === 0 ? "first" : contradicts.length ? "contradiction" : confirms.length ? "confirms" : updated ? "update" : "same",
      supersedes,
      confirms,
      contradicts,
      why: told?.change ? say(tables, asked.lang, told.change, { from: told.from, to: told.to }) : "",
    };
  });
}

function decisionsOf({ tables, asked }: Context, joins: Join[]): Decision[] {
  return joins.map((j) => decideJoin(tables, j, asked.lang)).sort((a, b) => order(a.left, b.left) || order(a.right, b.right));
}

function notesOf(rulings: Rulings, members: Feature[]): Fact["notes"] {
  const found = new Map(
    members.flatMap((f) => [...(rulings.notes.get(f.claim.id) ?? []), ...(rulings.notes.get(f.doc) ?? [])]).map((r) => [r.id, r]),
  );
  return [...found.values()]
    .sort((a, b) => order(a.at, b.at) || order(a.id, b.id))
    .map((r) => ({ review: r.id, who: r.who, at: r.at, why: r.why }));
}
