import { MessageFlags, type ModalSubmitInteraction } from "discord.js";
import type { Card } from "../../cards/model.ts";
import { decodeAction } from "../../engine/words/action-id.ts";
import { type Action, isStep, takesItsPlace } from "../../engine/words/press.ts";
import { isOwnReply } from "../own-reply.ts";
import type { Steppable } from "./actor.ts";
import { unplaced } from "./direct.ts";
import type { Step } from "./respond.ts";

/** Ids of the buttons of a message, whatever they stand in. */
function buttonsIn(parts: readonly object[]): string[] {
  return parts.flatMap((part) => {
    if ("components" in part && Array.isArray(part.components)) return buttonsIn(part.components);
    return "customId" in part && typeof part.customId === "string" ? [part.customId] : [];
  });
}

/**
 * Whether a message is the question itself: it has letters and can be reported, or both ways to answer in words, which no
 * reply to it has. What is said of it stands beside it, so that it can be read, and a hint taken, afterwards.
 */
function asksIt(components: readonly object[]): boolean {
  const verbs = buttonsIn(components).map((id) => decodeAction(unplaced(id).id)?.verb);
  return (verbs.includes("answer") && verbs.includes("report")) || verbs.includes("said");
}

const isNextStep = ({ inPlace }: Card): boolean => inPlace === true;

/** A form that was opened on a step, whose answer is the next one. */
export const stepOfForm = (interaction: ModalSubmitInteraction, action: Action | null): Step | null =>
  action !== null && isStep(action) && interaction.isFromMessage()
    ? { interaction, takes: isNextStep }
    : null;

/** A press on a private message whose place the reply may take: a step of a session, or what is about a question. */
export function stepOf(interaction: Exclude<Steppable, ModalSubmitInteraction>, action: Action): Step | null {
  if (isStep(action)) return { interaction, takes: isNextStep };
  const { flags, components } = interaction.message;
  const isReply = flags.has(MessageFlags.Ephemeral) && !asksIt(components);
  return isReply && takesItsPlace(action) ? { interaction, takes: isOwnReply } : null;
}
