import type { Deps } from "./deps.ts";
import { addSeed } from "./seed.ts";

/**
 * Brings the messages of open questions up to date that somebody left behind: a process that ended, or lost the store,
 * between posting a question and what comes under it.
 */
export async function catchUp(deps: Deps): Promise<void> {
  for (const { round, isCounted, isSeeded } of await deps.store.staleRounds()) {
    if (deps.platform(round.place.team) === null) continue;
    if (!isCounted) deps.countChanged(round);
    if (!isSeeded) await addSeed(deps, round);
  }
}
