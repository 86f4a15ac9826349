import { Link, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { ReportPage } from "#api";
import { useReport } from "~/app/api.ts";
import { useAddress } from "~/app/clocks.ts";
import { ClaimList } from "~/parts/ClaimList.tsx";
import { type Lit, MarkedText } from "~/parts/MarkedText.tsx";
import { When } from "~/parts/Names.tsx";
import { Page } from "~/parts/Page.tsx";
import { Answer, Empty } from "~/parts/States.tsx";
import { useWords } from "~/words/words.tsx";

/** A report: its text as it came, and beside it what was read in it. */
export default function Report() {
  const { doc } = useParams({ from: "/reports/$doc" });
  return <Answer query={useReport(doc)}>{(data) => <Sheet data={data} />}</Answer>;
}

function Sheet({ data }: { data: ReportPage }) {
  const { t } = useWords();
  const { search, change } = useAddress();
  const [lit, point] = useState<Lit>(null);
  const selected = search.claim ?? null;
  const select = (claim: string) => change({ claim: claim === selected ? undefined : claim });
  const list = useMemo(() => [...data.claims].sort((a, b) => a.claim.start - b.claim.start), [data.claims]);
  const claims = useMemo(() => list.map((c) => c.claim), [list]);
  const headings = useMemo(() => data.passages.filter((p) => p.type === "heading"), [data.passages]);
  return (
    <Page name="report" title={data.report.title ?? data.report.doc} kicker={<Kicker data={data} />} aside={<Source data={data} />}>
      <div className="reading">
        <MarkedText
          text={data.text}
          lang={data.report.lang}
          claims={claims}
          headings={headings}
          lit={lit}
          selected={selected}
          point={point}
          select={select}
        />
        <aside aria-label={t("report.claims")}>
          <h2>{t("n.claims", { n: list.length })}</h2>
          {list.length === 0 ? (
            <Empty>{t("report.empty")}</Empty>
          ) : (
            <>
              <p className="hint">{t("report.hint")}</p>
              <ClaimList list={list} lit={lit} selected={selected} point={point} select={select} />
            </>
          )}
        </aside>
      </div>
    </Page>
  );
}

/** So many reports of the same origin are named here; the page of the sources has them all. */
const few = 3;

function Kicker({ data: { report } }: { data: ReportPage }) {
  const { t } = useWords();
  const lang = report.lang ? t(`lang.${report.lang}`) : t("lang.unknown");
  return (
    <>
      {report.outlet ?? t("report.no-outlet")}, {report.published ? <When edtf={report.published} /> : t("report.undated")}, {lang}
    </>
  );
}

function Source({ data: { report, notices } }: { data: ReportPage }) {
  const { t } = useWords();
  const web = report.url && /^https?:\/\//.test(report.url) ? report.url : null;
  return (
    <div className="source-lines">
      {report.origin.map((o) => (
        <p key={o.relation + o.source}>
          {t(`origin.${o.relation}`, { source: o.source })} {o.basis && <span className="faint">({o.basis})</span>}
        </p>
      ))}
      {report.sameOrigin.length > 0 && (
        <p>
          {t("report.same")}{" "}
          {report.sameOrigin.slice(0, few).map((doc, i) => (
            <span key={doc}>
              {i > 0 && ", "}
              <Link to="/reports/$doc" params={{ doc }}>
                {doc}
              </Link>
            </span>
          ))}
          {report.sameOrigin.length > few && <Link to="/sources"> {t("report.others", { n: report.sameOrigin.length - few })}</Link>}
          {report.why && <span className="faint"> ({report.why})</span>}
        </p>
      )}
      {report.url && (
        <p>
          {web ? (
            <a href={web} rel="noreferrer noopener" target="_blank">
              {web}
            </a>
          ) : (
            report.url
          )}
        </p>
      )}
      {notices.map((n) => (
        <p key={n.rule + n.reason} className="notice">
          {n.reason}
        </p>
      ))}
    </div>
  );
}
