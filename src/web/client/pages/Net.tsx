import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { civil, spanOf } from "#time";
import type { Network, NetworkNode } from "#views";
import { useNetwork } from "~/app/api.ts";
import { useReportSpan } from "~/app/ClockBar.tsx";
import { useAddress, useClocks } from "~/app/clocks.ts";
import { ClearFilters, CodeChoice } from "~/parts/Filters.tsx";
import { HubFigure } from "~/parts/HubFigure.tsx";
import { Actors, useSentence } from "~/parts/Names.tsx";
import { Page } from "~/parts/Page.tsx";
import { Answer, Empty, Loading } from "~/parts/States.tsx";
import { type Column, Table } from "~/parts/Table.tsx";
import { Tabs } from "~/parts/Tabs.tsx";
import { instrumentTypes } from "~/words/codes.ts";
import { useWords } from "~/words/words.tsx";

const Graph = lazy(() => import("~/parts/Graph.tsx"));
const Atlas = lazy(() => import("~/parts/Atlas.tsx"));

/** Who is bound to whom: as a graph, on the map, as a table, and how far it is a wheel around one hub. */
export default function Net() {
  const { t } = useWords();
  const { search } = useAddress();
  const query = useNetwork({ type: search.type });
  return (
    <Page name="net">
      <div className="filters">
        <Tabs
          name="view"
          label={t("net.view")}
          options={[
            ["graph", t("net.graph")],
            ["map", t("net.map")],
          ]}
        />
        <CodeChoice name="type" label={t("filter.type")} codes={instrumentTypes} />
        <Years />
        <ClearFilters names={["type"]} />
      </div>
      <Answer query={query}>
        {({ network }) =>
          network.nodes.length === 0 ? (
            <Empty>{t("net.empty")}</Empty>
          ) : (
            <div className="netting">
              <Suspense fallback={<Loading />}>
                {search.view === "map" ? <Atlas network={network} /> : <Graph network={network} />}
              </Suspense>
              <Shape network={network} />
            </div>
          )
        }
      </Answer>
    </Page>
  );
}

/** A slider over the years that can play them: it moves the clock "as of". */
function Years() {
  const { t } = useWords();
  const { change } = useAddress();
  const { asOf, known } = useClocks();
  const span = useReportSpan().data;
  const year = (iso: string | null | undefined, other: number) => {
    const first = spanOf(iso)?.first;
    return first === undefined ? other : civil(first).year;
  };
  const last = year(span?.last, 2025);
  const first = Math.min(year(span?.first, last) - 5, last - 5);
  const now = year(asOf ?? known ?? span?.last, last);
  const [playing, setPlaying] = useState(false);
  const latest = useRef(now);
  latest.current = now;
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      const next = latest.current >= last ? null : latest.current + 1;
      if (next === null) setPlaying(false);
      else change({ "as-of": `${next}-12-31` });
    }, 1200);
    return () => clearInterval(timer);
  });
  const play = () => {
    if (!playing && now >= last) change({ "as-of": `${first}-12-31` });
    setPlaying(!playing);
  };
  return (
    <span className="years-slider">
      <button type="button" className="do" onClick={play}>
        {t(playing ? "net.stop" : "net.play")}
      </button>
      <label>
        <span className="year">{t("net.year", { year: now })}</span>
        <input type="range" min={first} max={last} value={now} onChange={(event) => change({ "as-of": `${event.target.value}-12-31` })} />
      </label>
    </span>
  );
}

function Shape({ network }: { network: Network }) {
  const { t, actor, number } = useWords();
  const sentence = useSentence();
  const percent = (n: number) => number(n, { style: "percent" });
  const tied = (party: string) => network.edges.flatMap((e) => (e.a === party ? [e.b] : e.b === party ? [e.a] : []));
  const columns: Column<NetworkNode>[] = [
    {
      key: "party",
      head: t("net.party"),
      cell: (n) => (
        <Link to="/actors/$code" params={{ code: n.party }} data-item="">
          {actor(n.party)}
        </Link>
      ),
      value: (n) => actor(n.party),
    },
    { key: "ties", head: t("net.ties"), cell: (n) => n.degree, value: (n) => n.degree, number: true },
    { key: "share", head: t("net.share"), cell: (n) => percent(n.share), value: (n) => n.share, number: true, wide: true },
    { key: "between", head: t("net.between"), cell: (n) => percent(n.betweenness), value: (n) => n.betweenness, number: true, wide: true },
    {
      key: "tied",
      head: t("net.tied"),
      cell: (n) => <Actors codes={tied(n.party)} />,
      value: (n) =>
        tied(n.party)
          .map((code) => actor(code))
          .join(", "),
    },
  ];
  return (
    <section className="shape">
      <h2>{t("net.shape")}</h2>
      <p className="sentence">{sentence(network.sentence, network.hub ? [network.hub] : [])}</p>
      <HubFigure network={network} />
      <Table caption={t("net.title")} file="net" rows={network.nodes} columns={columns} id={(n) => n.party} />
    </section>
  );
}
