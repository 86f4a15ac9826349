import type { Gate } from "#knowledge";

type Patterns = { strong: RegExp; any: RegExp };
const made = new WeakMap<Gate, Patterns>();

const pattern = (stems: readonly string[], anywhere: boolean): RegExp => {
  const escaped = [...stems].sort((a, b) => b.length - a.length).map((s) => s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`${anywhere ? "" : "(?<![\\p{L}])"}(?:${escaped.join("|")})`, "giu");
};

function patterns(gate: Gate): Patterns {
  let p = made.get(gate);
  if (!p) made.set(gate, (p = { strong: pattern(gate.strong, false), any: pattern([...gate.strong, ...gate.weak], true) }));
  return p;
}

/** True where a text may speak of defence: enough of the gate's stems for its length. Cheap: it stops as soon as that is sure. */
export function relevant(text: string, gate: Gate): boolean {
  const { strong, any } = patterns(gate);
  if (text.length < gate.short) {
    any.lastIndex = 0;
    return text.length < gate.short / 2 || any.test(text);
  }
  const wanted = (gate.perThousand * text.length) / 1000;
  const seen = new Set<string>();
  let hits = 0;
  strong.lastIndex = 0;
  for (let m = strong.exec(text); m; m = strong.exec(text)) {
    seen.add(m[0].toLowerCase());
    if (++hits >= wanted && seen.size >= gate.distinct) return true;
  }
  return false;
}
