import type { Claim } from "#model";

/** A stretch of text over which nothing begins or ends: the claims that it is part of, and the fields that were read from it. */
export type Segment = { start: number; end: number; claims: string[]; fields: { claim: string; field: string }[] };
export type Paragraph = { start: number; end: number; heading: boolean; segments: Segment[] };

type Marked = Pick<Claim, "id" | "start" | "end" | "from">;

function cuts(claims: readonly Marked[], length: number): number[] {
  const all = new Set<number>([0, length]);
  for (const c of claims) {
    for (const at of [c.start, c.end]) all.add(at);
    for (const spans of Object.values(c.from ?? {})) for (const span of spans) for (const at of span) all.add(at);
  }
  return [...all].filter((at) => at >= 0 && at <= length).sort((a, b) => a - b);
}

/** Cuts a text where claims and fields begin and end. */
export function segmentsOf(length: number, claims: readonly Marked[]): Segment[] {
  const at = cuts(claims, length);
  const sorted = [...claims].sort((a, b) => a.start - b.start);
  return at.slice(0, -1).map((start, i) => {
    const end = at[i + 1] ?? length;
    const inside = sorted.filter((c) => c.start <= start && end <= c.end);
    const fields = sorted.flatMap((c) =>
      Object.entries(c.from ?? {}).flatMap(([field, spans]) =>
        spans.some(([a, b]) => a <= start && end <= b) ? [{ claim: c.id, field }] : [],
      ),
    );
    return { start, end, claims: inside.map((c) => c.id), fields };
  });
}

/** The paragraphs of a text with their segments; empty lines fall away, offsets stay. */
export function paragraphsOf(text: string, claims: readonly Marked[], headings: readonly { start: number; end: number }[]): Paragraph[] {
  const segments = segmentsOf(text.length, claims);
  const paragraphs: Paragraph[] = [];
  let first = 0;
  for (const found of text.matchAll(/[^\n]+/g)) {
    const [start, end] = [found.index, found.index + found[0].length];
    if (!found[0].trim()) continue;
    while ((segments[first]?.end ?? text.length) <= start && first < segments.length) first++;
    const own: Segment[] = [];
    for (let i = first; i < segments.length; i++) {
      const s = segments[i]!;
      if (s.start >= end) break;
      own.push({ ...s, start: Math.max(start, s.start), end: Math.min(end, s.end) });
    }
    const heading = headings.some((h) => h.start >= start && h.start < end && h.end >= end - 2);
    paragraphs.push({ start, end, heading, segments: own });
  }
  return paragraphs;
}
