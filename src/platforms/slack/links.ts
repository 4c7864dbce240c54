import { z } from "zod";
import type { MessageRef } from "../../engine/words/place.ts";
import { TIMES } from "./limits.ts";
import type { Workspace } from "./workspaces.ts";

const permalink = z.object({ permalink: z.string() });

/** The address of a message; null where Slack does not say. */
export async function linkTo(workspace: Workspace | null, message: MessageRef): Promise<string | null> {
  const answer = await workspace?.api.call(
    "chat.getPermalink",
    { channel: message.channel, message_ts: message.message },
    { repeatable: true, patience: TIMES.postPatience },
  );
  const parsed = answer?.kind === "ok" ? permalink.safeParse(answer.data) : null;
  return parsed?.success ? parsed.data.permalink : null;
}
