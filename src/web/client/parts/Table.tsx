import { type ReactNode, useMemo, useState } from "react";
import { giveCsv } from "~/save/files.ts";
import { useWords } from "~/words/words.tsx";
import { Save } from "./Save.tsx";

export type Column<Row> = {
  key: string;
  head: string;
  cell(row: Row): ReactNode;
  /** what the column is sorted by and what CSV gets; without it the column has neither */
  value?(row: Row): string | number | null;
  number?: boolean;
  /** left out where the page is narrow */
  wide?: boolean;
};

type Props<Row> = {
  /** what the table shows, for those who listen, and the name of its CSV */
  caption: string;
  file: string;
  rows: readonly Row[];
  /** how many there are where the server gave only the first */
  total?: number;
  columns: readonly Column<Row>[];
  id(row: Row): string;
  note?: ReactNode;
};

type Order = { key: string; down: boolean } | null;
const first = 200;

function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], order: Order, collator: Intl.Collator): readonly Row[] {
  const value = columns.find((c) => c.key === order?.key)?.value;
  if (!order || !value) return rows;
  const compare = (a: Row, b: Row) => {
    const [x, y] = [value(a), value(b)];
    // what is not known stands last either way
    if (x === null || y === null || x === "" || y === "") return Number(x === null || x === "") - Number(y === null || y === "");
    const by = typeof x === "number" && typeof y === "number" ? x - y : collator.compare(String(x), String(y));
    return order.down ? -by : by;
  };
  return [...rows].sort(compare);
}

/** A table that can be sorted, walked with j and k, and saved as CSV. */
export function Table<Row>({ caption, file, rows, total, columns, id, note }: Props<Row>) {
  const { t, lang } = useWords();
  const [order, setOrder] = useState<Order>(null);
  const [shown, setShown] = useState(first);
  const collator = useMemo(() => new Intl.Collator(lang, { numeric: true }), [lang]);
  const list = useMemo(() => sorted(rows, columns, order, collator), [rows, columns, order, collator]);
  const save = () => {
    const known = columns.filter((c) => c.value);
    giveCsv(file, [known.map((c) => c.head), ...list.map((row) => known.map((c) => c.value?.(row)))]);
  };
  const turn = (key: string) => setOrder(order?.key !== key ? { key, down: false } : order.down ? null : { key, down: true });
  return (
    <>
      <div className="table-frame">
        <table className="data">
          <caption className="unseen">{caption}</caption>
          <thead>
            <tr>
              {columns.map((c) => (
                <th
                  key={c.key}
                  scope="col"
                  data-number={c.number || undefined}
                  data-wide={c.wide || undefined}
                  aria-sort={order?.key === c.key ? (order.down ? "descending" : "ascending") : undefined}
                >
                  {c.value ? (
                    <button type="button" onClick={() => turn(c.key)}>
                      {c.head}
                    </button>
                  ) : (
                    c.head
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.slice(0, shown).map((row) => (
              <tr key={id(row)}>
                {columns.map((c) => (
                  <td key={c.key} data-number={c.number || undefined} data-wide={c.wide || undefined} data-column={c.key}>
                    {c.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="below">
        {list.length > shown && (
          <button type="button" onClick={() => setShown(shown + 500)}>
            {t("table.more", { n: Math.min(500, list.length - shown) })}
          </button>
        )}
        <span>{total !== undefined && total > rows.length ? t("table.first", { shown: rows.length, total }) : note}</span>
        <Save csv={save} />
      </div>
    </>
  );
}
