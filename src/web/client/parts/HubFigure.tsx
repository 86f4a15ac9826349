import type { Network } from "#views";
import { useWords } from "~/words/words.tsx";

const [width, height] = [340, 46];

/** Where the net stands between a lattice (0) and a star around one hub (1), and how dense it is. */
export function HubFigure({ network }: { network: Network }) {
  const { t, number } = useWords();
  const bars = [
    ["centralisation", network.centralisation],
    ["density", network.density],
  ] as const;
  return (
    <figure className="hub">
      {bars.map(([name, value]) => (
        <div key={name}>
          <span>{t(`net.${name}`)}</span>
          <svg viewBox={`0 0 ${width} ${height / 2}`} role="img" aria-label={`${t(`net.${name}`)}: ${number(value)}`}>
            <title>{number(value)}</title>
            <line x1={4} x2={width - 4} y1={12} y2={12} />
            {[0, 0.5, 1].map((tick) => (
              <line key={tick} x1={4 + tick * (width - 8)} x2={4 + tick * (width - 8)} y1={8} y2={16} />
            ))}
            <circle cx={4 + Math.min(1, value) * (width - 8)} cy={12} r={5} />
          </svg>
          <b>{number(value, { maximumFractionDigits: 2 })}</b>
        </div>
      ))}
      <figcaption>{t("net.read")}</figcaption>
    </figure>
  );
}
