import type { Store } from "../../engine/ports/store.ts";
import { PLATFORMS } from "../../engine/words/place.ts";
import type { Round } from "../../engine/words/round.ts";
import type { Context } from "./context.ts";
import { dueKey, jobOf, keysOf, SHARDS } from "./keys.ts";

/** Rounds that are looked at side by side. */
const AT_ONCE = 500;

/** Open rounds of all shards whose message shows another number of answers than there are: each has a close due. */
export async function staleRounds(
  client: Context["client"],
  readRound: Store["readRound"],
): Promise<readonly Round[]> {
  const stale: Round[] = [];
  for (let shard = 0; shard < SHARDS; shard++) {
    const members = await Promise.all(
      PLATFORMS.map((platform) => client.zrange(dueKey(shard, platform), "0", "-1")),
    );
    const jobs = members.flat().map(jobOf);
    const closes = jobs.flatMap((job) => (job?.kind === "close" ? [job] : []));
    for (let start = 0; start < closes.length; start += AT_ONCE) {
      const found = await Promise.all(
        closes.slice(start, start + AT_ONCE).map(async ({ place: { team }, round: id }) => {
          const keys = keysOf(team);
          const [[shown], answered] = await Promise.all([
            client.hmget(keys.round(id), "shown"),
            client.zcard(keys.answers(id)),
          ]);
          return answered === Number(shown ?? 0) ? null : readRound(team, id);
        }),
      );
      for (const round of found) if (round?.status === "open") stale.push(round);
    }
  }
  return stale;
}
