import type { StaleRound, Store } from "../../engine/ports/store.ts";
import { PLATFORMS } from "../../engine/words/place.ts";
import type { Context } from "./context.ts";
import { dueKey, jobOf, keysOf, SHARDS } from "./keys.ts";

/** Rounds that are looked at side by side. */
const AT_ONCE = 500;

/** What is kept of a count whose edit is on its way. */
export const UNSEEN = "?";

export const shownOf = (kept: string | null): number | null => (kept === UNSEEN ? null : Number(kept ?? 0));

/** Open rounds of all shards whose message lacks an answer or the bot's reactions: each has a close due. */
export async function staleRounds(
  client: Context["client"],
  readRound: Store["readRound"],
): Promise<readonly StaleRound[]> {
  const stale: StaleRound[] = [];
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
          const [[shown, seeded], answered] = await Promise.all([
            client.hmget(keys.round(id), "shown", "seeded"),
            client.zcard(keys.answers(id)),
          ]);
          const isCounted = answered === shownOf(shown ?? null);
          if (isCounted && seeded === "done") return [];
          const round = await readRound(team, id);
          if (round?.mode !== "daily" || round.status !== "open") return [];
          return { round, isCounted, isSeeded: round.answers === "buttons" || seeded === "done" };
        }),
      );
      stale.push(...found.flat().filter(({ isCounted, isSeeded }) => !isCounted || !isSeeded));
    }
  }
  return stale;
}
