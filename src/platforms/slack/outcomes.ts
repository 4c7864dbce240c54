import type { PostOutcome, TellOutcome } from "../../engine/ports/platform.ts";
import { say } from "../../engine/words/say.ts";
import type { Answer } from "./api.ts";

/** Milliseconds before what Slack did not take is tried again. */
export const RETRY_AFTER = 5000;

/** Slack's word for blocks that it does not take, whatever the reason. */
export const INVALID_BLOCKS = "invalid_blocks";

export const GONE = new Set(["channel_not_found", "is_archived", "channel_is_archived"]);
export const NO_TOKEN = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "org_login_required",
  "team_not_found",
]);

/** A private channel is not found by whoever is not in it; nor is an archived one closed for good. */
export const isBarred = (error: string): boolean =>
  GONE.has(error) || NO_TOKEN.has(error) || error === "not_in_channel";

/** Slack's words for "no replies to this message": they go into the channel instead. */
export const THREADLESS = new Set([
  "thread_not_found",
  "invalid_thread_ts",
  "cannot_reply_to_message",
  "restricted_action_non_threadable_channel",
  "restricted_action_thread_locked",
]);

/** Whether it was refused for its blocks. */
export const isUntaken = (answer: Answer) => answer.kind === "refused" && answer.error === INVALID_BLOCKS;

/** How the bot is let into a channel. */
export const HOW_INVITED = say("slack.how.invite", { code: { code: "/invite" } });

export const BOT_REMOVED: PostOutcome = { kind: "refused", reason: "bot-removed", missing: [] };

/** What a refusal, a rate limit or silence means for a post. */
export function outcomeOf(answer: Exclude<Answer, { kind: "ok" }>): PostOutcome {
  switch (answer.kind) {
    case "limited":
      return { kind: "failed", detail: "rate limit", retryAfter: answer.retryAfter };
    case "unanswered":
      return answer.reached
        ? { kind: "unsure", detail: answer.detail }
        : { kind: "failed", detail: answer.detail, retryAfter: RETRY_AFTER };
    case "refused": {
      const { error, needed } = answer;
      if (NO_TOKEN.has(error)) return BOT_REMOVED;
      if (GONE.has(error)) return { kind: "refused", reason: "channel-gone", missing: [] };
      if (error === "not_in_channel")
        return { kind: "refused", reason: "not-a-member", missing: [HOW_INVITED] };
      if (
        error === "missing_scope" ||
        /^(restricted_action|no_permission|access_denied|ekm_access|cannot_)/.test(error)
      )
        return { kind: "refused", reason: "permission-lost", missing: [needed ?? error] };
      return { kind: "failed", detail: error, retryAfter: 60_000 };
    }
    default:
      return answer satisfies never;
  }
}

/** Slack's words where a direct message will not come through tomorrow either. */
const CLOSED = new Set([
  "messages_tab_disabled",
  "user_disabled",
  "user_not_found",
  "users_not_found",
  "user_not_visible",
  "is_bot",
]);

/** A direct message is posted into a channel of its reader's. */
export function tellOutcome(outcome: PostOutcome): TellOutcome {
  switch (outcome.kind) {
    case "posted":
      return { kind: "told" };
    case "refused":
      return { kind: "refused", detail: outcome.reason };
    case "failed":
      return CLOSED.has(outcome.detail) ? { kind: "refused", detail: outcome.detail } : outcome;
    case "unsure":
      return outcome;
    default:
      return outcome satisfies never;
  }
}
