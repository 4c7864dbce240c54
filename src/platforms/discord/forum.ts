import { type REST, Routes, ThreadAutoArchiveDuration } from "discord.js";
import { z } from "zod";
import type { Card } from "../../cards/model.ts";
import { type MessageRef, nativeTeam, type TeamId } from "../../engine/words/place.ts";
import { label } from "../../words/line.ts";
import type { ChannelFacts } from "./directory.ts";
import type { Laid } from "./draw/pages.ts";
import { statusOf } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import { described, filesOf, sendRest } from "./messages.ts";

/**
 * Forum channels: each of the bot's posts is a forum post of its own, whose first message has the post's id.
 * https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel
 */

/** Newest posts of the bot that are looked through for one. */
const LOOKED_AT = 10;

const created = z.object({ id: z.string() });
const activeThreads = z.object({
  threads: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      parent_id: z.string().nullish(),
      owner_id: z.string().nullish(),
    }),
  ),
});

/** What a card's forum post is called: its date and short facts, or its title. */
function nameOf({ round, chips, title, kind }: Card): string {
  const date = /\d{4}-\d\d-\d\d/.exec(round ?? "")?.[0] ?? "";
  const said = chips.length === 0 ? title : [date, ...chips].filter((part) => part !== "").join(" · ");
  return label(said, LIMITS.threadName) || kind;
}

/** The bot's forum post with this card, or null. A forum knows no nonces, so it is looked for. */
export async function findInForum(
  rest: REST,
  at: { team: TeamId; forum: string; bot: string },
  card: Card,
): Promise<MessageRef | null> {
  const { threads } = activeThreads.parse(await rest.get(Routes.guildActiveThreads(nativeTeam(at.team))));
  const own = threads
    .filter((one) => one.parent_id === at.forum && one.owner_id === at.bot && one.name === nameOf(card))
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1))
    .slice(0, LOOKED_AT);
  for (const { id } of own) {
    // The buttons name the round, which no other post of the bot does; of the rest the name alone tells it.
    const message = card.round === null ? "" : await firstMessage(rest, id);
    if (card.round === null || message.includes(card.round)) return { channel: id, message: id };
  }
  return null;
}

/** As text; empty where it was deleted, which leaves its post standing. */
async function firstMessage(rest: REST, id: string): Promise<string> {
  try {
    return JSON.stringify(await rest.get(Routes.channelMessage(id, id)));
  } catch (error) {
    if (statusOf(error) === 404) return "";
    throw error;
  }
}

/** A tag for a forum that wants one: the first that everybody may give. */
function tagsFor({ wantsTag, tags }: ChannelFacts): string[] {
  const free = tags.find((tag) => !tag.moderated) ?? tags[0];
  return wantsTag && free !== undefined ? [free.id] : [];
}

/**
 * Puts a card up as a forum post. Throws what discord.js throws.
 *
 * @param once sends each request once: a forum knows no nonces, and a repeat would make a second post
 */
export async function sendToForum(
  { rest, once }: { rest: REST; once: REST },
  forum: { id: string; facts: ChannelFacts },
  card: Card,
  laid: Laid,
  key: string,
): Promise<MessageRef> {
  const post = await once.post(Routes.threads(forum.id), {
    body: {
      name: nameOf(card),
      // As long as Discord allows: the result comes into the post of the question.
      auto_archive_duration: ThreadAutoArchiveDuration.OneWeek,
      applied_tags: tagsFor(forum.facts),
      message: { ...laid.first, ...described(laid.files) },
    },
    files: filesOf(laid.files),
  });
  const { id } = created.parse(post);
  await sendRest(rest, id, laid, key);
  return { channel: id, message: id };
}
