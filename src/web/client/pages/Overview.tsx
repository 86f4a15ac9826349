import { Link } from "@tanstack/react-router";
import type { Overview as Answered } from "#api";
import type { Change } from "#model";
import { useOverview } from "~/app/api.ts";
import { useAddress } from "~/app/clocks.ts";
import { ConflictCard } from "~/parts/Conflict.tsx";
import { Actors, capital, FactLink, useSentence, useTitle, When } from "~/parts/Names.tsx";
import { Page } from "~/parts/Page.tsx";
import { clipped, Evidence } from "~/parts/Receipts.tsx";
import { useDays } from "~/parts/Slip.tsx";
import { SmallNet } from "~/parts/SmallNet.tsx";
import { Answer, Empty } from "~/parts/States.tsx";
import { useWords } from "~/words/words.tsx";

/** What changed, what is due, what is disputed, and the net at a glance. */
export default function Overview() {
  const { t } = useWords();
  const { search } = useAddress();
  const query = useOverview(search.since);
  return (
    <Page name="overview">
      <Answer query={query}>
        {(data) =>
          data.counts.reports === 0 ? (
            <Nothing />
          ) : (
            <>
              <Figures data={data} />
              <div className="front">
                <Changes data={data} />
                <div className="second">
                  <Ahead name="overdue" list={data.overdue} />
                  <Ahead name="due" list={data.due} />
                </div>
                <div className="third">
                  <Contradictions data={data} />
                  <section>
                    <h2>
                      <Link to="/net">{t("overview.net")}</Link>
                    </h2>
                    <SmallNet network={data.network} />
                  </section>
                </div>
              </div>
            </>
          )
        }
      </Answer>
    </Page>
  );
}

function Nothing() {
  const { t } = useWords();
  return (
    <Empty>
      {t("overview.nothing")} <code>foedera read FILE...</code>
    </Empty>
  );
}

function Figures({ data: { counts, overdue, contradictions } }: { data: Answered }) {
  const { t, number } = useWords();
  const figures = [
    ["reports", counts.reports, "/sources"],
    ["independent", counts.independent, "/sources"],
    ["agreements", counts.facts.agreement ?? 0, "/agreements"],
    ["commitments", counts.facts.commitment ?? 0, "/commitments"],
    ["activities", counts.facts.activity ?? 0, "/activities"],
    ["overdue", overdue.total, "/commitments"],
    ["conflicts", contradictions.total, "/review"],
  ] as const;
  return (
    <dl className="figures">
      {figures.map(([name, n, to]) => (
        <div key={name} data-name={name}>
          <dt>{t(`figures.${name}`, { n })}</dt>
          <dd>
            <Link to={to}>{number(n)}</Link>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Changes({ data: { changes, since, day } }: { data: Answered }) {
  const { t, when } = useWords();
  const { change } = useAddress();
  const days = new Map<string, Change[]>();
  for (const c of [...changes.items].sort((a, b) => (b.day ?? "").localeCompare(a.day ?? "")))
    days.set(c.day ?? "", [...(days.get(c.day ?? "") ?? []), c]);
  return (
    <section className="changes">
      <h2>{t("overview.changed")}</h2>
      <p className="control">
        <label>
          {t("overview.since")}{" "}
          <input
            type="date"
            value={since ?? ""}
            max={day ?? undefined}
            onChange={(event) => change({ since: event.target.value || undefined })}
          />
        </label>
      </p>
      {changes.items.length === 0 && <Empty>{t("overview.unchanged", { date: when(since) })}</Empty>}
      {[...days].map(([on, list]) => (
        <section key={on} className="day">
          <h3>{on ? <When edtf={on} /> : t("overview.undated")}</h3>
          <ul>
            {list.map((c) => (
              <ChangeLine key={`${c.fact}${c.change}${c.why}`} change={c} />
            ))}
          </ul>
        </section>
      ))}
      {changes.total > changes.items.length && (
        <p className="more">{t("table.first", { shown: changes.items.length, total: changes.total })}</p>
      )}
    </section>
  );
}

function ChangeLine({ change: c }: { change: Change }) {
  const { t, label } = useWords();
  const title = useTitle();
  const sentence = useSentence();
  return (
    <li>
      <span className="mark" data-change={c.change}>
        {t(`change.${c.change}`)}
      </span>
      <div>
        <p>
          <FactLink id={c.fact} item>
            {c.kind === "statement" ? <em className="own-name">{clipped(c.claims[0]?.quote ?? title(c))}</em> : title(c)}
          </FactLink>{" "}
          <span className="who">
            {c.name && <span className="faint">{capital(label(c.type))}, </span>}
            <Actors codes={c.parties} />
          </span>
        </p>
        <p className="why">
          <Evidence receipts={c.claims}>{sentence(c.why, c.parties)}</Evidence>
        </p>
      </div>
    </li>
  );
}

function Ahead({ name, list }: { name: "due" | "overdue"; list: Answered["due"] }) {
  const { t, label } = useWords();
  const title = useTitle();
  const days = useDays();
  return (
    <section className="ahead">
      <h2>{t(`overview.${name}`)}</h2>
      {list.items.length === 0 && <Empty>{t(`overview.none-${name}`)}</Empty>}
      <ul>
        {list.items.map((e) => (
          <li key={`${e.fact}${e.step}${e.expected}`}>
            <p className="date">
              <When edtf={e.expected ?? e.first} short />
              {name === "overdue" && e.overdueDays > 0 && <span className="late">{t("slip.overdue", { days: days(e.overdueDays) })}</span>}
            </p>
            <p>
              {e.step !== e.type && `${capital(label(e.step))}: `}
              <FactLink id={e.fact} item>
                {title(e)}
              </FactLink>{" "}
              <span className="who">
                <Actors codes={e.parties} />
              </span>
            </p>
            {e.slippedDays !== 0 && e.first && (
              <p className="why">
                {t(e.slippedDays > 0 ? "slip.later" : "slip.earlier", { days: days(e.slippedDays) })}, {t("slip.first-said")}{" "}
                <When edtf={e.first} short />
              </p>
            )}
            <Evidence receipts={e.receipts} />
          </li>
        ))}
      </ul>
      {list.total > list.items.length && <p className="more">{t("table.first", { shown: list.items.length, total: list.total })}</p>}
    </section>
  );
}

function Contradictions({ data: { contradictions } }: { data: Answered }) {
  const { t } = useWords();
  return (
    <section>
      <h2>{t("overview.contradictions")}</h2>
      {contradictions.items.length === 0 && <Empty>{t("overview.none-disputed")}</Empty>}
      {contradictions.items.slice(0, 6).map((c) => (
        <ConflictCard key={c.id} conflict={c} fresh={c.new} brief />
      ))}
      {contradictions.total > 6 && (
        <p className="more">
          <Link to="/review">{t("overview.all-disputed", { n: contradictions.total })}</Link>
        </p>
      )}
    </section>
  );
}
