import type { Cluster, Redis } from "ioredis";
import type { FailedJob } from "../../../engine/ports/outbox.ts";
import type { PlatformName } from "../../../engine/words/place.ts";
import { FAILED_KEPT } from "../places.ts";
import { prefixOf } from "./names.ts";

/** One that cannot be read is listed last, so that somebody may drop it. */
function decode(id: string, text: string): FailedJob {
  const unreadable = { id, job: null, reason: "what is kept of it cannot be read", tries: 0, at: 0 };
  try {
    const { job, reason, tries, at } = JSON.parse(text) as FailedJob;
    const isWhole = typeof job?.id === "string" && typeof reason === "string" && Number.isFinite(at);
    return isWhole ? { id, job, reason, tries, at } : unreadable;
  } catch {
    return unreadable;
  }
}

/**
 * Jobs of a platform that were given up, in a record of their own: kept in the queue, such a job would swallow the
 * next one of its id.
 */
export function failuresOf(client: Redis | Cluster, platform: PlatformName) {
  const key = `${prefixOf(platform)}:failed`;
  const all = async () =>
    Object.entries(await client.hgetall(key))
      .map(([id, text]) => decode(id, text))
      .sort((a, b) => b.at - a.at);
  return {
    all,
    count: () => client.hlen(key),
    keep: async (failed: FailedJob): Promise<void> => {
      await client.hset(key, failed.id, JSON.stringify(failed));
      if ((await client.hlen(key)) <= FAILED_KEPT) return;
      for (const { id } of (await all()).slice(FAILED_KEPT)) await client.hdel(key, id);
    },
    read: async (id: string): Promise<FailedJob | null> => {
      const text = await client.hget(key, id);
      return text === null ? null : decode(id, text);
    },
    drop: async (id: string): Promise<boolean> => (await client.hdel(key, id)) === 1,
  };
}
