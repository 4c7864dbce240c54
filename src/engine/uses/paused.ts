import { packOf } from "../words/pack.ts";
import { type Say, say } from "../words/say.ts";
import type { GroupRecord, PauseReason } from "../words/schedule.ts";

/**
 * Why a schedule is paused, and what makes it go on.
 *
 * @param missing permissions by name, or, for `not-a-member`, how the bot is let in; empty where nobody has looked
 */
export function whyPaused(
  group: GroupRecord,
  reason: PauseReason,
  missing: readonly (string | Say)[] = [],
): Say[] {
  const here = { group: group.place.group };
  const resume = { command: "daily resume" };
  switch (reason) {
    case "manager":
      return [say("daily.is-paused", { command: resume })];
    case "channel-gone":
      return [
        say("paused.channel-gone", { here }),
        say("paused.channel-back", { command: { command: "daily set" } }),
      ];
    case "not-a-member": {
      const how = missing.filter((one) => typeof one !== "string");
      const then = how.length === 0 ? [say("paused.once-back")] : [...how, say("paused.by-itself")];
      return [say("paused.not-a-member", { here }), ...then];
    }
    case "bot-removed":
      return [say("paused.bot-removed"), say("paused.once-back")];
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
