import type { REST } from "discord.js";
import type { Card } from "../../cards/model.ts";
import type { PostOptions } from "../../engine/ports/platform.ts";
import type { MessageRef, Place } from "../../engine/words/place.ts";
import type { ChannelFacts, Directory } from "./directory.ts";
import { CODES, codeOf } from "./errors.ts";
import { findInForum, sendToForum } from "./forum.ts";
import { ownMessages } from "./history.ts";
import type { Illustrate } from "./illustrated.ts";
import { LOOKED_BACK } from "./limits.ts";
import { type Look, sendAll } from "./messages.ts";

/** Puts cards up in the channels of groups, and looks whether one is up: as messages, in a forum as posts. */
export function createGroups({
  rest,
  once,
  illustrate,
  directory,
  bot,
}: {
  rest: REST;
  /** Sends each request once. */
  once: REST;
  illustrate: Illustrate;
  directory: Directory;
  bot: () => string;
}) {
  /** Discord forgets a nonce within minutes: whoever may have posted before looks. */
  function lookFor({ repeat, age = LOOKED_BACK }: { repeat: boolean; age?: number | undefined }): Look {
    return async (channel) => (repeat ? ownMessages(rest, channel, bot(), Date.now() - age) : undefined);
  }

  return {
    lookFor,

    /** Throws what discord.js throws. */
    async post({ team, group }: Place, card: Card, { key, ...options }: PostOptions): Promise<MessageRef> {
      const laid = await illustrate(card, "aloud");
      const asPost = async (facts: ChannelFacts) => {
        const at = { team, forum: group, bot: bot() };
        const earlier = options.repeat ? await findInForum(rest, at, card) : null;
        return earlier ?? (await sendToForum({ rest, once }, { id: group, facts }, card, laid, key));
      };
      // Of a channel on another process's shard a request is saved: nearly all take messages.
      const known = options.repeat ? await directory.channel(group) : directory.known(group);
      if (known?.isForum) return await asPost(known);
      try {
        return await sendAll(rest, group, laid, key, { known: await lookFor(options)(group) });
      } catch (error) {
        if (known !== null || codeOf(error) !== CODES.notForMessages) throw error;
        const asked = await directory.channel(group);
        if (!asked.isForum) throw error;
        return await asPost(asked);
      }
    },

    /** The message of a card, or null. Throws what discord.js throws. */
    async find(
      { team, group }: Place,
      card: Card,
      { age }: Pick<PostOptions, "age">,
    ): Promise<MessageRef | null> {
      if ((await directory.channel(group)).isForum)
        return findInForum(rest, { team, forum: group, bot: bot() }, card);
      const known = await lookFor({ age, repeat: true })(group);
      const { first, twins = [] } = await illustrate(card, "aloud");
      for (const form of [first, ...twins]) {
        const at = known?.(form) ?? null;
        if (at !== null) return at;
      }
      return null;
    },
  };
}
