import type { Store } from "../../engine/ports/store.ts";
import { decodeGroup, encodeSettings } from "./codec.ts";
import type { Context } from "./context.ts";
import { dueKey, jobOf, keysOf, memberOf, SHARDS } from "./keys.ts";

type GroupPart = Pick<
  Store,
  "readGroup" | "groupsOf" | "writeGroup" | "claimDue" | "dropJob" | "retryLater" | "finishRecap"
>;

const ALL_SHARDS = Array.from({ length: SHARDS }, (_, shard) => shard);

export function groupPart({ client, run, log }: Context): GroupPart {
  const readGroup: Store["readGroup"] = async (place) => {
    const { team, group } = place;
    return decodeGroup({ team, group }, await client.hgetall(keysOf(team).group(group)));
  };

  return {
    readGroup,

    groupsOf: async (team) => {
      const groups = await client.smembers(keysOf(team).groups);
      return Promise.all(groups.sort().map((group) => readGroup({ team, group })));
    },

    writeGroup: async (place, version, change) => {
      const keys = keysOf(place.team);
      const { next, recap } = change;
      const written = await run(
        "write_group",
        [keys.group(place.group), keys.groups, keys.due],
        [
          place.group,
          version,
          encodeSettings(change),
          next?.date ?? "",
          next?.at ?? "",
          recap?.at ?? "",
          recap?.done ?? "",
          memberOf({ kind: "open", place }),
          memberOf({ kind: "recap", place }),
        ],
      );
      return Number(written) < 0 ? { kind: "conflict" } : { kind: "written", version: Number(written) };
    },

    claimDue: async (limit, lease) => {
      const oldest = await Promise.all(ALL_SHARDS.map((shard) => run("peek_due", [dueKey(shard)], [])));
      const due = ALL_SHARDS.filter((shard) => oldest[shard] !== "").sort(
        (a, b) => Number(oldest[a]) - Number(oldest[b]),
      );
      const members: string[] = [];
      for (const shard of due) {
        if (members.length >= limit) break;
        const claimed = await run("claim_due", [dueKey(shard)], [limit - members.length, lease]);
        members.push(...(claimed as string[]));
      }
      return members.flatMap((member) => {
        const job = jobOf(member);
        if (job === null) log.warn({ member }, "due work of a kind that this version does not know");
        return job ?? [];
      });
    },

    dropJob: async (job) => {
      await client.zrem(keysOf(job.place.team).due, memberOf(job));
    },

    retryLater: async (job, delay) => {
      await run("retry_later", [keysOf(job.place.team).due], [memberOf(job), Math.ceil(delay)]);
    },

    finishRecap: async (place, week, nextAt) => {
      const keys = keysOf(place.team);
      const member = memberOf({ kind: "recap", place });
      return (await run("finish_recap", [keys.group(place.group), keys.due], [week, nextAt, member])) === 1;
    },
  };
}
