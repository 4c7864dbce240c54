import { type REST, Routes } from "discord.js";
import { z } from "zod";
import type { ChatInbound } from "../../cards/ports.ts";
import type { Log } from "../../engine/ports/log.ts";
import type { OpenQuestion } from "../../engine/ports/platform.ts";
import type { MessageRef, TeamId } from "../../engine/words/place.ts";
import type { Choice } from "../../engine/words/round.ts";
import type { UnderWay } from "../under-way.ts";
import { nameOf } from "./actor.ts";
import { choiceOf } from "./emoji.ts";
import { describe, heldFor, isMessageGone, statusOf } from "./errors.ts";
import { REACTORS, REREAD, REREAD_MOST } from "./limits.ts";
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

/** The letters that people have on a question, by person; none where they are no answers. */
async function lettersOn(
  rest: REST,
  { message: at, reactions: areAnswers }: OpenQuestion,
): Promise<Iterable<Given>> {
  const { reactions } = messageSchema.parse(await rest.get(Routes.channelMessage(at.channel, at.message)));
  const given = new Map<string, Given>();
  for (const { emoji } of areAnswers ? reactions : []) {
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

export interface CatchUp {
  /** Reads all open questions of a team. */
  team(team: TeamId): Promise<void>;
  /** A reaction on this question could not be recorded: it is read again until it is. */
  later(one: OpenQuestion): void;
}

/**
 * Hands in the reactions that were given while the bot could not listen or nothing could be recorded, and takes them
 * away. Nobody knows which of several letters came last, so they count as none. A question whose message was deleted
 * meanwhile is handed in as that.
 *
 * @param rest of low priority: there may be many
 */
export function createCatchUp(
  rest: REST,
  inbound: ChatInbound,
  { remove, underWay, log }: { remove: Remove; underWay: UnderWay; log: Log },
): CatchUp {
  const waiting = new Map<string, OpenQuestion>();
  let isPlanned = false;

  /** false: something could not be recorded. Throws where Discord does not say what is on it. */
  async function readOne(one: OpenQuestion): Promise<boolean> {
    const { place, message } = one;
    let isRecorded = true;
    for (const { user, letters } of await lettersOn(rest, one)) {
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
        if (card?.tone === "trouble") {
          isRecorded = false;
          continue;
        }
      }
      for (const { emoji } of letters) await remove(message, emoji, user.id);
    }
    return isRecorded;
  }

  /** false: it is tried again later. */
  async function tryOne(one: OpenQuestion): Promise<boolean> {
    try {
      if (await readOne(one)) return true;
      later(one);
      return false;
    } catch (error) {
      if (isMessageGone(error, one.message)) {
        await inbound.messageGone(one.place.team, one.message);
        return true;
      }
      const isTrouble = (statusOf(error) ?? 500) >= 500 && !(error instanceof z.ZodError);
      const isLater = isTrouble || heldFor(error) !== null;
      log.warn({ place: one.place, isLater, ...describe(error) }, "an open question could not be read");
      if (isLater) later(one);
      return !isLater;
    }
  }

  function later(one: OpenQuestion): void {
    // Where there are more, the close of their questions takes them away.
    if (waiting.size < REREAD_MOST) waiting.set(`${one.message.channel}|${one.message.message}`, one);
    if (isPlanned) return;
    isPlanned = true;
    setTimeout(() => {
      isPlanned = false;
      underWay.run("reactions", again);
    }, REREAD).unref();
  }

  async function again(): Promise<void> {
    for (const [key, one] of [...waiting]) {
      if (!underWay.isOpen) return;
      waiting.delete(key);
      // What keeps one from being recorded keeps all: the rest waits for the next time.
      if (!(await tryOne(one))) return;
    }
  }

  return {
    later,
    async team(team) {
      for (const one of await inbound.openQuestions(team)) await tryOne(one);
    },
  };
}

const resultSchema = z.object({
  reactions: z
    .array(z.object({ count: z.number(), me: z.boolean(), emoji: z.object({ name: z.string().nullish() }) }))
    .default([]),
});

/**
 * Takes the letters away that are left on a question which has its result now: given while the bot was away until
 * after the close, they count for nobody. A question that takes no reactions has none of the bot's own.
 *
 * @param edited the message as Discord has it
 */
export async function clearLetters(rest: REST, at: MessageRef, edited: unknown, log: Log): Promise<void> {
  const parsed = resultSchema.safeParse(edited);
  const letters = (parsed.data?.reactions ?? []).filter(({ emoji }) => choiceOf(emoji.name) !== null);
  if (!letters.some(({ me }) => me)) return;
  try {
    for (const { count, me, emoji } of letters)
      if (count > (me ? 1 : 0))
        await rest.delete(
          Routes.channelMessageReaction(at.channel, at.message, encodeURIComponent(emoji.name ?? "")),
        );
  } catch (error) {
    log.warn(
      { channel: at.channel, ...describe(error) },
      "reactions on a closed question could not be taken away",
    );
  }
}
