import type { AgreementRow } from "#views";
import { useAgreements } from "~/app/api.ts";
import { useAddress } from "~/app/clocks.ts";
import { Choice, ClearFilters, CodeChoice, PartyChoice } from "~/parts/Filters.tsx";
import { Actors, capital, FactLink, SourceCount, When } from "~/parts/Names.tsx";
import { Page } from "~/parts/Page.tsx";
import { Slip } from "~/parts/Slip.tsx";
import { Answer, Empty } from "~/parts/States.tsx";
import { type Column, Table } from "~/parts/Table.tsx";
import { standing, Track } from "~/parts/Track.tsx";
import { instrumentTypes, stages } from "~/words/codes.ts";
import { useWords } from "~/words/words.tsx";

const filters = ["party", "type", "stage", "only"];

/** Every agreement with how far it has come. */
export default function Agreements() {
  const { t } = useWords();
  const { search } = useAddress();
  const query = useAgreements({ party: search.party, type: search.type, stage: search.stage });
  const keep = (row: AgreementRow) =>
    search.only === "disputed"
      ? row.conflicts.length > 0
      : search.only === "late"
        ? standing(row).includes("late")
        : search.only === "ahead"
          ? row.next !== null
          : true;
  return (
    <Page name="agreements">
      <div className="filters">
        <PartyChoice />
        <CodeChoice name="type" label={t("filter.type")} codes={instrumentTypes} />
        <CodeChoice name="stage" label={t("filter.stage")} codes={stages} />
        <Choice
          name="only"
          label={t("filter.only")}
          options={["ahead", "late", "disputed"].map((only) => [only, t(`agreements.only.${only}`)] as const)}
        />
        <ClearFilters names={filters} />
      </div>
      <Answer query={query}>
        {({ items, total }) => {
          const rows = items.filter(keep);
          return rows.length > 0 ? <AgreementTable rows={rows} total={total} /> : <Empty>{t("agreements.empty")}</Empty>;
        }}
      </Answer>
    </Page>
  );
}

/** The table, also for an actor's page. */
export function AgreementTable({ rows, total }: { rows: readonly AgreementRow[]; total?: number }) {
  const { t, label, actor, when } = useWords();
  const columns: Column<AgreementRow>[] = [
    {
      key: "parties",
      head: t("agreements.parties"),
      cell: (r) => <Actors codes={r.parties} />,
      value: (r) => r.parties.map((p) => actor(p)).join(", "),
    },
    {
      key: "name",
      head: t("agreements.instrument"),
      cell: (r) => (
        <FactLink id={r.fact} item>
          {capital(label(r.type))}
          {r.name && <em className="own-name"> {r.name}</em>}
        </FactLink>
      ),
      value: (r) => [label(r.type), r.name].filter(Boolean).join(": "),
    },
    { key: "track", head: t("agreements.track"), cell: (r) => <Track fact={r} />, wide: true },
    {
      key: "stage",
      head: t("agreements.stands"),
      cell: (r) => (
        <>
          {r.stage ? label(r.stage) : <span className="faint">{t("agreements.nothing")}</span>} <When edtf={r.time} short />
        </>
      ),
      value: (r) => (r.stage ? `${label(r.stage)} ${when(r.time)}`.trim() : ""),
    },
    {
      key: "next",
      head: t("agreements.next"),
      cell: (r) => r.next && <Slip expectation={r.next} />,
      value: (r) => (r.next ? `${label(r.next.stage)} ${when(r.next.expected)}`.trim() : ""),
    },
    {
      key: "sources",
      head: t("agreements.sources"),
      cell: (r) => <SourceCount {...r} />,
      value: (r) => r.independent,
      number: true,
    },
    {
      key: "conflicts",
      head: t("agreements.conflicts"),
      cell: (r) => r.conflicts.length > 0 && <span className="conflict-mark">{r.conflicts.length}</span>,
      value: (r) => r.conflicts.length,
      number: true,
    },
  ];
  return (
    <Table
      caption={t("agreements.title")}
      file="agreements"
      rows={rows}
      total={total}
      columns={columns}
      id={(r) => r.fact}
      note={t("n.agreements", { n: rows.length })}
    />
  );
}
