import { next } from "../rules/life.ts";
import type { Round } from "../words/round.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { sayIn } from "./operators.ts";
import { tellFirst } from "./tell.ts";

/**
 * Makes a question count for nobody, where no message of it is up: its manager is told, unless that is done
 * elsewhere (`isTold`), and so are those who had answered, in the channel. false: its message is up after all.
 */
export async function voidQuestion(
  deps: Deps,
  { place, id, date, lost }: Round,
  isTold: boolean,
): Promise<boolean> {
  const { team, group } = place;
  const found = await deps.store.readRound(team, id);
  if (found === null || next(found.status, "void", found.message !== null) === null) return false;
  if (found.status !== "void" && !isTold) {
    const what = { date: { date }, group: { group } };
    const line = lost > 0 ? say("paused.deleted", what) : say("paused.not-posted", what);
    await tellFirst(deps, await deps.store.readGroup(place), `void-${id}`, line);
  }
  const outcome = await deps.store.voidRound(team, id);
  if (outcome !== "void") return outcome === "again";
  deps.log.warn({ place, round: id }, "a daily question counts for nobody");
  if ((await deps.store.answeredCount(team, id)) > 0) {
    // Where the channel is gone there is nobody to tell; where the platform is in trouble, as mostly then, it waits.
    await sayIn(deps, place, `void|${team}|${id}`, say("void.answered", { date: { date } }));
  }
  return true;
}
