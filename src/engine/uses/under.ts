import type { Platform, PostOutcome } from "../ports/platform.ts";
import type { MessageRef } from "../words/place.ts";
import type { Reply } from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import type { Deps } from "./deps.ts";
import { threadNameOf } from "./views.ts";

/**
 * Posts what belongs to a question of the day: into its thread, or into the channel where it has none. A message that
 * has a room of its own, as in a forum, is talked about there.
 */
export async function postUnder(
  deps: Pick<Deps, "platform">,
  round: Round,
  message: MessageRef,
  reply: Reply,
  options: Parameters<Platform["postInThread"]>[3],
): Promise<PostOutcome | undefined> {
  const { place, thread } = round;
  const platform = deps.platform(place.team);
  return thread === "off" && message.channel === place.group
    ? platform?.post(place, reply, options)
    : platform?.postInThread(place.team, message, reply, { ...options, threadName: threadNameOf(round) });
}
