import type { ActivityRow } from "#views";
import { useWords } from "~/words/words.tsx";
import { Actors, capital, FactLink, SourceCount, Status, When } from "./Names.tsx";
import { type Column, Table } from "./Table.tsx";

/** Activities as a table. */
export function ActivityTable({ rows, total }: { rows: readonly ActivityRow[]; total?: number }) {
  const { t, label, actor } = useWords();
  const columns: Column<ActivityRow>[] = [
    { key: "when", head: t("activities.when"), cell: (r) => <When edtf={r.time} short />, value: (r) => r.time },
    {
      key: "what",
      head: t("activities.what"),
      cell: (r) => (
        <FactLink id={r.fact} item>
          {capital(label(r.type))}
          {r.name && <em className="own-name"> {r.name}</em>}
        </FactLink>
      ),
      value: (r) => [label(r.type), r.name].filter(Boolean).join(": "),
    },
    {
      key: "who",
      head: t("activities.who"),
      cell: (r) => <Actors codes={r.parties} />,
      value: (r) => r.parties.map((p) => actor(p)).join(", "),
    },
    { key: "place", head: t("activities.place"), cell: (r) => r.place, value: (r) => r.place, wide: true },
    { key: "status", head: t("activities.status"), cell: (r) => <Status state={r.status} />, value: (r) => label(r.status) },
    { key: "sources", head: t("activities.sources"), cell: (r) => <SourceCount {...r} />, value: (r) => r.independent, number: true },
  ];
  return (
    <Table
      caption={t("activities.table")}
      file="activities"
      rows={rows}
      total={total}
      columns={columns}
      id={(r) => r.fact}
      note={t("n.activities", { n: rows.length })}
    />
  );
}
