import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { OPTION_FORMS } from "../../engine/words/option-form.ts";
import { FORMS } from "../../engine/words/press.ts";

/**
 * What of Slack's payloads the bot reads. Everything that Slack, or a server that speaks like it, may leave
 * out is optional.
 */

export const slashCommand = z.object({
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  user_name: z.string().nullish(),
  text: z.string().nullish(),
  response_url: z.string().nullish(),
  thread_ts: z.string().nullish(),
});

const user = z.object({
  id: z.string(),
  name: z.string().nullish(),
  username: z.string().nullish(),
  team_id: z.string().nullish(),
});
const team = z.object({ id: z.string() }).nullish();

/** What Slack says of a field that was filled in. */
const field = z.object({
  value: z.string().nullish(),
  selected_conversation: z.string().nullish(),
  selected_time: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  files: z
    .array(
      z.object({
        name: z.string().nullish(),
        size: z.number().nullish(),
        url_private_download: z.string().nullish(),
        url_private: z.string().nullish(),
      }),
    )
    .nullish(),
});

export const blockActions = z.object({
  team,
  user,
  channel: z.object({ id: z.string() }).nullish(),
  container: z
    .object({
      channel_id: z.string().nullish(),
      message_ts: z.string().nullish(),
      is_ephemeral: z.boolean().nullish(),
      thread_ts: z.string().nullish(),
    })
    .nullish(),
  message: z.object({ ts: z.string().nullish(), thread_ts: z.string().nullish() }).nullish(),
  /** The home page or form, where it was pressed there. */
  view: z
    .object({
      id: z.string().nullish(),
      type: z.string(),
      hash: z.string().nullish(),
      private_metadata: z.string().nullish(),
    })
    .nullish(),
  trigger_id: z.string().nullish(),
  response_url: z.string().nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        action_ts: z.string().nullish(),
        selected_option: z.object({ value: z.string() }).nullish(),
        selected_conversation: z.string().nullish(),
        /** Which of several marks it was. */
        value: z.string().nullish(),
      }),
    )
    .min(1),
});

/** "Ask about this" on a message. */
export const messageShortcut = z.object({
  team,
  user,
  channel: z.object({ id: z.string() }),
  message: z.object({
    ts: z.string().nullish(),
    thread_ts: z.string().nullish(),
    text: z.string().nullish(),
    attachments: z.array(z.object({ text: z.string().nullish(), fallback: z.string().nullish() })).nullish(),
  }),
  response_url: z.string().nullish(),
});

/** What people read of a message that somebody points at; some apps write into attachments alone. */
export function textOfMessage({ message }: z.infer<typeof messageShortcut>): string {
  const attached = (message.attachments ?? []).map(({ text, fallback }) => text || fallback || "");
  return [message.text ?? "", ...attached].join("\n");
}

/** The thread in which a button was pressed. The message at its head names itself, and stands in the channel. */
export function threadOf({
  container,
  message,
}: Pick<z.infer<typeof blockActions>, "container" | "message">): string | null {
  const thread = container?.thread_ts ?? message?.thread_ts ?? null;
  return thread === (container?.message_ts ?? message?.ts) ? null : thread;
}

/** Slack's timestamps are seconds with six decimals. Epoch milliseconds; null where there is none. */
export function momentOf(ts: string | null | undefined): number | null {
  return ts && /^\d{1,11}(\.\d+)?$/.test(ts) ? Math.round(Number(ts) * 1e6) / 1e3 : null;
}

/** What a form carries with it. */
export const formContext = z.object({
  form: z.enum(Object.keys(FORMS) as [keyof typeof FORMS]),
  item: z.string(),
  channel: z.string(),
  /** Absent in forms that were opened by an earlier version. */
  thread: z.string().nullable().default(null),
  url: z.string().nullable(),
  /** The message whose place the answer may take; absent where it takes none. */
  step: z
    .object({ message: z.object({ channel: z.string(), message: z.string() }), isEphemeral: z.boolean() })
    .optional(),
});
export type FormContext = z.infer<typeof formContext>;

/** What a form that fills in options carries with it: where its answer goes, and the mark of what it shows. */
export const optionContext = z.object({
  form: z.enum(OPTION_FORMS),
  channel: z.string(),
  mark: z.string().default(""),
  turn: z.number().int().default(0),
});
export type OptionContext = Omit<z.infer<typeof optionContext>, "mark">;

export const viewSubmission = z.object({
  team,
  user,
  view: z.object({
    private_metadata: z.string(),
    state: z.object({
      values: z.record(z.string(), z.record(z.string(), field)),
    }),
  }),
  response_urls: z.array(z.object({ channel_id: z.string(), response_url: z.string() })).nullish(),
});

/** A shortcut that is chosen anywhere. */
export const globalShortcut = z.object({ team, user, trigger_id: z.string() });

/** What is typed into a field that is found by it. */
export const blockSuggestion = z.object({ action_id: z.string(), value: z.string().nullish() });

export const reactionAdded = z.object({
  user: z.string(),
  reaction: z.string(),
  item: z.object({ type: z.string(), channel: z.string().nullish(), ts: z.string().nullish() }),
  item_user: z.string().nullish(),
  event_ts: z.string().nullish(),
});

export const homeOpened = z.object({
  user: z.string(),
  channel: z.string().nullish(),
  tab: z.string().nullish(),
  /** The page as it is; absent before there is one. */
  view: z.object({ hash: z.string().nullish() }).nullish(),
});

export const channelEvent = z.object({ channel: z.string() });

export const memberJoined = z.object({
  user: z.string(),
  channel: z.string(),
  inviter: z.string().nullish(),
});

export const tokensRevoked = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }) });

/** The workspace of an event's envelope, and when it happened, in seconds. */
export const envelope = z.object({ team_id: z.string(), event_time: z.number().nullish() });

/**
 * What a delivery is known by. A payload that comes twice is the same delivery: Slack gives each its own
 * trigger and response address (an event its own id), and repeats them when it delivers again. A payload
 * without any of them cannot be told from another one, and counts as new.
 */
export function deliveryOf(body: object): string {
  if (!("trigger_id" in body) && !("response_url" in body) && !("event_id" in body)) return randomUUID();
  return createHash("sha256").update(JSON.stringify(body)).digest("base64url").slice(0, 27);
}
