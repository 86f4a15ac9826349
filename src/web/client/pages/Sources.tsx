import { Link } from "@tanstack/react-router";
import type { ReportRow } from "#views";
import { useReports, useSources } from "~/app/api.ts";
import { useAddress } from "~/app/clocks.ts";
import { capital, When } from "~/parts/Names.tsx";
import { Page } from "~/parts/Page.tsx";
import { Answer, Empty } from "~/parts/States.tsx";
import { type Column, Table } from "~/parts/Table.tsx";
import { Tabs } from "~/parts/Tabs.tsx";
import { useWords } from "~/words/words.tsx";

/** The reports, their origins, and which texts are copies of which. */
export default function Sources() {
  const { t } = useWords();
  const { search } = useAddress();
  return (
    <Page name="sources">
      <div className="filters">
        <Tabs
          name="view"
          label={t("commitments.view")}
          options={[
            ["origins", t("sources.origins")],
            ["list", t("sources.list")],
          ]}
        />
      </div>
      {search.view === "list" ? <List /> : <Origins />}
    </Page>
  );
}

const Nothing = () => {
  const { t } = useWords();
  return (
    <Empty>
      {t("sources.empty")} <code>foedera read FILE...</code>
    </Empty>
  );
};

function Origins() {
  const { t } = useWords();
  return (
    <Answer query={useSources()}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing />
        ) : (
          <div className="origins">
            {items.map((g) => (
              <section key={g.docs[0]?.doc}>
                <h2>
                  {g.origin} <span className="faint">{t("n.reports", { n: g.docs.length })}</span>
                </h2>
                {g.docs.length > 1 && <p className="why">{capital(g.why)}.</p>}
                <ul>
                  {g.docs.map((r) => (
                    <li key={r.doc}>
                      <span className="faint">
                        <When edtf={r.published} short />
                      </span>
                      <span>
                        <ReportLink report={r} />
                        {r.origin.map((o) => (
                          <span key={o.relation + o.source} className="why">
                            {" "}
                            {t(`origin.${o.relation}`, { source: o.source })}
                          </span>
                        ))}
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        )
      }
    </Answer>
  );
}

/** A report by its title, else its name in the ledger. */
export function ReportLink({ report }: { report: Pick<ReportRow, "doc" | "title" | "lang"> }) {
  return (
    <Link to="/reports/$doc" params={{ doc: report.doc }} data-item="" lang={report.title ? (report.lang ?? undefined) : undefined}>
      {report.title ?? report.doc}
    </Link>
  );
}

const total = (r: ReportRow) => Object.values(r.claims).reduce((sum, n) => sum + n, 0);

function List() {
  const { t } = useWords();
  const said = (r: ReportRow) => r.origin.map((o) => t(`origin.${o.relation}`, { source: o.source })).join("; ");
  const columns: Column<ReportRow>[] = [
    { key: "published", head: t("sources.published"), cell: (r) => <When edtf={r.published} short />, value: (r) => r.published },
    { key: "report", head: t("sources.report"), cell: (r) => <ReportLink report={r} />, value: (r) => r.title ?? r.doc },
    { key: "outlet", head: t("sources.outlet"), cell: (r) => r.outlet, value: (r) => r.outlet, wide: true },
    { key: "lang", head: t("sources.language"), cell: (r) => r.lang && t(`lang.${r.lang}`), value: (r) => r.lang, wide: true },
    { key: "origin", head: t("sources.origin"), cell: (r) => <span className="faint">{said(r)}</span>, value: said, wide: true },
    { key: "same", head: t("sources.copies"), cell: (r) => r.sameOrigin.length || "", value: (r) => r.sameOrigin.length, number: true },
    { key: "claims", head: t("sources.found"), cell: total, value: total, number: true },
  ];
  return (
    <Answer query={useReports()}>
      {({ items, total: all }) =>
        items.length === 0 ? (
          <Nothing />
        ) : (
          <Table
            caption={t("sources.list")}
            file="reports"
            rows={items}
            total={all}
            columns={columns}
            id={(r) => r.doc}
            note={t("n.reports", { n: items.length })}
          />
        )
      }
    </Answer>
  );
}
