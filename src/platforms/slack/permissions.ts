import { z } from "zod";
import type { MissingPermission } from "../../engine/ports/platform.ts";
import type { Place } from "../../engine/words/place.ts";
import { say } from "../../engine/words/say.ts";
import { TIMES } from "./limits.ts";
import { HOW_INVITED } from "./outcomes.ts";
import { EVENTS, METHODS } from "./scopes.ts";
import type { Workspace } from "./workspaces.ts";

const channelInfo = z.object({
  channel: z.object({ is_member: z.boolean().nullish(), is_archived: z.boolean().nullish() }),
});

const NOT_INSTALLED: MissingPermission = {
  name: say("slack.need.installation"),
  how: say("slack.how.install"),
  pauses: "bot-removed",
};
const NOT_A_MEMBER: MissingPermission = {
  name: say("slack.need.membership"),
  how: HOW_INVITED,
  pauses: "not-a-member",
};
const ARCHIVED: MissingPermission = {
  name: say("slack.need.open-channel"),
  how: say("slack.how.unarchive"),
  pauses: "channel-gone",
};

async function missingInChannel(
  { api }: Workspace,
  group: string,
  surely: boolean,
): Promise<MissingPermission[]> {
  const answer = await api.call(
    "conversations.info",
    { channel: group },
    { repeatable: true, patience: TIMES.lookup },
  );
  // A private channel that the bot is not in does not exist for it.
  if (answer.kind === "refused" && answer.error === "channel_not_found") return [NOT_A_MEMBER];
  const info = answer.kind === "ok" ? channelInfo.safeParse(answer.data) : null;
  if (!info?.success) return surely ? [NOT_A_MEMBER] : [];
  if (info.data.channel.is_archived === true) return [ARCHIVED];
  return info.data.channel.is_member === false ? [NOT_A_MEMBER] : [];
}

/**
 * What daily questions in this channel lack. What Slack does not say is taken to be there: a post that is
 * refused tells it soon enough.
 */
export async function missingPermissions(
  workspace: Workspace | null,
  place: Place,
  needs: { reactions: boolean; surely?: boolean },
): Promise<readonly MissingPermission[]> {
  if (!workspace) return [NOT_INSTALLED];
  // The history: after an interruption nothing is posted before it is known that it is not up.
  const wanted: string[] = [...METHODS["chat.postMessage"], ...METHODS["conversations.history"]];
  if (needs.reactions) wanted.push(...METHODS["reactions.add"], ...EVENTS.reaction_added);
  const granted = await workspace.scopes();
  const scopes =
    granted === null || granted.length === 0 ? [] : wanted.filter((scope) => !granted.includes(scope));
  return [
    ...(await missingInChannel(workspace, place.group, needs.surely === true)),
    ...scopes.map((name) => ({
      name,
      how: say("slack.how.scope", { scope: { code: name } }),
    })),
  ];
}
