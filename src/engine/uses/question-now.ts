import type { QuestionReply, ResultReply } from "../words/reply.ts";
import { type ChoiceRound, hasOptions, type Round } from "../words/round.ts";
import type { Deps } from "./deps.ts";
import { hurry } from "./live.ts";
import { liveQuestionReply } from "./live-views.ts";
import { waitOf } from "./reveal.ts";
import { NAMES_SHOWN, questionReply } from "./views.ts";

/** Of how many answers, the first ones, those who were right may be named. */
const LOOKED_AT = 1_000;

/** Those who have it right among the first answers, as far as they show themselves, and how many more. */
export async function rightIn(
  deps: Deps,
  { place, id, question: { key } }: ChoiceRound,
  all: number | null,
): Promise<ResultReply["right"]> {
  const { answers } = await deps.store.readAnswers(place, id, 0, LOOKED_AT);
  const right = answers.filter(({ choice }) => choice === key).map(({ learner }) => learner);
  const { names, hidden } = await deps.store.shownNames(place.team, right, NAMES_SHOWN);
  return { names, more: (all ?? right.length) - hidden - names.length };
}

/**
 * A question as its message shows it now. One of practice says who has it right: not before a minute has passed, or
 * whoever asked it wants it, and never while it is the question of the day.
 */
export async function questionNow(deps: Deps, round: Round, answered: number): Promise<QuestionReply> {
  if (round.mode === "daily" || !hasOptions(round)) return questionReply(round, answered, null);
  if (round.live !== undefined) {
    // Not each answer looks whether all have answered; this comes after some of them.
    await hurry(deps, round);
    return liveQuestionReply(round, answered, round.closesAt);
  }
  const [asker, right] = await Promise.all([
    round.asker === undefined ? null : deps.store.shownNames(round.place.team, [round.asker], 1),
    (await waitOf(deps, round)) === null ? rightIn(deps, round, null) : undefined,
  ]);
  return { ...questionReply(round, answered, asker?.names[0] ?? null), right };
}
