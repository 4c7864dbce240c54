import type { TeamId } from "../../../engine/words/place.ts";
import { PLATFORMS, platformOf } from "../../../engine/words/place.ts";
import { dueKey, jobOf } from "../keys.ts";
import type { Migration } from "./index.ts";

const OLD = /^dlq:\{(\d+)\}:due$/;

/** What is due stood in one index per shard; now each platform has its own in every shard. */
export const DUE_PER_PLATFORM: Migration = {
  what: "due work gets an index for each platform",
  concerns: (key) => OLD.test(key),
  async move({ client }, keys) {
    for (const key of keys) {
      const shard = Number(OLD.exec(key)?.[1]);
      const found = await client.zrange(key, "0", "-1", "WITHSCORES");
      for (let i = 0; i < found.length; i += 2) {
        const [member = "", at = "0"] = found.slice(i, i + 2);
        const team: TeamId | undefined = jobOf(member)?.place.team;
        const platform = PLATFORMS.find((one) => team !== undefined && one === platformOf(team));
        // Planned anew by a version that knows the new index: that stands.
        if (platform !== undefined) await client.zadd(dueKey(shard, platform), "NX", at, member);
      }
      await client.del(key);
    }
  },
};
