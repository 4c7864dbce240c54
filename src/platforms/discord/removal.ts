import { setTimeout as wait } from "node:timers/promises";
import { type REST, Routes } from "discord.js";
import type { Log } from "../../engine/ports/log.ts";
import type { MessageRef } from "../../engine/words/place.ts";
import type { UnderWay } from "../under-way.ts";
import { describe, statusOf } from "./errors.ts";
import { REFUSAL_MEMORY, REMOVAL_TRIES } from "./limits.ts";

export type Remove = (at: MessageRef, emoji: string, user: string) => Promise<void>;

/**
 * Takes a member's reaction away, unless this channel refused it lately. What failed otherwise is tried again
 * later; what is left at the end of the process is found by the next start.
 */
export function createRemover(rest: REST, underWay: UnderWay, log: Log): Remove {
  const refusedUntil = new Map<string, number>();

  async function attempt(
    at: MessageRef,
    emoji: string,
    user: string,
    waits: readonly number[],
  ): Promise<void> {
    if ((refusedUntil.get(at.channel) ?? 0) > performance.now()) return;
    refusedUntil.delete(at.channel);
    try {
      await rest.delete(
        Routes.channelMessageUserReaction(at.channel, at.message, encodeURIComponent(emoji), user),
      );
    } catch (error) {
      const status = statusOf(error);
      if (status === 404) return;
      const isFinal = status !== null && status < 500;
      if (status === 403) refusedUntil.set(at.channel, performance.now() + REFUSAL_MEMORY);
      const [next, ...later] = isFinal ? [] : waits;
      log.warn(
        { channel: at.channel, again: next, ...describe(error) },
        "a reaction could not be taken away",
      );
      if (next === undefined) return;
      // Nobody waits for it: the process may end meanwhile.
      void wait(next, undefined, { ref: false }).then(() =>
        underWay.run("reaction", () => attempt(at, emoji, user, later)),
      );
    }
  }

  return (at, emoji, user) => attempt(at, emoji, user, REMOVAL_TRIES);
}
