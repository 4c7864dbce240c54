import { type REST, Routes } from "discord.js";
import { z } from "zod";
import type { MessageRef } from "../../engine/words/place.ts";
import type { Page } from "./draw/pages.ts";
import { statusOf } from "./errors.ts";
import { LIMITS } from "./limits.ts";

const messageSchema = z.object({
  id: z.string(),
  author: z.object({ id: z.string() }),
  content: z.string().default(""),
  embeds: z.array(z.object({ title: z.string().nullish(), description: z.string().nullish() })).default([]),
  components: z
    .array(z.object({ components: z.array(z.object({ custom_id: z.string().optional() })).default([]) }))
    .default([]),
});
type Sent = Pick<z.output<typeof messageSchema>, "content" | "embeds" | "components">;

/** Milliseconds since 1970 at which Discord's ids begin. */
const EPOCH = 1_420_070_400_000;
/** How much earlier than the first try is looked, in milliseconds: clocks differ. */
const SLACK = 60_000;
/** Pages of a channel's history that are read. */
const PAGES = 10;

/** The smallest id that a message of an instant can have. */
function snowflakeOf(at: number): string {
  return (BigInt(Math.max(0, at - EPOCH)) << 22n).toString();
}

/** Ids grow with time; their number of digits does not, for centuries. */
const newestOf = (ids: readonly string[]) => [...ids].sort().at(-1) ?? "";

/** A seal, or anything else of hexadecimal digits that is as long. */
const SEALS = /\b[0-9a-f]{8,}\b/g;

/**
 * By what a message is known again: the buttons name its round, and its text the seal of the question. Without
 * buttons its whole text tells it; spaces do not count, since Discord trims.
 */
function markOf({ content, embeds, components }: Sent): string {
  const ids = components.flatMap((row) => row.components.map((one) => one.custom_id ?? ""));
  const words = [content, ...embeds.flatMap(({ title, description }) => [title ?? "", description ?? ""])];
  if (ids.length > 0) return JSON.stringify([ids, words.join(" ").match(SEALS) ?? []]);
  return JSON.stringify(words).replace(/(\\n|\s)+/g, "");
}

/**
 * The bot's own messages of a channel, from the first try of a post on, so that one that came up without
 * anybody's knowing is not posted again. undefined: the bot may not read there, or the channel is gone.
 *
 * @param since epoch milliseconds
 */
export async function ownMessages(
  rest: REST,
  channel: string,
  bot: string,
  since: number,
): Promise<((page: Page) => MessageRef | null) | undefined> {
  const found = new Map<string, string>();
  let after = snowflakeOf(since - SLACK);
  try {
    for (let pages = 0; pages < PAGES; pages++) {
      const query = new URLSearchParams({ after, limit: `${LIMITS.history}` });
      const messages = z
        .array(messageSchema)
        .parse(await rest.get(Routes.channelMessages(channel), { query }));
      for (const message of messages) if (message.author.id === bot) found.set(markOf(message), message.id);
      if (messages.length < LIMITS.history) break;
      after = newestOf(messages.map(({ id }) => id));
    }
  } catch (error) {
    if (statusOf(error) === 403 || statusOf(error) === 404) return undefined;
    throw error;
  }
  return (page) => {
    const message = found.get(
      markOf(messageSchema.pick({ content: true, embeds: true, components: true }).parse(page)),
    );
    return message === undefined ? null : { channel, message };
  };
}
