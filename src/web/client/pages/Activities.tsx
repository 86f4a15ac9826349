import { useMemo, useRef } from "react";
import { isoDay, spanOf } from "#time";
import type { ActivityRow } from "#views";
import { useActivities } from "~/app/api.ts";
import { useAddress } from "~/app/clocks.ts";
import { useKeys } from "~/app/keys.tsx";
import { ActivityTable } from "~/parts/ActivityTable.tsx";
import { ClearFilters, CodeChoice, PartyChoice } from "~/parts/Filters.tsx";
import { Page } from "~/parts/Page.tsx";
import { Save } from "~/parts/Save.tsx";
import { Answer, Empty } from "~/parts/States.tsx";
import { Timeline } from "~/parts/Timeline.tsx";
import { stretch, type Window, zoomed } from "~/parts/timescale.ts";
import { givePng, giveSvg } from "~/save/files.ts";
import { activityStates, activityTypes } from "~/words/codes.ts";
import { useWords } from "~/words/words.tsx";

/** What took place, is planned, or should have taken place, along time. */
export default function Activities() {
  const { t } = useWords();
  const { search } = useAddress();
  const query = useActivities({ party: search.party, type: search.type, status: search.status });
  return (
    <Page name="activities">
      <div className="filters">
        <PartyChoice />
        <CodeChoice name="type" label={t("filter.type")} codes={activityTypes} />
        <CodeChoice name="status" label={t("filter.status")} codes={activityStates} />
        <ClearFilters names={["party", "type", "status"]} />
      </div>
      <Answer query={query}>
        {({ items, total }) => (items.length === 0 ? <Empty>{t("activities.empty")}</Empty> : <Shown rows={items} total={total} />)}
      </Answer>
    </Page>
  );
}

/** All that is dated, with a little room on both sides. */
function everything(rows: readonly ActivityRow[]): Window {
  const spans = rows.flatMap((r) => stretch(r.time, 60) ?? []);
  if (spans.length === 0) return { from: 18_000, to: 20_000 };
  const [from, to] = [Math.min(...spans.map((s) => s.from)), Math.max(...spans.map((s) => s.to))];
  const pad = Math.max(10, Math.round((to - from) * 0.04));
  return { from: from - pad, to: to + pad * 3 };
}

function Shown({ rows, total }: { rows: readonly ActivityRow[]; total: number }) {
  const { t, when } = useWords();
  const { search, change } = useAddress();
  const drawing = useRef<SVGSVGElement>(null);
  const all = useMemo(() => everything(rows), [rows]);
  const [from, to] = [spanOf(search.from)?.first, spanOf(search.to)?.last];
  const window = from !== undefined && to !== undefined && to > from ? { from, to } : all;
  const move = (w: Window) => change({ from: isoDay(w.from), to: isoDay(w.to) });
  const pan = (share: number) => {
    const by = Math.round((window.to - window.from) * share);
    move({ from: window.from + by, to: window.to + by });
  };
  useKeys({
    "+": () => move(zoomed(window, 0.6)),
    "-": () => move(zoomed(window, 1.6)),
    "0": () => change({ from: undefined, to: undefined }),
  });
  const outside = rows.filter((r) => {
    const at = stretch(r.time, 30);
    return !at || at.to < window.from || at.from > window.to;
  }).length;
  return (
    <>
      <div className="zoom">
        <button type="button" onClick={() => pan(-0.4)}>
          {t("activities.earlier")}
        </button>
        <button type="button" onClick={() => move(zoomed(window, 0.6))}>
          {t("activities.closer")} <kbd>+</kbd>
        </button>
        <button type="button" onClick={() => move(zoomed(window, 1.6))}>
          {t("activities.wider")} <kbd>-</kbd>
        </button>
        <button type="button" onClick={() => change({ from: undefined, to: undefined })}>
          {t("activities.all")} <kbd>0</kbd>
        </button>
        <button type="button" onClick={() => pan(0.4)}>
          {t("activities.later")}
        </button>
        <span className="faint">{when(`${isoDay(window.from)}/${isoDay(window.to)}`, true)}</span>
      </div>
      <Timeline rows={rows} window={window} move={move} drawing={drawing} />
      <div className="below">
        <span>{outside > 0 && t("activities.outside", { n: outside })}</span>
        <Save
          svg={() => drawing.current && giveSvg("activities", drawing.current)}
          png={() => drawing.current && void givePng("activities", drawing.current)}
        />
      </div>
      <h2>{t("activities.table")}</h2>
      <ActivityTable rows={rows} total={total} />
    </>
  );
}
