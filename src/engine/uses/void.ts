import { notice } from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { tellManager } from "./tell.ts";

/**
 * Makes a question count for nobody, where no message of it is up: its manager is told, unless that is done
 * elsewhere (`isTold`), and so are those who had answered, in the channel. false: its message is up after all.
 */
export async function voidQuestion(
  deps: Deps,
  { place, id, date, lost }: Round,
  isTold: boolean,
): Promise<boolean> {
  const outcome = await deps.store.voidRound(place.team, id);
  if (outcome !== "void") return outcome === "again";
  deps.log.warn({ place, round: id }, "a daily question counts for nobody");
  const what = { date: { date }, group: { group: place.group } };
  const line = lost > 0 ? say("paused.deleted", what) : say("paused.not-posted", what);
  if (!isTold) await tellManager(deps, await deps.store.readGroup(place), line);
  if ((await deps.store.answeredCount(place.team, id)) > 0) {
    const words = {
      ...notice("info", say("void.answered", { date: { date } })),
      visibility: "channel",
    } as const;
    // Where the channel is gone there is nobody to tell.
    await deps.platform(place.team)?.post(place, words, { key: `${id}-void`, repeat: false });
  }
  return true;
}
