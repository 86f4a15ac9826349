import type { ConflictRow } from "#views";
import { useWords } from "~/words/words.tsx";
import { Actors, FactLink, useSentence, useTitle, When } from "./Names.tsx";
import { Evidence } from "./Receipts.tsx";

type Shown = Pick<ConflictRow, "kind" | "internal" | "sides" | "why"> & Partial<Pick<ConflictRow, "facts" | "parties" | "type" | "name">>;

/** A value as a side of a dispute gives it: a date, a code, or a text. */
function SideValue({ value, kind }: { value: string; kind: string }) {
  const { label, actor } = useWords();
  if (kind === "date" || /^[\d./-]{4,}$/.test(value)) return <When edtf={value} />;
  if (kind === "parties")
    return value
      .split(/[ ,]+/)
      .map((code) => actor(code))
      .join(", ");
  const staged = /^([\w-]+) \((\w+)\)$/.exec(value);
  return staged ? `${label(staged[1])} (${label(staged[2])})` : label(value);
}

/** Two or more sides that cannot all be true, next to each other, each with its words. */
export function ConflictCard({ conflict: c, fresh, brief }: { conflict: Shown; fresh?: boolean; brief?: boolean }) {
  const { t } = useWords();
  const title = useTitle();
  const sentence = useSentence();
  const shown = brief ? c.sides.slice(0, 2) : c.sides;
  return (
    <article className="conflict" data-brief={brief || undefined}>
      <p className="kicker">
        {t(`conflict.${c.kind}`)}
        {fresh && <span className="fresh"> {t("conflict.new")}</span>}
        {c.internal && <span> {t("conflict.internal")}</span>}
      </p>
      {c.facts?.[0] && c.type !== undefined && (
        <p className="of">
          <FactLink id={c.facts[0]} item>
            {title({ type: c.type, name: c.name ?? null, parties: c.parties ?? [] })}
          </FactLink>{" "}
          <span className="who">
            <Actors codes={c.parties ?? []} />
          </span>
        </p>
      )}
      <div className="sides">
        {shown.map((side) => (
          <div key={side.value + side.claims[0]?.claim} className="side">
            <p className="value">
              <SideValue value={side.value} kind={c.kind} />
            </p>
            <p className="why">
              <Evidence receipts={side.claims}>{[...new Set(side.sources)].join(", ")}</Evidence>
            </p>
          </div>
        ))}
      </div>
      {shown.length < c.sides.length && <p className="why">{t("conflict.more", { n: c.sides.length - shown.length })}</p>}
      {!brief && <p className="why">{sentence(c.why, c.parties)}</p>}
    </article>
  );
}
