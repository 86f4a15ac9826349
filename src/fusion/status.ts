import type { ActivityState, CommitmentState, Edtf, Expectation, Modality } from "#model";
import type { Feature } from "./feature.ts";
import { gap, length } from "./period.ts";
import { after } from "./relate.ts";
import type { Asked } from "./stages.ts";

const SOON = 92;

/** The strongest word on whether it is so: that it happened, else the last that was said. */
export function overallModality(members: Feature[]): Modality {
  const actual = members.some((f) => f.modality === "actual");
  const last = members.at(-1) as Feature;
  if (last.modality === "negated" && members.slice(0, -1).every((f) => f.modality !== "actual" || after(last, f))) return "negated";
  if (actual) return "actual";
  return members.some((f) => f.modality === "planned") ? "planned" : last.modality;
}

/** When a thing happens: the most exact of the times that agree, the span of those that do not. */
export function timeOf(members: Feature[]): Edtf | null {
  const actual = members.filter((f) => f.modality === "actual" && f.time);
  const dated = actual.length ? actual : lastPlans(members.filter((f) => f.time));
  const whole = dated.filter((f) => f.parties.length === Math.max(...dated.map((d) => d.parties.length)));
  const exact = [...whole].sort((a, b) => length(a.time as never) - length(b.time as never) || (a.key < b.key ? -1 : 1))[0];
  if (!exact?.time || !exact.claim.time) return null;
  const odd = whole.filter((f) => f.time && exact.time && gap(f.time, exact.time) > 0);
  if (!odd.length) return exact.claim.time;
  const all = [exact, ...odd].sort((a, b) => (a.time?.from ?? 0) - (b.time?.from ?? 0)).map((f) => f.claim.time ?? "");
  const [first = "", last = ""] = [all[0]?.split("/")[0], all.at(-1)?.split("/").at(-1)];
  return `${first}/${last}`;
}

function lastPlans(dated: Feature[]): Feature[] {
  const last = dated.at(-1);
  return last ? dated.filter((f) => f === last || !after(last, f) || (f.time && last.time && gap(f.time, last.time) === 0)) : [];
}

/** A commitment's state on the asked day, from evidence only: silence never fulfils it. */
export function commitmentState(members: Feature[], expected: Expectation | null, asked: Asked): CommitmentState | null {
  const done = members.filter((f) => f.modality === "actual");
  const over = done.some((f) => f.time && f.time.to <= asked.day && Number.isFinite(f.time.to));
  if (!expected) return done.length ? (over ? "met" : "open") : members.every((f) => f.modality === "negated") ? null : "open";
  if (expected.state === "met" || expected.state === "dropped" || expected.state === "overdue") return expected.state;
  const due = dueDay(members);
  if (due !== null && due >= asked.day && due - asked.day <= SOON) return "due";
  return expected.slips.length || revisedQuantity(members) ? "revised" : "open";
}

function dueDay(members: Feature[]): number | null {
  const last = members.filter((f) => f.modality === "planned" && (f.deadline ?? f.time)).at(-1);
  const due = last ? (last.deadline ?? last.time) : null;
  return due && Number.isFinite(due.to) ? due.to : null;
}

function revisedQuantity(members: Feature[]): boolean {
  return members.some((a, i) =>
    members
      .slice(i + 1)
      .some((b) => a.quantity && b.quantity && a.quantity.unit === b.quantity.unit && a.quantity.value !== b.quantity.value && after(b, a)),
  );
}

/** Whether an activity happened, lies ahead, was called off, or should have happened without a report that says so. */
export function activityState(members: Feature[], asked: Asked): ActivityState {
  const modality = overallModality(members);
  if (modality === "negated") return "cancelled";
  if (modality === "actual") return "happened";
  const last = members.filter((f) => f.time).at(-1);
  const late = last?.time && Number.isFinite(last.time.to) && last.time.to < asked.day;
  if (modality === "planned") return late ? "overdue" : "planned";
  return "possible";
}
