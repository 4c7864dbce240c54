import { type REST, Routes } from "discord.js";
import type { Log } from "../../engine/ports/log.ts";
import { brief } from "./errors.ts";
import { LIMITS, OWN_REPLY } from "./limits.ts";

/** A press that was answered in private. */
export interface OwnReply {
  /** The round that it is about. */
  question: string;
  member: string;
  application: string;
  token: string;
  /** When it was pressed, epoch milliseconds. */
  at: number;
}

export interface OwnReplies {
  /**
   * A press was answered beside the message that was pressed: the private reply before it to the same question goes. A
   * reply whose press was overtaken goes itself.
   */
  stands(reply: OwnReply): Promise<void>;
  /** A press was answered in the reply's own place; its token changes it from now on. */
  moved(reply: OwnReply): void;
}

/**
 * The newest private reply of each member to each question, so that there is one. Discord lets it be taken away for as
 * long as the token of its press lives; then it is left. The new one is shown below and not written into the old one:
 * whoever has dismissed that would see nothing of an edit.
 */
export function createOwnReplies(rest: REST, log: Log, clock: () => number): OwnReplies {
  const newest = new Map<string, OwnReply>();
  const keyOf = ({ question, member }: OwnReply) => `${question}|${member}`;

  function remember(reply: OwnReply): void {
    newest.delete(keyOf(reply));
    newest.set(keyOf(reply), reply);
    for (const [key, { at }] of newest) {
      if (newest.size <= LIMITS.ownReplies && at > clock() - OWN_REPLY) break;
      newest.delete(key);
    }
  }

  async function takeAway({ application, token, at }: OwnReply): Promise<void> {
    if (at <= clock() - OWN_REPLY) return;
    try {
      await rest.delete(Routes.webhookMessage(application, token), { auth: false });
    } catch (error) {
      log.debug({ platform: "discord", detail: brief(error) }, "a private reply could not be taken away");
    }
  }

  return {
    moved: remember,
    async stands(reply) {
      const before = newest.get(keyOf(reply));
      if (before !== undefined && before.at > reply.at) return takeAway(reply);
      remember(reply);
      if (before !== undefined) await takeAway(before);
    },
  };
}
