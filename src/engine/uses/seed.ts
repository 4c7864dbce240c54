import { TriedInVain, type Work } from "../ports/outbox.ts";
import { takesAnswers } from "../rules/life.ts";
import { platformOf } from "../words/place.ts";
import { hasOptions, type Round } from "../words/round.ts";
import type { Deps } from "./deps.ts";
import { again } from "./tries.ts";

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

/** Adds them, as long as they serve anybody. */
export async function seedRound(deps: Deps, { team, round: id }: Work["seed"]): Promise<void> {
  const round = await deps.store.readRound(team, id);
  if (round === null || !hasOptions(round) || round.status !== "open" || round.message === null) return;
  const { length } = round.question.options;
  const outcome = await deps.platform(team)?.seedReactions(team, round.message, length);
  if (outcome?.kind === "busy") throw new TriedInVain("others go first", outcome.retryAfter, true);
  if (outcome?.kind === "failed") again(outcome);
  if (outcome?.kind === "refused")
    deps.log.warn({ round: id, detail: outcome.detail }, "the answer reactions could not be added");
  if (outcome?.kind === "seeded") await deps.store.markEffect(team, id, "seeded", null);
}
