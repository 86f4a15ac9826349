import { useParams } from "@tanstack/react-router";
import type { PersonPage } from "#api";
import { usePerson } from "~/app/api.ts";
import { Actors, capital } from "~/parts/Names.tsx";
import { Page } from "~/parts/Page.tsx";
import { Statements } from "~/parts/Statements.tsx";
import { Answer, Empty } from "~/parts/States.tsx";
import { useWords } from "~/words/words.tsx";

/** A person: names, offices, and what they said. */
export default function Person() {
  const { name } = useParams({ from: "/people/$name" });
  return <Answer query={usePerson(name)}>{(data) => <Sheet data={data} />}</Answer>;
}

function Sheet({ data }: { data: PersonPage }) {
  const { t, when } = useWords();
  const others = data.aliases.filter((a) => a !== data.speaker);
  return (
    <Page name="person" title={capital(data.speaker)} kicker={<Actors codes={data.of} style="long" />}>
      {(others.length > 0 || data.offices.length > 0) && (
        <dl className="particulars">
          {others.length > 0 && (
            <div>
              <dt>{t("person.aliases")}</dt>
              <dd>{others.join("; ")}</dd>
            </div>
          )}
          {data.offices.length > 0 && (
            <div>
              <dt>{t("person.offices")}</dt>
              {data.offices.map((o) => (
                <dd key={o.office + o.from}>
                  {[o.post ?? o.office, o.from && t("person.since", { from: when(o.from) }), o.to && t("person.until", { to: when(o.to) })]
                    .filter(Boolean)
                    .join(", ")}
                </dd>
              ))}
            </div>
          )}
        </dl>
      )}
      <section>
        <h2>{t("person.statements")}</h2>
        {data.statements.length > 0 ? <Statements rows={data.statements} /> : <Empty>{t("person.empty")}</Empty>}
      </section>
    </Page>
  );
}
