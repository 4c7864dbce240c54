import { type REST, Routes } from "discord.js";
import { z } from "zod";
import type { ChatInbound } from "../../cards/ports.ts";
import type { Log } from "../../engine/ports/log.ts";
import type { Reactable } from "../../engine/ports/platform.ts";
import type { MessageRef, TeamId } from "../../engine/words/place.ts";
import type { Choice } from "../../engine/words/round.ts";
import { nameOf } from "./actor.ts";
import { choiceOf } from "./emoji.ts";
import { describe } from "./errors.ts";
import { REACTORS } from "./limits.ts";
import type { Remove } from "./removal.ts";

const messageSchema = z.object({
  reactions: z.array(z.object({ emoji: z.object({ name: z.string().nullish() }) })).default([]),
});
const reactorsSchema = z.array(
  z.object({
    id: z.string(),
    username: z.string().optional(),
    global_name: z.string().nullish(),
    bot: z.boolean().optional(),
  }),
);
type Reactor = z.output<typeof reactorsSchema>[number];

interface Given {
  user: Reactor;
  letters: { choice: Choice; emoji: string }[];
}

async function reactorsOf(rest: REST, at: MessageRef, emoji: string): Promise<Reactor[]> {
  const found: Reactor[] = [];
  for (;;) {
    const query = new URLSearchParams({ limit: String(REACTORS) });
    const last = found.at(-1);
    if (last !== undefined) query.set("after", last.id);
    const route = Routes.channelMessageReaction(at.channel, at.message, encodeURIComponent(emoji));
    const page = reactorsSchema.parse(await rest.get(route, { query }));
    found.push(...page);
    if (page.length < REACTORS) return found;
  }
}

/** The letters that people have on a message, by person. */
async function lettersOn(rest: REST, at: MessageRef): Promise<Iterable<Given>> {
  const { reactions } = messageSchema.parse(await rest.get(Routes.channelMessage(at.channel, at.message)));
  const given = new Map<string, Given>();
  for (const { emoji } of reactions) {
    const choice = choiceOf(emoji.name);
    if (choice === null || !emoji.name) continue;
    for (const user of await reactorsOf(rest, at, emoji.name)) {
      if (user.bot) continue;
      const known = given.get(user.id) ?? { user, letters: [] };
      given.set(user.id, known);
      known.letters.push({ choice, emoji: emoji.name });
    }
  }
  return given.values();
}

/**
 * Hands in the reactions that were given while the bot could not listen, and takes them away. Nobody knows which
 * of several letters came last, so they count as none.
 */
export function createCatchUp(rest: REST, inbound: ChatInbound, remove: Remove, log: Log) {
  async function readOne({ place, message }: Reactable): Promise<void> {
    for (const { user, letters } of await lettersOn(rest, message)) {
      const choices = new Set(letters.map(({ choice }) => choice));
      const [choice] = choices;
      if (choices.size === 1 && choice !== undefined) {
        const card = await inbound.reaction({
          place,
          // The list of reactions knows no nicknames.
          person: {
            id: user.id,
            name: nameOf({ global: user.global_name, user: user.username }),
            provisional: true,
          },
          isAdmin: false,
          locale: null,
          message,
          choice,
          found: true,
        });
        if (card?.tone === "trouble") continue;
      }
      for (const { emoji } of letters) await remove(message, emoji, user.id);
    }
  }

  return async (team: TeamId): Promise<void> => {
    for (const one of await inbound.reactable(team)) {
      try {
        await readOne(one);
      } catch (error) {
        log.warn({ place: one.place, ...describe(error) }, "reactions given meanwhile could not be read");
      }
    }
  };
}
