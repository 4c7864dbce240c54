import { firstOpening, keepPromise } from "../rules/openings.ts";
import type { Place, TeamId } from "../words/place.ts";
import { type Say, say } from "../words/say.ts";
import type { GroupRecord, PauseReason, Schedule } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";
import { promisedUntil } from "./manage.ts";
import { tellManager } from "./tell.ts";

const TRIES = 5;

type BotReason = Exclude<PauseReason, "manager">;

function explain(group: GroupRecord, reason: BotReason, missing: readonly (string | Say)[]): Say[] {
  const here = { group: group.place.group };
  const resume = { command: "daily resume" };
  switch (reason) {
    case "channel-gone":
      return [say("paused.channel-gone", { here })];
    case "bot-removed":
      return [say("paused.bot-removed")];
    case "permission-lost":
      return [
        say("paused.permission-lost", { here }),
        missing.length > 0
          ? say("paused.needs", { missing: { list: missing }, resume })
          : say("paused.let-in", { resume }),
      ];
    default:
      return reason satisfies never;
  }
}

/**
 * The bot's own pause of a schedule that cannot work any more: nothing is tried again until somebody acts,
 * and the one who manages it is told, once.
 */
export async function pauseGroup(
  deps: Deps,
  place: Place,
  reason: BotReason,
  missing: readonly (string | Say)[],
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const group = await deps.store.readGroup(place);
    if (group.schedule === null || group.paused !== null) return;
    const written = await deps.store.writeGroup(place, group.version, {
      ...group,
      paused: { reason, since: deps.clock() },
      next: null,
    });
    if (written.kind === "conflict") continue;
    deps.log.warn({ place, reason, missing }, "a schedule was paused");
    if (reason !== "bot-removed") await tellManager(deps, group, ...explain(group, reason, missing));
    return;
  }
}

/** The bot was removed from a team: all its schedules pause. */
export async function pauseTeam(deps: Deps, team: TeamId): Promise<void> {
  for (const group of await deps.store.groupsOf(team)) await pauseGroup(deps, group.place, "bot-removed", []);
}

/** The bot is back: schedules that its removal paused go on. */
export async function resumeTeam(deps: Deps, team: TeamId): Promise<void> {
  for (const { place } of await deps.store.groupsOf(team)) {
    for (let tries = 0; tries < TRIES; tries++) {
      const group = await deps.store.readGroup(place);
      if (group.paused?.reason !== "bot-removed" || (await resumeGroup(deps, group)) !== null) break;
    }
  }
}

/** Goes on after a pause, with the first opening from now on. */
export async function resumeGroup(deps: Deps, group: GroupRecord): Promise<GroupRecord | null> {
  const { schedule } = group;
  if (schedule === null) return null;
  const now = await deps.store.now();
  const resumed = {
    ...group,
    paused: null,
    next: keepPromise(
      schedule,
      firstOpening(schedule, now, group.lastDate),
      await promisedUntil(deps, group),
    ),
    recap: { at: nextRecap(schedule, now), done: group.recap?.done ?? null },
  };
  const written = await deps.store.writeGroup(group.place, group.version, resumed);
  return written.kind === "written" ? { ...resumed, version: written.version } : null;
}

/** The next Monday, at the time of the daily question: last week's winners are named then. */
export function nextRecap({ time, timezone }: Pick<Schedule, "time" | "timezone">, now: number): number {
  return firstOpening({ time, timezone, days: [1], skipped: [] }, now, null).at;
}
