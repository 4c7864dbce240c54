import type { Bot, Caller } from "../ports/bot.ts";
import { phrase } from "../words/phrase.ts";
import { type PlatformName, platformOf } from "../words/place.ts";
import { type NoticeReply, notice, type Reply } from "../words/reply.ts";
import type { Deps } from "./deps.ts";

const WHO: Record<string, string> = {
  discord: "members with the Manage Server permission",
  slack: "workspace admins and owners",
  web: "the team's admin",
};

const NAMES: Readonly<Record<PlatformName, string>> = {
  discord: "Discord",
  slack: "Slack",
  web: "The playground",
};

/** null: the caller may manage daily questions. Otherwise a refusal that says who may. */
export async function refuseUnlessManager(deps: Deps, caller: Caller): Promise<NoticeReply | null> {
  if (caller.isAdmin) return null;
  const { team } = caller.place;
  if ((await deps.store.managers(team)).includes(caller.person.id)) return null;
  if (caller.isAdmin === null) {
    const platform = NAMES[platformOf(team)];
    return notice(
      "trouble",
      phrase`${platform} did not answer when I asked whether you may manage daily questions. Nothing was changed; please try again in a minute.`,
    );
  }
  return notice(
    "refusal",
    phrase`Daily questions are managed by ${WHO[platformOf(team)] ?? "admins"}, and by those they name with ${{ command: "daily manager" }}. Nothing was changed.`,
  );
}

/** `daily manager`: names who may manage besides the admins, or shows who they are. */
export async function changeManagers(
  deps: Deps,
  caller: Caller,
  change: Parameters<Bot["daily"]["manager"]>[1],
): Promise<Reply> {
  const refused = await refuseUnlessManager(deps, caller);
  if (refused !== null) return refused;
  const { team } = caller.place;
  if (change.add !== undefined) await deps.store.setManager(team, change.add, true);
  if (change.remove !== undefined) await deps.store.setManager(team, change.remove, false);
  const named = await deps.store.managers(team);
  const who = WHO[platformOf(team)] ?? "admins";
  const others =
    named.length === 0
      ? phrase`Nobody else is named.`
      : ["Besides: ", ...named.flatMap((member, i) => [i > 0 ? ", " : "", { member }])].filter(
          (p) => p !== "",
        );
  const tone = change.add === undefined && change.remove === undefined ? "info" : "done";
  return notice(tone, phrase`Daily questions are managed by ${who}.`, others);
}
