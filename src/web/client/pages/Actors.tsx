import { Link } from "@tanstack/react-router";
import type { ActorRow } from "#api";
import { useActors, usePeople } from "~/app/api.ts";
import { useAddress } from "~/app/clocks.ts";
import { capital, Actors as Names } from "~/parts/Names.tsx";
import { Page } from "~/parts/Page.tsx";
import { Answer, Empty } from "~/parts/States.tsx";
import { type Column, Table } from "~/parts/Table.tsx";
import { Tabs } from "~/parts/Tabs.tsx";
import { useWords } from "~/words/words.tsx";

/** States, organisations and persons of whom the reports speak. */
export default function Actors() {
  const { t } = useWords();
  const { search, change } = useAddress();
  return (
    <Page name="actors">
      <div className="filters">
        <Tabs
          name="view"
          label={t("commitments.view")}
          options={[
            ["states", t("actors.states")],
            ["people", t("actors.people")],
          ]}
        />
        <label>
          {t("actors.find")}{" "}
          <input type="search" value={search.name ?? ""} onChange={(event) => change({ name: event.target.value || undefined })} />
        </label>
      </div>
      {search.view === "people" ? <People name={search.name ?? ""} /> : <States name={search.name ?? ""} />}
    </Page>
  );
}

const holds = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());

function States({ name }: { name: string }) {
  const { t, actor } = useWords();
  const counts = ["agreements", "commitments", "activities", "statements", "partners"] as const;
  const columns: Column<ActorRow>[] = [
    {
      key: "name",
      head: t("actors.name"),
      cell: (r) => (
        <Link to="/actors/$code" params={{ code: r.code }} data-item="">
          {actor(r.code)}
        </Link>
      ),
      value: (r) => actor(r.code),
    },
    { key: "kind", head: t("actors.kind"), cell: (r) => t(`actor-kind.${r.kind}`), value: (r) => t(`actor-kind.${r.kind}`), wide: true },
    ...counts.map(
      (key): Column<ActorRow> => ({
        key,
        head: t(`actors.${key}`),
        cell: (r) => r[key] || "",
        value: (r) => r[key],
        number: true,
        wide: key === "statements",
      }),
    ),
  ];
  return (
    <Answer query={useActors()}>
      {({ items, total }) => {
        const rows = items.filter((r) => holds(`${actor(r.code)} ${r.code}`, name));
        return rows.length === 0 ? (
          <Empty>{t("actors.empty")}</Empty>
        ) : (
          <Table
            caption={t("actors.title")}
            file="actors"
            rows={rows}
            total={total}
            columns={columns}
            id={(r) => r.code}
            note={t("n.actors", { n: rows.length })}
          />
        );
      }}
    </Answer>
  );
}

type Person = { speaker: string; aliases: string[]; of: string[]; statements: number };

function People({ name }: { name: string }) {
  const { t, actor } = useWords();
  const columns: Column<Person>[] = [
    {
      key: "name",
      head: t("actors.name"),
      cell: (r) => (
        <Link to="/people/$name" params={{ name: r.speaker }} data-item="">
          {capital(r.speaker)}
        </Link>
      ),
      value: (r) => r.speaker,
    },
    { key: "of", head: t("actors.speaks"), cell: (r) => <Names codes={r.of} />, value: (r) => r.of.map((code) => actor(code)).join(", ") },
    { key: "statements", head: t("actors.statements"), cell: (r) => r.statements, value: (r) => r.statements, number: true },
  ];
  return (
    <Answer query={usePeople()}>
      {({ items, total }) => {
        const rows = items.filter((r) => holds([r.speaker, ...r.aliases].join(" "), name));
        return rows.length === 0 ? (
          <Empty>{t("actors.empty")}</Empty>
        ) : (
          <Table
            caption={t("actors.people")}
            file="people"
            rows={rows}
            total={total}
            columns={columns}
            id={(r) => r.speaker + r.of.join()}
          />
        );
      }}
    </Answer>
  );
}
