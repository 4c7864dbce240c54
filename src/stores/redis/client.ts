import { Cluster, Redis } from "ioredis";
import type { Log } from "../../engine/ports/log.ts";
import { StartError } from "../../engine/ports/platform.ts";
import { StoreUnavailable } from "../../engine/ports/store.ts";

/** How long a command may take, in milliseconds. */
const COMMAND_TIMEOUT = 2_500;
/** Pauses between attempts to connect, in milliseconds. */
const LONGEST_PAUSE = 5_000;
const pauseBefore = (attempt: number) => Math.min(100 * 2 ** Math.min(attempt, 10), LONGEST_PAUSE);

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
          redisOptions: { ...common, ...credentials(first) },
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
function refusal(message: string): string | null {
  if (/WRONGPASS|NOAUTH|invalid username-password/i.test(message)) {
    return "Redis refuses the password in REDIS_URL. Example: redis://:password@localhost:6379";
  }
  return /NOPERM/.test(message)
    ? "The Redis user in REDIS_URL lacks permissions: it must run scripts and all data commands."
    : null;
}

/**
 * Connects, waiting as long as Redis is away.
 * @throws StartError where Redis refuses the password, or would evict keys
 */
export async function connect(client: Redis | Cluster, isClosed: () => boolean): Promise<void> {
  while (!isClosed()) {
    try {
      if (client.status === "wait") await client.connect();
      if (client.status === "ready") {
        await checkServer(client);
        return;
      }
    } catch (error) {
      if (error instanceof StartError) throw error;
      const refused = refusal((error as Error).message);
      if (refused !== null) throw new StartError(refused);
    }
    await sleep(200);
  }
}

async function checkServer(client: Redis | Cluster): Promise<void> {
  const nodes = client instanceof Cluster ? client.nodes("master") : [client];
  for (const node of nodes) {
    const info = `${await node.info("memory")}\n${await node.info("server")}`;
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
}

/** Every failure of the connection becomes `StoreUnavailable`; mistakes in a script stay what they are. */
export async function reaching<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { message, name } = error as Error;
    if (
      name === "ReplyError" &&
      !/^(LOADING|CLUSTERDOWN|MASTERDOWN|READONLY|TRYAGAIN|BUSY|OOM|MISCONF|NOREPLICAS)/.test(message)
    ) {
      throw error;
    }
    throw new StoreUnavailable(message, { cause: error });
  }
}
