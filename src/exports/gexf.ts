import { iso, period } from "#fusion";
import type { Fact } from "#model";
import { network } from "#views";
import { type Source, xml } from "./source.ts";

/** The day from which a report lets an agreement hold, and the day on which it ended. */
function spell(f: Fact): string {
  const ended = f.history.find((h) => h.stage === "ended" && h.modality === "actual");
  const begun = f.history
    .filter((h) => h.modality === "actual" && h.event && h.stage !== "ended")
    .map((h) => period(h.event)?.from ?? Number.POSITIVE_INFINITY);
  const from = iso(Math.min(...begun, Number.POSITIVE_INFINITY));
  const to = ended ? iso(period(ended.event)?.to ?? Number.POSITIVE_INFINITY) : null;
  return `${from ? ` start="${from}"` : ""}${to ? ` end="${to}"` : ""}`;
}

/** The net of agreements as dynamic GEXF 1.3: one edge for each agreement and pair of parties, from its first dated step to its end. */
export function gexf(source: Source): string {
  const net = network(source);
  const facts = new Map(source.facts.map((f) => [f.id, f]));
  const nodes = net.nodes.map(
    (n) =>
      `      <node id="${xml(n.party)}" label="${xml(n.party)}"><attvalues><attvalue for="degree" value="${n.degree}"/><attvalue for="betweenness" value="${n.betweenness}"/></attvalues></node>`,
  );
  const edges = net.edges.flatMap((e) =>
    e.facts.map((id) => {
      const f = facts.get(id) as Fact;
      const values = `<attvalue for="type" value="${xml(f.type)}"/><attvalue for="stage" value="${xml(f.stage ?? "")}"/>`;
      return `      <edge id="${xml(`${id}:${e.a}:${e.b}`)}" source="${xml(e.a)}" target="${xml(e.b)}" label="${xml(f.name ?? f.type)}"${spell(f)}><attvalues>${values}</attvalues></edge>`;
    }),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
    '  <graph defaultedgetype="undirected" mode="dynamic" timeformat="date">',
    '    <attributes class="node"><attribute id="degree" title="degree" type="integer"/><attribute id="betweenness" title="betweenness" type="double"/></attributes>',
    '    <attributes class="edge"><attribute id="type" title="type" type="string"/><attribute id="stage" title="stage" type="string"/></attributes>',
    "    <nodes>",
    ...nodes,
    "    </nodes>",
    "    <edges>",
    ...edges,
    "    </edges>",
    "  </graph>",
    "</gexf>",
    "",
  ].join("\n");
}
