import type { SeedOutcome } from "../../engine/ports/platform.ts";
import type { MessageRef } from "../../engine/words/place.ts";
import { choiceOfDigit } from "../../engine/words/reply.ts";
import type { Choice } from "../../engine/words/round.ts";
import { RETRY_AFTER } from "./outcomes.ts";
import type { Workspace } from "./workspaces.ts";

/** The names of the reactions that stand for A to F. Slack's `:a:` and `:b:` are blood groups, and end there. */
export const REACTIONS = ["one", "two", "three", "four", "five", "six"] as const;

/** The message is gone; of a channel that is closed Slack says something else. */
export const NOT_FOUND = "message_not_found";

/** null: a reaction that stands for no option. */
export function choiceOf(reaction: string): Choice | null {
  return choiceOfDigit((REACTIONS as readonly string[]).indexOf(reaction) + 1);
}

/** How long a reaction waits behind others and for rate limits, in milliseconds; then it is tried again, later. */
const PATIENCE = 25_000;

/** Adds the answer reactions one after the other, behind all others of this workspace. */
export async function seedReactions(
  workspace: Workspace | null,
  message: MessageRef,
  options: number,
): Promise<SeedOutcome> {
  for (const name of REACTIONS.slice(0, options)) {
    const answer = await workspace?.api.call(
      "reactions.add",
      { channel: message.channel, timestamp: message.message, name },
      { turn: "reactions.add", patience: PATIENCE, repeatable: true, priority: "low" },
    );
    if (answer?.kind === "ok" || (answer?.kind === "refused" && answer.error === "already_reacted")) continue;
    if (answer?.kind === "refused" && answer.error === NOT_FOUND) return { kind: "gone" };
    if (answer?.kind === "refused") return { kind: "refused", detail: answer.error };
    if (answer?.kind === "limited") return { kind: "busy", retryAfter: answer.retryAfter };
    return { kind: "failed", detail: answer?.kind ?? "not installed", retryAfter: RETRY_AFTER };
  }
  return { kind: "seeded" };
}
