import { network } from "#views";
import { type Source, xml } from "./source.ts";

/** The net of agreements as GraphML: parties as nodes, one edge for each pair, with the types and facts that tie them. */
export function graphml(source: Source): string {
  const net = network(source);
  const keys = [
    ["degree", "node", "int"],
    ["betweenness", "node", "double"],
    ["types", "edge", "string"],
    ["facts", "edge", "string"],
    ["weight", "edge", "int"],
  ].map(([id, of, type]) => `  <key id="${id}" for="${of}" attr.name="${id}" attr.type="${type}"/>`);
  const data = (key: string, value: string | number) => `<data key="${key}">${xml(value)}</data>`;
  const nodes = net.nodes.map(
    (n) => `    <node id="${xml(n.party)}">${data("degree", n.degree)}${data("betweenness", n.betweenness)}</node>`,
  );
  const edges = net.edges.map(
    (e) =>
      `    <edge source="${xml(e.a)}" target="${xml(e.b)}">${data("types", e.types.join(" "))}${data("facts", e.facts.join(" "))}${data("weight", e.facts.length)}</edge>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys,
    '  <graph id="agreements" edgedefault="undirected">',
    ...nodes,
    ...edges,
    "  </graph>",
    "</graphml>",
    "",
  ].join("\n");
}
