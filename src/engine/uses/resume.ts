import { dailyPool } from "../rules/daily-pool.ts";
import { firstOpening, keepPromise } from "../rules/openings.ts";
import type { Place, TeamId } from "../words/place.ts";
import { type Say, say } from "../words/say.ts";
import type { GroupRecord, PauseReason, Schedule } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";
import { currentRound, promisedUntil } from "./manage.ts";
import { isNeeded, missingFor } from "./missing.ts";
import { knowing } from "./packs/shelf.ts";
import { FOR_WANT_OF_IT, isShutOut, pauseGroup } from "./pause.ts";
import { barOf } from "./shut-out.ts";
import { tellDone } from "./tell.ts";

/** How schedules go on that were paused. */

const TRIES = 5;

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
      const { paused, schedule } = group;
      if (paused !== null && OUT_OF_IT.includes(paused.reason) && (await isLetIn(deps, group)))
        await resumeInvited(deps, place);
      if (paused?.reason !== "bot-removed" || schedule === null) break;
      const again = await resumeGroup(deps, group);
      if (again === null) continue;
      const bar = barOf(await missingFor(deps, place, schedule));
      // It is in the team again, and not in the channel, or may do less there than before.
      if (bar !== null) await pauseGroup(deps, place, bar.reason, bar.missing);
      else resumed.set(again.managedBy, [...(resumed.get(again.managedBy) ?? []), again]);
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

/** Nobody says that it is in such a channel again, where it was let in while no process listened. */
const OUT_OF_IT: readonly PauseReason[] = ["not-a-member", "channel-gone"];

/** Whether the bot may do in a channel what its schedule needs, for certain. */
export async function isLetIn(deps: Deps, { place, schedule }: GroupRecord): Promise<boolean> {
  if (schedule === null) return false;
  const missing = await missingFor(deps, place, schedule, true);
  return !missing.some(isNeeded);
}

/**
 * The bot is in a channel again: what is to be shown there is due at once, also where nothing is asked any more. It is
 * the result of the question before where the channel refused the newest one.
 */
export async function hurryResult(deps: Deps, group: GroupRecord): Promise<void> {
  const round = await currentRound(deps, group);
  for (const id of [group.current, round?.before])
    if (id != null) await deps.store.retryLater({ kind: "close", place: group.place, round: id }, 0);
}

/** The bot was let into a channel: a schedule that was paused for want of it goes on, and its manager is told, once. */
export async function resumeInvited(deps: Deps, place: Place): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const group = await deps.store.readGroup(place);
    const { schedule, paused } = group;
    if (schedule === null || paused === null || !FOR_WANT_OF_IT.includes(paused.reason)) return;
    const missing = await missingFor(deps, place, schedule);
    if (missing.some(isNeeded)) return;
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
    recap: recapWaits(group, now)
      ? group.recap
      : { at: nextRecap(schedule, now), done: group.recap?.done ?? null },
  };
  const written = await deps.store.writeGroup(group.place, group.version, resumed);
  if (written.kind !== "written") return null;
  if (isShutOut(group)) await hurryResult(deps, group);
  return { ...resumed, version: written.version };
}

/** How long a recap waits for who lets the bot in, in milliseconds: as long as the week before is last week. */
const RECAP_WAITS = 5 * 24 * 60 * 60_000;

/** Whether a recap that is due waits, since its channel is closed to the bot. */
export const recapWaits = (group: GroupRecord, now: number): boolean =>
  isShutOut(group) && group.recap !== null && group.recap.at <= now && now < group.recap.at + RECAP_WAITS;

/** The next Monday, at the time of the daily question: last week's winners are named then. */
export function nextRecap({ time, timezone }: Pick<Schedule, "time" | "timezone">, now: number): number {
  return firstOpening({ time, timezone, days: [1], skipped: [] }, now, null).at;
}
