import { z } from "zod";
import type { RoomOutcome } from "../../engine/ports/platform.ts";
import type { Place } from "../../engine/words/place.ts";
import { say } from "../../engine/words/say.ts";
import type { Presence } from "../presence.ts";
import { TIMES } from "./limits.ts";
import { NO_TOKEN, RETRY_AFTER } from "./outcomes.ts";
import { METHODS } from "./scopes.ts";
import type { Workspace } from "./workspaces.ts";

const userInfo = z.object({
  user: z.object({ deleted: z.boolean().nullish(), is_bot: z.boolean().nullish() }),
});
const channelInfo = z.object({ channel: z.object({ creator: z.string().nullish() }) });
/** Slack's own app, which says of itself that it is none. */
const SLACKBOT = "USLACKBOT";
/** Slack's words for somebody who is not of this workspace. */
const NOBODY = new Set(["user_not_found", "users_not_found", "user_not_visible"]);

/** Whether Slack takes the bot's token; null where it does not say. */
export async function isInstalled(workspace: Workspace | null): Promise<boolean | null> {
  if (workspace === null) return false;
  const answer = await workspace.api.call("auth.test", {}, { repeatable: true });
  if (answer.kind === "ok") return true;
  return answer.kind === "refused" && NO_TOKEN.has(answer.error) ? false : null;
}

/** Whether somebody is a member of a workspace whose account was not taken away. An app takes part in nothing. */
export async function presenceOf(workspace: Workspace | null, member: string): Promise<Presence> {
  const answer = await workspace?.api.call(
    "users.info",
    { user: member },
    { repeatable: true, priority: "low" },
  );
  if (answer?.kind === "refused" && NOBODY.has(answer.error)) return "left";
  const info = answer?.kind === "ok" ? userInfo.safeParse(answer.data) : null;
  if (!info?.success) return "unknown";
  const { deleted, is_bot: isApp } = info.data.user;
  return deleted === true || isApp === true || member === SLACKBOT ? "left" : "there";
}

/**
 * Who created a channel; null where Slack does not say, or where that member has left. A creator of whom
 * Slack does not answer in time is one: nobody else gets the right in the meantime.
 */
export async function creatorOf(workspace: Workspace | null, { group }: Place): Promise<string | null> {
  const answer = await workspace?.api.call(
    "conversations.info",
    { channel: group },
    { repeatable: true, patience: TIMES.lookup },
  );
  const info = answer?.kind === "ok" ? channelInfo.safeParse(answer.data) : null;
  const creator = info?.success ? info.data.channel.creator : null;
  if (!creator) return null;
  return (await presenceOf(workspace, creator)) === "left" ? null : creator;
}

const opened = z.object({ channel: z.object({ id: z.string() }) });

/** The conversation of some members with the bot, which Slack gives again to whoever asks again. */
export async function conversationOf(
  workspace: Workspace | null,
  members: readonly string[],
): Promise<RoomOutcome> {
  if (workspace === null) return { kind: "refused", missing: [say("slack.need.installation")] };
  const answer = await workspace.api.call(
    "conversations.open",
    { users: members.join(",") },
    { repeatable: true, patience: TIMES.postPatience },
  );
  switch (answer.kind) {
    case "ok": {
      const parsed = opened.safeParse(answer.data);
      return parsed.success
        ? { kind: "open", channel: parsed.data.channel.id, voice: null }
        : { kind: "failed", detail: "no channel in the answer", retryAfter: RETRY_AFTER };
    }
    case "limited":
      return { kind: "failed", detail: "rate limit", retryAfter: answer.retryAfter };
    case "unanswered":
      return { kind: "failed", detail: answer.detail, retryAfter: RETRY_AFTER };
    case "refused":
      return {
        kind: "refused",
        missing: answer.error === "missing_scope" ? [answer.needed ?? METHODS["conversations.open"][0]] : [],
      };
    default:
      return answer satisfies never;
  }
}

const channelList = z.object({ channels: z.array(z.object({ id: z.string() })) });

/** Channels that the bot was invited to; none where Slack does not say. */
export async function channelsOf(workspace: Workspace | null): Promise<string[]> {
  const answer = await workspace?.api.call(
    "users.conversations",
    { types: "public_channel,private_channel", exclude_archived: true, limit: 100 },
    { repeatable: true, patience: TIMES.lookup },
  );
  const list = answer?.kind === "ok" ? channelList.safeParse(answer.data) : null;
  return list?.success ? list.data.channels.map(({ id }) => id) : [];
}
