import { Command } from "commander";
import type { Io } from "./io.ts";
import { type Options, shared } from "./options.ts";
import { ledgerSpecs, queueSpecs, reviewSpecs } from "./program-review.ts";
import { type Load, option, repeated, type Spec } from "./spec.ts";

const { place, json, clocks, party, type, status, stage, intake, hosts } = shared;

const fromList =
  (name: "agreements" | "commitments" | "activities" | "statements" | "facts"): Load =>
  async () =>
    (await import("./list.ts"))[name];
const fromStory =
  (name: "reports" | "conflicts" | "changes" | "timeline"): Load =>
  async () =>
    (await import("./story.ts"))[name];
const fromNet =
  (name: "network" | "applies" | "gaps"): Load =>
  async () =>
    (await import("./net.ts"))[name];

const specs: Spec[] = [
  {
    name: "extract",
    args: "[sources...]",
    summary: "read reports and print what they claim, one JSON document a line; stores nothing",
    options: [
      intake,
      hosts,
      option("--mentions", "also print the mentions that the claims were read from"),
      option("--text", "also print the text in which the offsets count"),
    ],
    load: async () => (await import("./extract.ts")).run,
  },
  {
    name: "read",
    args: "[sources...]",
    summary: "read files, folders, archives, feeds and addresses into the ledger",
    options: [
      intake,
      hosts,
      place,
      option("--jobs <n>", "read in so many threads (default: 1, in the process itself)"),
      option("--nats <address>", "read nothing here: put the reports into a queue for workers, nats://host:4222"),
      option("--queue <name>", "name of the queue (default: foedera)"),
      option("--json", "the summary as JSON"),
    ],
    load: async () => async (call) => (call.options.nats ? await import("./feed.ts") : await import("./read.ts")).run(call),
  },
  {
    name: "watch",
    args: "<feeds...>",
    summary: "ask feeds again and again and read what is new into the ledger",
    options: [
      option("--every <time>", "between two polls of a feed: 15m, 2h, 1d (default: 15m)"),
      option("--once", "one round, and no more"),
      option("--lang <code>", "language of all their reports (default: told from each text)"),
      hosts,
      option("--state <file>", "where it is remembered what was read (default: watch.jsonl in the ledger's folder)"),
      place,
      option("--json", "JSON Lines instead of text"),
    ],
    load: async () => (await import("./watch.ts")).run,
  },
  {
    name: "worker",
    summary: "read reports from a queue on NATS into PostgreSQL until it is told to stop",
    options: [
      option("--nats <address>", "the queue's server, nats://host:4222 (needed)"),
      option("--queue <name>", "name of the queue (default: foedera)"),
      option("--database <address>", "ledger in PostgreSQL, postgres://user@host/name (default: $FOEDERA_DATABASE)"),
      option("--jobs <n>", "read in so many threads (default: 1)"),
      option(
        "--ack-wait <seconds>",
        "how long the queue waits for a sign of life before it gives a report to another worker (default: 30)",
      ),
      option("--host <address>", "where /health and /metrics are served (default: 127.0.0.1)"),
      option("--port <n>", "port of /health and /metrics (default: 9464; 0: any free one)"),
      option("--once", "end once the queue is empty"),
    ],
    load: async () => (await import("./worker.ts")).run,
  },
  {
    name: "agreements",
    summary: "instruments and arrangements, their stage and what is expected next",
    options: [clocks, party, type, stage, status, place, json],
    load: fromList("agreements"),
  },
  {
    name: "commitments",
    summary: "what was promised, by when, and what became of it",
    options: [clocks, party, type, status, place, json],
    load: fromList("commitments"),
  },
  {
    name: "activities",
    summary: "meetings, visits, exercises, deployments and other events",
    options: [clocks, party, type, status, place, json],
    load: fromList("activities"),
  },
  {
    name: "statements",
    summary: "who took which position, in which words",
    options: [clocks, party, type, place, json],
    load: fromList("statements"),
  },
  { name: "facts", summary: "all facts of all kinds", options: [clocks, party, type, status, stage, place, json], load: fromList("facts") },
  {
    name: "reports",
    summary: "the reports of the ledger, their origin and what was read in them",
    options: [option("--same", "only those that share their text or their origin with others, and with which"), clocks, place, json],
    load: fromStory("reports"),
  },
  {
    name: "conflicts",
    summary: "what cannot all be true, both sides with their words",
    options: [clocks, party, type, place, json],
    load: fromStory("conflicts"),
  },
  {
    name: "changes",
    summary: "what is new, revised, contradicted, confirmed or overdue since a day",
    options: [option("--since <date>", "the day to compare with (needed)"), clocks, party, type, place, json],
    load: fromStory("changes"),
  },
  {
    name: "timeline",
    summary: "the steps of all facts in the order of time",
    options: [clocks, party, type, place, json],
    load: fromStory("timeline"),
  },
  {
    name: "network",
    summary: "who is bound to whom: ties, betweenness, hub or lattice",
    options: [
      option("--over <dates>", "over time: the last day of each year of an interval such as 2015/2024, or days with commas between"),
      clocks,
      repeated("--party <code>", "only the lines of this party; may be repeated"),
      type,
      place,
      json,
    ],
    load: fromNet("network"),
  },
  {
    name: "applies",
    summary: "what follows if a state is attacked, exercises abroad, or asks for supplies or intelligence",
    options: [
      option("--attacked <code>", "the state that is attacked"),
      option("--domain <domain>", "attacked where: land, sea, air, space or cyber"),
      option("--exercise <pair>", "forces of one state exercise in another, such as GB:JP"),
      option("--supplies <pair>", "one state asks another for supplies, such as US:JP"),
      option("--information <pair>", "one state asks another for intelligence, such as US:JP"),
      clocks,
      place,
      json,
    ],
    load: fromNet("applies"),
  },
  {
    name: "gaps",
    summary: "which partners of a state lack an instrument that its others have",
    options: [clocks, repeated("--party <code>", "the state (needed)"), type, place, json],
    load: fromNet("gaps"),
  },
  {
    name: "show",
    args: "<id>",
    summary: "one fact, claim, report or review with all that stands behind it",
    options: [clocks, place, json],
    load: async () => (await import("./show.ts")).run,
  },
  {
    name: "search",
    args: "<words...>",
    summary: "claims and reports that hold all the words (or words that begin with them)",
    options: [option("--limit <n>", "at most so many of each (default: 50)"), clocks, place, json],
    load: async () => (await import("./search.ts")).run,
  },
  {
    name: "export",
    summary: "the facts in another format",
    options: [
      option("--format <name>", "csv, jsonl, jsonld, parquet, graphml, gexf, ics, atop, dcad or ftm (needed)"),
      option("--out <file>", "write to a file instead of standard output"),
      clocks,
      party,
      type,
      place,
    ],
    load: async () => (await import("./export.ts")).run,
  },
  {
    name: "serve",
    summary: "the API and the desk in the browser, on this machine only unless told otherwise",
    options: [
      option("--host <address>", "address to listen on (default: 127.0.0.1)"),
      option("--port <number>", "port to listen on (default: 4850; 0: any free one)"),
      option("--users <file>", "let only the users of this file in (default: $FOEDERA_USERS; none: this machine only, without login)"),
      option("--add-user <name:role>", "add a reader, reviewer or admin to the users, show the password once, and stop"),
      repeated("--name <host>", "a further name under which the server is asked, such as that of a proxy; may be repeated"),
      repeated("--allow-host <name>", "send webhooks to this host though it is on a private or local network; may be repeated"),
      option("--behind-proxy", "believe the proxy before the server where requests come from"),
      place,
    ],
    load: async () => (await import("./serve.ts")).run,
  },
  {
    name: "quality",
    summary: "how much was read by which rule, how surely, and what the reading remarked",
    options: [place, json],
    load: async () => (await import("./quality.ts")).run,
  },
];

function define(parent: Command, spec: Spec, io: Io): void {
  const command = parent.command(spec.args ? `${spec.name} ${spec.args}` : spec.name).description(spec.summary);
  for (const add of spec.options) add(command);
  command.action(async () => {
    const run = await spec.load();
    await run({ args: command.args, options: command.opts<Options>(), io });
  });
}

/** The program: every command with its arguments and options. Commands load what they need when they are called. */
export function program(io: Io, version: string): Command {
  const root = new Command("foedera")
    .description("Reads news about the defence agreements of states and keeps a sourced, dated, queryable record of them.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help on a command")
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out.write(text), writeErr: () => {}, getOutHelpWidth: () => io.out.columns });
  for (const spec of specs) define(root, spec, io);
  const review = root.command("review").description("decide on claims and facts: accept, reject, amend, merge, split, note, undo");
  for (const spec of reviewSpecs) define(review, spec, io);
  const ledger = root.command("ledger").description("look after ledgers");
  for (const spec of ledgerSpecs) define(ledger, spec, io);
  const queue = root.command("queue").description("look after the queue of workers: what they set aside");
  for (const spec of queueSpecs) define(queue, spec, io);
  return root;
}
