import type { EditOutcome, PostOutcome, SeedOutcome, TellOutcome } from "../../engine/ports/platform.ts";
import type { MessageRef } from "../../engine/words/place.ts";
import { type Say, say } from "../../engine/words/say.ts";
import { brief, CODES, codeOf, heldFor, isMessageGone, statusOf, wasNeverSent } from "./errors.ts";
import { RETRY_AFTER } from "./limits.ts";

type Refused = Extract<PostOutcome, { kind: "refused" }>;

const refused = (reason: Refused["reason"], ...missing: Say[]): Refused => ({
  kind: "refused",
  reason,
  missing,
});

const failed = (error: unknown): { kind: "failed"; detail: string; retryAfter: number } => ({
  kind: "failed",
  detail: brief(error),
  retryAfter: heldFor(error) ?? RETRY_AFTER,
});

/**
 * Whether a failed post can be repeated.
 *
 * @param isMember whether the bot is in the server: one that threw it out answers like a channel that shut it out,
 *   or is gone. null: Discord did not say, so nothing is given up.
 */
export function postOutcome(
  error: unknown,
  isMember: boolean | null,
): Exclude<PostOutcome, { kind: "posted" }> {
  if (heldFor(error) !== null) return failed(error);
  const status = statusOf(error);
  if (status === 403 || status === 404) {
    if (isMember === null) return failed(error);
    if (!isMember) return refused("bot-removed");
    if (status === 404) return refused("channel-gone");
    const missing = codeOf(error) === CODES.missingPermissions ? "send-messages" : "view-channel";
    const isNamed = missing === "send-messages" || codeOf(error) === CODES.missingAccess;
    return isNamed
      ? refused("permission-lost", say(`discord.permission.${missing}`))
      : refused("permission-lost");
  }
  if (wasNeverSent(error) || (status !== null && status < 500)) return failed(error);
  return { kind: "unsure", detail: brief(error) };
}

/**
 * A message in a channel that is closed to the bot is still there: others see it. So is one in a server that
 * threw the bot out, whatever it answers: only where the message itself is unknown, it is known to be gone.
 *
 * @param isMember as above
 */
export function editOutcome(
  error: unknown,
  isMember: boolean | null,
): Exclude<EditOutcome, { kind: "edited" }> {
  const code = codeOf(error);
  if (code === CODES.unknownMessage || (isMember === true && statusOf(error) === 404))
    return { kind: "gone" };
  if (heldFor(error) !== null || isMember === null) return failed(error);
  const isClosed = code === CODES.missingAccess || code === CODES.missingPermissions;
  return isClosed || !isMember ? { kind: "barred", detail: brief(error) } : failed(error);
}

/** Where Discord refuses a reaction, it refuses the next one, too: reactions of members count without. */
export function seedOutcome(error: unknown, message: MessageRef): SeedOutcome {
  if (isMessageGone(error, message)) return { kind: "gone" };
  const held = heldFor(error);
  if (held !== null) return { kind: "busy", retryAfter: held };
  const status = statusOf(error);
  const isRefused = status !== null && status >= 400 && status < 500 && status !== 429;
  return isRefused ? { kind: "refused", detail: brief(error) } : failed(error);
}

/** What Discord answers where a direct message will not come through tomorrow either. */
const CLOSED: readonly (number | null)[] = [
  CODES.noDirectMessages,
  CODES.noServerInCommon,
  CODES.unknownUser,
];

export function tellOutcome(error: unknown): Exclude<TellOutcome, { kind: "told" }> {
  if (CLOSED.includes(codeOf(error))) return { kind: "refused", detail: brief(error) };
  const status = statusOf(error);
  const isKnown = heldFor(error) !== null || wasNeverSent(error) || (status !== null && status < 500);
  return isKnown ? failed(error) : { kind: "unsure", detail: brief(error) };
}
