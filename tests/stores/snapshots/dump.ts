import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Cluster, type Redis } from "ioredis";

/** Everything that a version of the bot left in Redis, and what it said of it. */
export interface Snapshot {
  /** Its clock, as an ISO instant. */
  now: string;
  /** What brings an empty Redis there; an expiry is what is left of it. */
  commands: readonly (readonly string[])[];
  seen: unknown;
}

/** The snapshot of a schema, as its last version wrote it. */
export function readSnapshot(schema: number): Snapshot {
  return JSON.parse(readFileSync(join(import.meta.dirname, `${schema}.json`), "utf8")) as Snapshot;
}

async function contentOf(client: Redis, key: string): Promise<string[]> {
  switch (await client.type(key)) {
    case "string":
      return ["SET", key, (await client.get(key)) ?? ""];
    case "hash":
      return [
        "HSET",
        key,
        ...Object.entries(await client.hgetall(key))
          .sort()
          .flat(),
      ];
    case "list":
      return ["RPUSH", key, ...(await client.lrange(key, 0, -1))];
    case "set":
      return ["SADD", key, ...(await client.smembers(key)).sort()];
    case "zset": {
      const pairs = await client.zrange(key, "0", "-1", "WITHSCORES");
      return ["ZADD", key, ...pairs.map((_, i) => pairs[i ^ 1] ?? "")];
    }
    default:
      throw new Error(`${key} is of a type that is not written down`);
  }
}

export async function takeDown(client: Redis): Promise<string[][]> {
  const commands: string[][] = [];
  for (const key of (await client.keys("dlq:*")).sort()) {
    commands.push(await contentOf(client, key));
    const left = await client.pttl(key);
    if (left >= 0) commands.push(["PEXPIRE", key, `${left}`]);
  }
  return commands;
}

export async function restore(client: Redis | Cluster, { commands }: Snapshot): Promise<void> {
  const servers = client instanceof Cluster ? client.nodes("master") : [client];
  for (const server of servers) await server.flushall();
  for (const [name = "", ...args] of commands) await client.call(name, ...args);
}
