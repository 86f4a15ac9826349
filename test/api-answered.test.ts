import { expect, it } from "vitest";
import { Answers, patienceOf } from "../src/api/answered.ts";

const never = (): Promise<string> => new Promise(() => {});

it("an answer is made once for one state of the record", async () => {
  const answers = new Answers(() => 0);
  let made = 0;
  const make = async () => `answer ${++made}`;
  expect(await Promise.all([answers.get("q", "1", make, 0), answers.get("q", "1", make, 0)])).toEqual([
    { text: "answer 1", etag: "1", old: 0 },
    { text: "answer 1", etag: "1", old: 0 },
  ]);
  expect((await answers.get("q", "2", make, 0)).text).toBe("answer 2");
});

it("who takes an old answer gets it while a new one takes long, with its age, and until it is too old", async () => {
  let now = 0;
  const answers = new Answers(() => now);
  await answers.get("q", "1", async () => "old", 0);
  expect(await answers.get("q", "2", never, 60)).toEqual({ text: "old", etag: "1", old: 1 });
  now = 59_000;
  expect(await answers.get("q", "2", never, 60)).toEqual({ text: "old", etag: "1", old: 59 });
  now = 61_000;
  const late = answers.get("q", "2", never, 60);
  expect(await Promise.race([late, new Promise((done) => setTimeout(() => done("waits"), 100))])).toBe("waits");
});

it("who takes an old answer still gets the new one where that is there at once, and no other question's", async () => {
  const answers = new Answers(() => 0);
  await answers.get("q", "1", async () => "old", 0);
  expect((await answers.get("q", "2", async () => "new", 60)).text).toBe("new");
  expect((await answers.get("other", "3", async () => "its own", 60)).text).toBe("its own");
});

it("a question that failed is asked again", async () => {
  const answers = new Answers(() => 0);
  await expect(answers.get("q", "1", () => Promise.reject(new Error("no")), 0)).rejects.toThrow("no");
  expect((await answers.get("q", "1", async () => "yes", 0)).text).toBe("yes");
});

it("patience stands in the header, and has its limit", () => {
  expect([undefined, "no-cache", "max-stale=60", "max-age=0, max-stale=99999"].map(patienceOf)).toEqual([0, 0, 60, 600]);
});
