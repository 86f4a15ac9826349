import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { SearchAnswer } from "#api";
import { useSearchAnswer } from "~/app/api.ts";
import { useAddress } from "~/app/clocks.ts";
import { Actors, FactLink, When } from "~/parts/Names.tsx";
import { Page } from "~/parts/Page.tsx";
import { Answer, Empty } from "~/parts/States.tsx";
import { useWords } from "~/words/words.tsx";
import { ReportLink } from "./Sources.tsx";

/** Full text and facts, in all languages of the reports. */
export default function Search() {
  const { t } = useWords();
  const { search } = useAddress();
  const q = search.q ?? "";
  const query = useSearchAnswer(q);
  return (
    <Page name="search" {...(q ? { title: t("search.found", { q }) } : {})}>
      {q === "" ? <Empty>{t("search.ask")}</Empty> : <Answer query={query}>{(data) => <Found data={data} q={q} />}</Answer>}
    </Page>
  );
}

/** The words looked for, marked in a sentence. */
function Marked({ text, q }: { text: string; q: string }) {
  const words = q
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (words.length === 0) return text;
  const parts = text.split(new RegExp(`(${words.join("|")})`, "gi"));
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other name than their place
  return parts.map((part, i) => (i % 2 ? <mark key={i}>{part}</mark> : part));
}

function Group({ name, n, children }: { name: string; n: number; children: ReactNode }) {
  const { t } = useWords();
  return n === 0 ? null : (
    <section>
      <h2>
        {t(`search.${name}`)} <span className="faint">{n}</span>
      </h2>
      <ul className="plain">{children}</ul>
    </section>
  );
}

function Found({ data, q }: { data: SearchAnswer; q: string }) {
  const { t, label } = useWords();
  const { facts, claims, reports, actors } = data;
  if (facts.length + claims.length + reports.length + actors.length === 0) return <Empty>{t("search.empty")}</Empty>;
  return (
    <div className="two found">
      <div>
        <Group name="actors" n={actors.length}>
          <li>
            <Actors codes={actors.map((a) => a.code)} style="long" />
          </li>
        </Group>
        <Group name="facts" n={facts.length}>
          {facts.map((f) => (
            <li key={f.id}>
              <FactLink id={f.id} item>
                {f.gloss || f.name || label(f.type)}
              </FactLink>{" "}
              <span className="faint">{label(f.type)}</span>
            </li>
          ))}
        </Group>
        <Group name="reports" n={reports.length}>
          {reports.map((r) => (
            <li key={r.doc}>
              <ReportLink report={r} /> <span className="faint">{[r.outlet].filter(Boolean).join()}</span>{" "}
              <span className="faint">
                <When edtf={r.published} short />
              </span>
            </li>
          ))}
        </Group>
      </div>
      <Group name="claims" n={claims.length}>
        {claims.map((c) => (
          <li key={c.doc + c.claim}>
            <blockquote className="quote">
              <p>
                <Marked text={c.quote.replace(/\s+/g, " ")} q={q} />
              </p>
              <footer>
                <Link to="/reports/$doc" params={{ doc: c.doc }} search={{ claim: c.claim } as never} data-item="">
                  {c.doc}
                </Link>
              </footer>
            </blockquote>
            <p className="why">{c.gloss}</p>
          </li>
        ))}
      </Group>
    </div>
  );
}
