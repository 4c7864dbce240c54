import { type Client, Events, GatewayDispatchEvents, type REST, Routes } from "discord.js";
import { z } from "zod";
import type { Card } from "../../cards/model.ts";
import type { ChatInbound } from "../../cards/ports.ts";
import type { Log } from "../../engine/ports/log.ts";
import type { MessageRef, Place } from "../../engine/words/place.ts";
import type { UnderWay } from "../under-way.ts";
import { nameOf, teamOf } from "./actor.ts";
import { placed } from "./direct.ts";
import type { Directory } from "./directory.ts";
import { drawAloud } from "./draw/index.ts";
import { choiceOf } from "./emoji.ts";
import { describe } from "./errors.ts";
import { sendDirectly } from "./messages.ts";
import { createCatchUp } from "./missed-reactions.ts";
import { createRemover } from "./removal.ts";

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

/**
 * Hands in reactions. Read from the gateway's own events, because discord.js passes on only those in
 * channels it knows. A reaction that was taken, or came too late, is confirmed by taking it away; one that
 * could not be recorded stays, and is read again a little later. Its removal comes back as an event of its
 * own, which nobody listens to. A change and a refusal are said in a direct message, too: nothing else private
 * can be said to somebody who reacts.
 *
 * After a start, and after a gap that Discord does not make up for, what was given meanwhile is read, and noticed which
 * questions are gone.
 */
export function listenToReactions(
  { client, quiet, directory }: { client: Client; quiet: REST; directory: Directory },
  inbound: ChatInbound,
  underWay: UnderWay,
  log: Log,
): void {
  const remove = createRemover(client.rest, underWay, log);
  const catchUp = createCatchUp(quiet, inbound, { remove, underWay, log });

  async function handIn(reaction: z.output<typeof reactionSchema>): Promise<void> {
    const { channel_id: channel, user_id: id, emoji } = reaction;
    const choice = choiceOf(emoji.name);
    if (choice === null || id === client.user?.id) return;
    const guild = reaction.guild_id ?? directory.known(channel)?.guild ?? null;
    if (guild === null) return;
    const member = reaction.member?.user ? reaction.member : await lookUp(client.rest, guild, id);
    if (member?.user?.bot) return;
    const message: MessageRef = { channel, message: reaction.message_id };
    const place = { team: teamOf(guild), group: await directory.groupOf(channel) };
    const card = await inbound.reaction({
      place,
      person: {
        id,
        name: nameOf({ nick: member?.nick, global: member?.user?.global_name, user: member?.user?.username }),
      },
      isAdmin: false,
      locale: null,
      message,
      choice,
    });
    if (card?.tone === "trouble") return catchUp.later({ place, message, reactions: true });
    if (card === null) return;
    await remove(message, emoji.name ?? "", id);
    const isChange = card.kind === "sealed" && card.tone === "info";
    if (isChange || card.tone === "refusal") await tell(id, card, place);
  }

  async function tell(user: string, card: Card, place: Place): Promise<void> {
    try {
      await sendDirectly(client.rest, user, placed(drawAloud(card), place));
    } catch (error) {
      log.debug(describe(error), "a direct message could not be delivered");
    }
  }

  client.ws.on(GatewayDispatchEvents.MessageReactionAdd, (data: unknown) => {
    const reaction = reactionSchema.safeParse(data);
    if (reaction.success) underWay.run("reaction", () => handIn(reaction.data));
  });
  // Raised for a new session; one that is resumed gets what it missed as events.
  client.on(Events.ShardReady, (shard) =>
    underWay.run("reactions", async () => {
      const guilds = client.guilds.cache.filter(({ shardId }) => shardId === shard);
      for (const guild of guilds.keys()) if (underWay.isOpen) await catchUp.team(teamOf(guild));
    }),
  );
}
