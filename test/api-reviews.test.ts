import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiOn, enter, type Person, type Served, setups } from "./api-material.ts";

for (const setup of setups)
  describe.skipIf(setup.missing)(`over a ledger ${setup.name}`, () => {
    let api: Served;
    let me: Person;
    beforeAll(async () => {
      api = await apiOn({ reviewer: "ann" }, undefined, setup);
      me = await enter(api);
    }, 120_000);
    afterAll(() => api?.close());

    const decide = async (body: unknown) => {
      const answer = await me.ask("/api/reviews", "POST", body);
      return { status: answer.status, body: (await answer.json()) as Record<string, never> };
    };

    /** A fact of the desk as it stands now. */
    const factOf = (query: string) => api.json(`/api/facts?limit=1${query}`).then((page) => page.items[0]);

    it("a reviewer rejects a claim in her own name, sees it gone, and takes it back", async () => {
      const fact = await factOf("&kind=commitment");
      const claim = fact.claims[0].claim;
      const before = await api.get(`/api/facts/${fact.id}`);
      const made = await decide({ action: "reject", targets: [claim], why: "misread" });
      expect(made).toMatchObject({ status: 200, body: { who: "ann", action: "reject", targets: [claim], inForce: true } });
      const again = await api.get(`/api/facts/${fact.id}`, { headers: { "if-none-match": before.headers.get("etag") ?? "" } });
      expect(again.status).not.toBe(304);
      const page = await api.json(`/api/claims/${claim}`);
      expect(page.counts).toBe(false);
      expect(page.reviews.map((r: { id: string }) => r.id)).toContain(made.body.id);
      expect((await decide({ action: "undo", targets: [made.body.id], why: "it was right" })).status).toBe(200);
      expect((await api.json(`/api/claims/${claim}`)).counts).toBe(true);
      expect(await api.json(`/api/facts/${fact.id}`)).toMatchObject({ fact: { id: fact.id } });
      const { items } = await api.json("/api/reviews");
      expect(items.map((r: { action: string; inForce: boolean }) => [r.action, r.inForce])).toEqual([
        ["revoke", true],
        ["reject", false],
      ]);
    });

    it("amends a field, and the fact follows", async () => {
      const fact = await factOf("&kind=agreement&type=access&party=FR");
      const made = await decide({ action: "amend", targets: [fact.claims[0].claim], patch: { stage: "proposed" }, why: "only an idea" });
      expect(made.status).toBe(200);
      expect((await api.json(`/api/claims/${fact.claims[0].claim}`)).reviews).toHaveLength(1);
    });

    it("merges and splits facts, and remarks on a report", async () => {
      const { items } = await api.json("/api/facts?kind=statement&limit=2");
      const [one, other] = items;
      const merged = await decide({ action: "merge", targets: [one.id, other.id], why: "the same words" });
      expect(merged.status).toBe(200);
      const claim = one.claims[0].claim;
      const [held] = (await api.json(`/api/claims/${claim}`)).facts;
      expect((await api.json(`/api/facts/${held}`)).fact.claims.map((c: { claim: string }) => c.claim)).toContain(other.claims[0].claim);
      expect((await decide({ action: "split", targets: [claim], why: "not the same" })).status).toBe(200);
      const [apart] = (await api.json(`/api/claims/${claim}`)).facts;
      expect((await api.json(`/api/facts/${apart}`)).fact.claims.map((c: { claim: string }) => c.claim)).not.toContain(
        other.claims[0].claim,
      );
      const doc = one.claims[0].doc;
      expect((await decide({ action: "note", targets: [doc], why: "a translation" })).body.targets).toEqual([doc]);
      expect((await api.json(`/api/reports/${doc}`)).reviews.map((r: { why: string }) => r.why)).toContain("a translation");
    });

    it("the queue holds what nobody has decided on, the disputed first, or the least sure", async () => {
      const disputed = await api.json("/api/reviews/queue?limit=500");
      const decided = new Set(
        (await api.json("/api/reviews?limit=500")).items.flatMap((r: { action: string; inForce: boolean; targets: string[] }) =>
          r.inForce && r.action !== "revoke" ? r.targets : [],
        ),
      );
      expect(disputed.items.filter((row: { claim: { id: string } }) => decided.has(row.claim.id))).toEqual([]);
      const marks = disputed.items.map((row: { conflicts: unknown[] }) => row.conflicts.length > 0);
      expect(marks).toEqual([...marks].sort((a, b) => Number(b) - Number(a)));
      expect(marks[0]).toBe(true);
      const unsure = (await api.json("/api/reviews/queue?order=confidence&limit=500")).items.map(
        (r: { confidence: number }) => r.confidence ?? 0,
      );
      expect(unsure).toEqual([...unsure].sort((a, b) => a - b));
      const agreement = await api.json("/api/reviews/agreement");
      expect(agreement.reviewers).toEqual(["ann"]);
    });

    const senseless: [string, unknown, number, string][] = [
      ["no reason", { action: "accept", targets: ["x"], why: " " }, 400, "reason"],
      ["no target", { action: "accept", targets: [], why: "y" }, 400, "targets"],
      ["what is not there", { action: "accept", targets: ["nothing"], why: "y" }, 404, "nothing"],
      ["an unknown deed", { action: "delete", targets: ["x"], why: "y" }, 400, "action"],
      ["a merge of one", { action: "merge", targets: ["FACT"], why: "y" }, 400, "two"],
      ["a strange field", { action: "amend", targets: ["CLAIM"], patch: { evidence: "z" }, why: "y" }, 400, "evidence"],
      ["a value that breaks the claim", { action: "amend", targets: ["CLAIM"], patch: { modality: "sure" }, why: "y" }, 400, "modality"],
      ["an undone nothing", { action: "undo", targets: ["nothing"], why: "y" }, 404, "nothing"],
      ["a split of all", { action: "split", targets: ["FACT"], why: "y" }, 400, "left"],
      ["who decides", { action: "accept", targets: ["CLAIM"], why: "y", who: "bob" }, 400, "who"],
    ];

    it.each(senseless)("%s is refused", async (_, body, status, word) => {
      const fact = await factOf("&kind=activity");
      const text = JSON.stringify(body).replaceAll("FACT", fact.id).replaceAll("CLAIM", fact.claims[0].claim);
      const made = await decide(JSON.parse(text));
      expect(made.status).toBe(status);
      expect((made.body as unknown as { error: { message: string } }).error.message).toContain(word);
    });

    it("a page that listens is told when the record changes", async () => {
      const stop = new AbortController();
      const answer = await api.get("/api/events", { signal: stop.signal });
      expect(answer.headers.get("content-type")).toContain("text/event-stream");
      const reader = answer.body!.getReader();
      let told = "";
      const until = async (event: string) => {
        while (!told.includes(`event: ${event}`)) told += new TextDecoder().decode((await reader.read()).value);
      };
      await until("state");
      const fact = await factOf("&kind=activity");
      await decide({ action: "accept", targets: [fact.claims[0].claim], why: "seen" });
      await until("change");
      stop.abort();
      await reader.closed.catch(() => {});
      expect(api.failures).toEqual([]);
    });
  });
