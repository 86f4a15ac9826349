import { type Aside, type Queue, queues } from "#work";
import { CommandError, wrongCall } from "./errors.ts";
import { QUEUE } from "./feed.ts";
import type { Call, Run } from "./options.ts";
import { printJson, printRows } from "./print.ts";
import type { Column } from "./table.ts";
import { plural } from "./words.ts";

/** Opens the queue of a call, gives it to the work, and closes it whatever happens. */
async function withQueue(
  { options }: Call,
  work: (queue: Queue, tools: Awaited<ReturnType<typeof queues>>) => Promise<void>,
): Promise<void> {
  if (!options.nats) throw wrongCall("name the server of the queue: --nats nats://127.0.0.1:4222");
  const tools = await queues();
  const queue = await tools.openQueue({ servers: options.nats, name: options.queue ?? QUEUE });
  try {
    await work(queue, tools);
  } finally {
    await queue.close();
  }
}

async function gathered(found: AsyncIterable<Aside>): Promise<Aside[]> {
  const all: Aside[] = [];
  for await (const one of found) all.push(one);
  return all;
}

/** What the queue holds, and what was set aside with its reason. */
export const list: Run = (call) =>
  withQueue(call, async (queue, { asides }) => {
    const rows = await gathered(asides(queue));
    const { waiting, handed } = await queue.counts();
    const columns: Column<Aside>[] = [
      { head: "ID", cell: (r) => `${r.id}`, right: true },
      { head: "SET ASIDE", cell: (r) => r.at.slice(0, 16).replace("T", " ") },
      { head: "REPORT", cell: (r) => [r.doc ?? "no report", r.title ?? ""].filter(Boolean).join("\n"), wrap: true, share: 2 },
      { head: "GIVEN OUT", cell: (r) => `${r.deliveries}`, right: true },
      { head: "WHY", cell: (r) => r.reason, wrap: true, share: 3 },
    ];
    const state = `${plural(waiting, "report waits", "reports wait")} in the queue ${queue.name}, ${handed} in the hands of workers, ${rows.length} set aside.`;
    printRows(call, rows, columns, state);
  });

/** The messages that a call names, by number or document, or all. */
async function chosen(call: Call, found: AsyncIterable<Aside>): Promise<Aside[]> {
  const { args, options } = call;
  if (args.length === 0 && !options.all) throw wrongCall("name what was set aside by its ID or report, or all of it with --all");
  if (args.length > 0 && options.all) throw wrongCall("name some or give --all, not both");
  const all = await gathered(found);
  if (options.all) return all;
  const missing = args.filter((arg) => !all.some((one) => String(one.id) === arg || one.doc === arg));
  if (missing.length > 0)
    throw new CommandError(`${missing.join(", ")}: nothing of that name was set aside: foedera queue list shows what was`);
  return all.filter((one) => args.includes(String(one.id)) || (one.doc !== null && args.includes(one.doc)));
}

/** Puts what was set aside back into the queue. */
export const replay: Run = (call) =>
  withQueue(call, async (queue, tools) => {
    const counts = { queued: 0, later: 0, gone: 0 };
    for (const { id } of await chosen(call, tools.asides(queue))) {
      await call.io.checkpoint();
      counts[await tools.replay(queue, id)] += 1;
    }
    if (call.options.json) return printJson(call, [counts]);
    const later = counts.later > 0 ? ` ${counts.later} stay aside: there is no room, or another version of the document waits.` : "";
    call.io.out.write(`${plural(counts.queued, "report")} put back into the queue ${queue.name}.${later}\n`);
  });

/** Throws away what was set aside. */
export const drop: Run = (call) =>
  withQueue(call, async (queue, tools) => {
    let dropped = 0;
    for (const { id } of await chosen(call, tools.asides(queue))) if (await tools.discard(queue, id)) dropped += 1;
    if (call.options.json) return printJson(call, [{ dropped }]);
    call.io.out.write(`${plural(dropped, "message")} thrown away.\n`);
  });
