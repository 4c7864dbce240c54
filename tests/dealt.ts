import { type DealtQuestion, dealtOf, type Round } from "../src/engine/words/round.ts";

/** The question of a round that is there and has options. */
export function dealt(round: Pick<Round, "question"> | null | undefined): DealtQuestion {
  if (round == null) throw new TypeError("there is no such round");
  return dealtOf(round);
}
