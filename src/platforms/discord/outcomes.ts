import type { EditOutcome, PostOutcome } from "../../engine/ports/platform.ts";
import { type Say, say } from "../../engine/words/say.ts";
import { NoTurn } from "../pace.ts";
import { brief, CODES, codeOf, statusOf, wasNeverSent } from "./errors.ts";
import { RETRY_AFTER } from "./limits.ts";

type Refused = Extract<PostOutcome, { kind: "refused" }>;

const refused = (reason: Refused["reason"], ...missing: Say[]): Refused => ({
  kind: "refused",
  reason,
  missing,
});

/**
 * Whether a failed post can be repeated. `isMember`: the bot is in the server as far as it knows; a server
 * that threw it out answers like a channel that shut it out.
 */
export function postOutcome(error: unknown, isMember: boolean): Exclude<PostOutcome, { kind: "posted" }> {
  if (error instanceof NoTurn) return { kind: "failed", detail: brief(error), retryAfter: error.retryAfter };
  const status = statusOf(error);
  switch (codeOf(error)) {
    case CODES.unknownGuild:
      return refused("bot-removed");
    case CODES.unknownChannel:
      return refused(isMember ? "channel-gone" : "bot-removed");
    case CODES.missingAccess:
      return isMember
        ? refused("permission-lost", say("discord.permission.view-channel"))
        : refused("bot-removed");
    case CODES.missingPermissions:
      return refused("permission-lost", say("discord.permission.send-messages"));
    default:
      break;
  }
  if (status === 403) return refused(isMember ? "permission-lost" : "bot-removed");
  if (status === 404) return refused(isMember ? "channel-gone" : "bot-removed");
  if (wasNeverSent(error) || (status !== null && status < 500))
    return { kind: "failed", detail: brief(error), retryAfter: RETRY_AFTER };
  return { kind: "unsure", detail: brief(error) };
}

/**
 * A message in a channel that is closed to the bot is still there: others see it. So is one in a server that
 * threw the bot out, whatever it answers: only where the message itself is unknown, it is known to be gone.
 */
export function editOutcome(error: unknown, isMember: boolean): Exclude<EditOutcome, { kind: "edited" }> {
  const isUnknown = codeOf(error) === CODES.unknownMessage;
  if (isUnknown || (isMember && statusOf(error) === 404)) return { kind: "gone" };
  return {
    kind: "failed",
    detail: brief(error),
    retryAfter: error instanceof NoTurn ? error.retryAfter : RETRY_AFTER,
  };
}
