import type { Caller } from "../ports/bot.ts";
import { addDays, localDate } from "../rules/calendar.ts";
import { openingAfter } from "../rules/openings.ts";
import { notice, type Reply } from "../words/reply.ts";
import { say } from "../words/say.ts";
import type { GroupRecord } from "../words/schedule.ts";
import { endRound } from "./close.ts";
import { refreshQuestion } from "./counted.ts";
import type { Deps } from "./deps.ts";
import { currentRound, manageGroup, manageSchedule, resultWaits } from "./manage.ts";
import { openNow } from "./open.ts";
import { pausedNow, saidOfClosed, saidOfWaiting } from "./shut-out.ts";

/** `daily now`: opens the window of today's local date. */
export function askNow(deps: Deps, caller: Caller): Promise<Reply> {
  return manageSchedule(deps, caller, async (group, schedule) => {
    if (group.paused !== null) return notice("refusal", ...(await pausedNow(deps, group)).why);
    const now = await deps.store.now();
    const date = localDate(now, schedule.timezone);
    const next = openingAfter(
      schedule,
      group.next !== null && group.next.date > date ? addDays(group.next.date, -1) : date,
    );
    const open = await currentRound(deps, group);
    if (open?.status === "posting" && open.date === date) return notice("info", say("daily.on-its-way"));
    if (open?.status === "open" && open.closesAt > now) {
      if (open.date < date) {
        return notice(
          "refusal",
          say("daily.still-open", {
            date: { date: open.date },
            at: { time: open.closesAt, style: "moment" },
            command: { command: "daily close" },
            command2: { command: "daily now" },
          }),
        );
      }
      const state = await refreshQuestion(deps, open);
      if (state === "void") return "conflict";
      if (state === "posted-again") {
        return notice("done", say("daily.posted-again"));
      }
    }
    const outcome = await openNow(deps, group, schedule, { date, at: now }, next);
    switch (outcome) {
      case "moved":
        return "conflict";
      case "exists":
        return notice("refusal", say("daily.asked-already", { command: { command: "" } }));
      case "short":
        return notice("refusal", say("daily.too-short", { at: { time: next.at, style: "relative" } }));
      case "empty":
        return notice("refusal", say("daily.none-fits"));
      case "refused":
        return notice(
          "refusal",
          say("daily.may-not-post", {
            group: { group: group.place.group },
            command: { command: "daily resume" },
          }),
        );
      case "opened":
        return notice(
          "done",
          say("daily.on-its-way"),
          ...(group.next?.date === date ? [say("daily.in-place-of")] : []),
        );
      default:
        return outcome satisfies never;
    }
  });
}

const noneOpen = ({ place: { group } }: GroupRecord) =>
  notice("refusal", say("daily.none-open", { group: { group } }));

/** `daily close`: ends the open round before its time, also where the schedule has ended meanwhile. */
export function closeDaily(deps: Deps, caller: Caller): Promise<Reply> {
  return manageGroup(deps, caller, async (group) => {
    const round = await currentRound(deps, group);
    // Nothing is hurried by a second press: its close is under way.
    if (round !== null && (await resultWaits(deps, round)))
      return notice("info", ...(await saidOfWaiting(deps, round)));
    if (round?.status === "showing") return noneOpen(group);
    const ended = round === null ? "none" : await endRound(deps, group.place, round.id, true);
    switch (ended) {
      case "none":
        return noneOpen(group);
      case "void":
        return notice("done", say("daily.withdrawn"));
      case "ended":
        return notice("done", ...(await saidOfClosed(deps, group.place)));
      default:
        return ended satisfies never;
    }
  });
}
