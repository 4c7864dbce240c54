import type { Cluster, Redis } from "ioredis";
import type { FailedJob } from "../../../engine/ports/outbox.ts";
import type { PlatformName } from "../../../engine/words/place.ts";
import { FAILED_KEPT } from "../places.ts";
import { prefixOf } from "./names.ts";

function decode(text: string): FailedJob | null {
  try {
    const found = JSON.parse(text) as FailedJob;
    return typeof found.job.id === "string" ? found : null;
  } catch {
    return null;
  }
}

/**
 * Jobs of a platform that were given up, in a record of their own: kept in the queue, such a job would swallow the
 * next one of its id.
 */
export function failuresOf(client: Redis | Cluster, platform: PlatformName) {
  const key = `${prefixOf(platform)}:failed`;
  const all = async () =>
    Object.values(await client.hgetall(key))
      .flatMap((text) => decode(text) ?? [])
      .sort((a, b) => b.at - a.at);
  return {
    all,
    count: () => client.hlen(key),
    keep: async (failed: FailedJob): Promise<void> => {
      await client.hset(key, failed.job.id, JSON.stringify(failed));
      if ((await client.hlen(key)) <= FAILED_KEPT) return;
      for (const { job } of (await all()).slice(FAILED_KEPT)) await client.hdel(key, job.id);
    },
    read: async (id: string): Promise<FailedJob | null> => {
      const text = await client.hget(key, id);
      return text === null ? null : decode(text);
    },
    drop: async (id: string): Promise<boolean> => (await client.hdel(key, id)) === 1,
  };
}
