import type { ChoiceItem, Option } from "../src/engine/words/item.ts";
import { type DealtQuestion, dealtOf, optionOf, type Round } from "../src/engine/words/round.ts";

/** The question of a round that is there and has options. */
export function dealt(round: Pick<Round, "question"> | null | undefined): DealtQuestion {
  if (round == null) throw new TypeError("there is no such round");
  return dealtOf(round);
}

/** Its right option. */
export const keyOf = (question: Round["question"]): Option =>
  optionOf(dealt({ question }), dealt({ question }).key);

/** An item with so many options, whose key is "right". */
export const itemOf = (options: number, id = "cnn.c1"): ChoiceItem => ({
  ...{ id, kind: "choice", version: 1, difficulty: "medium", links: [] },
  concept: { id: "cnn", name: "cnn" },
  topic: { id: "cnn", name: "CNN" },
  stem: "Which one?",
  key: { text: "right", because: "because it is right" },
  distractors: Array.from({ length: options - 1 }, (_, i) => ({
    text: `wrong ${i}`,
    because: `reason ${i}`,
  })),
  layout: { by: "dealt" },
});
