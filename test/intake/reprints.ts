import type { Compared } from "../../src/reports/duplicates.ts";

/** Numbers between 0 and 1 that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export type Made = { report: Compared; original: number; way: string };

const sentences = (text: string) => text.split(/(?<=[.!?]["\u201c\u201d]?)\s+/);

/** Other words at a share of all places, and two neighbours swapped here and there, as a machine rewrites. */
function rewritten(text: string, share: number, random: () => number): string {
  const words = text
    .split(/\s+/)
    .map((word) => (word.length > 2 && random() < share ? `w${word.length}${Math.floor(random() * 5000)}` : word));
  for (let at = 0; at + 1 < words.length; at++) if (random() < share / 4) [words[at], words[at + 1]] = [words[at + 1]!, words[at]!];
  return words.join(" ");
}

function shuffled<T>(list: T[], random: () => number): T[] {
  const out = [...list];
  for (let at = out.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [out[at], out[other]] = [out[other]!, out[at]!];
  }
  return out;
}

/** An original and what others make of it. */
export function reprints(text: string, original: number, random: () => number, published = "2023-01-13"): Made[] {
  const all = sentences(text);
  const cut = (share: number) => all.slice(0, Math.max(3, Math.ceil(all.length * share))).join(" ");
  const agency = "Northwire";
  const ways: Record<string, Partial<Compared> & { text: string }> = {
    original: { text, outlet: agency },
    copied: { text: text.replace(/\s+/g, " ").toUpperCase() },
    "cut to half": { text: cut(0.5) },
    "cut to a third": { text: cut(0.33) },
    reordered: { text: shuffled(all, random).join(" ") },
    "new headline": { text: `What ministers said and did not say this week\n\nAn overview for our readers.\n\n${text}` },
    "other credit": {
      text: `${cut(0.8)}\n\nWith material of the agency ${agency}. All rights reserved by the editors.`,
      origin: [{ relation: "reprint-of", source: agency, basis: "With material of the agency" }],
    },
    "edited in places": { text: rewritten(text, 0.05, random) },
    "rewritten 15 %": { text: rewritten(text, 0.15, random) },
    "rewritten 30 %": { text: rewritten(text, 0.3, random) },
    "rewritten 45 %": { text: rewritten(text, 0.45, random) },
  };
  return Object.entries(ways).map(([way, { text: own, ...rest }], at) => ({
    ...{ original, way },
    report: {
      doc: way === "original" ? `o${original}` : `r${original}-${at}`,
      published,
      text: own,
      ...rest,
    },
  }));
}
