import { Cluster, Redis } from "ioredis";
import { ZodError } from "zod";
import type { Log } from "../../engine/ports/log.ts";
import { StartError } from "../../engine/ports/platform.ts";
import { StoreUnavailable } from "../../engine/ports/store.ts";
import { probeKeys } from "./keys.ts";

/** How long a command may take, in milliseconds. */
const COMMAND_TIMEOUT = 2_500;
/** Pauses between attempts to connect, in milliseconds. */
const SHORTEST_PAUSE = 50;
const LONGEST_PAUSE = 2_000;
const pauseBefore = (attempt: number) =>
  Math.min(SHORTEST_PAUSE * 2 ** Math.min(attempt - 1, 10), LONGEST_PAUSE);

/**
 * A client whose commands fail at once where Redis is away, and are never sent again by themselves: a
 * command whose answer was lost may have been applied, and the caller repeats it with the same identity.
 */
export function createClient(urls: readonly string[], log: Log): Redis | Cluster {
  const first = urls[0] ?? "redis://127.0.0.1:6379";
  const common = {
    lazyConnect: true,
    enableAutoPipelining: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    // After a failover the address may lead to another server than this connection, which is a replica now.
    reconnectOnError: (error: Error) => error.message.includes("READONLY"),
    commandTimeout: COMMAND_TIMEOUT,
    connectTimeout: 5_000,
  };
  const client =
    urls.length === 1
      ? new Redis(first, { ...common, enableOfflineQueue: false, retryStrategy: pauseBefore })
      : new Cluster([...urls], {
          lazyConnect: true,
          enableOfflineQueue: false,
          clusterRetryStrategy: pauseBefore,
          // A replica may lag behind: an answer that was just given would be missing.
          scaleReads: "master",
          // ioredis would send a command again whose connection broke, though it may have been applied.
          retryDelayOnFailover: 0,
          redisOptions: { ...common, ...credentials(first) },
          // Certificates carry names: the nodes' names must not be resolved to addresses first.
          ...(first.startsWith("rediss:") ? { dnsLookup: (name, done) => done(null, name) } : {}),
        });
  let isAway = false;
  client.on("error", (error: Error) => {
    if (!isAway) log.warn({ reason: error.message }, "Redis is away, trying to reach it");
    isAway = true;
  });
  client.on("ready", () => {
    if (isAway) log.info({}, "Redis is back");
    isAway = false;
  });
  return client;
}

/** Cluster nodes take user, password and TLS from the first address. */
function credentials(url: string) {
  const { username, password, protocol } = new URL(url);
  return {
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(protocol === "rediss:" ? { tls: {} } : {}),
  };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What waiting cannot mend. */
function refusal(error: Error & { lastNodeError?: Error }): string | null {
  const message = `${error.message} ${error.lastNodeError?.message ?? ""}`;
  if (/WRONGPASS|NOAUTH|invalid username-password/i.test(message)) {
    return "Redis refuses the password in REDIS_URL. Example: redis://:password@localhost:6379";
  }
  if (/cluster support disabled/i.test(message)) {
    return "REDIS_URL names several addresses, which means a cluster, but they are single servers. Name one.";
  }
  return /NOPERM/.test(message)
    ? "The Redis user in REDIS_URL lacks permissions: it must run scripts and all data commands on keys that begin with dlq: (~dlq:* +@all)."
    : null;
}

/**
 * Connects, waiting as long as Redis is away.
 * @throws StartError where Redis refuses the password, or would evict keys
 */
export async function connect(client: Redis | Cluster, isClosed: () => boolean): Promise<void> {
  let refused: string | null = null;
  // The client goes on trying by itself after the first attempt: only its events tell why later ones fail.
  const note = (error: Error) => {
    refused ??= refusal(error);
  };
  client.on("error", note);
  client.on("node error", note);
  try {
    while (!isClosed()) {
      try {
        if (client.status === "wait") await client.connect();
        if (client.status === "ready") {
          if (client instanceof Redis) await checkDatabase(client);
          await checkServer(client);
          return;
        }
      } catch (error) {
        if (error instanceof StartError) throw error;
        note(error as Error);
      }
      if (refused !== null) throw new StartError(refused);
      await sleep(200);
    }
  } finally {
    client.off("error", note);
    client.off("node error", note);
  }
}

const mastersOf = (client: Redis | Cluster) =>
  client instanceof Cluster ? client.nodes("master") : [client];

/** How long a key of the look at readiness stays, in milliseconds. */
const PROBE_TTL = 60_000;

/** Writes and reads a key of its own, on every shard of a cluster: a server may answer and take no writes. */
async function probe(client: Redis | Cluster): Promise<boolean> {
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

/** A database that the server does not have would be 0 in silence: the client goes on there. */
async function checkDatabase(client: Redis): Promise<void> {
  const number = client.options.db ?? 0;
  if (number === 0) return;
  await client.select(number).catch((error: Error) => {
    if (!/out of range|invalid DB/i.test(error.message)) throw error;
    throw new StartError(
      `REDIS_URL names database ${number}, which this Redis does not have. Leave it out: redis://localhost:6379`,
    );
  });
}

async function checkServer(client: Redis | Cluster): Promise<void> {
  for (const node of mastersOf(client)) {
    const parts = await Promise.all(["memory", "server", "replication"].map((part) => node.info(part)));
    const info = parts.join("\n");
    if (/redis_mode:sentinel/.test(info)) {
      throw new StartError(
        "REDIS_URL names a Sentinel, which keeps no data. Name the server that it watches: redis://localhost:6379",
      );
    }
    if (client instanceof Redis && /^role:slave/m.test(info)) {
      throw new StartError(
        "REDIS_URL names a replica, which takes no writes. Name the primary: redis://localhost:6379",
      );
    }
    if (client instanceof Redis && /redis_mode:cluster/.test(info)) {
      throw new StartError(
        "REDIS_URL names one node of a Redis cluster. Name several, separated by commas: redis://a:6379,redis://b:6379",
      );
    }
    const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1];
    if (policy !== undefined && policy !== "noeviction") {
      throw new StartError(
        `Redis evicts keys when memory runs out (maxmemory-policy ${policy}): streaks and points would be lost. Set it to noeviction.`,
      );
    }
    const version = /redis_version:(\d+)/.exec(info)?.[1];
    if (version !== undefined && Number(version) < 6) {
      throw new StartError(`Redis ${version} is too old: version 6 or newer is needed.`);
    }
  }
  // What is missing here, rights for instance, would be missing at the first answer.
  await probe(client);
}

/** What a server answers that cannot serve just now; the command was not run. */
const NOT_NOW = /^(LOADING|CLUSTERDOWN|MASTERDOWN|READONLY|TRYAGAIN|BUSY|OOM|MISCONF|NOREPLICAS)/;

/** What ioredis says of a command that it did not send. */
const NOT_SENT = /enableOfflineQueue options is false$/;

/** Mistakes of ours, or in what is stored: trying again does not help. */
function isMistake(error: unknown): boolean {
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
