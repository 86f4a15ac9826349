import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ActorPage } from "#api";
import { useActor } from "~/app/api.ts";
import { ActivityTable } from "~/parts/ActivityTable.tsx";
import { Actors, FactLink } from "~/parts/Names.tsx";
import { Page } from "~/parts/Page.tsx";
import { Evidence } from "~/parts/Receipts.tsx";
import { Statements } from "~/parts/Statements.tsx";
import { Answer } from "~/parts/States.tsx";
import { useWords } from "~/words/words.tsx";
import { AgreementTable } from "./Agreements.tsx";
import { CommitmentTable } from "./Commitments.tsx";

/** A state or organisation: what it is bound to, and to whom. */
export default function Actor() {
  const { code } = useParams({ from: "/actors/$code" });
  return <Answer query={useActor(code)}>{(data) => <Sheet data={data} />}</Answer>;
}

function Sheet({ data }: { data: ActorPage }) {
  const { t, actor, label } = useWords();
  const { code, kind } = data.actor;
  return (
    <Page name="actor" title={actor(code)} kicker={t(`actor-kind.${kind}`)} aside={<Groups data={data} />}>
      <div className="two">
        <section>
          <h2>{t("actor.partners")}</h2>
          <ul className="plain">
            {data.partners.map((p) => (
              <li key={p.party}>
                <Actors codes={[p.party]} style="long" />{" "}
                <span className="faint">
                  {p.types.map((type, i) => (
                    <span key={type}>
                      {i > 0 && ", "}
                      {label(type)}
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{t("actor.gaps")}</h2>
          <ul className="plain">
            {data.gaps.length === 0 && <li className="faint">{t("actor.nogaps")}</li>}
            {data.gaps.map((g) => (
              <li key={g.partner + g.type}>
                <Actors codes={[g.partner]} style="long" />: {label(g.type)}.{" "}
                <span className="faint">
                  {g.fact ? <FactLink id={g.fact}>{label(g.stage ?? "planned")}</FactLink> : null}{" "}
                  <Evidence receipts={g.receipts.slice(0, 4)} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <Part name="agreements" code={code} list={data.agreements}>
        <AgreementTable rows={data.agreements.items} />
      </Part>
      <Part name="commitments" code={code} list={data.commitments}>
        <CommitmentTable rows={data.commitments.items} />
      </Part>
      <Part name="activities" code={code} list={data.activities}>
        <ActivityTable rows={data.activities.items} />
      </Part>
      <Part name="statements" code={code} list={data.statements}>
        <Statements rows={data.statements.items} />
      </Part>
      {data.speakers.length > 0 && (
        <section>
          <h2>{t("actor.speakers")}</h2>
          <p className="inline-list">
            {data.speakers.map((s) => (
              <Link key={s.speaker} to="/people/$name" params={{ name: s.speaker }}>
                {s.speaker} <small className="faint">{s.statements}</small>
              </Link>
            ))}
          </p>
        </section>
      )}
    </Page>
  );
}

function Groups({ data }: { data: ActorPage }) {
  const { t } = useWords();
  return (
    <>
      {(["members", "memberOf"] as const).map(
        (name) =>
          data[name].length > 0 && (
            <p key={name} className="source-lines">
              <span className="faint">{t(`actor.${name}`)}</span> <Actors codes={data[name]} />
            </p>
          ),
      )}
    </>
  );
}

type PartProps = {
  name: "agreements" | "commitments" | "activities" | "statements";
  code: string;
  list: { items: unknown[]; total: number };
  children: ReactNode;
};

function Part({ name, code, list, children }: PartProps) {
  const { t } = useWords();
  if (list.total === 0) return null;
  return (
    <section>
      <h2>{t(`actor.${name}`)}</h2>
      {children}
      {list.total > list.items.length && name !== "statements" && (
        <p className="more">
          <Link to={`/${name}`} search={{ party: code } as never}>
            {t("actor.more", { n: list.total })}
          </Link>
        </p>
      )}
    </section>
  );
}
