import type { Caller, DailyChange } from "../ports/bot.ts";
import { firstOpening, openingAfter } from "../rules/openings.ts";
import { type Phrase, phrase } from "../words/phrase.ts";
import { notice, type Reply } from "../words/reply.ts";
import type { Opening, Schedule } from "../words/schedule.ts";
import { emptied } from "./ask.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { currentRound, manageGroup, manageSchedule, noSchedule, stillOpen } from "./manage.ts";
import { losses, refuseWhileLacking } from "./missing.ts";
import { nextRecap, resumeGroup } from "./pause.ts";

const DEFAULTS: Schedule = {
  time: "09:00",
  timezone: DEFAULT_ZONE,
  days: [1, 2, 3, 4, 5, 6, 7],
  openFor: null,
  topics: [],
  difficulties: [],
  answers: "both",
  ping: null,
};

function merge(before: Schedule, change: DailyChange): Schedule {
  const { time, timezone, days, topics, difficulty, openFor, answers, ping } = change;
  return {
    time: time ?? before.time,
    timezone: timezone ?? before.timezone,
    days: days ?? before.days,
    topics: topics ?? before.topics,
    difficulties: difficulty === undefined ? before.difficulties : difficulty === "mixed" ? [] : [difficulty],
    openFor: openFor === undefined ? before.openFor : openFor === "auto" ? null : openFor,
    answers: answers ?? before.answers,
    ping: ping === undefined ? before.ping : ping === "none" ? null : ping,
  };
}

function sameTimes(a: Schedule | null, b: Schedule): boolean {
  return a !== null && a.time === b.time && a.timezone === b.timezone && a.days.join() === b.days.join();
}

/** `daily set`: checks everything, then changes everything at once. */
export function setDaily(deps: Deps, caller: Caller, change: DailyChange): Promise<Reply> {
  const { place } = caller;
  return manageGroup(deps, caller, async (group) => {
    const schedule = merge(group.schedule ?? DEFAULTS, change);
    const filter = {
      topics: schedule.topics,
      difficulties: schedule.difficulties,
      kinds: ["choice", "numeric"] as const,
    };
    if (deps.bank.pool(filter).length === 0) return emptied(deps, filter);
    const missing = await deps.platform(place.team)?.missingPermissions(place, {
      reactions: schedule.answers !== "buttons",
      thread: true,
      ping: schedule.ping,
    });
    const lacking = refuseWhileLacking(place, missing ?? []);
    if (lacking !== null) return lacking;
    const now = await deps.store.now();
    // Other settings leave what is planned alone: a skipped date, and an opening or recap due this very second.
    const planned = sameTimes(group.schedule, schedule) && group.paused === null ? group : null;
    const next: Opening = planned?.next ?? firstOpening(schedule, now, group.lastDate);
    const recap = planned?.recap ?? { at: nextRecap(schedule, now), done: group.recap?.done ?? null };
    const written = await deps.store.writeGroup(place, group.version, {
      schedule,
      paused: null,
      managedBy: caller.person.id,
      next,
      recap,
    });
    if (written.kind === "conflict") return "conflict";
    const lines: Phrase[] = [phrase`The daily question of ${{ group: place.group }} is set.`];
    if (group.schedule === null && change.timezone === undefined) {
      lines.push(phrase`The time is in UTC. Give your zone with ${{ code: "timezone:Europe/Berlin" }}.`);
    }
    lines.push(...losses(missing ?? []));
    const shown = {
      ...group,
      version: written.version,
      schedule,
      paused: null,
      managedBy: caller.person.id,
      next,
    };
    return { kind: "schedule", visibility: "private", group: shown, next, lines };
  });
}

/** `daily status`, for everybody. */
export async function dailyStatus(deps: Deps, caller: Caller): Promise<Reply> {
  const group = await deps.store.readGroup(caller.place);
  if (group.schedule === null) return noSchedule(group.place);
  const lines: Phrase[] = [];
  if (group.paused !== null) {
    lines.push(
      phrase`The daily question is paused; streaks are kept. ${{ command: "daily resume" }} goes on.`,
    );
  }
  const current = await currentRound(deps, group);
  if (current?.status === "open" && current.message !== null) {
    const answered = await deps.store.answeredCount(caller.place.team, current.id);
    lines.push(
      phrase`A question is open: ${answered} answered, it closes ${{ time: current.closesAt, style: "relative" }}.`,
    );
  }
  return { kind: "schedule", visibility: "private", group, next: group.next, lines };
}

export function pauseDaily(deps: Deps, caller: Caller): Promise<Reply> {
  return manageSchedule(deps, caller, async (group) => {
    if (group.paused !== null) return notice("info", phrase`The daily question is paused already.`);
    const paused = { reason: "manager", since: await deps.store.now() } as const;
    const change = { ...group, paused, next: null };
    const written = await deps.store.writeGroup(group.place, group.version, change);
    if (written.kind === "conflict") return "conflict";
    return notice(
      "done",
      phrase`Paused. Streaks are kept; ${{ command: "daily resume" }} goes on.`,
      ...(await stillOpen(deps, group)),
    );
  });
}

export function resumeDaily(deps: Deps, caller: Caller): Promise<Reply> {
  return manageSchedule(deps, caller, async (group) => {
    if (group.paused === null) return notice("info", phrase`The daily question is not paused.`);
    const resumed = await resumeGroup(deps, group);
    if (resumed?.next == null) return "conflict";
    return notice(
      "done",
      phrase`Going on: the next question opens ${{ time: resumed.next.at, style: "moment" }}.`,
    );
  });
}

export function skipDaily(deps: Deps, caller: Caller): Promise<Reply> {
  return manageSchedule(deps, caller, async (group, schedule) => {
    if (group.next === null)
      return notice("refusal", phrase`Nothing is planned to be skipped: the daily question is paused.`);
    const next = openingAfter(schedule, group.next.date);
    const written = await deps.store.writeGroup(group.place, group.version, { ...group, next });
    if (written.kind === "conflict") return "conflict";
    return notice(
      "done",
      phrase`The question of ${group.next.date} is skipped; streaks are kept. The next one opens ${{ time: next.at, style: "moment" }}.`,
    );
  });
}

export function endDaily(deps: Deps, caller: Caller): Promise<Reply> {
  return manageSchedule(deps, caller, async (group) => {
    // Which week's recap was the last stays known, for a schedule that is set up again the same day.
    const change = { schedule: null, paused: null, managedBy: null, next: null, recap: group.recap };
    const written = await deps.store.writeGroup(group.place, group.version, change);
    if (written.kind === "conflict") return "conflict";
    return notice(
      "done",
      phrase`The daily question of ${{ group: group.place.group }} has ended. Boards and streaks are kept.`,
      ...(await stillOpen(deps, group)),
    );
  });
}
