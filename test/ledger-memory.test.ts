import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Folder, fold } from "#fusion";
import { type Ledger, open } from "#ledger";
import { made as world } from "./fusion-made.ts";
import { tables } from "./fusion-tables.ts";
import { documentOf } from "./ledger-material.ts";
import { engines, missing, type Place, places } from "./places.ts";

const { reports, claims } = world(120, 7, 6);
const docs = reports.map((r) => r.doc);

/** Report `n` of a made-up world with its claims. */
function entryOf(n: number, published = reports[n]?.published ?? null) {
  const said = claims.filter((c) => c.doc === docs[n]).map((c) => c.claim);
  const [document, report] = documentOf(docs[n] ?? "", `The text of report ${n}.`, published, said);
  return { document, report };
}

/** What the ledger tells on two clocks beside what a fold of all of it from the start comes to. */
async function expectSame(ledger: Ledger, clocks: { known?: string; asOf?: string }): Promise<void> {
  const anew = fold(await ledger.foldInput(clocks.known), tables, clocks);
  expect(await ledger.facts(clocks, { tables })).toEqual(anew);
}

for (const engine of engines) {
  describe.skipIf(missing(engine))(`what comes to a ledger in ${engine} is folded on${missing(engine)}`, () => {
    let place: Place;
    let ledger: Ledger;
    beforeEach(async () => {
      place = await places[engine]();
      ledger = await open({ ...place, create: true });
      await ledger.putAll(
        docs.slice(0, 15).map((_, n) => entryOf(n)),
        { reader: "test" },
      );
    }, 60_000);
    afterEach(async () => {
      await ledger?.close();
      await place?.clear();
    });

    test("new reports, decisions and their undoing give what a fold from the start gives, on every pair of days asked for", async () => {
      const days = [{}, { known: "2023-06-01" }, { known: "2023-06-01", asOf: "2022-01-01" }, { asOf: "2022-06-01" }];
      const all = async () => {
        for (const clocks of days) await expectSame(ledger, clocks);
      };
      await all();
      for (let n = 15; n < 20; n++) await ledger.put(entryOf(n).document, entryOf(n).report, { reader: "test" });
      await all();
      const ids = claims.slice(0, 6).map((c) => c.claim.id);
      const by = { who: "ann", at: "2024-01-01", why: "test" };
      const rejected = await ledger.review({ action: "reject", targets: ids, ...by });
      await all();
      await ledger.review({ action: "revoke", targets: [rejected.id], ...by, at: "2024-01-02" });
      await all();
      await ledger.put(entryOf(3, "2021-01-01").document, entryOf(3, "2021-01-01").report, { reader: "another" });
      await all();
    }, 60_000);

    test("only what is new is folded", async () => {
      await ledger.facts({}, { tables });
      const add = vi.spyOn(Folder.prototype, "add");
      await ledger.put(entryOf(16).document, entryOf(16).report, { reader: "test" });
      const after = await ledger.facts({}, { tables });
      expect(add.mock.calls.map(([input]) => input.reports.map((r) => r.doc))).toEqual([[docs[16]]]);
      add.mockRestore();
      expect(after).toEqual(fold(await ledger.foldInput(), tables));
    });
  });
}
