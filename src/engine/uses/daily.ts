import type { Caller } from "../ports/bot.ts";
import { addDays, localDate } from "../rules/calendar.ts";
import { keepPromise, openingAfter } from "../rules/openings.ts";
import { type Phrase, phrase } from "../words/phrase.ts";
import { notice, type Reply } from "../words/reply.ts";
import type { Deps } from "./deps.ts";
import { currentRound, manageSchedule, noSchedule, promisedUntil, stillOpen } from "./manage.ts";
import { losses, missingFor, refuseWhileLacking } from "./missing.ts";
import { resumeGroup } from "./pause.ts";

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
  return { kind: "schedule", visibility: "private", group, next: group.next, lines, buttons: [] };
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
  return manageSchedule(deps, caller, async (group, schedule) => {
    if (group.paused === null) return notice("info", phrase`The daily question is not paused.`);
    const missing = await missingFor(deps, group.place, schedule);
    const lacking = refuseWhileLacking(group.place, missing);
    if (lacking !== null) return lacking;
    const resumed = await resumeGroup(deps, group);
    if (resumed?.next == null) return "conflict";
    return notice(
      "done",
      phrase`Going on: the next question opens ${{ time: resumed.next.at, style: "moment" }}.`,
      ...losses(missing),
    );
  });
}

export function skipDaily(deps: Deps, caller: Caller): Promise<Reply> {
  return manageSchedule(deps, caller, async (group, schedule) => {
    if (group.next === null)
      return notice("refusal", phrase`Nothing is planned to be skipped: the daily question is paused.`);
    const today = localDate(await deps.store.now(), schedule.timezone);
    // A date that is over needs no remembering; yesterday's may still be today's elsewhere.
    const skipped = [...schedule.skipped.filter((date) => date >= addDays(today, -1)), group.next.date];
    const changed = { ...schedule, skipped };
    const next = keepPromise(
      changed,
      openingAfter(changed, group.next.date),
      await promisedUntil(deps, group),
    );
    const written = await deps.store.writeGroup(group.place, group.version, {
      ...group,
      schedule: changed,
      next,
    });
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
