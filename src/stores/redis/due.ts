import type { Store } from "../../engine/ports/store.ts";
import type { Context } from "./context.ts";
import { dueKey, jobOf, SHARDS } from "./keys.ts";

const ALL_SHARDS = Array.from({ length: SHARDS }, (_, shard) => shard);
const SECOND = 1_000;

/** What was due at an instant of the store's clock: each shard's oldest work that is left of it. */
interface Backlog {
  at: number;
  oldest: Map<number, number>;
}

/**
 * Hands out due work of all shards, oldest first to the second. All shards are looked at only when nothing is
 * left of the last look, so that a big backlog costs one script per call.
 */
export function createClaimDue({ client, run, log }: Context, now: () => Promise<number>): Store["claimDue"] {
  let missing = 0;
  let leftOver: Backlog = { at: 0, oldest: new Map() };

  const look = async (): Promise<Backlog> => {
    const heads = await Promise.allSettled(
      ALL_SHARDS.map((shard) => client.zrange(dueKey(shard), "0", "0", "WITHSCORES")),
    );
    const failed = heads.filter((head) => head.status === "rejected");
    if (failed.length === heads.length) throw failed[0]?.reason;
    // On a cluster that misses a node, work of the other nodes goes on.
    if (failed.length > missing) {
      log.warn({ shards: failed.length, err: failed[0]?.reason }, "due work of some shards is out of reach");
    }
    missing = failed.length;
    const at = await now();
    const oldest = new Map<number, number>();
    heads.forEach((head, shard) => {
      const score = head.status === "fulfilled" ? head.value[1] : undefined;
      if (score !== undefined && Number(score) <= at) oldest.set(shard, Number(score));
    });
    return { at, oldest };
  };

  /** Claims from the shard with the oldest work, as far as no other shard's is older. */
  const claimOldest = async ({ at, oldest }: Backlog, limit: number, lease: number): Promise<string[]> => {
    const [first, second] = [...oldest].sort(([, a], [, b]) => a - b);
    if (first === undefined) return [];
    const [shard] = first;
    const until = second === undefined ? at : Math.floor(second[1] / SECOND) * SECOND + SECOND - 1;
    const [left, members] = (await run(
      "claim_due",
      [dueKey(shard)],
      [limit, lease, Math.min(at, until)],
    )) as [string, string[]];
    // Nothing came: somebody else was faster, or the clock of the shard's node is behind.
    if (members.length === 0 || left === "" || Number(left) > at) oldest.delete(shard);
    else oldest.set(shard, Number(left));
    return members;
  };

  return async (limit, lease) => {
    // Whoever claims meanwhile looks for themselves.
    let backlog = leftOver;
    leftOver = { at: 0, oldest: new Map() };
    const members: string[] = [];
    try {
      for (let hasLooked = false; members.length < limit; ) {
        if (backlog.oldest.size > 0) {
          members.push(...(await claimOldest(backlog, limit - members.length, lease)));
        } else if (hasLooked) {
          break;
        } else {
          backlog = await look();
          hasLooked = true;
        }
      }
      leftOver = backlog;
    } catch (error) {
      // What is claimed already is handed out; the next call meets the trouble.
      if (members.length === 0) throw error;
    }
    return members.flatMap((member) => {
      const job = jobOf(member);
      if (job === null) log.warn({ member }, "due work of a kind that this version does not know");
      return job ?? [];
    });
  };
}
