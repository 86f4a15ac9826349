import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ReportSpan } from "#api";
import { civil, dayNumber, isoDay, spanOf } from "#time";
import { useWords } from "~/words/words.tsx";
import { ask } from "./api.ts";
import { useAddress, useClocks } from "./clocks.ts";

export const useReportSpan = () => useQuery({ queryKey: ["span"], queryFn: () => ask<ReportSpan>("span"), staleTime: 300_000 });

type Range = { from: number; to: number };
const day = (iso: string) => spanOf(iso)?.first ?? 0;

/** From the year of the first report to the end of the year after the last: what was expected lies beyond what is known. */
function rangeOf(span: ReportSpan | undefined): Range {
  const first = civil(day(span?.first ?? "2020-01-01")).year;
  const last = civil(day(span?.last ?? "2025-12-31")).year;
  return { from: dayNumber(first, 1, 1), to: dayNumber(last + 1, 12, 31) };
}

/** "As known on" and "as of": one control, two hands over one scale on which the reports stand as ticks. */
export function ClockBar() {
  const { t } = useWords();
  const { known, asOf } = useClocks();
  const { change } = useAddress();
  const span = useReportSpan().data;
  const range = rangeOf(span);
  const latest = span?.last ?? isoDay(range.to);
  return (
    <section className="clocks" aria-label={t("clocks.title")}>
      <Hand id="known" value={known} fallback={latest} range={range} resting={t("clocks.all")} set={(value) => change({ known: value })} />
      <Scale span={span} range={range} known={known ?? latest} asOf={asOf ?? known ?? latest} />
      <Hand
        id="as-of"
        value={asOf}
        fallback={known ?? latest}
        range={range}
        resting={t("clocks.same")}
        set={(value) => change({ "as-of": value })}
      />
    </section>
  );
}

type HandProps = { id: string; value?: string; fallback: string; range: Range; resting: string; set(value: string | undefined): void };

function Hand({ id, value, fallback, range, resting, set }: HandProps) {
  const { t, when } = useWords();
  const shown = value ?? fallback;
  const [moving, setMoving] = useState<string | null>(null);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const move = (iso: string) => {
    setMoving(iso);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      set(iso);
      setMoving(null);
    }, 80);
  };
  const now = moving ?? shown;
  return (
    <div className="hand" data-set={value ? "" : undefined}>
      <label htmlFor={id}>{t(`clocks.${id}`)}</label>
      <input id={id} type="date" value={now} onChange={(event) => event.target.value && move(event.target.value)} />
      <input
        type="range"
        aria-label={t(`clocks.slide.${id}`)}
        aria-valuetext={when(now)}
        min={range.from}
        max={range.to}
        value={Math.min(range.to, Math.max(range.from, day(now)))}
        onChange={(event) => move(isoDay(Number(event.target.value)))}
      />
      {value ? (
        <button type="button" onClick={() => set(undefined)}>
          {t(`clocks.reset.${id}`)}
        </button>
      ) : (
        <span className="resting">{resting}</span>
      )}
    </div>
  );
}

function Scale({ span, range, known, asOf }: { span?: ReportSpan; range: Range; known: string; asOf: string }) {
  const share = (n: number) => (100 * (n - range.from)) / (range.to - range.from);
  const most = Math.max(1, ...(span?.months.map((m) => m.reports) ?? []));
  const years = useMemo(() => {
    const [a, b] = [civil(range.from).year, civil(range.to).year];
    const every = Math.max(1, Math.ceil((b - a) / 12));
    return Array.from({ length: b - a + 1 }, (_, i) => a + i).filter((y) => (y - a) % every === 0);
  }, [range.from, range.to]);
  return (
    <div className="scale" aria-hidden="true">
      <svg aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 20">
        <rect className="beyond" x={share(day(known))} y={0} width={Math.max(0, 100 - share(day(known)))} height={20} />
        {span?.months.map(({ month, reports }) => {
          const at = spanOf(month);
          const height = 3 + 13 * Math.sqrt(reports / most);
          return (
            at && (
              <rect
                key={month}
                x={share(at.first)}
                width={Math.max(0.2, (share(at.last) - share(at.first)) * 0.6)}
                y={20 - height}
                height={height}
              />
            )
          );
        })}
        <line className="as-of" x1={share(day(asOf))} x2={share(day(asOf))} y1={0} y2={20} />
      </svg>
      {years.map((year) => (
        <span key={year} style={{ left: `${share(dayNumber(year, 1, 1))}%` }}>
          {year}
        </span>
      ))}
    </div>
  );
}
