import { takesAnswers } from "../rules/life.ts";
import { platformOf } from "../words/place.ts";
import type { Round } from "../words/round.ts";
import type { Deps } from "./deps.ts";

/**
 * The bot's own reactions come under a question that is up and wants them, after more urgent work; it can be answered
 * without.
 */
export async function addSeed(deps: Deps, { place, id, lost, answers, status }: Round): Promise<void> {
  if (answers === "buttons" || !takesAnswers(status)) return;
  const { team } = place;
  try {
    await deps.outbox.add({
      // A question that is posted again has another message.
      id: ["seed", team.replace(":", "."), id, ...(lost > 0 ? [lost] : [])].join("/"),
      ...{ kind: "seed", platform: platformOf(team), priority: "seed", work: { team, round: id } },
    });
  } catch (error) {
    deps.log.warn({ round: id, err: error }, "the bot's answer reactions of a question have to wait");
    deps.leftBehind();
  }
}
