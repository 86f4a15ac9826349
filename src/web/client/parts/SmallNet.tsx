import type { Network } from "#views";
import { useWords } from "~/words/words.tsx";
import { useSentence } from "./Names.tsx";

const most = 26;

/** The net in the size of a stamp: the party with most ties in the middle, the others around it. */
export function SmallNet({ network }: { network: Network }) {
  const { t, actor } = useWords();
  const sentence = useSentence();
  const shown = network.nodes.slice(0, most);
  const places = new Map(
    shown.map(({ party }, i) => {
      const angle = (2 * Math.PI * (i - 1)) / Math.max(1, shown.length - 1) - Math.PI / 2;
      return [party, i === 0 ? { x: 170, y: 130 } : { x: 170 + 128 * Math.cos(angle), y: 130 + 104 * Math.sin(angle) }] as const;
    }),
  );
  const lines = network.edges.flatMap((e) => {
    const [a, b] = [places.get(e.a), places.get(e.b)];
    return a && b ? [{ key: `${e.a}${e.b}`, a, b, n: e.facts.length }] : [];
  });
  return (
    <figure className="small-net">
      {shown.length > 0 && (
        <svg viewBox="0 0 340 260" role="img" aria-label={t("net.drawing", { n: shown.length })}>
          <title>{t("net.drawing", { n: shown.length })}</title>
          {lines.map(({ key, a, b, n }) => (
            <line key={key} x1={a.x} y1={a.y} x2={b.x} y2={b.y} strokeWidth={0.6 + 0.7 * Math.sqrt(n)} />
          ))}
          {shown.map(({ party, degree }) => {
            const at = places.get(party);
            return (
              at && (
                <g key={party}>
                  <circle cx={at.x} cy={at.y} r={2.5 + Math.sqrt(degree)} />
                  <text x={at.x} y={at.y + (at.y < 130 ? -8 : 16)} textAnchor="middle">
                    {shown.length > 14 ? party : actor(party, "short")}
                  </text>
                </g>
              )
            );
          })}
        </svg>
      )}
      <figcaption>{sentence(network.sentence, network.hub ? [network.hub] : [])}</figcaption>
    </figure>
  );
}
