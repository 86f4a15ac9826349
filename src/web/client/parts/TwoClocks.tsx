import { useRef } from "react";
import type { Fact } from "#model";
import { civil, dayNumber, spanOf } from "#time";
import { givePng, giveSvg } from "~/save/files.ts";
import { useWords } from "~/words/words.tsx";
import { Save } from "./Save.tsx";

const [width, height, left, top, bottom] = [720, 250, 58, 14, 26];

type Point = { claim: string; known: number; from: number; to: number; stage: string; modality: string };

function pointsOf(fact: Fact): Point[] {
  return fact.history.flatMap((h) => {
    const [known, event] = [spanOf(h.knownDay), spanOf(h.event ?? h.deadline)];
    if (!known || !event) return [];
    const open = (n: number, other: number) => (Number.isFinite(n) ? n : other);
    return [
      {
        claim: h.claim,
        known: known.first,
        from: open(event.first, event.last - 200),
        to: open(event.last, event.first + 200),
        stage: h.stage,
        modality: h.modality,
      },
    ];
  });
}

function scale(from: number, to: number, a: number, b: number) {
  const pad = Math.max(20, (to - from) * 0.06);
  return (n: number) => a + ((n - from + pad) / (to - from + 2 * pad)) * (b - a);
}

function yearsIn(from: number, to: number): number[] {
  const [a, b] = [civil(from).year, civil(to).year + 1];
  const every = Math.max(1, Math.ceil((b - a) / 8));
  return Array.from({ length: b - a + 1 }, (_, i) => a + i).filter(
    (y, i) => i % every === 0 && dayNumber(y, 1, 1) >= from - 30 && dayNumber(y, 1, 1) <= to + 30,
  );
}

/**
 * What was said when: to the right the day on which a report came out, upwards the day of which it speaks. Above the diagonal lies what was
 * still ahead; an expectation that moves up from report to report slips.
 */
export function TwoClocks({ fact }: { fact: Fact }) {
  const { t, label, when } = useWords();
  const drawing = useRef<SVGSVGElement>(null);
  const points = pointsOf(fact);
  if (points.length < 2) return null;
  const knowns = points.map((p) => p.known);
  const events = points.flatMap((p) => [p.from, p.to]);
  const [kFrom, kTo] = [Math.min(...knowns), Math.max(...knowns)];
  const [eFrom, eTo] = [Math.min(...events), Math.max(...events)];
  const x = scale(kFrom, kTo, left, width - 110);
  const y = scale(eFrom, eTo, height - bottom, top);
  const replaced = fact.history.flatMap((h) =>
    h.supersedes.flatMap((old) => {
      const [a, b] = [points.find((p) => p.claim === old), points.find((p) => p.claim === h.claim)];
      return a && b && a !== b ? [{ a, b }] : [];
    }),
  );
  const mid = (p: Point) => y((p.from + p.to) / 2);
  const [dFrom, dTo] = [Math.max(kFrom - 40, eFrom - 40), Math.min(kTo + 40, eTo + 40)];
  let lastLabel = -99;
  const stages = [...new Set(points.map((p) => p.stage))].map(
    (stage) => points.filter((p) => p.stage === stage).sort((a, b) => b.known - a.known)[0]!,
  );
  return (
    <figure className="two-clocks">
      <svg ref={drawing} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t("dossier.clocks-said", { n: points.length })}>
        <title>{t("dossier.clocks-said", { n: points.length })}</title>
        {yearsIn(eFrom, eTo).map((year) => (
          <g key={`e${year}`} className="grid">
            <line x1={left} x2={width - 110} y1={y(dayNumber(year, 1, 1))} y2={y(dayNumber(year, 1, 1))} />
            <text x={left - 6} y={y(dayNumber(year, 1, 1)) + 4} textAnchor="end">
              {year}
            </text>
          </g>
        ))}
        {yearsIn(kFrom, kTo).map((year) => (
          <g key={`k${year}`} className="grid">
            <line x1={x(dayNumber(year, 1, 1))} x2={x(dayNumber(year, 1, 1))} y1={top} y2={height - bottom} />
            <text x={x(dayNumber(year, 1, 1))} y={height - bottom + 16} textAnchor="middle">
              {year}
            </text>
          </g>
        ))}
        {dTo > dFrom && <line className="diagonal" x1={x(dFrom)} y1={y(dFrom)} x2={x(dTo)} y2={y(dTo)} />}
        {replaced.map(({ a, b }) => (
          <line key={a.claim + b.claim} className="slips" x1={x(a.known)} y1={mid(a)} x2={x(b.known)} y2={mid(b)} />
        ))}
        {points.map((p) => (
          <g key={p.claim} className="point" data-modality={p.modality}>
            <line className="span" x1={x(p.known)} x2={x(p.known)} y1={y(p.from)} y2={y(p.to)} />
            <circle cx={x(p.known)} cy={mid(p)} r={4}>
              <title>{`${label(p.stage)}, ${label(p.modality)}: ${when(fact.history.find((h) => h.claim === p.claim)?.event)}`}</title>
            </circle>
          </g>
        ))}
        {stages
          .sort((a, b) => mid(a) - mid(b))
          .map((p) => {
            lastLabel = Math.max(lastLabel + 14, mid(p) + 4);
            return (
              <text key={p.stage} className="name" x={x(p.known) + 9} y={lastLabel}>
                {label(p.stage)}
              </text>
            );
          })}
      </svg>
      <figcaption>
        {t("dossier.clocks-read")}{" "}
        <Save
          svg={() => drawing.current && giveSvg(fact.id, drawing.current)}
          png={() => drawing.current && void givePng(fact.id, drawing.current)}
        />
      </figcaption>
    </figure>
  );
}
