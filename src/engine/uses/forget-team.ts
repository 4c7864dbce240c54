import type { Job } from "../ports/store.ts";
import type { Deps } from "./deps.ts";
import { resumeTeam } from "./resume.ts";

/** How long it is waited where the platform does not say whether the bot is in a team, in milliseconds. */
const ASKED_AGAIN = 60 * 60_000;

/** Removes everything kept of a team that removed the bot long ago, unless the bot is back there. */
export async function forgetDue(deps: Deps, job: Job): Promise<void> {
  const { team } = job.place;
  const isIn = (await deps.platform(team)?.isIn(team)) ?? null;
  if (isIn === null) return deps.store.retryLater(job, ASKED_AGAIN);
  // Nobody said that it is back.
  if (isIn) return resumeTeam(deps, team);
  await deps.store.forgetTeam(team);
  await deps.store.dropJob(job);
  deps.log.info({ team }, "everything kept of a team that removed the bot was deleted");
}
