import { useNavigate } from "@tanstack/react-router";
import { type GeoPermissibleObjects, geoArea, geoCentroid, geoGraticule10, geoNaturalEarth1, geoPath } from "d3-geo";
import type { Geometry } from "geojson";
import { useMemo, useRef, useState } from "react";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import world from "world-atlas/countries-50m.json";
import type { Network } from "#views";
import { givePng, giveSvg } from "~/save/files.ts";
import { codeOfNumber } from "~/words/countries.ts";
import { useWords } from "~/words/words.tsx";
import { Save } from "./Save.tsx";

const [width, height] = [860, 440];
const topology = world as unknown as Topology<{ countries: GeometryCollection }>;
const countries = feature(topology, topology.objects.countries).features;

/** The largest part of a state: a name stands there, and not in the middle between it and its islands. */
function mainland(shape: Geometry): GeoPermissibleObjects {
  if (shape.type !== "MultiPolygon") return shape;
  const parts = shape.coordinates.map((coordinates) => ({ type: "Polygon" as const, coordinates }));
  return parts.reduce((best, part) => (geoArea(part) > geoArea(best) ? part : best));
}

/** The net on the map: a great circle for each tie. Parties that are no states stand in the table alone. */
export default function Atlas({ network }: { network: Network }) {
  const { t, actor, list } = useWords();
  const navigate = useNavigate();
  const drawing = useRef<SVGSVGElement>(null);
  const [over, setOver] = useState<string | null>(null);
  const hub = network.hub;
  const { path, centres, codes } = useMemo(() => {
    const found = countries.map((c, n) => ({ n, shape: c, code: codeOfNumber.get(String(c.id)) ?? null }));
    const middle = new Map(found.flatMap(({ shape, code }) => (code ? [[code, geoCentroid(mainland(shape.geometry))] as const] : [])));
    // turned so that the hub stands in the middle: the net of an ocean is not cut in two
    const turn = hub && middle.get(hub) ? -(middle.get(hub)?.[0] ?? 0) : 0;
    const projection = geoNaturalEarth1().rotate([turn, 0]).fitSize([width, height], { type: "Sphere" });
    return { path: geoPath(projection), centres: middle, codes: found };
  }, [hub]);
  const draw = (object: GeoPermissibleObjects) => path(object) ?? "";
  const parties = new Set(network.nodes.map((n) => n.party));
  const lit = (e: { a: string; b: string }) => over === null || e.a === over || e.b === over;
  return (
    <figure className="atlas">
      <svg ref={drawing} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t("net.drawing", { n: network.nodes.length })}>
        <title>{t("net.drawing", { n: network.nodes.length })}</title>
        <path className="sphere" d={draw({ type: "Sphere" })} />
        <path className="graticule" d={draw(geoGraticule10())} />
        {codes.map(({ n, shape, code }) => {
          const bound = code !== null && parties.has(code);
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the table beside it holds the same parties as links
            <path
              key={n}
              className={bound ? "country bound" : "country"}
              d={draw(shape)}
              onMouseEnter={() => bound && setOver(code)}
              onMouseLeave={() => setOver(null)}
              onClick={() => bound && void navigate({ to: "/actors/$code", params: { code } })}
            >
              {bound && <title>{actor(code)}</title>}
            </path>
          );
        })}
        {network.edges.map((e) => {
          const [a, b] = [centres.get(e.a), centres.get(e.b)];
          if (!a || !b) return null;
          return (
            <path
              key={e.a + e.b}
              className="tie"
              data-lit={lit(e)}
              strokeWidth={0.6 + 0.7 * Math.sqrt(e.facts.length)}
              d={draw({ type: "LineString", coordinates: [a, b] })}
            >
              <title>{list([actor(e.a), actor(e.b)])}</title>
            </path>
          );
        })}
        {network.nodes.map(({ party, degree }) => {
          const at = centres.get(party);
          if (!at) return null;
          const [x, y] = path.centroid({ type: "Point", coordinates: at });
          return (
            Number.isFinite(x) && (
              <g key={party} className="place">
                <circle cx={x} cy={y} r={2 + Math.sqrt(degree)} />
                <text x={x + 6} y={y - 4}>
                  {actor(party, "short")}
                </text>
              </g>
            )
          );
        })}
      </svg>
      <figcaption>
        {t("net.choose")}{" "}
        <Save
          svg={() => drawing.current && giveSvg("map", drawing.current)}
          png={() => drawing.current && void givePng("map", drawing.current)}
        />
      </figcaption>
    </figure>
  );
}
