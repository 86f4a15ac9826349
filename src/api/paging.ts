import { wrongCall } from "./errors.ts";

type At = { n: number; id: string };

const written = (at: At): string => Buffer.from(JSON.stringify([at.n, at.id])).toString("base64url");

function read(cursor: string): At {
  try {
    const [n, id] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown[];
    if (Number.isSafeInteger(n) && (n as number) >= 0 && typeof id === "string") return { n: n as number, id };
  } catch {}
  throw wrongCall("the cursor cannot be read", "give the `next` of the page before as it stands, or leave cursor out");
}

/**
 * One page of a list. The cursor holds the place and the id of the last row that was given: where rows have come or gone
 * meanwhile, the next page still begins after that row.
 */
export function pageOf<T>(rows: readonly T[], idOf: (row: T) => string, { limit, cursor }: { limit: number; cursor?: string }) {
  let from = 0;
  if (cursor) {
    const at = read(cursor);
    const here = rows[at.n - 1];
    from = here && idOf(here) === at.id ? at.n : rows.findIndex((row) => idOf(row) === at.id) + 1 || at.n;
  }
  const items = rows.slice(from, from + limit);
  const end = from + items.length;
  const last = items.at(-1);
  return { items, next: last && end < rows.length ? written({ n: end, id: idOf(last) }) : null, total: rows.length };
}
