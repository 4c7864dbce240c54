import type { Store } from "../../engine/ports/store.ts";
import { PLATFORMS, type PlatformName } from "../../engine/words/place.ts";
import type { Context } from "./context.ts";
import { dueKey, jobOf, SHARDS } from "./keys.ts";

const ALL_SHARDS = Array.from({ length: SHARDS }, (_, shard) => shard);

/** Hands out due work of all shards: a look at each one's oldest, then a share of the limit from each that has some. */
export function createClaimDue({ client, run, log }: Context, now: () => Promise<number>): Store["claimDue"] {
  let missing = 0;

  /** The due indexes that have work now, the one with the oldest first. */
  const look = async (platforms: readonly PlatformName[]): Promise<string[]> => {
    const keys = platforms.flatMap((platform) => ALL_SHARDS.map((shard) => dueKey(shard, platform)));
    const [at, heads] = await Promise.all([
      now(),
      Promise.allSettled(keys.map((key) => client.zrange(key, "0", "0", "WITHSCORES"))),
    ]);
    const failed = heads.filter((head) => head.status === "rejected");
    if (failed.length === heads.length && failed[0] !== undefined) throw failed[0].reason;
    // On a cluster that misses a node, work of the other nodes goes on.
    if (failed.length > missing) {
      log.warn({ shards: failed.length, err: failed[0]?.reason }, "due work of some shards is out of reach");
    }
    missing = failed.length;
    return heads
      .flatMap((head, i) => {
        const score = head.status === "fulfilled" ? head.value[1] : undefined;
        return score !== undefined && Number(score) <= at
          ? [{ key: keys[i] as string, at: Number(score) }]
          : [];
      })
      .sort((a, b) => a.at - b.at)
      .map(({ key }) => key);
  };

  return async (limit, lease, platforms = PLATFORMS) => {
    const members: string[] = [];
    let left = await look(platforms);
    while (left.length > 0 && members.length < limit) {
      const asked = left.slice(0, limit - members.length);
      const share = Math.floor((limit - members.length) / asked.length);
      const claims = await Promise.allSettled(asked.map((key) => run("claim_due", [key], [share, lease])));
      const claimed = claims.map((one) => (one.status === "fulfilled" ? (one.value as string[]) : []));
      const failed = claims.find((one) => one.status === "rejected");
      members.push(...claimed.flat());
      // What is claimed already is handed out; the next call meets the trouble.
      if (failed !== undefined && members.length === 0) throw failed.reason;
      // Somebody else may have been faster with some of them.
      left = [...left.slice(asked.length), ...asked.filter((_, i) => claimed[i]?.length === share)];
    }
    return members.flatMap((member) => {
      const job = jobOf(member);
      if (job === null) log.warn({ member }, "due work of a kind that this version does not know");
      return job ?? [];
    });
  };
}
