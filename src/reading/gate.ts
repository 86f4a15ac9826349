import type { Gate } from "#knowledge";

const tables = new WeakMap<Gate, RegExp>();

function pattern(gate: Gate): RegExp {
  let re = tables.get(gate);
  if (!re) {
    const escaped = [...gate.defence].sort((a, b) => b.length - a.length).map((s) => s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    tables.set(gate, (re = new RegExp(`(?<![\\p{L}])(?:${escaped.join("|")})`, "giu")));
  }
  return re;
}

/** True where a text may speak of defence: enough of the gate's stems for its length. Cheap: it stops as soon as that is sure. */
export function relevant(text: string, gate: Gate): boolean {
  const wanted = Math.max(gate.least, Math.ceil((gate.perThousand * text.length) / 1000));
  const re = pattern(gate);
  re.lastIndex = 0;
  let hits = 0;
  while (re.exec(text)) if (++hits >= wanted) return true;
  return false;
}
