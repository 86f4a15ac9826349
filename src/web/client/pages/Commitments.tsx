import type { CommitmentRow } from "#views";
import { useCommitments } from "~/app/api.ts";
import { useAddress } from "~/app/clocks.ts";
import { Calendar } from "~/parts/Calendar.tsx";
import { ClearFilters, CodeChoice, PartyChoice } from "~/parts/Filters.tsx";
import { Actors, capital, FactLink, SourceCount, Status, When } from "~/parts/Names.tsx";
import { Page } from "~/parts/Page.tsx";
import { Answer, Empty } from "~/parts/States.tsx";
import { type Column, Table } from "~/parts/Table.tsx";
import { Tabs } from "~/parts/Tabs.tsx";
import { actions, commitmentStates } from "~/words/codes.ts";
import { quantityText } from "~/words/quantity.ts";
import { useWords } from "~/words/words.tsx";

/** What was promised, by deadline; as a list or in a calendar. */
export default function Commitments() {
  const { t } = useWords();
  const { search } = useAddress();
  const query = useCommitments({ party: search.party, type: search.type, status: search.status });
  return (
    <Page name="commitments">
      <div className="filters">
        <Tabs
          name="view"
          label={t("commitments.view")}
          options={[
            ["list", t("commitments.list")],
            ["calendar", t("commitments.calendar")],
          ]}
        />
        <PartyChoice />
        <CodeChoice name="type" label={t("filter.type")} codes={actions} />
        <CodeChoice name="status" label={t("filter.status")} codes={commitmentStates} />
        <ClearFilters names={["party", "type", "status"]} />
      </div>
      <Answer query={query}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Empty>{t("commitments.empty")}</Empty>
          ) : search.view === "calendar" ? (
            <Calendar rows={items} />
          ) : (
            <CommitmentTable rows={items} total={total} />
          )
        }
      </Answer>
    </Page>
  );
}

/** The deadline, with the one first given beside it where they differ. */
function Deadline({ row: r }: { row: CommitmentRow }) {
  const { t } = useWords();
  const now = r.deadline ?? r.expected;
  return (
    <>
      <When edtf={now} short />
      {r.firstDeadline && r.firstDeadline !== r.deadline && (
        <span className="first">
          {t("commitments.first")} <When edtf={r.firstDeadline} short />
        </span>
      )}
    </>
  );
}

function Amount({ row: r }: { row: CommitmentRow }) {
  const words = useWords();
  const [now, first] = [quantityText(r.quantity, words), quantityText(r.firstQuantity, words)];
  return (
    <>
      {now}
      {first && first !== now && (
        <span className="first">
          {words.t("commitments.first")} {first}
        </span>
      )}
    </>
  );
}

/** The table, also for an actor's page. */
export function CommitmentTable({ rows, total }: { rows: readonly CommitmentRow[]; total?: number }) {
  const words = useWords();
  const { t, label, actor } = words;
  const names = (codes: readonly string[]) => codes.map((code) => actor(code)).join(", ");
  const columns: Column<CommitmentRow>[] = [
    { key: "deadline", head: t("commitments.deadline"), cell: (r) => <Deadline row={r} />, value: (r) => r.deadline ?? r.expected },
    { key: "status", head: t("commitments.status"), cell: (r) => <Status state={r.status} />, value: (r) => label(r.status) },
    { key: "who", head: t("commitments.who"), cell: (r) => <Actors codes={r.parties} />, value: (r) => names(r.parties) },
    {
      key: "what",
      head: t("commitments.what"),
      cell: (r) => (
        <FactLink id={r.fact} item>
          {capital(label(r.type))}
          {r.object && <em className="own-name"> {r.object}</em>}
        </FactLink>
      ),
      value: (r) => [label(r.type), r.object].filter(Boolean).join(": "),
    },
    {
      key: "amount",
      head: t("commitments.amount"),
      cell: (r) => <Amount row={r} />,
      value: (r) => quantityText(r.quantity, words),
      wide: true,
    },
    {
      key: "for",
      head: t("commitments.for"),
      cell: (r) => <Actors codes={r.beneficiaries} />,
      value: (r) => names(r.beneficiaries),
      wide: true,
    },
    { key: "sources", head: t("commitments.sources"), cell: (r) => <SourceCount {...r} />, value: (r) => r.independent, number: true },
  ];
  return (
    <Table
      caption={t("commitments.title")}
      file="commitments"
      rows={rows}
      total={total}
      columns={columns}
      id={(r) => r.fact}
      note={t("n.commitments", { n: rows.length })}
    />
  );
}
