import { RETENTION } from "../rules/retention.ts";
import type { Place, TeamId } from "../words/place.ts";
import { notice } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import type { GroupRecord, PauseReason } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";
import { whyPaused } from "./paused.ts";
import { tellFirst } from "./tell.ts";

const TRIES = 5;

export type BotReason = Exclude<PauseReason, "manager">;

const isRunning = ({ schedule, paused, version }: GroupRecord, about = version) =>
  schedule !== null && paused === null && version === about;

/**
 * The bot's own pause of a schedule; null where there is none, it is paused already, or it is not the version any more
 * that the pause is about.
 */
async function pause(
  deps: Deps,
  place: Place,
  reason: BotReason,
  about?: number,
): Promise<GroupRecord | null> {
  for (let tries = 0; tries < TRIES; tries++) {
    const group = await deps.store.readGroup(place);
    if (!isRunning(group, about)) return null;
    const paused = { ...group, paused: { reason, since: deps.clock() }, next: null };
    if ((await deps.store.writeGroup(place, group.version, paused)).kind === "conflict") continue;
    deps.log.warn({ place, reason }, "a schedule was paused");
    return group;
  }
  return null;
}

/**
 * The pause of a schedule that cannot work any more: nothing is tried again until somebody acts, and the one who
 * manages it is told, once.
 *
 * @param about the version of the group that cannot work, where a change of it may make good what is wrong
 */
export async function pauseGroup(
  deps: Deps,
  place: Place,
  reason: BotReason,
  missing: readonly (string | Say)[],
  about?: number,
): Promise<void> {
  const group = await deps.store.readGroup(place);
  if (!isRunning(group, about)) return;
  const key = `paused-${place.group}-${reason}-${group.version}`;
  await tellFirst(deps, group, key, ...whyPaused(group, reason, missing));
  if (reason === "bot-removed") await planForgetting(deps, place.team);
  await pause(deps, place, reason, about);
}

/** The bot was removed: what is kept of the team goes once it has been away for long. */
async function planForgetting(deps: Deps, team: TeamId): Promise<void> {
  await deps.store.planForget(team, (await deps.store.now()) + RETENTION.removedTeam);
}

/**
 * The bot was removed from a team: all its schedules pause, and what is kept of it goes some day. Each manager is told
 * once, where the platform still takes a message to them; there is no channel left to say it in.
 *
 * @param isAgain an earlier try may have paused some of them, and told nobody
 */
export async function pauseTeam(deps: Deps, team: TeamId, isAgain: boolean): Promise<void> {
  await planForgetting(deps, team);
  const untold = new Set<string>();
  for (const { place } of await deps.store.groupsOf(team)) {
    const paused = await pause(deps, place, "bot-removed");
    const before = paused === null && isAgain ? await deps.store.readGroup(place) : null;
    const group = before?.paused?.reason === "bot-removed" ? before : paused;
    if (group?.managedBy != null) untold.add(group.managedBy);
  }
  for (const manager of untold) {
    const words = notice("trouble", say("paused.bot-removed"), say("paused.once-back"));
    // Of all channels, so not in the language of one.
    const told = await deps.platform(team)?.tell(team, manager, words, "");
    if (told?.kind !== "told")
      deps.log.warn({ team, manager }, "a manager could not be told that the bot was removed");
  }
}

/** What ends when the bot is let into a channel: where it is not in, a private channel does not exist for it. */
export const FOR_WANT_OF_IT: readonly PauseReason[] = ["not-a-member", "channel-gone", "permission-lost"];

/** Whether its people keep the bot out of a channel: what fails there waits for them. */
export const isShutOut = ({ paused }: GroupRecord): boolean =>
  paused !== null && (paused.reason === "bot-removed" || FOR_WANT_OF_IT.includes(paused.reason));
