import { dailyPool } from "../rules/daily-pool.ts";
import { firstOpening, keepPromise } from "../rules/openings.ts";
import { RETENTION } from "../rules/retention.ts";
import { packOf } from "../words/pack.ts";
import type { Place, TeamId } from "../words/place.ts";
import { notice } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import type { GroupRecord, PauseReason, Schedule } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";
import { promisedUntil } from "./manage.ts";
import { missingFor } from "./missing.ts";
import { knowing } from "./packs/shelf.ts";
import { tellDone, tellFirst } from "./tell.ts";

const TRIES = 5;

type BotReason = Exclude<PauseReason, "manager">;

function explain(group: GroupRecord, reason: BotReason, missing: readonly (string | Say)[]): Say[] {
  const here = { group: group.place.group };
  const resume = { command: "daily resume" };
  switch (reason) {
    case "channel-gone":
      return [say("paused.channel-gone", { here })];
    case "bot-removed":
      return [say("paused.bot-removed"), say("paused.once-back")];
    case "not-a-member":
      return [
        say("paused.not-a-member", { here }),
        ...missing.filter((how) => typeof how !== "string"),
        say("paused.by-itself"),
      ];
    case "permission-lost":
      return [
        say("paused.permission-lost", { here }),
        missing.length > 0
          ? say("paused.needs", { missing: { list: missing }, resume })
          : say("paused.let-in", { resume }),
      ];
    case "nothing-to-ask":
      return [say("paused.nothing-to-ask", { here }), waysOn(group)];
    default:
      return reason satisfies never;
  }
}

/** What to do where nothing is left of what a group asks about. */
export function waysOn({ schedule }: GroupRecord): Say {
  const set = { command: "daily set" };
  const [bring, release] = [{ command: "pack import" }, { command: "pack release" }];
  return schedule?.topics.some((topic) => packOf(topic) !== null)
    ? say("paused.pack-back", { set, import: bring, release })
    : say("paused.choose-else", { set });
}

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
  await tellFirst(deps, group, key, ...explain(group, reason, missing));
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
 */
export async function pauseTeam(deps: Deps, team: TeamId): Promise<void> {
  await planForgetting(deps, team);
  const untold = new Set<string>();
  for (const { place } of await deps.store.groupsOf(team)) {
    const group = await pause(deps, place, "bot-removed");
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

/** Channels that are named to a manager whose schedules go on. */
const NAMED = 10;

/**
 * The bot is back, or was there all the time: nothing is forgotten, schedules that its removal paused go on, and each
 * manager is told so once, as of the removal.
 */
export async function resumeTeam(deps: Deps, team: TeamId): Promise<void> {
  await deps.store.planForget(team, null);
  const resumed = new Map<string | null, GroupRecord[]>();
  for (const { place } of await deps.store.groupsOf(team)) {
    for (let tries = 0; tries < TRIES; tries++) {
      const group = await deps.store.readGroup(place);
      // Nobody said that it is in a channel again, where it was let in while no process listened.
      if (group.paused?.reason === "not-a-member") await resumeInvited(deps, place);
      if (group.paused?.reason !== "bot-removed") break;
      const again = await resumeGroup(deps, group);
      if (again === null) continue;
      resumed.set(again.managedBy, [...(resumed.get(again.managedBy) ?? []), again]);
      break;
    }
  }
  for (const groups of resumed.values()) {
    const [first] = groups;
    if (first === undefined) continue;
    const count = groups.length - NAMED;
    await tellDone(
      deps,
      first,
      ...groups.slice(0, NAMED).flatMap(goesOn),
      ...(count > 0 ? [say("paused.let-in-more", { count })] : []),
    );
  }
}

function goesOn({ place: { group }, next }: GroupRecord): Say[] {
  if (next === null) return [];
  return [say("paused.let-in-again", { here: { group }, at: { time: next.at, style: "moment" } })];
}

/** What ends when the bot is let into a channel: where it is not in, a private channel does not exist for it. */
const FOR_WANT_OF_IT: readonly PauseReason[] = ["not-a-member", "channel-gone", "permission-lost"];

/** Whether its people keep the bot out of a channel: what fails there waits for them. */
export const isShutOut = ({ paused }: GroupRecord): boolean =>
  paused !== null && (paused.reason === "bot-removed" || FOR_WANT_OF_IT.includes(paused.reason));

/** The bot was let into a channel: a schedule that was paused for want of it goes on, and its manager is told, once. */
export async function resumeInvited(deps: Deps, place: Place): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const group = await deps.store.readGroup(place);
    const { schedule, paused } = group;
    if (schedule === null || paused === null || !FOR_WANT_OF_IT.includes(paused.reason)) return;
    const missing = await missingFor(deps, place, schedule);
    if (missing.some(({ without }) => without === undefined)) return;
    const resumed = await resumeGroup(deps, group);
    if (resumed?.next == null) continue;
    await tellDone(deps, resumed, ...goesOn(resumed));
    return;
  }
}

/** Whether anything is left of what a schedule asks about. */
export async function hasQuestions(deps: Deps, team: TeamId, schedule: Schedule): Promise<boolean> {
  const { bank } = await knowing(deps, team, schedule.topics);
  return bank.pool(dailyPool(schedule)).length > 0;
}

/** What a topic holds may be asked again: schedules that paused for want of it go on, each said in a sentence. */
export async function resumeWith(deps: Deps, team: TeamId, topic: string): Promise<Say[]> {
  const lines: Say[] = [];
  for (const { place } of await deps.store.groupsOf(team)) {
    for (let tries = 0; tries < TRIES; tries++) {
      const group = await deps.store.readGroup(place);
      const { schedule, paused } = group;
      if (paused?.reason !== "nothing-to-ask" || !schedule?.topics.includes(topic)) break;
      if (!(await hasQuestions(deps, team, schedule))) break;
      const resumed = await resumeGroup(deps, group);
      if (resumed?.next == null) continue;
      const at = { time: resumed.next.at, style: "moment" } as const;
      lines.push(say("pack.asks-again", { group: { group: place.group }, at }));
      break;
    }
  }
  return lines;
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
  if (written.kind !== "written") return null;
  const { place, current } = group;
  // A result that waited to be let in is shown now.
  if (isShutOut(group) && current !== null)
    await deps.store.retryLater({ kind: "close", place, round: current }, 0);
  return { ...resumed, version: written.version };
}

/** The next Monday, at the time of the daily question: last week's winners are named then. */
export function nextRecap({ time, timezone }: Pick<Schedule, "time" | "timezone">, now: number): number {
  return firstOpening({ time, timezone, days: [1], skipped: [] }, now, null).at;
}
