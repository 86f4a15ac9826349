import { useParams } from "@tanstack/react-router";
import type { FactPage } from "#api";
import { useFact } from "~/app/api.ts";
import { ConflictCard } from "~/parts/Conflict.tsx";
import { History } from "~/parts/History.tsx";
import { Actors, capital, FactLink, Status, When } from "~/parts/Names.tsx";
import { Page } from "~/parts/Page.tsx";
import { clipped, Evidence, Quote } from "~/parts/Receipts.tsx";
import { useDays } from "~/parts/Slip.tsx";
import { Answer } from "~/parts/States.tsx";
import { Track } from "~/parts/Track.tsx";
import { TwoClocks } from "~/parts/TwoClocks.tsx";
import { quantityText } from "~/words/quantity.ts";
import { useWords } from "~/words/words.tsx";

/** Everything about one fact: an agreement, a commitment, an activity or a statement. */
export default function Dossier() {
  const { id } = useParams({ from: "/facts/$id" });
  return <Answer query={useFact(id)}>{(data) => <Sheet data={data} />}</Answer>;
}

function Sheet({ data }: { data: FactPage }) {
  const { t, label, actor, list } = useWords();
  const { fact } = data;
  const title =
    fact.name ?? fact.object ?? t("dossier.of", { type: capital(label(fact.type)), parties: list(fact.parties.map((p) => actor(p))) });
  return (
    <Page
      name="dossier"
      title={capital(title)}
      kicker={`${t(`kind.${fact.kind}`)}: ${label(fact.type)}`}
      aside={
        <>
          <p className="standfirst">{data.gloss}</p>
          {fact.kind === "agreement" && <Track fact={fact} large />}
        </>
      }
    >
      <Particulars data={data} />
      {fact.conflicts.length > 0 && (
        <section>
          <h2>{t("dossier.conflicts")}</h2>
          <div className="conflicts">
            {fact.conflicts.map((c) => (
              <ConflictCard key={c.id} conflict={c} />
            ))}
          </div>
        </section>
      )}
      {fact.history.length > 1 && (
        <section>
          <h2>{t("dossier.clocks")}</h2>
          <TwoClocks fact={fact} />
        </section>
      )}
      <section>
        <h2>{t("dossier.history")}</h2>
        <History fact={fact} reports={data.reports} />
      </section>
      <Expectations data={data} />
      <div className="two">
        <Provisions data={data} />
        <Obligations data={data} />
        <Origins data={data} />
        <Decisions data={data} />
      </div>
    </Page>
  );
}

function Particulars({ data: { fact } }: { data: FactPage }) {
  const words = useWords();
  const { t, label } = words;
  const lines: [string, React.ReactNode][] = [
    ["parties", fact.parties.length > 0 && <Actors codes={fact.parties} style="long" />],
    ["beneficiaries", fact.beneficiaries.length > 0 && <Actors codes={fact.beneficiaries} style="long" />],
    ["stands", fact.stage && `${label(fact.stage)}`],
    ["status", fact.status && <Status state={fact.status} />],
    ["time", fact.time && <When edtf={fact.time} />],
    ["deadline", fact.deadline && <Changed now={fact.deadline} first={fact.firstDeadline} />],
    ["quantity", fact.quantity && quantityText(fact.quantity, words)],
    ["firstQuantity", fact.firstQuantity && fact.firstQuantity.value !== fact.quantity?.value && quantityText(fact.firstQuantity, words)],
    ["place", fact.place],
    ["speaker", fact.speaker],
    ["speakerOf", fact.speakerOf.length > 0 && <Actors codes={fact.speakerOf} style="long" />],
    ["names", fact.names.length > 1 && fact.names.join("; ")],
    [
      "sources",
      t("sources.count", {
        reports: t("n.reports", { n: fact.sources.reports }),
        independent: t("n.independent", { n: fact.sources.independent }),
      }),
    ],
  ];
  return (
    <dl className="particulars">
      {lines.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{t(`dossier.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Changed({ now, first }: { now: string; first: string | null }) {
  const { t } = useWords();
  return (
    <>
      <When edtf={now} />
      {first && first !== now && (
        <span className="moved">
          {" "}
          {t("slip.first-said")} <When edtf={first} />
        </span>
      )}
    </>
  );
}

function Expectations({ data: { fact } }: { data: FactPage }) {
  const { t, label } = useWords();
  const days = useDays();
  const list = fact.expectations.filter((e) => e.first || e.expected || e.slips.length > 0 || e.state !== "met");
  if (list.length === 0) return null;
  return (
    <section>
      <h2>{t("dossier.expectations")}</h2>
      <div className="table-frame">
        <table className="data expectations">
          <thead>
            <tr>
              {["step", "first", "expected", "state", "slipped", "who"].map((head) => (
                <th key={head} scope="col">
                  {t(`expectation.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.map((e) => (
              <tr key={`${e.stage}${e.claims[0]}`}>
                <td>
                  {label(e.stage)}
                  <p className="why">
                    <Evidence receipts={fact.claims.filter((c) => e.claims.includes(c.claim) || c.claim === e.metBy)} />
                  </p>
                </td>
                <td>
                  <When edtf={e.first} />
                </td>
                <td>
                  <When edtf={e.expected} />
                </td>
                <td>
                  <Status state={e.state} /> <When edtf={e.metOn} />
                </td>
                <td className={e.slippedDays > 0 ? "late" : undefined}>
                  {e.slippedDays !== 0 && t(e.slippedDays > 0 ? "slip.later" : "slip.earlier", { days: days(e.slippedDays) })}
                  {e.overdueDays > 0 && ` ${t("slip.overdue", { days: days(e.overdueDays) })}`}
                </td>
                <td className="faint">{e.who.join(", ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Provisions({ data: { fact, related } }: { data: FactPage }) {
  const { t } = useWords();
  if (related.length === 0 && fact.provisions.length === 0) return null;
  return (
    <section>
      <h2>{t("dossier.provisions")}</h2>
      <ul className="plain">
        {fact.provisions.map((p) => (
          <li key={p}>{p}</li>
        ))}
        {related.map((r) => {
          const other = r.fact === fact.id ? r.other : r.fact;
          return (
            <li key={other}>
              <Evidence receipts={r.receipts}>
                <FactLink id={other} item>
                  <em className="own-name">{clipped(r.receipts[r.fact === fact.id ? 1 : 0]?.quote ?? r.why)}</em>
                </FactLink>{" "}
                <span className="faint">{r.why}</span>
              </Evidence>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Obligations({ data: { obligations } }: { data: FactPage }) {
  const { t, label } = useWords();
  if (obligations.length === 0) return null;
  return (
    <section>
      <h2>{t("dossier.obligations")}</h2>
      <ul className="plain">
        {obligations.map((o) => (
          <li key={o.obligation + o.condition}>
            <b>{capital(o.label)}</b>
            {o.conditionLabel && `, ${o.conditionLabel}`}
            {o.domains.length > 0 && ` (${o.domains.map((d) => label(d)).join(", ")})`}.{" "}
            <span className={o.binds ? undefined : "faint"}>{t(o.binds ? "applies.binds" : "applies.not")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Origins({ data: { fact } }: { data: FactPage }) {
  const { t } = useWords();
  return (
    <section>
      <h2>{t("dossier.origins")}</h2>
      <ul className="plain">
        {fact.sources.groups.map((g) => (
          <li key={g.origin + g.docs[0]}>
            <b>{g.origin}</b>: {t("n.reports", { n: g.docs.length })}. <span className="faint">{capital(g.why)}.</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Decisions({ data: { fact, reviews } }: { data: FactPage }) {
  const { t } = useWords();
  return (
    <>
      {reviews.length > 0 && (
        <section>
          <h2>{t("dossier.reviews")}</h2>
          <ul className="plain">
            {reviews.map((r) => (
              <li key={r.id}>
                <b>{t(`review.done.${r.action}`)}</b> {r.who}, <When edtf={r.at.slice(0, 10)} />. {r.why}
              </li>
            ))}
          </ul>
        </section>
      )}
      {fact.decisions.length > 0 && (
        <section>
          <h2>{t("dossier.decisions")}</h2>
          <details>
            <summary>{t("dossier.decided", { n: fact.decisions.length })}</summary>
            <ul className="plain">
              {fact.decisions.map((d) => (
                <li key={d.left + d.right}>
                  {d.why}{" "}
                  {[d.left, d.right]
                    .map((id) => fact.claims.find((c) => c.claim === id))
                    .map((r) => r && <Quote key={r.claim} receipt={r} />)}
                </li>
              ))}
            </ul>
          </details>
        </section>
      )}
    </>
  );
}
