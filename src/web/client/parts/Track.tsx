import type { Expectation, Stage } from "#model";
import { useWords } from "~/words/words.tsx";

/** The stages that an agreement usually passes. */
const line: Stage[] = ["proposed", "negotiating", "agreed", "signed", "ratified", "in-force"];

type Fact = { stage: Stage | null; expectations: readonly Expectation[]; modality?: string };

/** How each stage of the line stands: reached, expected, late, or nothing known. */
export function standing({ stage, expectations }: Fact): ("done" | "expected" | "late" | "open")[] {
  const reached = stage === null ? -1 : line.includes(stage) ? line.indexOf(stage) : line.length - 1;
  return line.map((s, i) => {
    if (i <= reached) return "done";
    const e = expectations.find((x) => x.stage === s && x.state !== "met" && x.state !== "dropped");
    if (!e) return "open";
    return e.state === "overdue" || e.slippedDays > 0 ? "late" : "expected";
  });
}

/** What a track says, for those who listen. */
function useSaid(fact: Fact, marks: readonly string[]): string {
  const { t, label } = useWords();
  return [
    fact.stage ? t("track.reached", { stage: label(fact.stage) }) : t("track.none"),
    ...line.flatMap((s, i) => (marks[i] === "expected" || marks[i] === "late" ? [t(`track.${marks[i]}`, { stage: label(s) })] : [])),
  ].join("; ");
}

type Props = { fact: Fact; large?: boolean };

/** The way of an agreement as a track: a filled mark is done, a ring expected, a struck ring slipped or overdue. */
export function Track({ fact, large }: Props) {
  const { label } = useWords();
  const marks = standing(fact);
  const said = useSaid(fact, marks);
  const reached = marks.lastIndexOf("done");
  const gap = large ? 145 : 20;
  const x = (i: number) => 6 + i * gap;
  const stopped = fact.stage === "suspended" || fact.stage === "ended";
  const width = large ? 6 * gap : x(line.length - 1) + 6;
  const height = large ? 34 : 12;
  return (
    <span className="track" data-large={large || undefined}>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={said}>
        <title>{said}</title>
        <line className="way" x1={x(0)} x2={x(line.length - 1)} y1={6} y2={6} />
        {reached > 0 && <line className="gone" x1={x(0)} x2={x(reached)} y1={6} y2={6} />}
        {line.map((s, i) => (
          <g key={s} className={marks[i]}>
            <circle cx={x(i)} cy={6} r={marks[i] === "open" ? 1.5 : large ? 4.5 : 3.6} />
            {marks[i] === "late" && <line x1={x(i) - 4.6} x2={x(i) + 4.6} y1={10.6} y2={1.4} />}
            {large && (
              <text x={x(i) - 5} y={28}>
                {label(s)}
              </text>
            )}
          </g>
        ))}
        {stopped && <path className="stop" d={`M${x(5) - 5} 1 l10 10 m0 -10 l-10 10`} />}
      </svg>
    </span>
  );
}
