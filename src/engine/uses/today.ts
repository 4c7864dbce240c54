import type { Caller } from "../ports/bot.ts";
import { addDays, localDate } from "../rules/calendar.ts";
import { openingAfter } from "../rules/openings.ts";
import { phrase } from "../words/phrase.ts";
import { notice, type Reply } from "../words/reply.ts";
import { endRound } from "./close.ts";
import type { Deps } from "./deps.ts";
import { currentRound, manageGroup, manageSchedule } from "./manage.ts";
import { openNow } from "./open.ts";
import { refreshQuestion } from "./post.ts";

/** `daily now`: opens the window of today's local date. */
export function askNow(deps: Deps, caller: Caller): Promise<Reply> {
  return manageSchedule(deps, caller, async (group, schedule) => {
    if (group.paused !== null) {
      return notice("refusal", phrase`The daily question is paused. ${{ command: "daily resume" }} goes on.`);
    }
    const now = await deps.store.now();
    const date = localDate(now, schedule.timezone);
    const next = openingAfter(
      schedule,
      group.next !== null && group.next.date > date ? addDays(group.next.date, -1) : date,
    );
    const open = await currentRound(deps, group);
    if (open?.status === "open" && open.message !== null && open.closesAt > now) {
      if (open.date < date) {
        return notice(
          "refusal",
          phrase`The question of ${open.date} is open until ${{ time: open.closesAt, style: "moment" }}, as it says. ${{ command: "daily close" }} ends it; then ${{ command: "daily now" }} asks the next one.`,
        );
      }
      const state = await refreshQuestion(deps, open);
      if (state === "void") return "conflict";
      if (state === "posted-again") {
        return notice(
          "done",
          phrase`The message with today's question was deleted; the question is posted again.`,
        );
      }
    }
    const outcome = await openNow(deps, group, schedule, { date, at: now }, next);
    switch (outcome) {
      case "moved":
        return "conflict";
      case "exists":
        return notice(
          "refusal",
          phrase`Today's question was asked already; each day has one. ${{ command: "" }} asks a practice question.`,
        );
      case "short":
        return notice(
          "refusal",
          phrase`Today's question would be open for less than an hour: the next one opens ${{ time: next.at, style: "relative" }}. Nothing was asked.`,
        );
      case "empty":
        return notice("refusal", phrase`No question fits this schedule's topics and difficulty.`);
      case "refused":
        return notice(
          "refusal",
          phrase`I may not post in ${{ group: group.place.group }}, so nothing was asked and the daily question is paused. Let me in, then ${{ command: "daily resume" }} goes on.`,
        );
      case "opened":
        return notice(
          "done",
          phrase`Today's question is on its way.`,
          ...(group.next?.date === date ? [phrase`It takes the place of the one planned for today.`] : []),
        );
      default:
        return outcome satisfies never;
    }
  });
}

/** `daily close`: ends the open round before its time, also where the schedule has ended meanwhile. */
export function closeDaily(deps: Deps, caller: Caller): Promise<Reply> {
  return manageGroup(deps, caller, async (group) => {
    const round = await currentRound(deps, group);
    const ended = round === null ? "none" : await endRound(deps, group.place, round.id);
    switch (ended) {
      case "none":
        return notice("refusal", phrase`No daily question is open in ${{ group: group.place.group }}.`);
      case "void":
        return notice("done", phrase`Withdrawn: it had not reached the channel yet, so it does not count.`);
      case "ended":
        return notice("done", phrase`Closed: no more answers are taken. The result is shown in a moment.`);
      default:
        return ended satisfies never;
    }
  });
}
