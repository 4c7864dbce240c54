import type { ReviewDraft, ReviewMode } from "../../learning/review.ts";
import type { Round } from "../words/round.ts";
import { hash32 } from "./random.ts";

/** The review that an answer to a round becomes when it is judged at an instant. */
export function draftOf({ id, question }: Round, mode: ReviewMode, at: number): ReviewDraft {
  const { itemId: item, difficulty } = question;
  // Of one that was changed in the bank since, the item alone says which concept it was: it is named after it.
  const concept = question.changed === undefined ? question.concept.id : item.slice(0, item.lastIndexOf("."));
  return { id: hash32(id).toString(36), ...{ at, mode, concept, item, difficulty } };
}
