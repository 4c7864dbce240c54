import type { DueStore, GroupStore, Store } from "../../engine/ports/store.ts";
import type { Context } from "./context.ts";
import { createClaimDue } from "./due.ts";
import { decodeGroup, decodePlan, encodeSettings } from "./group-codec.ts";
import { keysOf, memberOf } from "./keys.ts";

export function groupPart(context: Context, now: () => Promise<number>): GroupStore & DueStore {
  const { client, run } = context;
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
      const { managedBy, next, recap } = change;
      const written = await run("write_group", [keys.group(place.group), keys.groups, keys.due, keys.setUp], {
        group: place.group,
        version,
        settings: encodeSettings(change),
        ...{ managedBy, next, recap },
        openJob: memberOf({ kind: "open", place }),
        recapJob: memberOf({ kind: "recap", place }),
      });
      return Number(written) < 0 ? { kind: "conflict" } : { kind: "written", version: Number(written) };
    },

    putPlan: async (team, id, plan, ttl) => {
      await client.set(keysOf(team).plan(id), JSON.stringify(plan), "PX", ttl);
    },

    readPlan: async (team, id) => decodePlan(team, await client.get(keysOf(team).plan(id))),

    claimDue: createClaimDue(context, now),

    dropJob: async (job) => {
      await client.zrem(keysOf(job.place.team).due, memberOf(job));
    },

    retryLater: async (job, delay) => {
      await run("retry_later", [keysOf(job.place.team).due], [memberOf(job), Math.ceil(delay)]);
    },

    finishRecap: async (place, week, { at, next }) => {
      const keys = keysOf(place.team);
      const member = memberOf({ kind: "recap", place });
      return (await run("finish_recap", [keys.group(place.group), keys.due], [week, at, next, member])) === 1;
    },
  };
}
