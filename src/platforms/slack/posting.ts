import { z } from "zod";
import type { EditOutcome, FindOutcome, PostOptions, PostOutcome } from "../../engine/ports/platform.ts";
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
  /** A reply that is shown in the channel, too. */
  broadcast?: boolean;
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
  /** Looks for the last page of a reply, which has the buttons. */
  find(
    workspace: Workspace | null,
    channel: string,
    reply: Reply,
    options: Pick<PostOptions, "key" | "age">,
  ): Promise<FindOutcome>;
  edit(workspace: Workspace | null, message: MessageRef, reply: Reply): Promise<EditOutcome>;
}

/** Metadata by which a message is found again: there is no nonce on Slack. */
const EVENT_TYPE = "dlq_post";
/** Messages in a page of a channel's history: as many as Slack gives apps outside its Marketplace. */
const PAGE = 15;
/** How far Slack's clock may be from ours, in milliseconds. */
const CLOCKS_APART = 2 * 60_000;
const RETRY_AFTER = 5000;
/** Searches under way that are remembered: those of a long outage. */
const REMEMBERED = 10_000;

/** The key of a page of a reply, counted from 0. */
const keyOf = (key: string, page: number) => (page === 0 ? key : `${key}/${page + 1}`);

const posted = z.object({ ts: z.string(), channel: z.string().nullish() });
const history = z.object({
  has_more: z.boolean().nullish(),
  response_metadata: z.object({ next_cursor: z.string().nullish() }).nullish(),
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

/** Where a search that Slack cut short goes on. */
interface Progress {
  /** Slack's timestamp before which nothing is looked at; null: all there is. */
  oldest: string | null;
  cursor: string | null;
}

type Search = { kind: "found"; ts: string } | { kind: "absent" } | Exclude<Answer, { kind: "ok" }>;

export function createPosting(): Posting {
  /** Searches that are not at their end, by what they look for. */
  const searches = new Map<string, Progress>();

  function progressOf(name: string, age: number | undefined): Progress {
    const oldest = age === undefined ? null : String((Date.now() - age - CLOCKS_APART) / 1000);
    const progress = searches.get(name) ?? { oldest, cursor: null };
    searches.delete(name);
    searches.set(name, progress);
    for (const forgotten of searches.keys()) {
      if (searches.size <= REMEMBERED) break;
      searches.delete(forgotten);
    }
    return progress;
  }

  /**
   * Looks for a message by its key, newest first and page by page. Slack gives new apps one page a minute: what
   * a rate limit cuts short goes on from there the next time.
   */
  async function search(
    { team, api }: Workspace,
    { channel, thread }: Target,
    { key, age }: Pick<PostOptions, "key" | "age">,
  ): Promise<Search> {
    const name = `${team}/${channel}/${thread ?? ""}/${key}`;
    const progress = progressOf(name, age);
    for (;;) {
      const args = {
        channel,
        limit: PAGE,
        include_all_metadata: true,
        ...(progress.oldest === null ? {} : { oldest: progress.oldest }),
        ...(progress.cursor === null ? {} : { cursor: progress.cursor }),
      };
      const answer =
        thread === null
          ? await api.call("conversations.history", args, { repeatable: true })
          : await api.call("conversations.replies", { ...args, ts: thread }, { repeatable: true });
      if (answer.kind !== "ok") return answer;
      const page = history.safeParse(answer.data);
      if (!page.success) return { kind: "unanswered", detail: "no history in the answer", reached: false };
      const message = page.data.messages.find(
        ({ metadata }) => metadata?.event_type === EVENT_TYPE && metadata.event_payload?.key === key,
      );
      progress.cursor = page.data.response_metadata?.next_cursor || null;
      if (!message && page.data.has_more && progress.cursor !== null) continue;
      searches.delete(name);
      return message ? { kind: "found", ts: message.ts } : { kind: "absent" };
    }
  }

  /** Looks before a repeated post: nothing is posted before it is known that it is not up. null: post it. */
  async function before(
    workspace: Workspace,
    target: Target,
    options: PostOptions,
  ): Promise<PostOutcome | null> {
    const seen = await search(workspace, target, options);
    switch (seen.kind) {
      case "found":
        return { kind: "posted", message: { channel: target.channel, message: seen.ts } };
      case "absent":
        return null;
      case "unanswered":
        return { kind: "failed", detail: `cannot look: ${seen.detail}`, retryAfter: RETRY_AFTER };
      case "limited":
      case "refused":
        return outcomeOf(seen);
      default:
        return seen satisfies never;
    }
  }

  async function one(
    workspace: Workspace,
    target: Target,
    content: { text: string; blocks: readonly Block[] },
    options: PostOptions & { patience: number },
  ): Promise<PostOutcome> {
    const { key, repeat, patience } = options;
    const known = repeat ? await before(workspace, target, options) : null;
    if (known) return known;
    const answer = await workspace.api.call(
      "chat.postMessage",
      {
        channel: target.channel,
        ...(target.thread === null ? {} : { thread_ts: target.thread }),
        ...(target.thread !== null && target.broadcast ? { reply_broadcast: true } : {}),
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
    if (answer.kind === "ok") {
      const parsed = posted.safeParse(answer.data);
      if (!parsed.success) return { kind: "unsure", detail: "no timestamp in the answer" };
      return {
        kind: "posted",
        message: { channel: parsed.data.channel ?? target.channel, message: parsed.data.ts },
      };
    }
    if (answer.kind === "refused" && target.thread !== null && THREADLESS.has(answer.error))
      return one(workspace, { ...target, thread: null }, content, options);
    return outcomeOf(answer);
  }

  return {
    async post(workspace, target, reply, options) {
      if (!workspace) return BOT_REMOVED;
      const { text, pages } = render(reply, "whole");
      let outcome: PostOutcome = { kind: "failed", detail: "nothing to post", retryAfter: RETRY_AFTER };
      for (const [i, blocks] of pages.entries()) {
        outcome = await one(workspace, target, { text, blocks }, { ...options, key: keyOf(options.key, i) });
        // A part of it is up: whoever tries again has to look.
        if (i > 0 && outcome.kind === "failed") outcome = { kind: "unsure", detail: outcome.detail };
        if (outcome.kind !== "posted") break;
      }
      return outcome;
    },

    async find(workspace, channel, reply, options) {
      if (!workspace) return { kind: "absent" };
      const { pages } = render(reply, "whole");
      const key = keyOf(options.key, pages.length - 1);
      const seen = await search(workspace, { channel, thread: null }, { ...options, key });
      switch (seen.kind) {
        case "found":
          return { kind: "found", message: { channel, message: seen.ts } };
        case "absent":
          return seen;
        case "limited":
          return { kind: "unknown", retryAfter: seen.retryAfter };
        case "unanswered":
          return { kind: "unknown", retryAfter: RETRY_AFTER };
        case "refused":
          // What the bot may not read, it may not edit either.
          return outcomeOf(seen).kind === "refused"
            ? { kind: "absent" }
            : { kind: "unknown", retryAfter: 60_000 };
        default:
          return seen satisfies never;
      }
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

const permalink = z.object({ permalink: z.string() });

/** The address of a message; null where Slack does not say. */
export async function linkTo(workspace: Workspace | null, message: MessageRef): Promise<string | null> {
  const answer = await workspace?.api.call(
    "chat.getPermalink",
    { channel: message.channel, message_ts: message.message },
    { repeatable: true },
  );
  const parsed = answer?.kind === "ok" ? permalink.safeParse(answer.data) : null;
  return parsed?.success ? parsed.data.permalink : null;
}
