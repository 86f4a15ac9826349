import { useNavigate } from "@tanstack/react-router";
import GraphClass from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import { useEffect, useRef } from "react";
import Sigma from "sigma";
import type { Network } from "#views";
import { givePng } from "~/save/files.ts";
import { useWords } from "~/words/words.tsx";
import { Save } from "./Save.tsx";

type Paint = { ink: string; soft: string; late: string; paper: string };

/** The colours of the page, as a canvas needs them. */
function paint(): Paint {
  const probe = document.createElement("i");
  document.body.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const found = { ink: read("ink"), soft: read("soft"), late: read("late"), paper: read("paper") };
  probe.remove();
  return found;
}

/** Begins on a circle in the order of the net and settles by forces: the same net gives the same picture. */
function graphOf(network: Network, name: (code: string) => string, colour: Paint): GraphClass {
  const graph = new GraphClass();
  network.nodes.forEach(({ party, degree }, i) => {
    const angle = (2 * Math.PI * i) / network.nodes.length;
    graph.addNode(party, {
      x: Math.cos(angle),
      y: Math.sin(angle),
      size: 3 + 2 * Math.sqrt(degree),
      label: name(party),
      color: colour.ink,
    });
  });
  for (const e of network.edges) graph.addEdge(e.a, e.b, { size: 0.5 + Math.sqrt(e.facts.length), color: colour.soft });
  forceAtlas2.assign(graph, { iterations: 300, settings: { ...forceAtlas2.inferSettings(graph), gravity: 1.2, scalingRatio: 6 } });
  return graph;
}

/** The net as a graph: pointing at a party leaves only its ties. */
export default function Graph({ network }: { network: Network }) {
  const { t, actor } = useWords();
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const colour = paint();
    const graph = graphOf(network, (code) => actor(code, "short"), colour);
    let over: string | null = null;
    const near = (node: string) => over === null || node === over || graph.areNeighbors(node, over);
    const sigma = new Sigma(graph, box.current, {
      labelFont: "Arial, sans-serif",
      labelSize: 12,
      labelColor: { color: colour.ink },
      labelDensity: 2,
      labelRenderedSizeThreshold: network.nodes.length > 60 ? 9 : 0,
      defaultDrawNodeHover: () => {},
      nodeReducer: (node, data) => (near(node) ? data : { ...data, label: "", color: colour.soft, size: 2 }),
      edgeReducer: (edge, data) =>
        over === null ? data : graph.hasExtremity(edge, over) ? { ...data, color: colour.late } : { ...data, hidden: true },
    });
    sigma.on("enterNode", ({ node }) => {
      over = node;
      sigma.refresh();
    });
    sigma.on("leaveNode", () => {
      over = null;
      sigma.refresh();
    });
    sigma.on("clickNode", ({ node }) => void navigate({ to: "/actors/$code", params: { code: node } }));
    return () => sigma.kill();
  }, [network, actor, navigate]);
  const png = () => void givePng("net", [...(box.current?.querySelectorAll("canvas") ?? [])]);
  return (
    <figure className="graph">
      <div ref={box} className="canvas" role="img" aria-label={t("net.drawing", { n: network.nodes.length })} />
      <figcaption>
        {t("net.choose")} <Save png={png} />
      </figcaption>
    </figure>
  );
}
