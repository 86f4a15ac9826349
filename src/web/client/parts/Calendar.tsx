import { useMemo } from "react";
import { civil, spanOf } from "#time";
import type { CommitmentRow } from "#views";
import { useAddress } from "~/app/clocks.ts";
import { useWords } from "~/words/words.tsx";
import { Actors, capital, FactLink, Status, When } from "./Names.tsx";
import { Empty } from "./States.tsx";

const whenOf = (r: CommitmentRow) => r.deadline ?? r.expected;

/** The month in which a commitment falls due: the last that its date allows. */
function monthOf(r: CommitmentRow): { year: number; month: number } | null {
  const span = spanOf(whenOf(r));
  const day = span && (Number.isFinite(span.last) ? span.last : span.first);
  return day === null || day === undefined || !Number.isFinite(day) ? null : civil(day);
}

/** A year of twelve months, each with what falls due in it. */
export function Calendar({ rows }: { rows: readonly CommitmentRow[] }) {
  const { t, lang } = useWords();
  const { search, change } = useAddress();
  const dated = useMemo(() => rows.flatMap((row) => [{ row, at: monthOf(row) }]), [rows]);
  const years = [...new Set(dated.flatMap((d) => (d.at ? [d.at.year] : [])))].sort((a, b) => a - b);
  const year = years.includes(Number(search.year)) ? Number(search.year) : (years.at(-1) ?? null);
  const undated = dated.filter((d) => !d.at).map((d) => d.row);
  const names = new Intl.DateTimeFormat(lang, { month: "long", timeZone: "UTC" });
  return (
    <>
      <nav className="years" aria-label={t("commitments.calendar")}>
        {years.map((y) => (
          <button key={y} type="button" aria-pressed={y === year} onClick={() => change({ year: String(y) })}>
            {y} <small>{dated.filter((d) => d.at?.year === y).length}</small>
          </button>
        ))}
      </nav>
      {year === null ? (
        <Empty>{t("commitments.nothing-in")}</Empty>
      ) : (
        <div className="calendar">
          {Array.from({ length: 12 }, (_, i) => {
            const own = dated.filter((d) => d.at?.year === year && d.at.month === i + 1).map((d) => d.row);
            const name = names.format(Date.UTC(year, i, 1));
            return (
              <section key={name} data-empty={own.length === 0 || undefined}>
                <h2>{name}</h2>
                <Entries rows={own} />
              </section>
            );
          })}
        </div>
      )}
      {undated.length > 0 && (
        <section className="undated">
          <h2>{t("commitments.undated")}</h2>
          <Entries rows={undated} />
        </section>
      )}
    </>
  );
}

function Entries({ rows }: { rows: readonly CommitmentRow[] }) {
  const { label } = useWords();
  return (
    <ul>
      {rows.map((r) => (
        <li key={r.fact}>
          <When edtf={whenOf(r)} short /> <Status state={r.status} />
          <p>
            <Actors codes={r.parties} />:{" "}
            <FactLink id={r.fact} item>
              {r.object ?? capital(label(r.type))}
            </FactLink>
          </p>
        </li>
      ))}
    </ul>
  );
}
