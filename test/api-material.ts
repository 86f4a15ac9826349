import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AppOptions, knownFrom, listen, type Place } from "#api";
import { compileFusion } from "#fusion";
import { type Compiled, knowledge } from "#knowledge";
import { type Ledger, open } from "#ledger";
import { read } from "#reading";
import { furniture, reportFromText } from "#reports";
import { noServer, places } from "./places.ts";

let compiled: Compiled | null = null;

/** The knowledge of the build. */
export function builtKnowledge(): Compiled {
  compiled ??= JSON.parse(readFileSync("dist/knowledge.json", "utf8")) as Compiled;
  return compiled;
}

/** Reads the example reports into a ledger. */
export async function fillExamples(ledger: Ledger): Promise<void> {
  const raw = builtKnowledge();
  const known = knowledge(raw);
  for (const line of readFileSync("examples/index.jsonl", "utf8").split("\n").filter(Boolean)) {
    const entry = JSON.parse(line) as { path: string };
    const text = readFileSync(join("examples", entry.path), "utf8");
    const report = await reportFromText(text, entry, raw.reports);
    const skip = furniture(report.text, raw.reports);
    await ledger.put(read(report, known, { skip }), report, { reader: "test" });
  }
}

export type Served = {
  url: string;
  ledger: Ledger;
  failures: unknown[];
  get(path: string, init?: RequestInit): Promise<Response>;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape
  json(path: string, init?: RequestInit): Promise<any>;
  close(): Promise<void>;
};

/** Where the ledger of an API under test is, and whether its answers are made in a thread of their own; `missing` says why it cannot be. */
export const setups = [
  { name: "in a folder", engine: "pglite", beside: false, missing: "" },
  { name: "in a folder, answered by a thread", engine: "pglite", beside: true, missing: "" },
  { name: `in PostgreSQL, answered by a thread${noServer}`, engine: "postgres", beside: true, missing: noServer },
] as const;
export type Setup = Pick<(typeof setups)[number], "engine" | "beside">;

/** The API on a free port of the loopback, over a ledger of the example reports that is taken away again. */
export async function apiOn(
  more: Partial<AppOptions & Place> = {},
  fill: (ledger: Ledger) => Promise<void> = fillExamples,
  { engine, beside }: Setup = setups[0],
): Promise<Served> {
  const place = await places[engine]();
  const ledger = await open({ ...place, create: true });
  await fill(ledger);
  const served = await serveLedger(ledger, {
    ...(beside ? { knowledge: readFileSync("dist/knowledge.json"), foldVersion: "test" } : {}),
    ...more,
  });
  return {
    ...served,
    close: async () => {
      await served.close();
      await ledger.close();
      await place.clear();
    },
  };
}

/** A caller with a session, who sends its cookie and token. */
export type Person = { cookie: string; csrf: string; ask(path: string, method?: string, body?: unknown): Promise<Response> };

/** Logs in; without a name it takes the session of a desk that has no users. */
export async function enter({ url }: Pick<Served, "url">, name?: string, password?: string): Promise<Person> {
  const body = JSON.stringify({ name, password });
  const post = { method: "POST", headers: { "content-type": "application/json" }, body };
  const answer = await fetch(`${url}/api/session`, name ? post : {});
  if (answer.status !== 200) throw new Error(`${name} may not log in: ${answer.status} ${await answer.text()}`);
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const { csrf } = (await answer.json()) as { csrf: string };
  const headers = { cookie, "x-csrf-token": csrf, "content-type": "application/json" };
  return {
    cookie,
    csrf,
    ask: (path, method = "GET", sent) =>
      fetch(`${url}${path}`, { method, headers, ...(sent === undefined ? {} : { body: JSON.stringify(sent) }) }),
  };
}

/** The API over a ledger that stays the caller's. */
export async function serveLedger(
  ledger: Ledger,
  { host = "127.0.0.1", port = 0, patience, ...more }: Partial<AppOptions & Place> = {},
): Promise<Served> {
  const raw = builtKnowledge();
  const failures: unknown[] = [];
  const options = { ledger, tables: compileFusion(raw.ontology), known: knownFrom(raw), version: "test", now: () => Date.now() };
  const server = await listen({ ...options, report: (error) => failures.push(error), ...more }, { host, port, patience });
  const get = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);
  return {
    url: server.url,
    ledger,
    failures,
    get,
    json: async (path, init) => (await get(path, init)).json(),
    close: server.close,
  };
}
