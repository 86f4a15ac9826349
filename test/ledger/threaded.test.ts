import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { open } from "#ledger";
import { openFolder } from "../../src/ledger/engine.ts";
import { agreement, claimOn, documentOf } from "../ledger-material.ts";

const built = existsSync("dist/ledger/thread.js");
if (!built) console.warn("dist/ is not built: the tests of a ledger in a thread of its own are skipped.");

describe.skipIf(!built)("a folder whose database has a thread of its own", () => {
  const inFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), "foedera-threaded-"));
    try {
      await work(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  const text = "They signed the pact on Friday.";
  const [document, report] = documentOf("one", text, "2023-01-13", [claimOn("one", text, text, agreement(["XA", "XB"], "signed"))]);

  test(
    "is the same ledger as without",
    () =>
      inFolder(async (folder) => {
        const there = await open({ folder, create: true, threaded: true });
        expect(await there.put(document, report, { reader: "hand" })).toMatchObject({ change: "new", claims: 1 });
        const read = [await there.claims(), await there.reports(), await there.search(["signed"])];
        await there.close();
        const here = await open({ folder });
        expect([await here.claims(), await here.reports(), await here.search(["signed"])]).toEqual(read);
        await here.close();
      }),
    60_000,
  );

  test(
    "undoes what a transaction did that broke off, and says why",
    () =>
      inFolder(async (folder) => {
        const engine = await openFolder(folder, true, true);
        const count = async () => ((await engine.db.execute(sql`select count(*)::int as n from folds`)) as { rows: { n: number }[] }).rows;
        const insert = sql`insert into folds (stamp, record) values ('a', 'b')`;
        const broken = engine.db.transaction(async (tx) => {
          await tx.execute(insert);
          throw new Error("no more");
        });
        await expect(broken).rejects.toThrow("no more");
        expect(await count()).toEqual([{ n: 0 }]);
        await engine.db.transaction(async (tx) => void (await tx.execute(insert)));
        const twice = engine.db.execute(insert);
        await expect(twice).rejects.toMatchObject({ cause: { code: "23505" } });
        expect(await count()).toEqual([{ n: 1 }]);
        await engine.close();
        await expect(engine.db.execute(insert)).rejects.toThrow();
      }),
    60_000,
  );
});
