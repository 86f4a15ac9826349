import {
  actorsOf,
  type ClaimRecord,
  type Conflict,
  type Expectation,
  type Fact,
  type HistoryStep,
  type Receipt,
  type Review,
  typeOf,
} from "#model";
import type { Found } from "./find.ts";
import { wrapText } from "./table.ts";
import { actors, dueText, expectationText, plural, quantityText, titleOf } from "./words.ts";

/** Sheets of `show`: a heading, then blocks with a label each, no line wider than the terminal. */

const LABEL = 12;

function entry(label: string, value: string | null | undefined, columns: number): string[] {
  if (!value) return [];
  return wrapText(value, Math.max(20, columns - LABEL)).map((line, i) => `${(i === 0 ? label : "").padEnd(LABEL)}${line}`.trimEnd());
}

const indented = (text: string, columns: number, by = 2): string[] =>
  wrapText(text, Math.max(20, columns - by)).map((line) => `${" ".repeat(by)}${line}`.trimEnd());

const block = (head: string, lines: string[]): string[] => (lines.length > 0 ? ["", head, ...lines] : []);

const whoSays = (list: { source: string; type: string }[]): string =>
  list.map((a) => (a.type === "anonymous" ? `${a.source} (anonymous)` : a.source)).join(", who cites ");

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

function stepLines(step: HistoryStep, columns: number): string[] {
  const what = [
    step.modality === "actual" ? step.stage : `${step.stage} (${step.modality})`,
    dueText(step.event),
    quantityText(step.quantity ?? null),
    step.deadline ? dueText(step.deadline) : "",
  ];
  const relation = step.relation === "first" || step.relation === "same" ? "" : `; ${step.relation}: ${step.why}`;
  const source = step.attribution.length > 0 ? `, says ${whoSays(step.attribution)}` : "";
  return indented(
    `known ${step.known ?? "on no day"}: ${what.filter(Boolean).join(" ")}${source} [${step.claim.slice(0, 8)}]${relation}`,
    columns,
  );
}

function expectationLines(e: Expectation, columns: number): string[] {
  const slips = e.slips.map(
    (s) =>
      `${dueText(s.from)} -> ${dueText(s.to)} (${plural(s.days, "day")}, known ${s.known ?? "on no day"}${s.who.length > 0 ? `, ${s.who.join(", ")}` : ""})`,
  );
  return [
    ...indented(expectationText(e), columns),
    ...slips.flatMap((s) => indented(s, columns, 4)),
    ...(e.why ? indented(e.why, columns, 4) : []),
  ];
}

function conflictLines(c: Conflict, columns: number): string[] {
  const side = (s: Conflict["sides"][number]): string[] => [
    ...indented(`${s.value}${s.sources.length > 0 ? ` (${s.sources.join(", ")})` : ""}`, columns, 4),
    ...s.claims.flatMap((r) => indented(`"${oneLine(r.quote)}" ${receiptPlace(r)}`, columns, 6)),
  ];
  return [...indented(`${c.kind}: ${c.why}`, columns), ...c.sides.flatMap(side)];
}

const receiptPlace = (r: Receipt): string => `(${r.doc} ${r.start}-${r.end})`;

const whenSaid = (c: ClaimRecord["claim"]): string =>
  c.kind === "commitment" && c.deadline ? dueText(c.deadline) : c.time ? dueText(c.time) : "";

/** A claim in two lines or more: what it says and where, and its words (once, where several claims share them). */
function claimLines({ doc, claim: c }: ClaimRecord, columns: number, before?: ClaimRecord): string[] {
  const sure = c.confidence === undefined ? "" : ` ${Math.round(100 * c.confidence)} %`;
  const what = [
    c.kind,
    typeOf(c),
    actors(actorsOf(c)),
    c.kind === "agreement" ? c.stage : "",
    c.modality === "actual" ? "" : c.modality,
    whenSaid(c),
  ]
    .filter(Boolean)
    .join(" ");
  const where = `${doc} ${c.start}-${c.end}${c.rule ? `, rule ${c.rule}${sure}` : ""}`;
  const head = indented(`${c.id.slice(0, 8)}  ${what} (${where})`, columns);
  const said = before?.doc === doc && before.claim.start === c.start && before.claim.end === c.end;
  return said ? head : [...head, ...indented(`"${oneLine(c.evidence)}"`, columns, 4)];
}

const reviewLine = (r: Review): string =>
  `${r.at.slice(0, 10)} ${r.who}: ${r.action} ${r.targets.map((t) => t.slice(0, 8)).join(" ")}${
    r.patch
      ? ` ${Object.entries(r.patch)
          .map(([k, v]) => `${k}=${JSON.stringify(v)}`)
          .join(" ")}`
      : ""
  } (${r.why}) [${r.id.slice(0, 8)}]`;

const reviewBlock = (reviews: Review[], columns: number): string[] =>
  block(
    "REVIEWS",
    reviews.flatMap((r) => indented(reviewLine(r), columns)),
  );

function stands(f: Fact): string {
  if (f.kind === "agreement") return f.stage ? `${f.stage}${f.time ? ` ${dueText(f.time)}` : ""}` : "nothing has happened yet";
  return [f.status ?? f.modality, dueText(f.time)].filter(Boolean).join(" ");
}

/** The sheet of a fact. */
export function factText(f: Fact, claims: ClaimRecord[], reviews: Review[], columns: number): string {
  const deadline = f.deadline
    ? `${dueText(f.deadline)}${f.firstDeadline && f.firstDeadline !== f.deadline ? `, first ${dueText(f.firstDeadline)}` : ""}`
    : null;
  const first = quantityText(f.firstQuantity);
  const quantity = quantityText(f.quantity);
  const groups = f.sources.groups.map((g) => `${g.origin}: ${g.docs.join(", ")}${g.why ? ` (${g.why})` : ""}`);
  return `${[
    ...wrapText(`${f.kind} ${f.id}`, columns),
    ...wrapText([f.type, actors(f.parties), titleOf(f)].filter(Boolean).join("  "), columns),
    "",
    ...entry("stands", stands(f), columns),
    ...entry("names", f.names.length > 1 ? f.names.join("; ") : null, columns),
    ...entry("known as", f.instrument, columns),
    ...entry("for", actors(f.beneficiaries), columns),
    ...entry("speaker", f.speaker ? `${f.speaker}${f.speakerOf.length > 0 ? ` (${actors(f.speakerOf)})` : ""}` : null, columns),
    ...entry("quantity", quantity && first && first !== quantity ? `${quantity}, first ${first}` : quantity, columns),
    ...entry("deadline", deadline, columns),
    ...entry("place", f.place, columns),
    ...entry("provisions", f.provisions.join("; "), columns),
    ...entry("exclusive", f.exclusive ? "called the only one of its kind" : null, columns),
    ...entry("sources", `${plural(f.sources.reports, "report")}, ${f.sources.independent} independent`, columns),
    ...groups.flatMap((g) => entry("", g, columns)),
    ...entry("said by", f.sources.said.map((a) => `${a.source} (${a.type})`).join("; "), columns),
    ...block(
      "HISTORY",
      f.history.flatMap((s) => stepLines(s, columns)),
    ),
    ...block(
      "EXPECTED",
      f.expectations.flatMap((e) => expectationLines(e, columns)),
    ),
    ...block(
      "CONFLICTS",
      f.conflicts.flatMap((c) => conflictLines(c, columns)),
    ),
    ...block(
      "CLAIMS",
      claims.flatMap((c, i) => claimLines(c, columns, claims[i - 1])),
    ),
    ...block(
      "NOTES",
      f.notes.flatMap((n) => indented(`${n.at.slice(0, 10)} ${n.who}: ${n.why}`, columns)),
    ),
    ...reviewBlock(reviews, columns),
  ].join("\n")}\n`;
}

const plain = new Set(["id", "kind", "evidence", "start", "end", "rule", "confidence", "from"]);

const valueText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The sheet of a claim: its fields, each with the words that it was read from. */
export function claimText(found: Extract<Found, { what: "claim" }>, columns: number): string {
  const { doc, claim } = found.claim;
  const words = (field: string): string =>
    (claim.from?.[field] ?? [])
      .map(([a, b]) => claim.evidence.slice(a - claim.start, b - claim.start))
      .filter(Boolean)
      .map((w) => `"${oneLine(w)}"`)
      .join(" ");
  const fields = Object.entries(claim).filter(
    ([key, value]) => !plain.has(key) && value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return `${[
    ...wrapText(`${claim.kind} claim ${claim.id}`, columns),
    ...entry(
      "report",
      `${doc} ${claim.start}-${claim.end}${found.report?.published ? `, published ${found.report.published}` : ""}`,
      columns,
    ),
    ...entry(
      "rule",
      claim.rule ? `${claim.rule}${claim.confidence === undefined ? "" : `, ${Math.round(100 * claim.confidence)} %`}` : null,
      columns,
    ),
    ...entry("", found.counts ? null : "no present reading holds this claim any more", columns),
    "",
    ...indented(oneLine(found.context || claim.evidence), columns),
    "",
    ...fields.flatMap(([key, value]) => entry(key, `${valueText(value)}${words(key) ? `  from ${words(key)}` : ""}`, columns)),
    ...block(
      "FACTS",
      found.facts.flatMap((f) => indented(`${f.id.slice(0, 8)}  ${f.kind}, ${f.type}, ${actors(f.parties)} ${titleOf(f)}`, columns)),
    ),
    ...reviewBlock(found.reviews, columns),
  ].join("\n")}\n`;
}

/** The sheet of a report. */
export function reportText(found: Extract<Found, { what: "report" }>, columns: number): string {
  const r = found.report;
  const origins = r.origin.map((o) => `${o.relation} ${o.source}${o.inferred ? " (inferred)" : ""}${o.basis ? `: ${o.basis}` : ""}`);
  const versions = found.versions.map(
    (v, i) =>
      `${i + 1}. published ${v.published ?? "on no known day"}, read ${v.at ?? "on no known day"} by ${v.reader}: ${plural(v.claims, "claim")}`,
  );
  return `${[
    ...wrapText(`report ${r.doc}`, columns),
    ...entry("title", r.title, columns),
    ...entry(
      "published",
      r.published ? `${r.published}${r.publishedWhy ? ` (${r.publishedWhy})` : ""}` : (r.publishedWhy ?? "not known"),
      columns,
    ),
    ...entry("language", r.lang, columns),
    ...entry("outlet", r.outlet, columns),
    ...entry("address", r.url, columns),
    ...origins.flatMap((o, i) => entry(i === 0 ? "origin" : "", o, columns)),
    ...r.notices.flatMap((n, i) => entry(i === 0 ? "notices" : "", n.reason, columns)),
    ...(versions.length > 1 ? versions.flatMap((v, i) => entry(i === 0 ? "versions" : "", v, columns)) : []),
    ...block(
      "CLAIMS",
      found.claims.flatMap((c, i) => claimLines(c, columns, found.claims[i - 1])),
    ),
    ...reviewBlock(found.reviews, columns),
  ].join("\n")}\n`;
}

/** The sheet of a review. */
export const reviewText = (review: Review, columns: number): string =>
  `${[`review ${review.id}`, ...indented(reviewLine(review), columns)].join("\n")}\n`;
