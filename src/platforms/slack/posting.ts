import { z } from "zod";
import type { EditOutcome, PostOptions, PostOutcome } from "../../engine/ports/platform.ts";
import type { MessageRef } from "../../engine/words/place.ts";
import type { Reply } from "../../engine/words/reply.ts";
import type { Answer } from "./api.ts";
import type { Block } from "./blocks.ts";
import { render } from "./render.ts";
import type { Workspace } from "./workspaces.ts";

/** Where a message goes: a channel (or a member, for a direct message), and its thread if it is a reply. */
interface Target {
  channel: string;
  thread: string | null;
}

export interface Posting {
  /**
   * All pages of a reply; the message of the outcome is the last one, which has the buttons. `patience` is
   * how long a rate limit may hold it back, in milliseconds.
   */
  post(
    workspace: Workspace | null,
    target: Target,
    reply: Reply,
    options: PostOptions & { patience: number },
  ): Promise<PostOutcome>;
  edit(workspace: Workspace | null, message: MessageRef, reply: Reply): Promise<EditOutcome>;
}

/** Metadata by which a message is found again: there is no nonce on Slack. */
const EVENT_TYPE = "dlq_post";
/** How many messages back are looked through for a message that may be up. */
const LOOK_BACK = 100;
/** Slack lets new apps read a channel's history once a minute. */
const HISTORY_WAIT = 61_000;
/** How often an unsure message waits for the history before it is posted without having been looked for. */
const HISTORY_WAITS = 2;
const RETRY_AFTER = 5000;
/** Unsure messages that are remembered: those of a long outage. */
const REMEMBERED = 10_000;

const posted = z.object({ ts: z.string(), channel: z.string().nullish() });
const history = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({
          event_type: z.string().nullish(),
          event_payload: z.object({ key: z.unknown() }).nullish(),
        })
        .nullish(),
    }),
  ),
});

const GONE = new Set(["channel_not_found", "is_archived", "channel_is_archived"]);
const NO_TOKEN = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "org_login_required",
  "team_not_found",
]);

/** Slack's words for "no replies to this message": they go into the channel instead. */
const THREADLESS = new Set([
  "thread_not_found",
  "invalid_thread_ts",
  "cannot_reply_to_message",
  "restricted_action_non_threadable_channel",
  "restricted_action_thread_locked",
]);

/** What the bot lacks where it was not invited. */
export const MEMBERSHIP = "membership of the channel";

const BOT_REMOVED: PostOutcome = { kind: "refused", reason: "bot-removed", missing: [] };

function outcomeOf(answer: Exclude<Answer, { kind: "ok" }>): PostOutcome {
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
        return { kind: "refused", reason: "permission-lost", missing: [MEMBERSHIP] };
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

type Search = { kind: "found"; ts: string } | { kind: "absent" } | { kind: "unreadable" };

async function search({ api }: Workspace, { channel, thread }: Target, key: string): Promise<Search> {
  const args = { channel, limit: LOOK_BACK, include_all_metadata: true };
  const answer =
    thread === null
      ? await api.call("conversations.history", args, { repeatable: true })
      : await api.call("conversations.replies", { ...args, ts: thread }, { repeatable: true });
  const parsed = answer.kind === "ok" ? history.safeParse(answer.data) : null;
  if (!parsed?.success) return { kind: "unreadable" };
  const message = parsed.data.messages.find(
    ({ metadata }) => metadata?.event_type === EVENT_TYPE && metadata.event_payload?.key === key,
  );
  return message ? { kind: "found", ts: message.ts } : { kind: "absent" };
}

export function createPosting(): Posting {
  /** Keys of which this process does not know whether they are up, and how often they have waited. */
  const unsure = new Map<string, number>();

  function remember(key: string): void {
    unsure.set(key, 0);
    for (const oldest of unsure.keys()) {
      if (unsure.size <= REMEMBERED) break;
      unsure.delete(oldest);
    }
  }

  /**
   * Looks before a repeated post. Where the history cannot be read, a key that was left unsure here waits,
   * twice at most: a question that comes twice is better than one that never comes. null: post it.
   */
  async function before(workspace: Workspace, target: Target, key: string): Promise<PostOutcome | null> {
    const seen = await search(workspace, target, key);
    if (seen.kind === "found")
      return { kind: "posted", message: { channel: target.channel, message: seen.ts } };
    const waited = unsure.get(key);
    if (seen.kind === "absent" || waited === undefined || waited >= HISTORY_WAITS) return null;
    unsure.set(key, waited + 1);
    return { kind: "failed", detail: "the channel's history cannot be read", retryAfter: HISTORY_WAIT };
  }

  async function one(
    workspace: Workspace,
    target: Target,
    content: { text: string; blocks: readonly Block[] },
    { key, repeat, patience }: PostOptions & { patience: number },
  ): Promise<PostOutcome> {
    const known = repeat ? await before(workspace, target, key) : null;
    if (known) {
      if (known.kind === "posted") unsure.delete(key);
      return known;
    }
    const answer = await workspace.api.call(
      "chat.postMessage",
      {
        channel: target.channel,
        ...(target.thread === null ? {} : { thread_ts: target.thread }),
        ...content,
        metadata: { event_type: EVENT_TYPE, event_payload: { key } },
        unfurl_links: false,
        unfurl_media: false,
      },
      {
        lane: `chat.postMessage ${target.channel}`,
        turn: `chat.postMessage ${target.channel}`,
        patience,
      },
    );
    unsure.delete(key);
    if (answer.kind === "ok") {
      const parsed = posted.safeParse(answer.data);
      if (!parsed.success) return { kind: "unsure", detail: "no timestamp in the answer" };
      return {
        kind: "posted",
        message: { channel: parsed.data.channel ?? target.channel, message: parsed.data.ts },
      };
    }
    if (answer.kind === "refused" && target.thread !== null && THREADLESS.has(answer.error))
      return one(workspace, { ...target, thread: null }, content, { key, repeat, patience });
    const outcome = outcomeOf(answer);
    if (outcome.kind === "unsure") remember(key);
    return outcome;
  }

  return {
    async post(workspace, target, reply, options) {
      if (!workspace) return BOT_REMOVED;
      const { text, pages } = render(reply, "whole");
      let outcome: PostOutcome = { kind: "failed", detail: "nothing to post", retryAfter: RETRY_AFTER };
      for (const [i, blocks] of pages.entries()) {
        const key = i === 0 ? options.key : `${options.key}/${i + 1}`;
        outcome = await one(workspace, target, { text, blocks }, { ...options, key });
        // A part of it is up: whoever tries again has to look.
        if (i > 0 && outcome.kind === "failed") outcome = { kind: "unsure", detail: outcome.detail };
        if (outcome.kind !== "posted") break;
      }
      return outcome;
    },

    async edit(workspace, message, reply) {
      if (!workspace) return { kind: "gone" };
      const { text, pages } = render(reply, "tight");
      const answer = await workspace.api.call(
        "chat.update",
        { channel: message.channel, ts: message.message, text, blocks: pages[0] },
        // In order: a late count must not overwrite the result.
        { turn: `chat.update ${message.channel} ${message.message}`, repeatable: true },
      );
      switch (answer.kind) {
        case "ok":
          return { kind: "edited" };
        case "limited":
          return { kind: "failed", detail: "rate limit", retryAfter: answer.retryAfter };
        case "unanswered":
          return { kind: "failed", detail: answer.detail, retryAfter: RETRY_AFTER };
        case "refused":
          if (GONE.has(answer.error) || NO_TOKEN.has(answer.error)) return { kind: "gone" };
          if (
            /^(message_not_found|cant_update_message|edit_window_closed|not_in_channel)$/.test(answer.error)
          )
            return { kind: "gone" };
          return { kind: "failed", detail: answer.error, retryAfter: 60_000 };
        default:
          return answer satisfies never;
      }
    },
  };
}
