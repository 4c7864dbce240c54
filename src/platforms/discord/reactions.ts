import { type Client, GatewayDispatchEvents, type REST, Routes } from "discord.js";
import { z } from "zod";
import type { Log } from "../../engine/ports/log.ts";
import type { Inbound } from "../../engine/ports/platform.ts";
import type { MessageRef } from "../../engine/words/place.ts";
import type { Choice } from "../../engine/words/round.ts";
import { nameOf, teamOf } from "./actor.ts";
import { describe, statusOf } from "./errors.ts";
import { REFUSAL_MEMORY } from "./limits.ts";
import type { UnderWay } from "./under-way.ts";

/** Regional indicators, which Discord shows as letters. */
export const EMOJI: readonly string[] = ["🇦", "🇧", "🇨", "🇩"];

const memberSchema = z.object({
  nick: z.string().nullish(),
  user: z
    .object({
      username: z.string().optional(),
      global_name: z.string().nullish(),
      bot: z.boolean().optional(),
    })
    .optional(),
});
type Member = z.output<typeof memberSchema>;

const reactionSchema = z.object({
  user_id: z.string(),
  channel_id: z.string(),
  message_id: z.string(),
  guild_id: z.string().optional(),
  emoji: z.object({ name: z.string().nullish() }),
  member: memberSchema.optional(),
});

/** Who reacted, asked for where the event does not say; null where nobody says. */
async function lookUp(rest: REST, guild: string, user: string): Promise<Member | null> {
  const answer = await rest.get(Routes.guildMember(guild, user)).catch(() => null);
  const member = memberSchema.safeParse(answer);
  return member.success ? member.data : null;
}

/** Takes a member's reaction away, unless this channel refused it lately. */
function createRemover(rest: REST, log: Log) {
  const refusedUntil = new Map<string, number>();
  return async (at: MessageRef, emoji: string, user: string): Promise<void> => {
    if ((refusedUntil.get(at.channel) ?? 0) > performance.now()) return;
    refusedUntil.delete(at.channel);
    try {
      await rest.delete(
        Routes.channelMessageUserReaction(at.channel, at.message, encodeURIComponent(emoji), user),
      );
    } catch (error) {
      if (statusOf(error) === 404) return;
      if (statusOf(error) === 403) refusedUntil.set(at.channel, performance.now() + REFUSAL_MEMORY);
      log.warn({ channel: at.channel, ...describe(error) }, "a reaction could not be taken away");
    }
  };
}

/**
 * Hands in reactions. Read from the gateway's own events, because discord.js passes on only those in
 * channels it knows. Nothing private can be said to somebody who reacts, so a reaction that was taken, or
 * came too late, is confirmed by taking it away; one that could not be recorded stays. Its removal comes
 * back as an event of its own, which nobody listens to.
 */
export function listenToReactions(client: Client, inbound: Inbound, underWay: UnderWay, log: Log): void {
  const remove = createRemover(client.rest, log);

  async function handIn(reaction: z.output<typeof reactionSchema>): Promise<void> {
    const { channel_id: channel, user_id: id, emoji } = reaction;
    const choice = EMOJI.indexOf(emoji.name ?? "");
    const known = client.channels.cache.get(channel);
    const guild = reaction.guild_id ?? (known && "guildId" in known ? known.guildId : null);
    if (guild === null || choice < 0 || id === client.user?.id) return;
    const member = reaction.member?.user ? reaction.member : await lookUp(client.rest, guild, id);
    if (member?.user?.bot) return;
    const message: MessageRef = { channel, message: reaction.message_id };
    const reply = await inbound.reaction({
      place: { team: teamOf(guild), group: (known?.isThread() ? known.parentId : null) ?? channel },
      person: {
        id,
        name: nameOf({ nick: member?.nick, global: member?.user?.global_name, user: member?.user?.username }),
      },
      isAdmin: false,
      locale: "en",
      message,
      choice: choice as Choice,
    });
    if (reply === null || (reply.kind === "notice" && reply.tone === "trouble")) return;
    await remove(message, EMOJI[choice] ?? "", id);
  }

  client.ws.on(GatewayDispatchEvents.MessageReactionAdd, (data: unknown) => {
    const reaction = reactionSchema.safeParse(data);
    if (reaction.success) underWay.run("reaction", () => handIn(reaction.data));
  });
}
