import { iso, period } from "#fusion";
import type { Fact } from "#model";
import { type Source, titleOf } from "./source.ts";

const escaped = (text: string) => text.replace(/([\\;,])/g, "\\$1").replace(/\r?\n/g, "\\n");

/** Lines of at most 75 octets, as RFC 5545 asks. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const c of line) {
    const size = new TextEncoder().encode(c).length;
    if (octets + size > (parts.length ? 74 : 75)) {
      parts.push(part);
      part = "";
      octets = 0;
    }
    part += c;
    octets += size;
  }
  return [...parts, part].join("\r\n ");
}

const date = (day: number) => (iso(day) ?? "").replaceAll("-", "");

function event(f: Fact, when: string | null, uid: string, title: string, text: string, status: string): string[] {
  const days = period(when);
  if (!days || (!Number.isFinite(days.from) && !Number.isFinite(days.to))) return [];
  const to = Number.isFinite(days.to) ? days.to : days.from;
  const from = Number.isFinite(days.from) ? days.from : to;
  const stamp = date(period(f.lastKnown)?.to ?? to);
  return [
    "BEGIN:VEVENT",
    `UID:${uid}@foedera`,
    `DTSTAMP:${stamp}T000000Z`,
    `DTSTART;VALUE=DATE:${date(from)}`,
    `DTEND;VALUE=DATE:${date(to + 1)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    ...(f.place ? [`LOCATION:${escaped(f.place)}`] : []),
    `STATUS:${status}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** Deadlines, expected steps and activities as a calendar; a limit ("by March 2025") stands on its last day. */
export function ics({ facts }: Source): string {
  const lines = facts.flatMap((f) => {
    const quote = f.claims.map((c) => `${c.doc}: ${c.quote}`).join("\n");
    const found: string[] = [];
    if (f.kind === "activity")
      found.push(
        ...event(
          f,
          f.time,
          f.id,
          titleOf(f),
          quote,
          f.status === "cancelled" ? "CANCELLED" : f.status === "happened" ? "CONFIRMED" : "TENTATIVE",
        ),
      );
    else if (f.kind !== "statement")
      for (const e of f.expectations)
        if (e.state !== "met" && e.state !== "dropped")
          found.push(...event(f, e.expected, `${f.id}-${e.stage}`, `${e.stage}: ${titleOf(f)}`, `${e.why}\n${quote}`, "TENTATIVE"));
    return found;
  });
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Foedera//Ledger//EN", ...lines, "END:VCALENDAR", ""].map(folded).join("\r\n");
}
