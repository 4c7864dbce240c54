import type { Job } from "../ports/store.ts";
import { SOON } from "../rules/patience.ts";
import { hasOptions, type Round } from "../words/round.ts";
import type { Deps } from "./deps.ts";
import { isCurrent } from "./live.ts";
import { bookHeld } from "./live-table.ts";
import { resultOf } from "./results.ts";
import { mayBeShown } from "./show.ts";
import { again } from "./tries.ts";

/** How long after its end its message is still tried, in milliseconds: one that answers a command may be out of reach. */
const PATIENCE = 6 * 60 * 60_000;

/** How long a question of a live round is left to that, in milliseconds, before it is looked again. */
const LIVE_PATIENCE = 60_000;

/**
 * A practice question that all may answer takes no more answers: its message shows the key, and has no buttons
 * left that do nothing. May be repeated at any point.
 *
 * @throws TriedInVain where it did not succeed, or has to wait since its question is the open one of the day
 */
export async function endPractice(deps: Deps, job: Job & { kind: "close" }, round: Round): Promise<void> {
  const { place, id, closesAt } = round;
  const frozen = await deps.store.freezeRound(place.team, id, false);
  const now = await deps.store.now();
  if (frozen === null) return deps.store.retryLater(job, Math.max(closesAt - now, SOON));
  const { message } = frozen.round;
  if (message === null || frozen.round.status === "closed") return deps.store.dropJob(job);
  if (round.live !== undefined && (await isCurrent(deps, round, round.live)))
    return deps.store.retryLater(job, LIVE_PATIENCE);
  await mayBeShown(deps, round);
  if (round.live !== undefined && hasOptions(round)) await bookHeld(deps, round);
  const outcome = await deps.platform(place.team)?.edit(place.team, message, await resultOf(deps, frozen));
  if (outcome?.kind === "failed" || outcome?.kind === "barred") {
    if (now < closesAt + PATIENCE) again(outcome);
    deps.log.warn({ place, round: id, detail: outcome.detail }, "a practice question could not be ended");
  }
  await deps.store.finishRound(place.team, id);
}
