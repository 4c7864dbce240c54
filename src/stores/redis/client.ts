import { Cluster, Redis } from "ioredis";
import { ZodError } from "zod";
import type { Log } from "../../engine/ports/log.ts";
import { StoreUnavailable } from "../../engine/ports/store.ts";
import {
  type Addresses,
  credentialsOf,
  databaseOf,
  hostOf,
  isTls,
  portOf,
  sentinelsOf,
} from "./addresses.ts";
import { probeKeys } from "./keys.ts";

/** How long a command may take, in milliseconds. */
const COMMAND_TIMEOUT = 2_500;
const CONNECT_TIMEOUT = 5_000;
/** How long a server that owes an answer may say nothing at all before the connection is given up, in milliseconds. */
const SILENCE = 5_000;
/** How often a command may be sent to another node: more than come to pass within its time. */
const MOST_REDIRECTIONS = 100;
/** Pauses between attempts to connect, in milliseconds. */
const SHORTEST_PAUSE = 50;
const LONGEST_PAUSE = 2_000;
const pauseBefore = (attempt: number) =>
  Math.min(SHORTEST_PAUSE * 2 ** Math.min(attempt - 1, 10), LONGEST_PAUSE);

/**
 * A client whose commands fail at once where Redis is away, and are never sent again by themselves: a
 * command whose answer was lost may have been applied, and the caller repeats it with the same identity.
 */
export function createClient(addresses: Addresses, log: Log): Redis | Cluster {
  const client = open(addresses);
  if (client instanceof Redis) sendTogether(client);
  else client.on("+node", sendTogether);
  let isAway = false;
  client.on("error", (error: Error) => {
    // The client would go on in database 0, which may be another bot's.
    if (client instanceof Redis && NO_DATABASE.test(error.message)) client.disconnect(true);
    if (!isAway) log.warn({ reason: error.message }, "Redis is away, trying to reach it");
    isAway = true;
  });
  client.on("ready", () => {
    if (isAway) log.info({}, "Redis is back");
    isAway = false;
  });
  return client;
}

/**
 * What is sent in one turn of the event loop leaves the process at once: a packet for each command takes a call of the
 * system each, which is a tenth of what a press costs.
 */
function sendTogether(server: Redis): void {
  server.on("connect", () => {
    const { stream } = server;
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    stream.write = (...args: unknown[]) => {
      if (stream.writableCorked === 0) {
        stream.cork();
        process.nextTick(() => stream.uncork());
      }
      return write(...args);
    };
  });
}

const COMMON = {
  lazyConnect: true,
  enableAutoPipelining: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  // After a failover the address may lead to another server than this connection, which is a replica now.
  reconnectOnError: (error: Error) => error.message.includes("READONLY"),
  commandTimeout: COMMAND_TIMEOUT,
  connectTimeout: CONNECT_TIMEOUT,
  // A machine that vanished closes no connection: without this the client would wait for a quarter of an hour.
  socketTimeout: SILENCE,
  maxLoadingRetryTime: LONGEST_PAUSE,
};

function open(addresses: Addresses): Redis | Cluster {
  const { kind, urls } = addresses;
  const [first = ""] = urls;
  const common = { ...COMMON, ...credentialsOf(addresses) };
  const single = { ...common, enableOfflineQueue: false, retryStrategy: pauseBefore };
  if (kind === "server") {
    const place = { host: hostOf(new URL(first)), port: portOf(first), db: databaseOf(addresses) };
    return new Redis({ ...single, ...place });
  }
  if (kind === "sentinel") {
    const sentinelRetryStrategy = pauseBefore;
    return new Redis({
      ...single,
      ...sentinelsOf(addresses),
      sentinelRetryStrategy,
      sentinelCommandTimeout: COMMAND_TIMEOUT,
    });
  }
  return new Cluster([...urls], {
    lazyConnect: true,
    enableOfflineQueue: false,
    clusterRetryStrategy: pauseBefore,
    // A replica may lag behind: an answer that was just given would be missing.
    scaleReads: "master",
    // ioredis would send a command again whose connection broke, though it may have been applied.
    retryDelayOnFailover: 0,
    // While a slot moves, a command with keys on both nodes is tried again until its time is up.
    maxRedirections: MOST_REDIRECTIONS,
    redisOptions: common,
    // Certificates carry names: the nodes' names must not be resolved to addresses first.
    ...(isTls(first) ? { dnsLookup: (name, done) => done(null, name) } : {}),
  });
}

/** How long a key of the look at readiness stays, in milliseconds. */
const PROBE_TTL = 60_000;

/** Writes and reads a key of its own, on every shard of a cluster: a server may answer and take no writes. */
export async function probe(client: Redis | Cluster): Promise<boolean> {
  const written = `${Date.now()}`;
  const keys = probeKeys(client instanceof Cluster);
  const found = await Promise.all(
    keys.map(async (key) => {
      await client.set(key, written, "PX", PROBE_TTL);
      return client.get(key);
    }),
  );
  // Another replica of the bot may have written in between.
  return found.every((read) => read !== null);
}

/** Every master takes writes and gives them back now. */
export async function isReady(client: Redis | Cluster): Promise<boolean> {
  // Before `connect` a command would begin a connection whose failure nobody sees.
  if (client.status !== "ready") return false;
  return probe(client).catch(() => false);
}

/** What a server answers that cannot serve just now; the command was not run. Redis 6 puts a script's words around it. */
const NOT_NOW =
  /(?:^|: -|ReplyError: )(?:LOADING|CLUSTERDOWN|MASTERDOWN|READONLY|TRYAGAIN|BUSY|OOM|MISCONF|NOREPLICAS|NOAUTH|WRONGPASS)\b/;

/** What a server says of a database that it does not have. */
export const NO_DATABASE = /DB index is out of range|invalid DB index/i;

/** What ioredis says of a command that it did not send. */
const NOT_SENT = /enableOfflineQueue options is false$/;

/** The servers that take writes. */
export const mastersOf = (client: Redis | Cluster): readonly Redis[] =>
  client instanceof Cluster ? client.nodes("master") : [client];

/** Mistakes of ours, or in what is stored: trying again does not help. */
export function isMistake(error: unknown): boolean {
  if (error instanceof Error && error.name === "ReplyError") return !NOT_NOW.test(error.message);
  return [ZodError, SyntaxError, TypeError, RangeError, ReferenceError].some((kind) => error instanceof kind);
}

/** Failures of the connection become `StoreUnavailable`; mistakes stay what they are. */
export async function reaching<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isMistake(error) || error instanceof StoreUnavailable) throw error;
    const { message } = error as Error;
    const untouched = NOT_SENT.test(message) || NOT_NOW.test(message);
    throw new StoreUnavailable(message, { cause: error, untouched });
  }
}

/** As `reaching`, for what takes several steps: where a later one fails, earlier ones were done. */
export async function reachingInSteps<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await reaching(run);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    throw new StoreUnavailable(error.message, { cause: error.cause });
  }
}
