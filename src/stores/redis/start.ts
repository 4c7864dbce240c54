import type { Cluster, Redis } from "ioredis";
import type { Log } from "../../engine/ports/log.ts";
import { StartError } from "../../engine/ports/platform.ts";
import { type Addresses, databaseOf } from "./addresses.ts";
import { mastersOf, NO_DATABASE, probe } from "./client.ts";
import { certificateProblem, diagnose, type TlsError } from "./diagnose.ts";

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const lacking = (what: string) =>
  `The Redis user in REDIS_URL lacks permissions: ${what}, and use keys that begin with dlq: (~dlq:*). docs/running.md lists what it needs.`;

/** What waiting cannot mend. */
function refusal(error: TlsError & { lastNodeError?: Error }, addresses: Addresses): string | null {
  const message = `${error.message} ${error.lastNodeError?.message ?? ""}`;
  if (message.includes("All sentinels are unreachable")) return sentinelRefusal(message, addresses);
  if (/WRONGPASS|NOAUTH|invalid username-password/i.test(message)) {
    return "Redis refuses the password in REDIS_URL. Example: redis://:password@localhost:6379";
  }
  if (NO_DATABASE.test(message)) {
    return `REDIS_URL names database ${databaseOf(addresses)}, which this Redis does not have. Leave it out: redis://localhost:6379`;
  }
  if (/cluster support disabled/i.test(message)) {
    return "REDIS_URL names several addresses, which means a cluster, but they are single servers. Name one.";
  }
  if (/unknown command .cluster/i.test(message)) {
    return "REDIS_URL names several addresses, which means a cluster, and one of them is a Sentinel or something else that has none. Name the cluster's nodes, or write redis+sentinel:// in front of Sentinels.";
  }
  if (/NOPERM/.test(message)) return lacking("it must run scripts");
  return certificateProblem(
    error,
    addresses.kind === "sentinel" ? "the address that Sentinel names" : "a node's address",
  );
}

/** The message holds what the last of the Sentinels said. */
function sentinelRefusal(message: string, { urls: [url = ""] }: Addresses): string | null {
  if (/WRONGPASS|NOAUTH|NOPERM/.test(message))
    return "The Sentinels refuse the bot: they have a password of their own. Write it at the end of REDIS_URL: redis+sentinel://a:26379,b:26379/mymaster?sentinelPassword=secret (and sentinelUsername=, where they want one).";
  if (/No such master/i.test(message))
    return `The Sentinels know no master named ${new URL(url).pathname.split("/")[1]}. REDIS_URL ends with the name: redis+sentinel://a:26379,b:26379/mymaster`;
  if (/unknown command/i.test(message))
    return "REDIS_URL names Sentinels, but they are servers. Name the Sentinels, with their port, or write redis:// in front of a server.";
  return null;
}

/** Looks at the loop between two diagnoses: as many as make two seconds. */
const LOOKS = 10;
const LOOK = 200;

interface Start {
  addresses: Addresses;
  log: Log;
  isClosed: () => boolean;
  /** The commands of the bot that the user may not run. */
  denied: () => Promise<readonly string[]>;
  /** Brings what is stored to the shape of this version. */
  migrate: () => Promise<void>;
}

/** Waits for the connection, but not long. */
function soon(client: Redis | Cluster): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      client.off("ready", end);
      resolve();
    };
    const timer = setTimeout(end, LOOK);
    client.once("ready", end);
  });
}

/**
 * Connects, waiting as long as Redis is away, and saying why.
 * @throws StartError where Redis refuses the password or the user's rights, speaks otherwise than REDIS_URL says,
 * would evict keys, or holds data of a newer version
 */
export async function connect(client: Redis | Cluster, start: Start): Promise<void> {
  const { addresses, log, isClosed } = start;
  let refused: string | null = null;
  // The client goes on trying by itself after the first attempt: only its events tell why later ones fail.
  const note = (error: Error) => {
    refused ??= refusal(error, addresses);
  };
  const told = new Set<string>();
  const tell = (reason: string, what: string) => {
    if (!told.has(reason)) log.warn({ reason }, what);
    told.add(reason);
  };
  client.on("error", note);
  client.on("node error", note);
  try {
    for (let look = 0; !isClosed(); look++) {
      // The client does not tell: to a port that speaks otherwise it waits, or hears that the connection is closed.
      if (look % LOOKS === 0) refused ??= await diagnose(addresses);
      if (refused !== null) throw new StartError(refused);
      try {
        if (client.status === "wait") client.connect().catch(note);
        if (client.status !== "ready") await soon(client);
        if (client.status === "ready") {
          await checkServer(client, addresses);
          await checkRights(client, start.denied);
          await start.migrate();
          return;
        }
        if (client.status === "connect" && look % LOOKS === LOOKS - 1)
          tell("not ready", "Redis is there, but not ready: it may be loading its data. Waiting for it");
      } catch (error) {
        if (error instanceof StartError) throw error;
        note(error as Error);
        tell((error as Error).message, "Redis is there, but cannot be used: trying again until it can");
        await sleep(LOOK);
      }
    }
  } finally {
    client.off("error", note);
    client.off("node error", note);
  }
}

/**
 * What is wrong with a server for good, by what it says of itself (INFO: memory, server, replication), in a sentence;
 * null: nothing. Valkey calls `server_mode` what Redis calls `redis_mode`.
 */
export function unfit(info: string, kind: Addresses["kind"]): string | null {
  const mode = /^(?:redis|server)_mode:(\w+)/m.exec(info)?.[1];
  if (mode === "sentinel")
    return "REDIS_URL names a Sentinel, which keeps no data. Name the master that it watches: redis+sentinel://localhost:26379/mymaster";
  if (kind === "server" && /^role:slave/m.test(info))
    return "REDIS_URL names a replica, which takes no writes. Name the primary: redis://localhost:6379";
  if (kind === "server" && mode === "cluster")
    return "REDIS_URL names one node of a Redis cluster. Name several, separated by commas: redis://a:6379,redis://b:6379";
  const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1];
  if (policy !== undefined && policy !== "noeviction")
    return `Redis evicts keys when memory runs out (maxmemory-policy ${policy}): streaks and points would be lost. Set it to noeviction.`;
  const version = /redis_version:(\d+)/.exec(info)?.[1];
  return version !== undefined && Number(version) < 6
    ? `Redis ${version} is too old: version 6 or newer is needed.`
    : null;
}

async function checkServer(client: Redis | Cluster, { kind }: Addresses): Promise<void> {
  for (const node of mastersOf(client)) {
    const parts = await Promise.all(["memory", "server", "replication"].map((part) => node.info(part)));
    const problem = unfit(parts.join("\n"), kind);
    if (problem !== null) throw new StartError(problem);
  }
}

/** What is missing here would be missing at the first answer that needs it. */
async function checkRights(client: Redis | Cluster, denied: Start["denied"]): Promise<void> {
  await probe(client);
  const commands = await denied();
  if (commands.length > 0) throw new StartError(lacking(`it must run ${commands.join(", ")}`));
}
