import { type Say, say } from "../words/say.ts";
import type { GroupRecord } from "../words/schedule.ts";
import { waysOn } from "./pause.ts";

/** Why a schedule is paused, and what makes it go on; nothing of one that is not. */
export function whyPaused(group: GroupRecord): Say[] {
  if (group.paused === null) return [];
  const { reason } = group.paused;
  const here = { group: group.place.group };
  const resume = { command: "daily resume" };
  switch (reason) {
    case "manager":
      return [say("daily.is-paused", { command: resume })];
    case "channel-gone":
      return [say("paused.channel-gone", { here }), say("paused.once-back")];
    case "not-a-member":
      return [say("paused.not-a-member", { here }), say("paused.once-back")];
    case "bot-removed":
      return [say("paused.bot-removed"), say("paused.once-back")];
    case "permission-lost":
      return [say("paused.permission-lost", { here }), say("paused.let-in", { resume })];
    case "nothing-to-ask":
      return [say("paused.nothing-to-ask", { here }), waysOn(group)];
    default:
      return reason satisfies never;
  }
}
