/**
 * Views as of a day over a large ledger: the facts of a pair of states, of one kind, on days never asked before. The record is one made-up
 * world of 10,000 claims, folded, and copies of it with other states, so it groups as a fold of the whole would group it.
 * Run: npx tsx --conditions=source bench/ledger-views.ts postgres|pglite [claims]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { Folder, type Grouping } from "#fusion";
import { actorsOf, type ClaimRecord, typeOf } from "#model";
import { stampOf } from "../src/ledger/cache.ts";
import { type Engine, openDatabase, openFolder } from "../src/ledger/engine.ts";
import { foldFacts } from "../src/ledger/facts.ts";
import { Memory } from "../src/ledger/memory.ts";
import { made } from "../test/fusion-made.ts";
import { tables } from "../test/fusion-tables.ts";

const WORLD = 10_000;
const STATES = 26;
const VIEWS = 200;
const server = "postgres://postgres@127.0.0.1:5432";
const name = `foedera_bench_${process.pid}`;
const [kind = "postgres", size = "1000000"] = process.argv.slice(2);
const worlds = Math.max(1, Math.round(Number(size) / WORLD));

/** A world's own codes and names: XA becomes W7A. */
const renamed = <T>(value: T, world: number): T =>
  JSON.parse(
    JSON.stringify(value)
      .replace(/"X([A-Z])"/g, `"W${world}$1"`)
      .replace(/"(r\d{6})/g, `"w${world}$1`),
  ) as T;

async function fill(engine: Engine, claims: ClaimRecord[], groupings: Grouping[], published: Map<string, string>): Promise<void> {
  const insert = async (statement: (rows: string) => ReturnType<typeof sql>, rows: unknown[]): Promise<void> => {
    for (let at = 0; at < rows.length; at += 5000) await engine.db.execute(statement(JSON.stringify(rows.slice(at, at + 5000))));
  };
  const docs = [...published];
  for (let world = 0; world < worlds; world++) {
    const first = world * docs.length;
    const seq = new Map(docs.map(([doc], i) => [`w${world}${doc}`, first + i + 1]));
    const days = docs.map(([doc, day]) => ({ doc: `w${world}${doc}`, seq: seq.get(`w${world}${doc}`), day }));
    await insert((r) => sql`insert into texts (hash, text) select doc, doc from json_to_recordset(${r}::json) as x(doc text)`, days);
    await insert(
      (
        r,
      ) => sql`insert into signatures (hash, signature) select doc, '{"words": 0, "exact": "", "groups": "", "marks": "", "anchors": ""}'::json
        from json_to_recordset(${r}::json) as x(doc text)`,
      days,
    );
    await insert(
      (r) => sql`insert into reports (id, doc, hash, lang, published, origin, notices, known_day)
        select doc, doc, doc, 'en', day, '[]', '[]', day from json_to_recordset(${r}::json) as x(doc text, day text)`,
      days,
    );
    await insert(
      (r) => sql`insert into readings (seq, doc, report, reader, digest)
        select seq, doc, doc, 'bench', doc from json_to_recordset(${r}::json) as x(seq bigint, doc text)`,
      days,
    );
    await insert(
      (r) => sql`insert into heads (doc, reading) select doc, seq from json_to_recordset(${r}::json) as x(seq bigint, doc text)`,
      days,
    );
    const said = renamed(claims, world).map(({ doc, claim }, place) => ({
      ...{ reading: seq.get(doc), place, doc, actors: [...new Set(actorsOf(claim))], fields: JSON.stringify(claim), type: typeOf(claim) },
      ...{ id: claim.id, kind: claim.kind, start: claim.start, stop: claim.end, evidence: claim.evidence },
    }));
    await insert(
      (r) => sql`insert into claims (reading, id, place, doc, kind, type, actors, start, stop, evidence, fields)
        select reading, id, place, doc, kind, type, actors, start, stop, evidence, fields::json from json_to_recordset(${r}::json)
        as x(reading bigint, id text, place int, doc text, kind text, type text, actors text[], start int, stop int, evidence text, fields text)`,
      said,
    );
    if (world % 10 === 9) console.error(`${(world + 1) * WORLD} claims written`);
  }
  const { grouped } = await stampOf(engine.db, {}, "bench ");
  for (let world = 0; world < worlds; world++) {
    const seq = new Map(docs.map(([doc], i) => [`w${world}${doc}`, world * docs.length + i + 1]));
    const rows = renamed(groupings, world).map((g) => ({
      ...{ id: `${g.id}${world}`, kind: g.kind, types: g.types, involved: g.involved, grouping: g },
      readings: g.claims.map((c) => seq.get(c.doc)),
    }));
    await insert(
      (r) => sql`insert into grouped (stamp, id, kind, types, involved, readings, grouping)
        select ${grouped}, id, kind, types, involved, readings, grouping from json_to_recordset(${r}::json)
        as x(id text, kind text, types text[], involved text[], readings bigint[], grouping json)`,
      rows,
    );
  }
  await engine.db.execute(sql`vacuum analyze`);
}

async function measure(engine: Engine, parties: number): Promise<void> {
  const state = (world: number, i: number): string => `W${world}${String.fromCharCode(65 + (i % STATES))}`;
  const times: number[] = [];
  let facts = 0;
  for (let i = 0; i < VIEWS; i++) {
    const world = (i * 37) % worlds;
    const asOf = `${2020 + (i % 5)}-${String(1 + (i % 12)).padStart(2, "0")}-${String(1 + (i % 28)).padStart(2, "0")}`;
    const filter = { kinds: ["agreement" as const], parties: [state(world, i), state(world, i + 1 + (i % 7))].slice(0, parties) };
    const start = performance.now();
    facts += (await foldFacts(engine.db, { asOf }, { tables, version: "bench" }, new Memory(), filter)).length;
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(VIEWS * share)] ?? 0).toFixed(1);
  console.log(
    `${kind}, ${worlds * WORLD} claims, agreements of ${parties === 2 ? "a pair" : "one state"} as of a day: least ${at(0)} ms, median ${at(0.5)} ms, p95 ${at(0.95)} ms, ${(facts / VIEWS).toFixed(1)} facts a view`,
  );
}

const { reports, claims } = made(WORLD, 3, STATES);
const folder = new Folder(tables);
folder.add({ reports: reports.map((r) => ({ ...r, outlet: null, origin: [] })), claims });
const groupings = folder.groupings();
const dir = mkdtempSync(join(tmpdir(), "foedera-bench-"));
const admin = kind === "postgres" ? await (await import("pg")).default : null;
const client = admin ? new admin.Client(`${server}/postgres`) : null;
await client?.connect();
await client?.query(`create database ${name}`);
const engine = client ? await openDatabase(`${server}/${name}`) : await openFolder(dir, true);
try {
  await fill(engine, claims, groupings, new Map(reports.map((r) => [r.doc, r.published ?? ""])));
  await measure(engine, 2);
  await measure(engine, 1);
} finally {
  await engine.close();
  await client?.query(`drop database ${name}`);
  await client?.end();
  rmSync(dir, { recursive: true, force: true });
}
