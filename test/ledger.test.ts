import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Ledger, open } from "#ledger";
import type { Document, Report } from "#model";
import { tables } from "./fusion-tables.ts";
import { agreement, claimOn, documentOf, made } from "./ledger-material.ts";
import { engines, noServer, type Place, places, reachable } from "./places.ts";

const put = (ledger: Ledger, [document, report]: [Document, Report]) =>
  ledger.put(document, report, { reader: "test 1", received: "2024-05-01" });

for (const engine of engines) {
  describe.skipIf(engine === "postgres" && !reachable)(`a ledger in ${engine}${engine === "postgres" ? noServer : ""}`, () => {
    let place: Place;
    let ledger: Ledger;
    beforeAll(async () => {
      place = await places[engine]();
      ledger = await open({ ...place, create: true });
    }, 60_000);
    afterAll(async () => {
      await ledger?.close();
      await place?.clear();
    }, 60_000);

    test("a report is written once, however often it is read", async () => {
      expect(await put(ledger, made.first)).toEqual({ doc: "first", change: "new", claims: 2 });
      expect(await put(ledger, made.first)).toMatchObject({ change: "none" });
      expect(await ledger.counts()).toEqual({ docs: 1, readings: 1, claims: 2, reviews: 0 });
      expect(await ledger.claims()).toEqual(made.first[0].claims.map((claim) => ({ doc: "first", claim })));
    });

    test("another text of the same document is a new version, and the last counts", async () => {
      expect(await put(ledger, made.corrected)).toMatchObject({ change: "revised" });
      expect((await ledger.claims()).map((c) => c.claim.id)).toEqual(made.corrected[0].claims.map((c) => c.id));
      const versions = await ledger.versions("first");
      expect(versions.map((v) => v.claims)).toEqual([2, 1]);
      expect(await ledger.text(versions[0]?.report ?? "")).toBe(made.first[1].text);
      const [record] = await ledger.reports();
      expect(record).toMatchObject({ doc: "first", published: "2023-01-12", knownDay: "2023-01-12", claims: 1, versions: 2 });
    });

    test("a report keeps its credits, its day of change and how its text was made; the same text from other bytes is the same report", async () => {
      const [document, report] = documentOf("made", "Oslo and Tokyo signed the pact.", "2023-01-09");
      const from = (bytesHash: string) => ({ from: "html", bytesHash, encoding: "utf-8", extractor: "readability" });
      const page = { ...report, modified: "2023-01-10", credits: ["Ann Writer"], made: from("a") };
      expect((await ledger.put(document, page, { reader: "hand" })).change).toBe("new");
      expect((await ledger.put(document, { ...page, made: from("b") }, { reader: "hand" })).change).toBe("none");
      expect((await ledger.put(document, { ...page, modified: "2023-01-11" }, { reader: "hand" })).change).toBe("revised");
      expect(await ledger.reports({ docs: ["made"] })).toMatchObject([
        { modified: "2023-01-11", credits: ["Ann Writer"], made: from("a"), versions: 2 },
      ]);
      expect(await ledger.reports({ docs: ["first"] })).toMatchObject([{ modified: null, credits: null, made: null }]);
    });

    test("on an earlier day the version of that day counts", async () => {
      expect((await ledger.claims({ known: "2023-01-11" })).length).toBe(2);
      expect((await ledger.claims({ known: "2023-01-12" })).length).toBe(1);
      expect(await ledger.claims({ known: "2022-01-01" })).toEqual([]);
    });

    test("the first text put back again counts again", async () => {
      expect(await put(ledger, made.first)).toMatchObject({ change: "revised" });
      expect((await ledger.claims()).length).toBe(2);
    });

    test("a better reading of the same text replaces the claims and keeps the old ones", async () => {
      const [document, report] = made.first;
      const better = { ...document, claims: document.claims.slice(0, 1) };
      expect(await ledger.put(better, report, { reader: "test 2" })).toMatchObject({ change: "reread" });
      expect((await ledger.claims()).length).toBe(1);
      const gone = document.claims[1]?.id ?? "";
      expect((await ledger.anyClaims([gone])).map((c) => c.claim.id)).toEqual([gone]);
      await put(ledger, made.first);
    });

    test("claims are found by kind, party, rule and confidence", async () => {
      await put(ledger, made.second);
      expect((await ledger.claims({ parties: ["PH"] })).length).toBe(1);
      expect((await ledger.claims({ kinds: ["commitment"] })).map((c) => c.doc)).toEqual(["first"]);
      expect((await ledger.claims({ rules: ["hand"], minConfidence: 0.9 })).length).toBe(1);
      expect((await ledger.claims({ docs: ["second"], kinds: ["commitment"] })).length).toBe(0);
    });

    test("what PostgreSQL cannot hold in a text comes back unchanged", async () => {
      const [document, report] = made.strange;
      await put(ledger, made.strange);
      const [record] = await ledger.reports({ docs: ["strange"] });
      expect(await ledger.text(record?.id ?? "")).toBe(report.text);
      expect((await ledger.claims({ docs: ["strange"] }))[0]?.claim).toEqual(document.claims[0]);
    });

    test("a search finds words by their beginnings", async () => {
      expect((await ledger.search(["sign"])).claims.map((c) => c.doc)).toContain("first");
      expect((await ledger.search(["frigates"])).docs).toEqual(["second"]);
      expect(await ledger.search(["!!"])).toEqual({ claims: [], docs: [] });
      expect((await ledger.search(["unheard"])).docs).toEqual([]);
    });

    test("a review is written once and comes back whole", async () => {
      const decision = {
        action: "amend" as const,
        targets: ["x1"],
        patch: { stage: "signed" },
        who: "an analyst",
        at: "2024-05-02",
        why: "misread",
      };
      const written = await ledger.review(decision);
      expect((await ledger.review(decision)).id).toBe(written.id);
      expect(await ledger.reviews()).toEqual([written]);
    });

    test("facts follow from the record on two clocks, and a review changes them until it is taken back", async () => {
      const ask = (clocks = {}, filter = {}) => ledger.facts(clocks, { tables }, filter);
      expect((await ask()).map((f) => f.kind).sort()).toEqual(["agreement", "agreement", "commitment"]);
      expect((await ask({ known: "2023-01-10" })).length).toBe(2);
      expect((await ask({}, { parties: ["PH"] })).map((f) => f.parties)).toEqual([["JP", "PH"]]);
      const [fact] = await ask({}, { kinds: ["commitment"] });
      const rejection = await ledger.review({
        action: "reject",
        targets: [fact?.claims[0]?.claim ?? ""],
        who: "ann",
        at: "2024-05-03",
        why: "misread",
      });
      expect(await ask({}, { kinds: ["commitment"] })).toEqual([]);
      await ledger.review({ action: "revoke", targets: [rejection.id], who: "ann", at: "2024-05-04", why: "it was right" });
      expect(await ask({}, { id: fact?.id.slice(0, 9) })).toEqual([fact]);
    });

    test("many written together are as if written one after the other, also two versions of one document", async () => {
      const other = await places[engine]();
      const fresh = await open({ ...other, create: true });
      try {
        const entries = [made.first, made.second, made.corrected, made.strange, made.second].map(([document, report]) => ({
          document,
          report,
        }));
        const intake = { reader: "test 1", received: "2024-05-01" };
        const changes = async () => (await fresh.putAll(entries, intake)).map((p) => `${p.doc} ${p.change}`);
        expect(await changes()).toEqual(["first new", "second new", "first revised", "strange new", "second none"]);
        expect((await fresh.versions("first")).map((v) => v.claims)).toEqual([2, 1]);
        const written = await fresh.claims();
        for (const entry of entries) await fresh.put(entry.document, entry.report, intake);
        expect(await fresh.claims()).toEqual(written);
        expect(await fresh.putAll([], intake)).toEqual([]);
      } finally {
        await fresh.close();
        await other.clear();
      }
    });

    test("a report is known as read by its reader, in its last version only", async () => {
      const [document, report] = made.second;
      const titled = { ...report, title: "A title" };
      expect(await ledger.known(report, "test 9")).toBe(null);
      await ledger.put(document, report, { reader: "test 9" });
      await ledger.put({ ...document, title: "A title" }, titled, { reader: "test 9" });
      expect(await ledger.known(titled, "test 9")).toEqual({ doc: "second", change: "none", claims: 1 });
      expect(await ledger.known(report, "test 9")).toBe(null);
      expect(await ledger.known(titled, "test 10")).toBe(null);
      await ledger.put(document, report, { reader: "test 1", received: "2024-05-01" });
    });

    test("many at once lose nothing", async () => {
      const many = Array.from({ length: 12 }, (_, i) => documentOf(`many-${i % 6}`, `Report number ${i % 6} on frigates.`, "2024-02-01"));
      await Promise.all(many.map((m) => put(ledger, m)));
      expect((await ledger.reports({ docs: many.map(([d]) => d.doc) })).map((r) => r.versions)).toEqual([1, 1, 1, 1, 1, 1]);
    });

    test("the facts of a large record are kept, and kept facts are those of a new fold", async () => {
      const words = Array.from({ length: 2100 }, (_, i) => `Pact number ${i} was signed.`);
      const text = words.join(" ");
      const claims = words.map((w, i) =>
        claimOn(
          "large",
          text,
          w,
          agreement([["JP", "GB", "AU"][i % 3] ?? "", "PH"], "signed", { name: `Pact ${i}`, time: `20${10 + (i % 10)}` }),
        ),
      );
      await put(ledger, documentOf("large", text, "2024-03-01", claims));
      const filter = { parties: ["AU"], kinds: ["agreement" as const] };
      await ledger.close();
      ledger = await open(place);
      const folded = await ledger.facts({ asOf: "2024-03-01" }, { tables, version: "1" });
      await ledger.close();
      ledger = await open(place);
      const kept = { tables: () => Promise.reject(new Error("folded again")), version: "1" };
      const asked = await ledger.facts({ asOf: "2024-03-01" }, kept, filter);
      expect(asked.length).toBeGreaterThan(0);
      expect(asked).toEqual(folded.filter((f) => f.kind === "agreement" && f.parties.includes("AU")));
      expect(await ledger.facts({ asOf: "2024-03-01" }, kept, { id: folded[0]?.id })).toEqual(folded.slice(0, 1));
      const { Folder, fold } = await import("#fusion");
      const update = vi.spyOn(Folder.prototype, "update");
      const other = await ledger.facts({ asOf: "2012-06-30" }, { tables, version: "1" }, filter);
      expect(update).not.toHaveBeenCalled();
      update.mockRestore();
      const anew = fold(await ledger.foldInput(), tables, { asOf: "2012-06-30" });
      expect(other.length).toBeGreaterThan(0);
      expect(other).toEqual(anew.filter((f) => f.kind === "agreement" && f.parties.includes("AU")));
      await ledger.review({ action: "note", targets: ["large"], who: "ann", at: "2024-05-05", why: "long" });
      await expect(ledger.facts({ asOf: "2024-03-01" }, kept)).rejects.toThrow("folded again");
    }, 60_000);

    test("a ledger moves to another engine whole", async () => {
      const other = await places[engine === "postgres" || !reachable ? "pglite" : "postgres"]();
      const copy = await open({ ...other, create: true });
      try {
        await ledger.copyTo(copy);
        expect(await copy.claims()).toEqual(await ledger.claims());
        expect(await copy.reports()).toEqual(await ledger.reports());
        expect(await copy.reviews()).toEqual(await ledger.reviews());
        expect(await copy.versions("first")).toEqual(await ledger.versions("first"));
        expect(await ledger.copyTo(copy)).toMatchObject({ readings: 0 });
      } finally {
        await copy.close();
        await other.clear();
      }
    }, 60_000);
  });
}
