import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ActivityRow } from "#views";
import { useWords } from "~/words/words.tsx";
import { capital } from "./Names.tsx";
import { packed, stretch, ticksOf, type Window, zoomed } from "./timescale.ts";

const [left, lane, head] = [104, 17, 22];

/** The width of an element, followed as it changes. */
export function useWidth(): [React.RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(900);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.max(280, entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}

type Props = { rows: readonly ActivityRow[]; window: Window; move(window: Window): void; drawing: React.RefObject<SVGSVGElement | null> };

/** Activities in bands by type. A dot is a day; a bar covers the days that the reports leave open and fades where an end is unknown. */
export function Timeline({ rows, window, move, drawing }: Props) {
  const { t, lang, label } = useWords();
  const navigate = useNavigate();
  const [box, width] = useWidth();
  const narrow = width < 560;
  const edge = narrow ? 8 : left;
  const x = (day: number) => edge + ((day - window.from) / (window.to - window.from)) * (width - edge - 8);
  const bands = useMemo(() => bandsOf(rows, window, width - edge), [rows, window, width, edge]);
  const ticks = ticksOf(window, width - edge, lang);
  usePointer(box, window, width - edge, edge, move);
  let y = head;
  const placed = bands.map((band) => {
    const top = y;
    y += band.height * lane + (narrow ? 22 : 8);
    return { ...band, top: narrow ? top + 16 : top };
  });
  return (
    <div ref={box} className="timeline">
      <svg
        ref={drawing}
        width={width}
        height={y + 4}
        viewBox={`0 0 ${width} ${y + 4}`}
        role="img"
        aria-label={t("activities.drawing", { n: rows.length })}
      >
        <title>{t("activities.drawing", { n: rows.length })}</title>
        <defs>
          <linearGradient id="fade-in">
            <stop className="clear" offset="0" />
            <stop className="full" offset="1" />
          </linearGradient>
          <linearGradient id="fade-out">
            <stop className="full" offset="0" />
            <stop className="clear" offset="1" />
          </linearGradient>
        </defs>
        {ticks.map((tick) => (
          <g key={tick.day} className="tick" data-major={tick.major || undefined}>
            <line x1={x(tick.day)} x2={x(tick.day)} y1={head - 6} y2={y} />
            <text x={x(tick.day) + 3} y={12}>
              {tick.text}
            </text>
          </g>
        ))}
        {placed.map((band) => (
          <g key={band.type} className="band">
            <text className="type" x={narrow ? 8 : 0} y={narrow ? band.top - 3 : band.top + 12}>
              {capital(label(band.type))}
            </text>
            {band.items.map(({ row, from, to, at, openStart, openEnd, text, room }) => {
              const [x1, x2] = [Math.max(edge, x(from)), Math.min(width - 8, x(to + 1))];
              const middle = band.top + at * lane + 8;
              const day = x2 - x1 < 9 && !openStart && !openEnd;
              return (
                // biome-ignore lint/a11y/noStaticElementInteractions: the table below holds the same entries as links
                <g
                  key={row.fact}
                  className="entry"
                  data-status={row.status}
                  onClick={() => void navigate({ to: "/facts/$id", params: { id: row.fact } })}
                >
                  <title>{text}</title>
                  {day ? (
                    <circle cx={(x1 + x2) / 2} cy={middle} r={4} />
                  ) : (
                    <rect
                      x={x1}
                      y={middle - 3.5}
                      width={x2 - x1}
                      height={7}
                      fill={openStart ? "url(#fade-in)" : openEnd ? "url(#fade-out)" : undefined}
                    />
                  )}
                  {room > 30 && (
                    <text x={x2 + (day ? 3 : 4)} y={middle + 4}>
                      {clipped(text, room)}
                    </text>
                  )}
                </g>
              );
            })}
          </g>
        ))}
      </svg>
    </div>
  );
}

const clipped = (text: string, room: number) => {
  const most = Math.floor(room / 6);
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
};

type Item = { row: ActivityRow; from: number; to: number; openStart: boolean; openEnd: boolean; at: number; text: string; room: number };
type Band = { type: string; items: Item[]; height: number };

/** The entries of a window by type, in rows. A name stands beside its mark where the next entry leaves room. */
function bandsOf(rows: readonly ActivityRow[], window: Window, width: number): Band[] {
  const perDay = width / (window.to - window.from);
  const found = new Map<string, { row: ActivityRow; at: NonNullable<ReturnType<typeof stretch>> }[]>();
  for (const row of rows) {
    const at = stretch(row.time, Math.max(30, 60 / perDay));
    if (at && at.to >= window.from && at.from <= window.to) found.set(row.type, [...(found.get(row.type) ?? []), { row, at }]);
  }
  return [...found].sort().map(([type, list]) => {
    list.sort((a, b) => a.at.from - b.at.from || b.at.to - a.at.to);
    const texts = list.map(({ row }) => [row.parties.join(" "), row.name ?? row.place].filter(Boolean).join(", "));
    const name = (i: number) => Math.min(24, texts[i]?.length ?? 0) * 6.2;
    const extents = list.map(({ at }, i) => ({
      from: Math.max(at.from, window.from),
      to: Math.max(at.to, at.from + 9 / perDay) + name(i) / perDay,
    }));
    const lines = packed(extents, 8 / perDay);
    const items = list.map(({ row, at }, i) => {
      const later = lines.findIndex((l, j) => j > i && l === lines[i]);
      const end = later < 0 ? window.to : (list[later]?.at.from ?? window.to);
      return { row, ...at, at: lines[i] ?? 0, text: texts[i] ?? "", room: (end - Math.max(at.to, at.from)) * perDay - 10 };
    });
    return { type, items, height: Math.max(...lines) + 1 };
  });
}

/** Turning the wheel with Ctrl zooms at the pointer; dragging moves the window. */
function usePointer(box: React.RefObject<HTMLDivElement | null>, window: Window, width: number, edge: number, move: (w: Window) => void) {
  const now = useRef({ window, width, edge, move });
  now.current = { window, width, edge, move };
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let grip: { x: number; window: Window } | null = null;
    let moved = false;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const share = (event.clientX - element.getBoundingClientRect().left - now.current.edge) / now.current.width;
      now.current.move(zoomed(now.current.window, event.deltaY > 0 ? 1.25 : 0.8, share));
    };
    const down = (event: PointerEvent) => {
      grip = { x: event.clientX, window: now.current.window };
      moved = false;
    };
    const drag = (event: PointerEvent) => {
      if (!grip || Math.abs(event.clientX - grip.x) < 3) return;
      moved = true;
      const by = Math.round(((grip.x - event.clientX) / now.current.width) * (grip.window.to - grip.window.from));
      now.current.move({ from: grip.window.from + by, to: grip.window.to + by });
    };
    const up = () => {
      grip = null;
    };
    const click = (event: MouseEvent) => {
      if (moved) event.stopPropagation();
      moved = false;
    };
    element.addEventListener("wheel", wheel, { passive: false });
    element.addEventListener("pointerdown", down);
    element.addEventListener("click", click, { capture: true });
    addEventListener("pointermove", drag);
    addEventListener("pointerup", up);
    return () => {
      element.removeEventListener("wheel", wheel);
      element.removeEventListener("pointerdown", down);
      element.removeEventListener("click", click, { capture: true });
      removeEventListener("pointermove", drag);
      removeEventListener("pointerup", up);
    };
  }, [box]);
}
