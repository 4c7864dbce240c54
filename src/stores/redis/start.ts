import { type Cluster, Redis } from "ioredis";
import { StartError } from "../../engine/ports/platform.ts";
import { mastersOf, probe } from "./client.ts";
import { diagnose } from "./diagnose.ts";

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const lacking = (what: string) =>
  `The Redis user in REDIS_URL lacks permissions: ${what}, and use keys that begin with dlq: (~dlq:*). docs/running.md lists what it needs.`;

/** What waiting cannot mend. */
function refusal(error: Error & { lastNodeError?: Error }): string | null {
  const message = `${error.message} ${error.lastNodeError?.message ?? ""}`;
  if (/WRONGPASS|NOAUTH|invalid username-password/i.test(message)) {
    return "Redis refuses the password in REDIS_URL. Example: redis://:password@localhost:6379";
  }
  if (/cluster support disabled/i.test(message)) {
    return "REDIS_URL names several addresses, which means a cluster, but they are single servers. Name one.";
  }
  if (/unknown command .cluster/i.test(message)) {
    return "REDIS_URL names several addresses, which means a cluster, and one of them is a Sentinel or something else that has none. Name the cluster's nodes.";
  }
  return /NOPERM/.test(message) ? lacking("it must run scripts") : null;
}

/** Looks at the loop between two diagnoses: as many as make two seconds. */
const LOOKS = 10;

interface Start {
  urls: readonly string[];
  isClosed: () => boolean;
  /** The commands of the bot that the user may not run. */
  denied: () => Promise<readonly string[]>;
  /** Brings what is stored to the shape of this version. */
  migrate: () => Promise<void>;
}

/**
 * Connects, waiting as long as Redis is away.
 * @throws StartError where Redis refuses the password or the user's rights, speaks otherwise than REDIS_URL says,
 * would evict keys, or holds data of a newer version
 */
export async function connect(
  client: Redis | Cluster,
  { urls, isClosed, denied, migrate }: Start,
): Promise<void> {
  let refused: string | null = null;
  // The client goes on trying by itself after the first attempt: only its events tell why later ones fail.
  const note = (error: Error) => {
    refused ??= refusal(error);
  };
  client.on("error", note);
  client.on("node error", note);
  try {
    for (let look = 0; !isClosed(); look++) {
      // The client does not tell: to a port that speaks otherwise it waits, or hears that the connection is closed.
      if (look % LOOKS === 0) refused ??= await diagnose(urls);
      if (refused !== null) throw new StartError(refused);
      try {
        if (client.status === "wait") await client.connect();
        if (client.status === "ready") {
          if (client instanceof Redis) await checkDatabase(client);
          await checkServer(client);
          await checkRights(client, denied);
          await migrate();
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
}

/** What is missing here would be missing at the first answer that needs it. */
async function checkRights(client: Redis | Cluster, denied: Start["denied"]): Promise<void> {
  await probe(client);
  const commands = await denied();
  if (commands.length > 0) throw new StartError(lacking(`it must run ${commands.join(", ")}`));
}
