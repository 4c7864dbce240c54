import type { Caller } from "../ports/bot.ts";
import { addDays, localDate } from "../rules/calendar.ts";
import { keepPromise, openingAfter, skippedFrom } from "../rules/openings.ts";
import { notice, type Reply } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import type { GroupRecord, Opening } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";
import { currentRound, manageSchedule, noSchedule, promisedUntil, resultWaits, stillOpen } from "./manage.ts";
import { losses, missingFor, refuseWhileLacking } from "./missing.ts";
import { topicNames } from "./packs/shelf.ts";
import { waysOn } from "./paused.ts";
import { hasQuestions, resumeGroup } from "./resume.ts";
import { pausedNow, saidOfWaiting } from "./shut-out.ts";
import { tellManager } from "./tell.ts";
import { weeklyLines } from "./weekly-mock.ts";

/** `daily status`, for everybody. */
export async function dailyStatus(deps: Deps, caller: Caller): Promise<Reply> {
  const group = await deps.store.readGroup(caller.place);
  const weekly = await weeklyLines(deps, group.place);
  if (group.schedule === null) {
    const none = noSchedule(group.place);
    const last = await lastQuestion(deps, group);
    // What was asked before it ended goes on to its result.
    const lines = last.length === 0 ? none.lines : [ended(group), ...last];
    return last.length + weekly.length === 0 ? none : notice("info", ...lines, ...weekly);
  }
  const { paused, why } = await pausedNow(deps, group);
  const shown = { ...group, paused, schedule: skippedFrom(group.schedule, await deps.store.now()) };
  const lines = [...why, ...(await lastQuestion(deps, group)), ...weekly];
  const names = await topicNames(deps, group.place.team, group.schedule.topics);
  return {
    kind: "schedule",
    visibility: "private",
    group: shown,
    names,
    next: group.next,
    lines,
    buttons: [],
  };
}

/** What is to be said of a group's newest question, as long as it is not done with. */
async function lastQuestion(deps: Deps, group: GroupRecord): Promise<Say[]> {
  const round = await currentRound(deps, group);
  if (round === null) return [];
  const { place, id, status, closesAt } = round;
  const date = { date: round.date };
  switch (status) {
    case "open": {
      const answered = await deps.store.answeredCount(place.team, id);
      return [say("daily.open-now", { answered, at: { time: closesAt, style: "relative" } })];
    }
    case "posting":
      return [say("daily.not-up-yet", { date })];
    case "closing":
    case "showing":
      return (await resultWaits(deps, round)) ? saidOfWaiting(deps, round) : [];
    case "closed":
    case "void":
      return [];
    default:
      return status satisfies never;
  }
}

export function pauseDaily(deps: Deps, caller: Caller): Promise<Reply> {
  return manageSchedule(deps, caller, async (group) => {
    if (group.paused !== null) return notice("info", say("daily.paused-already"));
    const paused = { reason: "manager", since: await deps.store.now() } as const;
    const change = { ...group, paused, next: null };
    const written = await deps.store.writeGroup(group.place, group.version, change);
    if (written.kind === "conflict") return "conflict";
    if (group.managedBy !== caller.person.id) {
      const who = { name: caller.person.name };
      const line = say("paused.by", {
        here: { group: group.place.group },
        who,
        resume: { command: "daily resume" },
      });
      await tellManager(deps, group, line);
    }
    return notice(
      "done",
      say("daily.paused", { command: { command: "daily resume" } }),
      ...(await stillOpen(deps, group)),
    );
  });
}

export function resumeDaily(deps: Deps, caller: Caller): Promise<Reply> {
  return manageSchedule(deps, caller, async (group, schedule) => {
    if (group.paused === null) return notice("info", say("daily.not-paused"));
    if (!(await hasQuestions(deps, group.place.team, schedule)))
      return notice("refusal", say("daily.none-fits"), waysOn(group));
    const missing = await missingFor(deps, group.place, schedule);
    const lacking = refuseWhileLacking(group.place, missing);
    if (lacking !== null) return lacking;
    const resumed = await resumeGroup(deps, group);
    if (resumed?.next == null) return "conflict";
    return notice(
      "done",
      say("daily.resumed", { at: { time: resumed.next.at, style: "moment" } }),
      ...losses(missing),
    );
  });
}

export function skipDaily(deps: Deps, caller: Caller): Promise<Reply> {
  let meant: string | null = null;
  return manageSchedule(deps, caller, async (group, schedule) => {
    if (group.next === null) return notice("refusal", say("daily.nothing-to-skip"));
    // Somebody else was faster with the date that was next as this was pressed.
    if (meant !== null && schedule.skipped.includes(meant)) return skippedNotice(meant, group.next);
    meant = group.next.date;
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
    return skippedNotice(group.next.date, next);
  });
}

const skippedNotice = (date: string, next: Opening): Reply =>
  notice("done", say("daily.skipped", { date: { date }, at: { time: next.at, style: "moment" } }));

const ended = ({ place: { group } }: GroupRecord): Say => say("daily.ended", { group: { group } });

export function endDaily(deps: Deps, caller: Caller): Promise<Reply> {
  return manageSchedule(deps, caller, async (group) => {
    // Which week's recap was the last stays known, for a schedule that is set up again the same day.
    const change = { schedule: null, paused: null, managedBy: null, next: null, recap: group.recap };
    const written = await deps.store.writeGroup(group.place, group.version, change);
    if (written.kind === "conflict") return "conflict";
    deps.languages.groupReads(group.place, null);
    return notice("done", ended(group), ...(await stillOpen(deps, group)));
  });
}
