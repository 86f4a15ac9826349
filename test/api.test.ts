import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiOn, type Served, setups } from "./api-material.ts";

for (const setup of setups)
  describe.skipIf(setup.missing)(`over a ledger ${setup.name}`, () => {
    let api: Served;
    beforeAll(async () => {
      api = await apiOn({}, undefined, setup);
    }, 120_000);
    afterAll(() => api?.close());

    const routes = [
      ["/api/facts", "items"],
      ["/api/agreements", "items"],
      ["/api/commitments", "items"],
      ["/api/activities", "items"],
      ["/api/statements", "items"],
      ["/api/reports", "items"],
      ["/api/conflicts", "items"],
      ["/api/changes?since=2023-01-01", "items"],
      ["/api/timeline", "items"],
      ["/api/people", "items"],
      ["/api/network", "network"],
      ["/api/network/over?days=2022,2024-03-31", "over"],
      ["/api/applies?attacked=JP", "items"],
      ["/api/gaps?party=JP", "items"],
      ["/api/actors", "items"],
      ["/api/actors/JP", "agreements"],
      ["/api/sources", "items"],
      ["/api/search?q=signed", "claims"],
      ["/api/names", "labels"],
      ["/api/overview", "changes"],
    ] as const;

    describe("a reader of the API", () => {
      it.each(routes)("asks %s and gets %s, and the second time that nothing has changed", async (path, field) => {
        const first = await api.get(path);
        expect(first.status, await first.clone().text()).toBe(200);
        const body = (await first.json()) as Record<string, unknown>;
        const found = body[field];
        expect(Array.isArray(found) ? found.length : Object.keys(found as object).length).toBeGreaterThan(0);
        const again = await api.get(path, { headers: { "if-none-match": first.headers.get("etag") ?? "" } });
        expect(again.status).toBe(304);
        expect(await again.text()).toBe("");
      });

      it("goes through a list page by page and sees every row once", async () => {
        const whole = await api.json("/api/facts?limit=500");
        const seen: string[] = [];
        for (let next: string | null = ""; next !== null; ) {
          const page: { items: { id: string }[]; next: string | null } = await api.json(
            `/api/facts?limit=7${next ? `&cursor=${next}` : ""}`,
          );
          seen.push(...page.items.map((f) => f.id));
          next = page.next;
        }
        expect(seen).toEqual(whole.items.map((f: { id: string }) => f.id));
        expect(seen.length).toBe(whole.total);
      });

      it("moves the clock across the slipped signing", async () => {
        const pact = async (clocks: string) => {
          const { items } = await api.json(`/api/agreements?party=GB&party=JP&type=access${clocks}`);
          return items.find((a: { expectations: unknown[] }) => a.expectations.length > 0);
        };
        const before = await pact("&known=2022-11-30");
        expect(before.stage).not.toBe("signed");
        expect(before.next).toMatchObject({ stage: "signed", expected: "2022-12", state: "open" });
        const after = await pact("");
        expect(["signed", "ratified", "in-force"]).toContain(after.stage);
        expect(after.expectations.find((e: { stage: string }) => e.stage === "signed")).toMatchObject({ first: "2022-12", state: "met" });
      });

      it("follows a fact to its sentence and back", async () => {
        const { items } = await api.json("/api/agreements?party=GB&type=access&limit=1");
        const page = await api.json(`/api/facts/${items[0].fact}`);
        const { claim, doc, facts } = page.claims[0];
        expect(facts).toContain(items[0].fact);
        const report = await api.json(`/api/reports/${encodeURIComponent(doc)}`);
        expect(report.text.slice(claim.start, claim.end)).toBe(claim.evidence);
        for (const spans of Object.values(claim.from as Record<string, [number, number][]>))
          for (const [start, end] of spans) expect(report.text.slice(start, end).length).toBe(end - start);
        expect(report.claims.map((c: { claim: { id: string } }) => c.claim.id)).toContain(claim.id);
        const single = await api.json(`/api/claims/${claim.id}`);
        expect(report.text).toContain(`${single.context.before}${claim.evidence}${single.context.after}`);
      });

      it("reads the sentences in the language asked for", async () => {
        const { items } = await api.json("/api/agreements?party=GB&type=access&limit=1");
        const english = await api.json(`/api/facts/${items[0].fact}?lang=en`);
        const german = await (await api.get(`/api/facts/${items[0].fact}`, { headers: { "accept-language": "fr, de-AT;q=0.8" } })).json();
        expect(english.gloss).toMatch(/^(Japan and United Kingdom|United Kingdom and Japan) /);
        expect((german as { gloss: string }).gloss).toMatch(/(Japan und Großbritannien|Großbritannien und Japan) /);
      });
    });

    describe("a wrong call", () => {
      const wrong = [
        ["/api/agreements?foo=1", 400, "foo"],
        ["/api/agreements?known=yesterday", 400, "known"],
        ["/api/agreements?party=%3Cscript%3E", 400, "party"],
        ["/api/agreements?limit=0", 400, "limit"],
        ["/api/agreements?cursor=xyz", 400, "cursor"],
        ["/api/changes", 400, "since"],
        ["/api/applies", 400, "one thing"],
        ["/api/applies?attacked=JP&supplies=US:JP", 400, "one thing"],
        ["/api/gaps", 400, "one party"],
        ["/api/search?q=%20", 400, "q"],
        ["/api/facts/nothing", 404, "nothing"],
        ["/api/claims/nothing", 404, "nothing"],
        ["/api/reports/nothing", 404, "nothing"],
        ["/api/actors/ZZZ", 404, "ZZZ"],
        ["/api/people/Nobody", 404, "Nobody"],
        ["/api/nowhere", 404, "address"],
      ] as const;

      it.each(wrong)("%s is refused with %i in the one shape", async (path, status, word) => {
        const answer = await api.get(path);
        expect(answer.status).toBe(status);
        const { error } = (await answer.json()) as { error: { code: string; message: string; hint: string } };
        expect(Object.keys(error)).toEqual(["code", "message", "hint"]);
        expect(error.message).toContain(word);
      });
    });

    it("the document for programs names every route and is OpenAPI 3.1", async () => {
      const document = await api.json("/openapi.json");
      expect(document.openapi).toBe("3.1.0");
      for (const [path] of routes) {
        const plain = path.split("?")[0]!.replace(/JP$/, "{code}");
        expect(Object.keys(document.paths)).toContain(plain);
      }
    });
  });
