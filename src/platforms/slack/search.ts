import { z } from "zod";
import type { PostOptions } from "../../engine/ports/platform.ts";
import type { Answer } from "./api.ts";
import type { Workspace } from "./workspaces.ts";

/** Where a message goes: a channel (or a member, for a direct message), and its thread if it is a reply. */
export interface Target {
  channel: string;
  thread: string | null;
  /** A reply that is shown in the channel, too. */
  broadcast?: boolean;
}

/** Metadata by which a message is found again: there is no nonce on Slack. */
const EVENT_TYPE = "dlq_post";
/** Messages in a page of a channel's history: as many as Slack gives apps outside its Marketplace. */
const PAGE = 15;
/** How far Slack's clock may be from ours, in milliseconds. */
const CLOCKS_APART = 2 * 60_000;
/** Searches under way that are remembered: those of a long outage. */
const REMEMBERED = 10_000;

export const metadataOf = (key: string) => ({ event_type: EVENT_TYPE, event_payload: { key } });

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

/** Where a search that Slack cut short goes on. */
interface Progress {
  /** Slack's timestamp before which nothing is looked at; null: all there is. */
  oldest: string | null;
  cursor: string | null;
  /** When it began, as `oldest`. */
  began: string;
  /** It went on after a pause: what came meanwhile has not been seen. */
  wasCut: boolean;
}

/** So many milliseconds ago, as Slack writes it. */
const ago = (ms: number) => String((Date.now() - ms - CLOCKS_APART) / 1000);

export type Search = { kind: "found"; ts: string } | { kind: "absent" } | Exclude<Answer, { kind: "ok" }>;

/**
 * Looks for a message by its key, newest first and page by page. Slack gives new apps one page a minute: what
 * a rate limit cuts short goes on from there the next time.
 */
export function createSearch(): (
  workspace: Workspace,
  target: Target,
  options: Pick<PostOptions, "key" | "age">,
) => Promise<Search> {
  /** Searches that are not at their end, by what they look for. */
  const searches = new Map<string, Progress>();

  function progressOf(name: string, age: number | undefined): Progress {
    const oldest = age === undefined ? null : ago(age);
    const progress = searches.get(name) ?? { oldest, cursor: null, began: ago(0), wasCut: false };
    searches.delete(name);
    searches.set(name, progress);
    for (const forgotten of searches.keys()) {
      if (searches.size <= REMEMBERED) break;
      searches.delete(forgotten);
    }
    return progress;
  }

  return async function search(
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
      if (answer.kind !== "ok") {
        progress.wasCut ||= progress.cursor !== null;
        return answer;
      }
      const page = history.safeParse(answer.data);
      if (!page.success) return { kind: "unanswered", detail: "no history in the answer", reached: false };
      const message = page.data.messages.find(
        ({ metadata }) => metadata?.event_type === EVENT_TYPE && metadata.event_payload?.key === key,
      );
      progress.cursor = page.data.response_metadata?.next_cursor || null;
      if (!message && page.data.has_more && progress.cursor !== null) continue;
      if (!message && progress.wasCut) {
        // Another process may have posted it since: the newest ones once more.
        Object.assign(progress, { oldest: progress.began, cursor: null, began: ago(0), wasCut: false });
        continue;
      }
      searches.delete(name);
      return message ? { kind: "found", ts: message.ts } : { kind: "absent" };
    }
  };
}
