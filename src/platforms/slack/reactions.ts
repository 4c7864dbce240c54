import type { Log } from "../../engine/ports/log.ts";
import type { MessageRef } from "../../engine/words/place.ts";
import { choiceOfDigit } from "../../engine/words/reply.ts";
import type { Choice } from "../../engine/words/round.ts";
import type { Workspace } from "./workspaces.ts";

/** The names of the reactions that stand for A to D. Slack's `:a:` and `:b:` are blood groups, and end there. */
export const REACTIONS = ["one", "two", "three", "four"] as const;

/** null: a reaction that stands for no option. */
export function choiceOf(reaction: string): Choice | null {
  return choiceOfDigit((REACTIONS as readonly string[]).indexOf(reaction) + 1);
}

/** How long seeding waits behind other seeds and rate limits: reactions that come later serve nobody. */
const PATIENCE = 10 * 60_000;

/** Adds the four answer reactions one after the other, behind all others of this workspace. */
export async function seedReactions(
  workspace: Workspace | null,
  message: MessageRef,
  log: Log,
): Promise<void> {
  for (const name of REACTIONS) {
    const answer = await workspace?.api.call(
      "reactions.add",
      { channel: message.channel, timestamp: message.message, name },
      { turn: "reactions.add", patience: PATIENCE, repeatable: true, priority: "low" },
    );
    if (answer?.kind === "ok" || (answer?.kind === "refused" && answer.error === "already_reacted")) continue;
    const detail = answer?.kind === "refused" ? answer.error : (answer?.kind ?? "not installed");
    log.warn({ platform: "slack", channel: message.channel, detail }, "The answer reactions were not added");
    return;
  }
}
