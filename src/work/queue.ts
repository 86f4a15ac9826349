import {
  AckPolicy,
  type Consumer,
  DiscardPolicy,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from "@nats-io/jetstream";
import { type ConnectionOptions, connect, type NatsConnection } from "@nats-io/transport-node";

/** A queue that cannot be used: one sentence that says what to do. */
export class QueueError extends Error {
  override name = "QueueError";
}

export type QueueOptions = {
  /** nats://user:password@host:port, several with commas between */
  servers: string;
  /** name of the queue: its streams are `name` and `name-aside` */
  name: string;
  /** how long a report may be in a worker's hands without a sign of life, milliseconds (default: 30,000) */
  ackWaitMs?: number;
  /** reports that may wait; whoever feeds then waits too (default: 100,000) */
  most?: number;
};

/** An open queue of reports. */
export type Queue = {
  name: string;
  where: string;
  connection: NatsConnection;
  js: JetStreamClient;
  manager: JetStreamManager;
  /** how many bytes a message may have */
  maxPayload: number;
  /** makes the streams and the consumer where they are absent, and gives the consumer */
  ensure(): Promise<Consumer>;
  /** reports that wait, and those in the hands of workers; `odd` where the server has lost count of what is left */
  counts(): Promise<{ waiting: number; handed: number; aside: number; odd: boolean }>;
  /** gives out anew all that is left, whatever the server takes to be settled; it may be given out twice */
  renew(): Promise<void>;
  close(): Promise<void>;
};

export const CONSUMER = "readers";
export const ACK_WAIT_MS = 30_000;
const NANOS = 1e6;
/** room for headers within the largest message */
const HEADERS = 8192;

/** Addresses and credentials of a nats:// address; the client takes them apart from each other. */
function connectionOf(servers: string): { options: ConnectionOptions; where: string } {
  const urls = servers.split(",").map((one) => {
    try {
      const url = new URL(one.includes("://") ? one : `nats://${one}`);
      if (!url.hostname || !/^(?:nats|tls):$/.test(url.protocol)) throw new Error();
      return url;
    } catch {
      throw new QueueError("the address of NATS cannot be read: write it as nats://host:4222");
    }
  });
  const hosts = urls.map((url) => `${url.hostname}:${url.port || 4222}`);
  const [first] = urls;
  const user = decodeURIComponent(first?.username ?? "");
  const pass = decodeURIComponent(first?.password ?? "");
  const login = pass ? { user, pass } : user ? { token: user } : {};
  const tls = first?.protocol === "tls:" ? { tls: {} } : {};
  const lasting = { reconnect: true, maxReconnectAttempts: -1, reconnectTimeWait: 500, timeout: 10_000 };
  return { options: { servers: hosts, ...login, ...tls, ...lasting }, where: hosts.join(", ") };
}

const messageOf = (error: unknown): string => ((error as Error).message || String(error)).split("\n")[0] ?? "";

async function connected(servers: string): Promise<{ connection: NatsConnection; where: string }> {
  const { options, where } = connectionOf(servers);
  try {
    return { connection: await connect(options), where };
  } catch (error) {
    throw new QueueError(`NATS does not answer at ${where} (${messageOf(error)}): start nats-server --jetstream, or give another address`);
  }
}

/** Of each document one version waits at a time, so that versions are read in the order in which they came. */
const queueStream = (name: string, most: number) => ({
  name,
  subjects: [`${name}.report.*`],
  retention: RetentionPolicy.Workqueue,
  storage: StorageType.File,
  discard: DiscardPolicy.New,
  discard_new_per_subject: true,
  max_msgs_per_subject: 1,
  max_msgs: most,
});

const asideStream = (name: string) => ({
  name: `${name}-aside`,
  subjects: [`${name}.aside.*`],
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  max_msgs_per_subject: 1,
});

/** There is no limit of deliveries here: the server would leave what has reached it lie unseen; workers count, and set it aside. */
const consumerOf = (ackWaitMs: number) => ({
  durable_name: CONSUMER,
  ack_policy: AckPolicy.Explicit,
  ack_wait: ackWaitMs * NANOS,
  max_deliver: -1,
});

/** Whether the queue has no room: at all, or for a second version of a document. */
export const isFull = (error: unknown): boolean => error instanceof JetStreamApiError && /maximum (?:messages|bytes)/.test(error.message);

async function ensureAll(manager: JetStreamManager, { name, ackWaitMs, most = 100_000 }: QueueOptions): Promise<void> {
  const found = await manager.streams.info(name).catch(() => null);
  if (!found) await manager.streams.add(queueStream(name, most));
  await manager.streams.info(`${name}-aside`).catch(() => manager.streams.add(asideStream(name)));
  const consumer = await manager.consumers.info(name, CONSUMER).catch(() => null);
  if (!consumer) await manager.consumers.add(name, consumerOf(ackWaitMs ?? ACK_WAIT_MS));
  else if (ackWaitMs !== undefined && consumer.config.ack_wait !== ackWaitMs * NANOS)
    await manager.consumers.update(name, CONSUMER, { ack_wait: ackWaitMs * NANOS });
}

/** While a queue is renewed there is nobody for a moment to whom reports are given. */
function none(error: unknown) {
  if (error instanceof JetStreamApiError && /consumer not found/i.test(error.message)) return { num_pending: 0, num_ack_pending: 0 };
  throw error;
}

/** Opens a queue, and makes it where it is absent. Throws a QueueError where NATS does not answer or has no JetStream. */
export async function openQueue(options: QueueOptions): Promise<Queue> {
  const { name, servers } = options;
  if (!/^[\w-]+$/.test(name)) throw new QueueError(`a queue's name has letters, digits, - and _ only, unlike ${name}`);
  const { connection, where } = await connected(servers);
  try {
    const manager = await jetstreamManager(connection);
    const js = jetstream(connection);
    await ensureAll(manager, options);
    return {
      name,
      where,
      connection,
      js,
      manager,
      maxPayload: (connection.info?.max_payload ?? 1_048_576) - HEADERS,
      async ensure() {
        await ensureAll(manager, options);
        return js.consumers.get(name, CONSUMER);
      },
      async counts() {
        const [left, { num_pending, num_ack_pending: handed }, aside] = await Promise.all([
          manager.streams.info(name),
          manager.consumers.info(name, CONSUMER).catch(none),
          manager.streams.info(`${name}-aside`),
        ]);
        const unhanded = Math.max(0, left.state.messages - handed);
        const odd = num_pending === 0 && left.state.messages !== handed;
        return { waiting: Math.max(num_pending, unhanded), handed, aside: aside.state.messages, odd };
      },
      async renew() {
        await manager.consumers.delete(name, CONSUMER).catch(() => {});
        await ensureAll(manager, options);
      },
      close: () => connection.drain().catch(() => connection.close()),
    };
  } catch (error) {
    await connection.close();
    throw new QueueError(
      `the queue ${name} at ${where} cannot be used: ${messageOf(error)} (JetStream must be on: nats-server --jetstream)`,
    );
  }
}
