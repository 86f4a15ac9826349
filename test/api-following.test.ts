import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportFormats } from "#exports";
import { apiOn, enter, type Served, setups } from "./api-material.ts";

for (const setup of setups)
  describe.skipIf(setup.missing)(`over a ledger ${setup.name}`, () => {
    let api: Served;
    beforeAll(async () => {
      api = await apiOn({ hooks: { file: null, allowed: ["127.0.0.1"], delays: [20, 20] } }, undefined, setup);
    }, 120_000);
    afterAll(() => api?.close());

    describe("what leaves the desk", () => {
      it.each(exportFormats)("the facts as %s, as a file", async (format) => {
        const answer = await api.get(`/api/export/${format}`);
        expect(answer.status).toBe(200);
        expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="foedera\.[\w.]+"$/);
        expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
        const again = await api.get(`/api/export/${format}`, { headers: { "if-none-match": answer.headers.get("etag") ?? "" } });
        expect(again.status).toBe(304);
      });

      it("an export of what one sees has just that, and an unknown format is refused", async () => {
        const csv = await (await api.get("/api/export/csv?kind=agreement&party=PH&known=2024-08-01")).text();
        const { total } = await api.json("/api/agreements?party=PH&known=2024-08-01");
        expect(
          csv
            .trim()
            .split("\r\n")
            .filter((line) => /^ag/.test(line)),
        ).toHaveLength(total);
        expect((await api.get("/api/export/docx")).status).toBe(400);
      });

      it("a calendar has the expected steps of what was asked for", async () => {
        const text = await (await api.get("/api/calendar.ics?known=2022-11-30&kind=agreement&party=GB")).text();
        expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
        expect(text).toContain("SUMMARY:signed:");
        expect(text.match(/BEGIN:VEVENT/g)?.length).toBe(text.match(/END:VEVENT/g)?.length);
      });

      it("a saved search is a feed, in both formats with the same entries", async () => {
        const query = "?since=2022-12-01&party=GB&party=JP";
        const atom = await (await api.get(`/api/feeds/changes.atom${query}`)).text();
        const json = await api.json(`/api/feeds/changes.json${query}`);
        const ids = [...atom.matchAll(/<id>(urn:foedera:change:[^<]+)<\/id>/g)].map((found) => found[1]);
        expect(ids.length).toBeGreaterThan(2);
        expect(json.items.map((i: { id: string }) => i.id)).toEqual(ids);
        expect(new Set(ids).size).toBe(ids.length);
        expect(json.version).toBe("https://jsonfeed.org/version/1.1");
        expect(json.feed_url).toBe(`${api.url}/api/feeds/changes.json${query}`);
        const narrower = await api.json(`/api/feeds/changes.json${query}&q=tower`);
        expect(narrower.items.length).toBeGreaterThan(0);
        expect(narrower.items.length).toBeLessThan(json.items.length);
      });
    });

    describe("webhooks", () => {
      it("a change is told signed, and again until the other side takes it", async () => {
        const told: { body: string; signature: string }[] = [];
        const other = createServer((request, answer) => {
          let body = "";
          request.on("data", (part) => (body += part));
          request.on("end", () => {
            told.push({ body, signature: String(request.headers["x-foedera-signature"]) });
            answer.writeHead(told.length < 3 ? 500 : 204).end();
          });
        });
        await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
        const { port } = other.address() as AddressInfo;
        const me = await enter(api);
        const made = await me.ask("/api/webhooks", "POST", { url: `http://127.0.0.1:${port}/in` });
        const hook = (await made.json()) as { id: string; secret: string };
        expect(made.status).toBe(200);
        // the watch must have seen the record before it changes
        await new Promise((done) => setTimeout(done, 1500));
        const { items } = await api.json("/api/facts?kind=activity&limit=1");
        await me.ask("/api/reviews", "POST", { action: "reject", targets: [items[0].id], why: "misread" });
        for (let n = 0; n < 100 && told.length < 3; n++) await new Promise((done) => setTimeout(done, 100));
        expect(told.map((t) => t.body)).toEqual([told[0]!.body, told[0]!.body, told[0]!.body]);
        const [, time, hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(told[2]!.signature) ?? [];
        expect(createHmac("sha256", hook.secret).update(`${time}.${told[2]!.body}`).digest("hex")).toBe(hex);
        expect(JSON.parse(told[0]!.body).changes[0]).toMatchObject({ change: "gone", fact: items[0].id });
        for (let n = 0; n < 50; n++) {
          const { items: hooks } = (await (await me.ask("/api/webhooks")).json()) as { items: { last: { ok: boolean; tries: number } }[] };
          if (hooks[0]!.last?.ok) break;
          await new Promise((done) => setTimeout(done, 50));
        }
        const { items: hooks } = (await (await me.ask("/api/webhooks")).json()) as { items: { last: object }[] };
        expect(hooks[0]!.last).toMatchObject({ ok: true, tries: 3, status: 204 });
        expect(JSON.stringify(hooks)).not.toContain(hook.secret);
        expect((await me.ask(`/api/webhooks/${hook.id}`, "DELETE")).status).toBe(200);
        await new Promise((done) => other.close(done));
      }, 60_000);

      it.each([
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        "http://[::1]/",
        "http://localhost:1/",
        "ftp://example.org/",
        "http://u:p@example.org/",
        "no address",
      ])("%s is no address to be told", async (url) => {
        const me = await enter(api);
        const made = await me.ask("/api/webhooks", "POST", { url });
        expect(made.status).toBe(400);
      });
    });
  });
